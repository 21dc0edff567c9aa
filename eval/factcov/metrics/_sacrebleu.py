"""The one place that calls sacrebleu's private methods (2.6; pinned to <2.7 in pyproject.toml).

sacrebleu sums per-segment statistics itself, but gives no public way to have them. It is also
made for one system: here an item's references are prepared once for all systems.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sacrebleu.metrics.base import Metric as SacrebleuMetric

from factcov.metrics.kernels.encode import Encode, Encoded, encode_words
from factcov.metrics.once import prepared, references_of
from factcov.types import Item, Stats


def statistics(
    metric: SacrebleuMetric,
    candidates: Sequence[str],
    items: Sequence[Item],
    columns: int,
    name: str,
) -> Stats:
    """Return sacrebleu's own statistics of each candidate, shape (items, columns)."""
    rows = [
        metric._compute_segment_statistics(segment, reference)
        for segment, reference in segments(metric, candidates, items, name)
    ]
    return np.array(rows, dtype=np.float64).reshape(-1, columns)


def segments(
    metric: SacrebleuMetric, candidates: Sequence[str], items: Sequence[Item], name: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each candidate as sacrebleu tokenises it, and what it knows of the references."""

    def prepare(item: Item) -> dict[str, Any]:
        lines = [metric._preprocess_segment(text) for text in references_of(item, name)]
        info: dict[str, Any] = metric._extract_reference_info(lines)
        return info

    for candidate, info in zip(candidates, prepared(items, prepare), strict=True):
        yield metric._preprocess_segment(candidate), info


def row(metric: SacrebleuMetric, segment: str, info: dict[str, Any]) -> list[float]:
    """Return sacrebleu's statistics of one segment that ``segments`` yielded."""
    values: list[float] = metric._compute_segment_statistics(segment, info)
    return values


def encoder(metric: SacrebleuMetric) -> Encode:
    """Return a function that gives sacrebleu's words of every text, as numbers."""

    def encode(texts: tuple[str, ...]) -> Encoded:
        return encode_words([metric._preprocess_segment(text).split() for text in texts])

    return encode


def scores(metric: SacrebleuMetric, sums: NDArray[Any]) -> NDArray[Any]:
    """Return sacrebleu's own scores of summed statistics (..., columns), one by one."""
    rows = sums.reshape(-1, sums.shape[-1])
    # A copy: add-k smoothing writes into what it is given.
    found = [metric._compute_score_from_stats(cast(list[Any], row.copy())).score for row in rows]
    return np.array(found).reshape(sums.shape[:-1])


def signature(metric: SacrebleuMetric, references: int | None) -> str:
    """Return what sacrebleu prints as its signature; None: the number of references differs."""
    metric.num_refs = -1 if references is None else references
    return str(metric.get_signature())
