"""Numbers and names of a candidate that its source does not hold.

What models invent is above all entities and quantities (Nan et al. 2021,
https://aclanthology.org/2021.eacl-main.235, whose entity precision this is the complement of).
These are suspects found by form alone: a count that adds up the source's, an acronym it spells
out, a name a translation rightly renders by another word count too. Compare systems by them, and
read what they point at; they are no verdict.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, ClassVar, Literal

import msgspec
import numpy as np

from factcov.metrics.once import prepared
from factcov.metrics.ratio import ratio
from factcov.text.analysis import Analysis, analyse
from factcov.text.names import names
from factcov.text.quantities import Quantity, agree, quantities
from factcov.text.unicode import normalise
from factcov.types import Item, Stats, Verdicts

_PREFIX = 4
"""Letters two names of different languages must share: Londres and London, Italie and Italy."""


class _Unsupported:
    """Mentions without support in the source: mean an item, or their share of all mentions.

    An empty candidate mentions nothing: it counts as an item with 0, and alone has no share (nan).
    """

    higher_is_better: bool | None = False
    judged: ClassVar[bool] = False
    kind: ClassVar[str]
    match: str

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
        self.signature = f"source:{source_language}|target:{language}|match:{self.match}|per:{per}"

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return unsupported mentions, and a count of one or of all mentions, shape (items, 2)."""
        rows = []
        sources = prepared(
            items, lambda item: self._prepare(analyse(item.source, self._source_language))
        )
        for text, source in zip(candidates, sources, strict=True):
            mentions, unsupported = self._count(analyse(text, self._language), source)
            rows.append((unsupported, 1 if self._per == "item" else mentions))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return the mean or the share; nan without items or mentions."""
        return ratio(sums)

    def _prepare(self, source: Analysis) -> Any:
        """Return what the source supports."""
        raise NotImplementedError

    def _count(self, candidate: Analysis, source: Any) -> tuple[int, int]:
        """Return the number of mentions, and of those without support."""
        raise NotImplementedError


class UnsupportedNumbers(_Unsupported):
    """Numbers, measures and dates of the candidate that the source does not state, an item.

    A number is supported when one in the source can be the same amount: rounded, converted, or
    within its range. Words and digits are read alike, in any language that factcov reads.

    >>> item = Item("1", "Thirteen thousand people left in two hours.")
    >>> UnsupportedNumbers().extract(["13,000 left within 3 hours"], [item], [()]).tolist()
    [[1.0, 1.0]]
    """

    kind = "unsupported-numbers"
    match = "amount"

    def _prepare(self, source: Analysis) -> tuple[Quantity, ...]:
        return tuple({_bare(quantity): None for quantity in quantities(source)})

    def _count(self, candidate: Analysis, source: tuple[Quantity, ...]) -> tuple[int, int]:
        supported: dict[Quantity, bool] = {}
        mentions = [_bare(quantity) for quantity in quantities(candidate)]
        for quantity in mentions:
            if quantity not in supported:
                supported[quantity] = any(_same(quantity, other) for other in source)
        return len(mentions), sum(not supported[quantity] for quantity in mentions)


class UnsupportedNames(_Unsupported):
    """Names of the candidate with a word that the source does not hold, an item.

    Words are compared without case and accents, and by stem; across languages by their first
    four letters. Capitals that may come from the place alone (a sentence's first word) are passed
    over, and a language without capitals shows no names.

    >>> item = Item("1", "The mayor of Lyon met Anne Roux.")
    >>> UnsupportedNames().extract(["Yesterday Anne Roux left Paris."], [item], [()]).tolist()
    [[1.0, 1.0]]
    """

    kind = "unsupported-names"

    def __init__(
        self,
        *,
        name: str | None = None,
        language: str = "en",
        source_language: str = "en",
        per: Literal["item", "mention"] = "item",
    ) -> None:
        self._across = language.split("-")[0].lower() != source_language.split("-")[0].lower()
        self.match = f"prefix{_PREFIX}" if self._across else "stem"
        super().__init__(name=name, language=language, source_language=source_language, per=per)

    def _prepare(self, source: Analysis) -> frozenset[str]:
        return frozenset(form for index in range(len(source.words))
                         for form in self._forms(source, index))  # fmt: skip

    def _count(self, candidate: Analysis, source: frozenset[str]) -> tuple[int, int]:
        certain = [name for name in names(candidate) if name.certain]
        unsupported = 0
        for name in certain:
            # "Yesterday Anne Roux left": what opens a sentence need not belong to the name.
            opens = not name.first or (
                candidate.sentences[name.first - 1] != candidate.sentences[name.first]
            )
            words = range(name.first + (opens and name.last - name.first > 1), name.last)
            unsupported += any(source.isdisjoint(self._forms(candidate, i)) for i in words)
        return len(certain), unsupported

    def _forms(self, text: Analysis, index: int) -> tuple[str, ...]:
        word = _plain(text.words[index])
        return (word, word[:_PREFIX]) if self._across else (word, _plain(text.stems[index]))


def _bare(quantity: Quantity) -> Quantity:
    """Return the quantity without its place."""
    return msgspec.structs.replace(quantity, start=0, end=0, first=0, last=0)


def _same(a: Quantity, b: Quantity) -> bool:
    """Return whether two quantities can be one amount; months and weekdays are no plain numbers."""
    named = {a.unit, b.unit} & {"month", "weekday"} and "date" in (a.kind, b.kind)
    return (not named or (a.kind, a.unit) == (b.kind, b.unit)) and agree(a, b)


def _plain(word: str) -> str:
    """Return a word without case and accents."""
    apart = normalise(word.casefold().replace("\u2019", "'"), "NFD")
    return "".join(c for c in apart if not unicodedata.combining(c))
