"""LexicalJudge: which facts a text states, by the words, names and quantities they share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from factcov.errors import DataError, UsageError
from factcov.judges.lexical.block import Block, blocks
from factcov.judges.lexical.candidate import Candidate, read_candidate
from factcov.judges.lexical.evidence import evidence, reason
from factcov.judges.lexical.features import FEATURES, match
from factcov.judges.lexical.model import Model, read_model, shipped_model
from factcov.judges.lexical.terms import readings
from factcov.text.languages import language as resources_of
from factcov.types import Item, Task, Verdict

_PREPARED = 4
"""Items kept prepared; an item comes once for each system, next to each other or interleaved."""
_DIGITS = 4
"""Probabilities are rounded, so that a last bit of another machine changes nothing."""
_PROSE, _JUMBLE = list(FEATURES).index("prose"), list(FEATURES).index("jumble")
_FEW_FUNCTION_WORDS, _MANY_SLIPS = 0.2, 0.2


class LexicalJudge:
    """Agrees with people on what a text covers, from words alone: offline, fast, deterministic.

    A fact's terms (content words, names, quantities) are matched with the candidate's, exactly,
    by family, by spelling or as two words for one thing; what is found together in a sentence
    becomes features, and an additive model that was fitted to people's labels turns them into
    p_covered. docs/judge.md says how well it does. Options: ``threshold`` (of p_covered; default:
    the model's), ``model`` (a coefficients file of your own).
    """

    def __init__(
        self,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        threshold: float | None = None,
        model: str | None = None,
    ) -> None:
        self._model = _load(model)
        self.threshold = self._model.threshold if threshold is None else float(threshold)
        if not 0 < self.threshold < 1:
            raise UsageError(f"judge lexical: threshold is between 0 and 1, not {threshold}")
        self.language, self.source_language = language, source_language
        known = resources_of(language)
        self.signature = "|".join([
            "judge:lexical", f"model:{self._model.hash[:8]}", f"threshold:{self.threshold:g}",
            f"language:{known.code}:{known.hash[:8] or 'unknown, words as written'}",
        ])  # fmt: skip
        self._prepared: dict[int, tuple[Item, _Prepared]] = {}

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        """Return one verdict for each fact of each item, in order."""
        return [
            self._verdicts(candidate, self._prepare(item))
            for candidate, item in zip(candidates, items, strict=True)
        ]

    def _prepare(self, item: Item) -> _Prepared:
        known = self._prepared.get(id(item))
        if known is None:
            while len(self._prepared) >= _PREPARED:
                self._prepared.pop(next(iter(self._prepared)))
            # The item is kept too, so that its id cannot become another's.
            known = self._prepared[id(item)] = item, self._read(item)
        return known[1]

    def _read(self, item: Item) -> _Prepared:
        facts = []
        for fact in item.facts:
            text, code = fact.wording(self.language, self.source_language)
            same = resources_of(code).code == resources_of(self.language).code
            facts.append(readings(text, code, same_language=same))
        return _Prepared(
            tuple(blocks(facts, item.references, self.language)),
            tuple(not any(reading.terms for reading in found) for found in facts),
        )

    def _verdicts(self, text: str, item: _Prepared) -> list[Verdict]:
        candidate = read_candidate(text, self.language)
        verdicts: list[Verdict] = []
        for block in item.blocks:
            verdicts += self._judge_block(block, candidate)
        return [_UNREADABLE if bad else v for v, bad in zip(verdicts, item.unreadable, strict=True)]

    def _judge_block(self, block: Block, candidate: Candidate) -> list[Verdict]:
        matches = match(block, candidate)
        probabilities = self._model.probability(matches.features)
        probabilities[matches.best < 0] = 0.0
        rows: dict[int, int] = {}
        chances = np.round(probabilities, _DIGITS).tolist()
        for row, owner in enumerate(block.owners):
            if owner not in rows or chances[row] > chances[rows[owner]]:
                rows[owner] = row
        verdicts = []
        for row in rows.values():
            chance = chances[row]
            covered = chance >= self.threshold
            shown = evidence(block, row, matches, candidate)
            jumbled = bool(
                matches.features[row, _PROSE] < _FEW_FUNCTION_WORDS
                or matches.features[row, _JUMBLE] > _MANY_SLIPS
            )
            verdicts.append(
                Verdict(
                    "covered" if covered else "missing", chance, 0.0, shown.start, shown.end,
                    reason(shown, covered, jumbled),
                )
            )  # fmt: skip
        return verdicts


class _Prepared(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]
    unreadable: tuple[bool, ...]


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
