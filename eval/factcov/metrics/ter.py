"""TER (Snover et al. 2006, https://aclanthology.org/2006.amta-papers.25), sacrebleu's numbers."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
from msgspec import Meta
from numpy.typing import NDArray
from sacrebleu.metrics.ter import TER

from factcov.metrics import _sacrebleu, kernels
from factcov.metrics.bitparallel import edit_distance
from factcov.metrics.kernels.scores import ter_scores
from factcov.metrics.kernels.tokenise import encode_ter
from factcov.metrics.once import all_references
from factcov.metrics.tercom import edits
from factcov.types import Item, Stats, Verdicts


class Ter:
    """Edits, shifts of word runs included, per reference word, in percent; lower is better.

    Edits to the nearest reference over the mean reference length, as in sacrebleu; options are
    sacrebleu's. Above 100 when the candidate is much too long. An empty candidate scores 100; a
    reference without words gives 100, or 0 when the candidate has none either.

    The edits are counted by our own code, equal to sacrebleu's and up to fifty times faster on
    long texts. A candidate of more than *limit* words is compared without shifts, with a warning:
    one hostile line must not stop a run (docs/decisions/ter.md).

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
        limit: Annotated[int, Meta(ge=0)] = 5000,
    ) -> None:
        self._ter = TER(
            normalized=normalized,
            no_punct=no_punct,
            asian_support=asian_support,
            case_sensitive=case_sensitive,
        )
        # sacrebleu normalises references twice and candidates once, and twice is not the same:
        # the kernel, which reads each text once, does without.
        self._covered = not normalized
        plain = not (no_punct or case_sensitive)
        self._encode = encode_ter if plain else _sacrebleu.encoder(self._ter)
        self._limit = limit
        self.name = name
        self.signature = _sacrebleu.signature(self._ter, references)
        if limit != 5000:
            self.signature += f"|limit:{limit}"

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return edits to the nearest reference and mean reference length, shape (items, 2)."""
        references = all_references(items, self.name)
        fast = None
        if self._covered:
            fast = kernels.ter_edits(candidates, references, self._encode, self._limit)
        return kernels.filled(fast, self._extract, candidates, items)

    def _extract(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:
        rows: list[Sequence[float]] = []
        long: list[str] = []
        pairs = _sacrebleu.segments(self._ter, candidates, items, self.name)
        for item, (segment, info) in zip(items, pairs, strict=True):
            words, references = segment.split(), info["ref_words"]
            compare = edits if len(words) <= self._limit else edit_distance
            if compare is edit_distance:
                long.append(item.id)
            fewest = min(compare(words, reference) for reference in references)
            rows.append((fewest, sum(map(len, references)) / len(references)))
        if long:
            warnings.warn(
                f"{self.name}: {len(long)} candidates of more than {self._limit} words were "
                f"compared without shifts, which can only raise TER (first: item {long[0]})",
                stacklevel=2,
            )
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return 100 * edits / reference words; without those 100, or 0 when no edits either."""
        return np.asarray(ter_scores(sums), np.float64)

    def oracle(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:
        """Return sacrebleu's own statistics."""
        return _sacrebleu.statistics(self._ter, candidates, items, 2, self.name)

    def sacrebleu_scores(self, sums: NDArray[Any]) -> NDArray[Any]:
        """Return scores to sacrebleu's last bit, in the precision of *sums*."""
        return ter_scores(sums)
