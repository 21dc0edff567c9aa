"""TER (Snover et al. 2006, https://aclanthology.org/2006.amta-papers.25), sacrebleu's numbers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Annotated, ClassVar

import numpy as np
from msgspec import Meta
from sacrebleu.metrics.ter import TER

from factcov.metrics import _sacrebleu
from factcov.metrics.bitparallel import edit_distance
from factcov.types import Item, Stats, Verdicts


class Ter:
    """Edits, shifts of word runs included, per reference word, in percent; lower is better.

    Edits to the nearest reference over the mean reference length, as in sacrebleu; options are
    sacrebleu's. Above 100 when the candidate is much too long. An empty candidate scores 100; a
    reference without words gives 100, or 0 when the candidate has none either.

    A candidate of more than *limit* words is compared without shifts, with a warning: the search
    for shifts grows so fast that one hostile line could stop a run (docs/decisions/ter-limit.md).

    >>> ter = Ter()
    >>> stats = ter.extract(["b c a"], [Item("1", "", ("a b c",))], [()])
    >>> stats.tolist()
    [[1.0, 3.0]]
    """

    higher_is_better: bool | None = False
    judged: ClassVar[bool] = False
    columns: tuple[str, ...] = ("edits", "reference_length")

    def __init__(
        self,
        *,
        name: str = "ter",
        references: int | None = None,
        normalized: bool = False,
        no_punct: bool = False,
        asian_support: bool = False,
        case_sensitive: bool = False,
        limit: Annotated[int, Meta(ge=0)] = 2000,
    ) -> None:
        self._ter = TER(
            normalized=normalized,
            no_punct=no_punct,
            asian_support=asian_support,
            case_sensitive=case_sensitive,
        )
        self._limit = limit
        self.name = name
        self.signature = _sacrebleu.signature(self._ter, references)
        if limit != 2000:
            self.signature += f"|limit:{limit}"

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return edits to the nearest reference and mean reference length, shape (items, 2)."""
        rows: list[Sequence[float]] = []
        long: list[str] = []
        pairs = _sacrebleu.segments(self._ter, candidates, items, self.name)
        for item, (segment, info) in zip(items, pairs, strict=True):
            words = segment.split()
            if len(words) <= self._limit:
                rows.append(_sacrebleu.row(self._ter, segment, info))
                continue
            long.append(item.id)
            references = info["ref_words"]
            rows.append((
                min(edit_distance(reference, words) for reference in references),
                sum(map(len, references)) / len(references),
            ))  # fmt: skip
        if long:
            warnings.warn(
                f"{self.name}: {len(long)} candidates of more than {self._limit} words were "
                f"compared without shifts, which can only raise TER (first: item {long[0]})",
                stacklevel=2,
            )
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return 100 * edits / reference words; without those 100, or 0 when no edits either."""
        edits, length = sums[..., 0], sums[..., 1]
        rate = edits / np.where(length > 0, length, 1.0)
        return 100.0 * np.where(length > 0, rate, np.minimum(edits, 1.0))
