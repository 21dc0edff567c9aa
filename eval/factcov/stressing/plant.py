"""Planting: one change a text, so that a score moves for one reason."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from factcov.stressing.clauses import sentences
from factcov.stressing.kinds import ERRORS, HARMLESS, PARAPHRASE, without_words
from factcov.stressing.naming import plain_names
from factcov.stressing.passage import Change, Passage, read
from factcov.stressing.wordlists import word_lists
from factcov.types import Benchmark, Item

_PASSES = 5
"""How many changes of one kind a text gets, each in a copy of its own."""
_SPARE = 20
"""Texts that are looked at for each one wanted: a date stands in few sentences."""
_POOL = 500
"""Names and sentences that a text may borrow: choice enough."""


class Row(msgspec.Struct, frozen=True):
    """One clean text, the item it is scored against, and the changed copies by kind."""

    item: Item
    clean: str
    changes: tuple[tuple[str, Change], ...]


def plant(
    benchmark: Benchmark, kinds: Sequence[str], limit: int, seed: int
) -> tuple[tuple[Row, ...], dict[str, str]]:
    """Return the rows to score, and for each kind that could not be planted the reason.

    A clean text is a reference, and leaves the references it is scored against where others
    remain. Each kind is planted at most *limit* times, in texts drawn at random; a kind draws the
    same whatever other kinds are asked for.
    """
    rng = np.random.default_rng(seed)
    texts = [(item, r) for item in benchmark.items for r in range(len(item.references))]
    texts = [texts[i] for i in rng.permutation(len(texts))[: _SPARE * limit]]
    passages = _passages(texts)
    lists = word_lists(benchmark.target_language)
    planted: dict[int, list[tuple[str, Change]]] = {}
    skipped: dict[str, str] = {}
    for kind in kinds:
        if kind == PARAPHRASE:
            continue
        found = _of_kind(kind, passages, limit, seed)
        for at, change in found:
            planted.setdefault(at, []).append((kind, change))
        if not found and without_words(kind, lists):
            skipped[kind] = f'no word list for "{benchmark.target_language}"'
        elif not found and kind == "addition" and len(benchmark.items) < 2:
            skipped[kind] = "no other item to take a sentence from"
        elif not found:
            skipped[kind] = "nothing of that kind in the references"
    rows = [
        Row(_leave_out(texts[at][0], texts[at][1]), passages[at].text, tuple(planted[at]))
        for at in sorted(planted)
    ]
    if PARAPHRASE in kinds:
        exchanged = [pair for item, r in texts if (pair := _paraphrase(item, r)) is not None]
        rows += exchanged[:limit]
        if not exchanged:
            skipped[PARAPHRASE] = "no item has two references"
    return tuple(rows), skipped


def _of_kind(
    kind: str, passages: Sequence[Passage], limit: int, seed: int
) -> list[tuple[int, Change]]:
    perturb = {**ERRORS, **HARMLESS}[kind]
    rng = np.random.default_rng([seed, zlib.crc32(kind.encode())])
    found: list[tuple[int, Change]] = []
    seen: set[tuple[int, str]] = set()
    fertile = [int(at) for at in rng.permutation(len(passages))]
    for _ in range(_PASSES):
        grown = []
        for at in fertile:
            if len(found) == limit:
                return found
            change = perturb(passages[at], rng)
            if change is not None and (at, change.text) not in seen:
                seen.add((at, change.text))
                found.append((at, change))
                grown.append(at)
        fertile = grown
    return found


def _passages(texts: Iterable[tuple[Item, int]]) -> list[Passage]:
    bare = [(item, read(item.references[r], item.language)) for item, r in texts]
    names = dict.fromkeys(p.name(name) for _, p in bare for name in plain_names(p))
    own: dict[str, list[str]] = {}
    for item, passage in bare:
        own.setdefault(item.id, []).extend(sentences(passage))
    pool = [(owner, s) for owner, found in own.items() for s in dict.fromkeys(found)][:_POOL]
    return [
        msgspec.structs.replace(
            passage,
            other_names=tuple(names)[:_POOL],
            other_sentences=tuple(s for owner, s in pool if owner != item.id),
        )
        for item, passage in bare
    ]


def _leave_out(item: Item, r: int) -> Item:
    """Return the item without reference *r*; with it where it is the only one."""
    others = item.references[:r] + item.references[r + 1 :]
    return _renamed(item, f"{item.id}/{r + 1}", others or item.references)


def _paraphrase(item: Item, r: int) -> Row | None:
    """Return the row of reference *r* against the next one, which leaves the references."""
    if len(item.references) < 2:
        return None
    other = (r + 1) % len(item.references)
    clean, text = item.references[r], item.references[other]
    if clean == text:
        return None
    kept = tuple(reference for reference in item.references if reference != text)
    scored = _renamed(item, f"{item.id}/{r + 1}/{other + 1}", kept)
    return Row(scored, clean, ((PARAPHRASE, Change(text, 0, len(text), clean, text)),))


def _renamed(item: Item, name: str, references: tuple[str, ...]) -> Item:
    facts = tuple(msgspec.structs.replace(fact, item=name) for fact in item.facts)
    return msgspec.structs.replace(item, id=name, references=references, facts=facts)
