"""Checkable statements of a text: its sentences, cut where a clause makes its own claim."""

from __future__ import annotations

import msgspec

from factcov.text.analysis import Analysis, analyse
from factcov.text.names import names
from factcov.text.quantities import quantities
from factcov.types import Fact, Item, Kind

_LEAST = 8  # words on either side of a cut: shorter clauses lose what they are about
_CONJUNCTIONS = frozenset([
    "but", "while", "whereas", "although", "mais", "tandis", "alors", "aber", "während", "sondern",
    "pero", "mientras", "aunque", "ma", "mentre",
])  # fmt: skip


class Statement(msgspec.Struct, frozen=True):
    """One statement: its text, where it stands (character offsets), and what it is about."""

    text: str
    start: int
    end: int
    kind: Kind = "event"


def statements(text: str, code: str) -> tuple[Statement, ...]:
    """Return the statements of *text* in order; () for a text without words.

    Sentences are cut at semicolons, and before "but", "while" and the like, where both parts have
    at least eight words. The kind is told by form: quantity, time, actor, else event.

    >>> [s.text for s in statements("Prices rose by 4 %. He left.", "en")]
    ['Prices rose by 4 %', 'He left']
    >>> [s.kind for s in statements("Prices rose by 4 %. He left in May 2020.", "en")]
    ['quantity', 'time']
    """
    analysis = analyse(text, code)
    spans: list[tuple[int, int]] = []
    first = 0
    for i in range(1, len(analysis.words) + 1):
        last = i == len(analysis.words)
        if last or analysis.sentences[i] != analysis.sentences[first]:
            spans += _cut(analysis, first, i)
            first = i
    return tuple(_statement(analysis, a, b) for a, b in spans)


def derive_facts(item: Item) -> tuple[Fact, ...]:
    """Return the facts that the references of *item* state, for benchmarks without key facts.

    Each reference speaks with the same weight in all, however many there are.
    """
    facts: list[Fact] = []
    for r, reference in enumerate(item.references, 1):
        found = statements(reference, item.language)
        facts += [
            Fact(
                f"r{r}.{n}", item.id, {item.language: statement.text},
                1 / len(item.references), statement.kind,
            )
            for n, statement in enumerate(found, 1)
        ]  # fmt: skip
    return tuple(facts)


def _cut(analysis: Analysis, first: int, last: int) -> list[tuple[int, int]]:
    """Return the (first, last) word indexes of the statements in one sentence."""
    for i in range(first + _LEAST, last - _LEAST + 1):
        gap = analysis.text[analysis.ends[i - 1] : analysis.starts[i]]
        clause = ";" in gap or ("," in gap and analysis.words[i].casefold() in _CONJUNCTIONS)
        if clause:
            return [(first, i), *_cut(analysis, i, last)]
    return [(first, last)]


def _statement(analysis: Analysis, first: int, last: int) -> Statement:
    start, end = analysis.starts[first], analysis.ends[last - 1]
    while end < len(analysis.text) and analysis.text[end] in '%\u20ac$\u00a3)\u00bb\u201d"':
        end += 1
    if analysis.text[end : end + 2] in (" %", "\u00a0%", "\u202f%", " \u20ac", "\u00a0\u20ac"):
        end += 2
    while start > 0 and analysis.text[start - 1] in '$\u20ac\u00a3(\u00ab\u201c"':
        start -= 1
    inside = analyse(analysis.text[start:end], analysis.language)
    amounts = quantities(inside)
    kind: Kind = "event"
    if any(q.kind not in ("date", "time", "ordinal") for q in amounts):
        kind = "quantity"
    elif any(q.kind in ("date", "time") for q in amounts):
        kind = "time"
    elif any(n.certain for n in names(inside)):
        kind = "actor"
    return Statement(analysis.text[start:end], start, end, kind)
