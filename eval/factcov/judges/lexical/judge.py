"""LexicalJudge: which facts a text states, by the words, names and quantities they share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np

from factcov.errors import DataError, UsageError
from factcov.judges.contradiction import (
    Contradiction,
    Prepared,
    Seen,
    believed,
    combine,
    compare,
    excused,
    neighbours,
    prepare_candidate,
    prepare_fact,
    renamed,
    trust_hash,
)
from factcov.judges.lexical.block import Block, Floats, blocks
from factcov.judges.lexical.candidate import Candidate, read_candidate
from factcov.judges.lexical.evidence import Explainer, reason
from factcov.judges.lexical.features import FEATURES, Matches, match
from factcov.judges.lexical.model import Model, read_model, shipped_model
from factcov.judges.lexical.terms import Reading, readings
from factcov.text.analysis import analyse
from factcov.text.fingerprint import fingerprint
from factcov.text.languages import Language
from factcov.text.languages import language as resources_of
from factcov.text.quantities import quantities
from factcov.text.years import year_of
from factcov.types import Item, Task, Verdict

RULES = 3
"""Version of what features and rules do with a text; raise it when a change moves a verdict."""
PRIORS: Mapping[Task, float] = {"translation": 0.5}
"""Share of facts to expect covered, by task. The labels are of summaries, which leave most facts
out; a translation should keep them all, so that their base rate would presume too little."""
_PREPARED = 4
"""Items kept prepared; an item comes once for each system, next to each other or interleaved."""
_TOGETHER = 64
"""Candidates of one item that are read and matched together."""
_DIGITS = 4
"""Probabilities are rounded, so that a last bit of another machine changes nothing."""
_PLAIN, _PROSE, _JUMBLE = (
    list(FEATURES).index(name) for name in ("recall_plain", "prose", "jumble")
)
_RELATED = 0.25
"""Share of a fact's terms that a text must hold before it can contradict the fact."""
_LEFT_OUT = 0.3
"""What p_covered loses when nothing at all stands where the fact's words stood."""
_UNSURE = 0.2
"""p_covered of what cannot be judged: about the share of facts that texts cover."""
_FEW_FUNCTION_WORDS, _MANY_SLIPS = 0.2, 0.2
_LISTED = 0.1
"""Share of function words under which a passage is a list: it states nothing, so it contradicts
nothing. The share is smoothed: no headline comes under it, only fifteen words without any do."""


class LexicalJudge:
    """Agrees with people on what a text covers, from words alone: offline, fast, deterministic.

    A fact's terms (content words, names, quantities) are matched with the candidate's, exactly,
    by family, by spelling or as two words for one thing; what is found together in a sentence
    becomes features, and an additive model that was fitted to people's labels turns them into
    p_covered. docs/judge.md says how well it does. Options: ``threshold`` (of p_covered; default:
    the model's), ``prior`` (share of facts to expect covered before reading; default: that of the
    labels, for summaries, and even odds for translations), ``model`` (a coefficients file of your
    own).
    """

    def __init__(
        self,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        threshold: float | None = None,
        prior: float | None = None,
        model: str | None = None,
    ) -> None:
        prior = PRIORS.get(task) if prior is None else float(prior)
        self._open("lexical", _load(model), threshold, prior, language, source_language)

    def _open(
        self,
        name: str,
        model: Model,
        threshold: float | None,
        prior: float | None,
        language: str,
        source_language: str,
        *signed: str,
    ) -> None:
        self._model = model
        self.threshold = model.threshold if threshold is None else float(threshold)
        if not 0 < self.threshold < 1:
            raise UsageError(f"judge {name}: threshold is between 0 and 1, not {threshold}")
        if prior is not None and not 0 < prior < 1:
            raise UsageError(f"judge {name}: prior is between 0 and 1, not {prior:g}")
        self._prior = prior
        self.language, self.source_language = language, source_language
        known = resources_of(language)
        self.signature = "|".join([
            f"judge:{name}", f"model:{model.hash[:8]}", *signed, f"threshold:{self.threshold:g}",
            *([] if prior is None else [f"prior:{prior:g}"]),
            f"rules:{RULES}:{trust_hash()[:8]}", f"language:{known.code}:{_tables_of(known)}",
        ])  # fmt: skip
        self._prepared: dict[int, tuple[Item, _Prepared]] = {}

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        """Return one verdict for each fact of each item, in order."""
        places: dict[int, list[int]] = {}
        for i, item in enumerate(items):
            places.setdefault(id(item), []).append(i)
        if len(candidates) != len(items):
            raise ValueError(f"{len(candidates)} candidates for {len(items)} items")
        rows: list[list[Verdict]] = [[] for _ in items]
        for where in places.values():
            prepared = self._prepare(items[where[0]])
            for start in range(0, len(where), _TOGETHER):
                some = where[start : start + _TOGETHER]
                found = self._verdicts([candidates[i] for i in some], prepared)
                for i, verdicts in zip(some, found, strict=True):
                    rows[i] = verdicts
        return rows

    def _prepare(self, item: Item) -> _Prepared:
        known = self._prepared.get(id(item))
        if known is None:
            while len(self._prepared) >= _PREPARED:
                self._prepared.pop(next(iter(self._prepared)))
            # The item is kept too, so that its id cannot become another's.
            known = self._prepared[id(item)] = item, self._read(item)
        return known[1]

    def _read(self, item: Item) -> _Prepared:
        facts, stated, texts, year = [], [], [], year_of(item.metadata)
        for fact in item.facts:
            text, code = fact.wording(self.language, self.source_language)
            same = resources_of(code).code == resources_of(self.language).code
            texts.append(text)
            facts.append(readings(text, code, same_language=same))
            stated.append(_prepared(text, code, facts[-1][0], year))
        beside = neighbours(texts, item.references)
        return _Prepared(self._blocks(facts, item), tuple(stated), beside, year)

    def _blocks(self, facts: Sequence[Sequence[Reading]], item: Item) -> tuple[Block, ...]:
        return tuple(blocks(facts, item.references, self.language))

    def _weigh(
        self, block: Block, matches: Sequence[Matches], candidates: Sequence[Candidate]
    ) -> tuple[Sequence[Matches], Floats]:
        """Return the matches to show and p_covered of each row, (candidates, rows)."""
        features = np.concatenate([m.features for m in matches])
        return matches, self._model.probability(features, self._prior).reshape(len(matches), -1)

    def _verdicts(self, texts: Sequence[str], item: _Prepared) -> list[list[Verdict]]:
        return self._judge_read(*self._read_texts(texts, item), item)

    def _read_texts(
        self, texts: Sequence[str], item: _Prepared
    ) -> tuple[list[Candidate], list[Prepared]]:
        read = [(a, quantities(a)) for a in (analyse(text, self.language) for text in texts)]
        contexts = [prepare_candidate(a, amounts, item.year) for a, amounts in read]
        return [read_candidate(a, amounts) for a, amounts in read], contexts

    def _judge_read(
        self, candidates: Sequence[Candidate], contexts: Sequence[Prepared], item: _Prepared
    ) -> list[list[Verdict]]:
        rows: list[list[Verdict]] = [[] for _ in candidates]
        for block in item.blocks:
            for row, more in zip(
                rows, self._judge_block(block, candidates, contexts, item), strict=True
            ):
                row += more
        return rows

    def _judge_block(
        self,
        block: Block,
        candidates: Sequence[Candidate],
        contexts: Sequence[Prepared],
        item: _Prepared,
    ) -> list[list[Verdict]]:
        matches, probabilities = self._weigh(block, match(block, candidates), candidates)
        return [
            self._judge_one(_Pairs(block, m, candidate, context, item), p)
            for m, p, candidate, context in zip(
                matches, probabilities, candidates, contexts, strict=True
            )
        ]

    def _judge_one(self, pairs: _Pairs, probabilities: Floats) -> list[Verdict]:
        matches = pairs.matches
        chances = np.where(matches.best < 0, 0.0, probabilities).round(_DIGITS).tolist()
        rows: dict[int, int] = {}
        for row, owner in enumerate(pairs.block.owners):
            if owner not in rows or chances[row] > chances[rows[owner]]:
                rows[owner] = row
        jumbled = (
            (matches.features[:, _PROSE] < _FEW_FUNCTION_WORDS)
            | (matches.features[:, _JUMBLE] > _MANY_SLIPS)
        ).tolist()
        listed = (matches.features[:, _PROSE] < _LISTED).tolist()
        shares = matches.features[:, _PLAIN].tolist()
        explain = Explainer(pairs.block, matches, pairs.candidate)
        verdicts = []
        for owner, row in rows.items():
            fact = pairs.item.stated[owner]
            written = fact.analysis.language
            foreign = "" if written == pairs.context.analysis.language else written
            if not pairs.block.held[row]:
                verdicts.append(self._unread(foreign) if foreign else _UNREADABLE)
                continue
            chance, found = chances[row], None
            if not listed[row]:
                related = shares[row] >= _RELATED
                seen = compare(fact, pairs.context, related=related)
                beside = pairs.item.beside(owner)
                found = excused(seen.found, fact, beside, pairs.context)
                found = renamed(found, fact, beside, pairs.context)
                found, doubt = self._believe(found, seen)
                chance = round(chance * (1 - _LEFT_OUT * seen.left_out) * (1 - doubt), _DIGITS)
            covered = chance >= self.threshold
            shown = explain.evidence(row)
            verdict = Verdict(
                "covered" if covered else "missing", chance, 0.0, shown.start, shown.end,
                reason(shown, covered, jumbled[row])
                + (f"; of the fact in {foreign} only names and amounts are read" * bool(foreign)),
            )  # fmt: skip
            verdicts.append(combine(verdict, found))
        return verdicts

    def _believe(
        self, found: Contradiction | None, seen: Seen
    ) -> tuple[Contradiction | None, float]:
        """Return the finding with its probability, and how far p_covered is to be doubted."""
        return believed(found, seen)

    def _unread(self, code: str) -> Verdict:
        """Return "missing", unsure: a fact in another language without a name or an amount."""
        return Verdict(
            "missing", round(min(_UNSURE, self.threshold / 2), _DIGITS), 0.0,
            reason=f"the fact is in {code} and has no name or amount to look for",
        )  # fmt: skip


def _tables_of(known: Language) -> str:
    return fingerprint(known.code)[:8] if known.known else "unknown, words as written"


def _prepared(text: str, code: str, reading: Reading, year: int | None) -> Prepared:
    """Return a fact prepared; what its *reading* found is used where that is the whole fact."""
    if reading.analysis.text == text:
        return prepare_fact(reading.analysis, reading.quantities, year, reading.names)
    return prepare_fact(analyse(text, code), year=year)


class _Pairs(msgspec.Struct, frozen=True):
    """A block of facts and one candidate, with what both judges read of them."""

    block: Block
    matches: Matches
    candidate: Candidate
    context: Prepared
    item: _Prepared


class _Prepared(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]
    stated: tuple[Prepared, ...]
    neighbours: tuple[tuple[int, ...], ...]
    year: int | None
    """The year that the item was written in, where its metadata has a date."""

    def beside(self, owner: int) -> list[Prepared]:
        """Return the facts that were cut from the same reference as this one, itself included."""
        return [self.stated[i] for i in self.neighbours[owner]]


_UNREADABLE = Verdict(
    "error", None, None, reason="the fact has no word, name or number to look for in this language"
)


def _load(path: str | None) -> Model:
    if path is None:
        return shipped_model(tuple(FEATURES))
    try:
        return read_model(Path(path).read_bytes(), tuple(FEATURES), path)
    except OSError as error:
        raise DataError(f"{path}: cannot read the coefficients: {error.strerror}") from error
