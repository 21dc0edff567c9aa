"""Numbers and names of a candidate that neither its source nor its references hold.

What models invent is above all entities and quantities (Nan et al. 2021,
https://aclanthology.org/2021.eacl-main.235, whose entity precision this is the complement of).
These are suspects found by form alone: a count that adds up the source's, an acronym it spells
out, a name a translation rightly renders by another word count too. Compare systems by them, and
read what they point at (`Run.unsupported` has the places); they are no verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np

from factcov.metrics.once import prepared
from factcov.metrics.ratio import ratio
from factcov.text.analysis import Analysis, analyse
from factcov.text.support import MATCH, Backing, Mention, item_backing, names_of, numbers_of
from factcov.types import Item, Stats, Verdicts


class _Unsupported:
    """Mentions without support in source or references: mean an item, or their share of all.

    An empty candidate mentions nothing: it counts as an item with 0, and alone has no share (nan).
    """

    higher_is_better: bool | None = False
    judged: ClassVar[bool] = False
    kind: ClassVar[str]
    match: ClassVar[str]

    def __init__(
        self,
        *,
        name: str | None = None,
        language: str = "en",
        source_language: str = "en",
        per: Literal["item", "mention"] = "item",
    ) -> None:
        self.name = name or self.kind
        self.columns: tuple[str, ...] = ("unsupported", f"{per}s")
        self._language, self._source_language = language, source_language
        self._per = per
        self.signature = (
            f"against:source, references|source:{source_language}|target:{language}"
            f"|match:{self.match}|per:{per}"
        )

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return unsupported mentions, and a count of one or of all mentions, shape (items, 2)."""
        rows = []
        for text, known in zip(candidates, prepared(items, self._backing), strict=True):
            mentions = self.mentions(analyse(text, self._language), known)
            missing = sum(not mention.supported for mention in mentions)
            rows.append((missing, 1 if self._per == "item" else len(mentions)))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return the mean or the share; nan without items or mentions."""
        return ratio(sums)

    def mentions(self, candidate: Analysis, known: Backing) -> tuple[Mention, ...]:
        """Return what the candidate mentions, each with whether *known* holds it."""
        raise NotImplementedError

    def _backing(self, item: Item) -> Backing:
        return item_backing(item, self._language, self._source_language)


class UnsupportedNumbers(_Unsupported):
    """Numbers, measures and dates of the candidate that nothing else of its item states.

    A number is supported when one in the source or a reference can be the same amount: rounded,
    converted, or within its range. Words and digits are read alike, in any language that factcov
    reads.

    >>> item = Item("1", "Thirteen thousand people left in two hours.")
    >>> UnsupportedNumbers().extract(["13,000 left within 3 hours"], [item], [()]).tolist()
    [[1.0, 1.0]]
    """

    kind = "unsupported-numbers"
    match = "amount"

    def mentions(self, candidate: Analysis, known: Backing) -> tuple[Mention, ...]:
        """Return the candidate's numbers, measures and dates."""
        return numbers_of(candidate, known)


class UnsupportedNames(_Unsupported):
    """Names of the candidate with a word that nothing else of its item holds.

    Words are compared without case and accents, and by stem; with a source in another language by
    their first four letters, and as names of one place. Capitals that may come from the place
    alone (a sentence's first word) are passed over, and a language without capitals shows no names.

    >>> item = Item("1", "The mayor of Lyon met Anne Roux.")
    >>> UnsupportedNames().extract(["Yesterday Anne Roux left Paris."], [item], [()]).tolist()
    [[1.0, 1.0]]
    """

    kind = "unsupported-names"
    match = MATCH

    def mentions(self, candidate: Analysis, known: Backing) -> tuple[Mention, ...]:
        """Return the candidate's names."""
        return names_of(candidate, known)
