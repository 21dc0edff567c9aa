"""chrF (Popović 2015, https://aclanthology.org/W15-3049) and chrF++ (2017, W17-4770)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, ClassVar

import numpy as np
from msgspec import Meta
from numpy.typing import NDArray
from sacrebleu.metrics.chrf import CHRF

from factcov.metrics import _sacrebleu, kernels
from factcov.metrics.kernels.scores import chrf_scores
from factcov.metrics.once import all_references
from factcov.types import Item, Stats, Verdicts

_EPSILON = 1e-16  # sacrebleu's, with eps_smoothing


class Chrf:
    """Corpus chrF, 0 to 100: F-beta of character n-grams, against each item's best reference.

    Options are sacrebleu's; its signature leaves beta out, our name does not. An empty candidate
    matches nothing: alone it scores 0.

    >>> chrf = Chrf()
    >>> stats = chrf.extract(["the cat"], [Item("1", "", ("the cat",))], [()])
    >>> float(chrf.aggregate(stats.sum(0)))
    100.0
    """

    higher_is_better: bool | None = True
    judged: ClassVar[bool] = False

    def __init__(
        self,
        *,
        name: str = "chrf",
        references: int | None = None,
        char_order: Annotated[int, Meta(ge=1, le=20)] = 6,
        word_order: Annotated[int, Meta(ge=0, le=20)] = 0,
        beta: Annotated[int, Meta(ge=1, le=100)] = 2,
        lowercase: bool = False,
        whitespace: bool = False,
        eps_smoothing: bool = False,
    ) -> None:
        self._chrf = CHRF(
            char_order=char_order,
            word_order=word_order,
            beta=beta,
            lowercase=lowercase,
            whitespace=whitespace,
            eps_smoothing=eps_smoothing,
        )
        self._factor = float(beta**2)
        self._epsilon = eps_smoothing
        self.name = name
        self.columns: tuple[str, ...] = tuple(
            f"{part}_{unit}{n}"
            for unit, order in (("char", char_order), ("word", word_order))
            for n in range(1, order + 1)
            for part in ("candidate", "reference", "match")
        )
        self.signature = _sacrebleu.signature(self._chrf, references)

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return n-gram counts against the best reference, shape (items, 3 * orders)."""
        references = all_references(items, self.name)
        fast = None
        # With epsilon smoothing another score chooses the best of several references.
        if not self._epsilon or all(len(texts) == 1 for texts in references):
            fast = kernels.chrf_statistics(
                candidates,
                references,
                char_order=self._chrf.char_order,
                word_order=self._chrf.word_order,
                beta=self._chrf.beta,
                lowercase=self._chrf.lowercase,
                whitespace=self._chrf.whitespace,
            )
        return kernels.filled(fast, self._extract, candidates, items)

    def _extract(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:
        return _sacrebleu.statistics(self._chrf, candidates, items, len(self.columns), self.name)

    def aggregate(self, sums: Stats) -> Stats:
        """Return F-beta of precision and recall averaged over the orders both sides have."""
        if not self._epsilon:
            return np.asarray(chrf_scores(sums, self._chrf.beta), np.float64)
        candidate, reference, match = sums[..., 0::3], sums[..., 1::3], sums[..., 2::3]
        precision = _over(match, candidate, _EPSILON)
        recall = _over(match, reference, _EPSILON)
        weighted = self._factor * precision + recall
        scores = _over((1 + self._factor) * precision * recall, weighted, _EPSILON)
        # One order after the other, as sacrebleu adds them.
        added = np.cumsum(scores, axis=-1)[..., -1]
        return np.asarray(100.0 * added / scores.shape[-1])

    def oracle(self, candidates: Sequence[str], items: Sequence[Item]) -> Stats:
        """Return sacrebleu's own statistics."""
        return self._extract(candidates, items)

    def sacrebleu_scores(self, sums: NDArray[Any]) -> NDArray[Any]:
        """Return scores to sacrebleu's last bit, in the precision of *sums*."""
        if self._epsilon:
            return _sacrebleu.scores(self._chrf, sums)
        return chrf_scores(sums, self._chrf.beta)


class ChrfPlusPlus(Chrf):
    """chrF with word 1- and 2-grams beside the characters, 0 to 100."""

    def __init__(
        self,
        *,
        name: str = "chrf++",
        references: int | None = None,
        char_order: Annotated[int, Meta(ge=1, le=20)] = 6,
        word_order: Annotated[int, Meta(ge=0, le=20)] = 2,
        beta: Annotated[int, Meta(ge=1, le=100)] = 2,
        lowercase: bool = False,
        whitespace: bool = False,
        eps_smoothing: bool = False,
    ) -> None:
        super().__init__(
            name=name,
            references=references,
            char_order=char_order,
            word_order=word_order,
            beta=beta,
            lowercase=lowercase,
            whitespace=whitespace,
            eps_smoothing=eps_smoothing,
        )


def _over(top: Stats, bottom: Stats, otherwise: float) -> Stats:
    """Return top / bottom, *otherwise* where bottom is 0."""
    quotient: Stats = np.full(np.shape(top), otherwise)
    return np.divide(top, bottom, out=quotient, where=bottom > 0)
