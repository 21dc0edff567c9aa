"""Length and compression: what a coverage score has to be read beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from factcov.metrics.once import prepared
from factcov.metrics.ratio import ratio
from factcov.metrics.words import words
from factcov.types import Item, Stats, Verdicts


class Length:
    """Mean words a candidate; neither direction is better. An empty candidate has 0.

    >>> length = Length()
    >>> length.extract(["Three words here.", ""], [Item("1", ""), Item("2", "")], [(), ()]).tolist()
    [[3.0, 1.0], [0.0, 1.0]]
    """

    higher_is_better: bool | None = None
    judged: ClassVar[bool] = False
    columns: tuple[str, ...] = ("words", "items")
    signature = "tok:words|agg:mean"

    def __init__(self, *, name: str = "length") -> None:
        self.name = name

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return words and a count of one, shape (items, 2)."""
        rows = [(len(words(text)), 1) for text, _ in zip(candidates, items, strict=True)]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return words an item; nan without items."""
        return ratio(sums)


class Compression:
    """Source words over candidate words (Grusky et al. 2018); neither direction is better.

    Pooled over items: a mean of ratios would be ruled by the shortest candidate. Items whose
    candidate is empty count with their source; nan when all candidates are empty.
    """

    higher_is_better: bool | None = None
    judged: ClassVar[bool] = False
    columns: tuple[str, ...] = ("source_words", "words")
    signature = "tok:words|agg:micro"

    def __init__(self, *, name: str = "compression") -> None:
        self.name = name

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return source words and candidate words, shape (items, 2)."""
        sources = prepared(items, lambda item: len(words(item.source)))
        rows = [(n, len(words(text))) for text, n in zip(candidates, sources, strict=True)]
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return source words over candidate words; nan where the latter are 0."""
        return ratio(sums)
