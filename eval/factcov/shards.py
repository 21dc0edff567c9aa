"""A shard: what is measured of a range of items, with the candidates of all systems."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.compact import compacted
from factcov.errors import JudgeError, PluginError
from factcov.judges.base import Judge
from factcov.metrics.base import Metric
from factcov.types import Item, Stats, Verdict, Verdicts

Tools: TypeAlias = Callable[[], tuple[Sequence[Metric], Judge | None]]
"""Makes the metrics and the judge; a process that measures makes its own."""


class Shard(msgspec.Struct, frozen=True):
    """One verdict row and one row of each metric's statistics for every candidate.

    Rows run through the systems of the first item, then of the next.
    """

    verdicts: tuple[tuple[Verdict, ...], ...]
    tables: dict[str, NDArray[np.generic]]


def measure_shard(
    metrics: Sequence[Metric],
    judge: Judge | None,
    candidates: Sequence[str],
    rows: Sequence[Item],
) -> Shard:
    """Judge and extract; *rows* are the items of the candidates, each repeated for all systems.

    Raises:
        PluginError: the judge or a metric returned another shape than it promises.
    """
    judged = _judge(judge, candidates, rows)
    tables = {m.name: compacted(extract(m, candidates, rows, judged)) for m in metrics}
    return Shard(tuple(tuple(found) for found in judged), tables)


def extract(
    metric: Metric, candidates: Sequence[str], rows: Sequence[Item], judged: Verdicts
) -> Stats:
    """Return a metric's statistics, (rows, columns).

    Raises:
        PluginError: the metric returned another shape than it promises.
    """
    stats = np.asarray(metric.extract(candidates, rows, judged), dtype=np.float64)
    if stats.shape != (len(rows), len(metric.columns)):
        raise PluginError(
            f'metric "{metric.name}" returned shape {stats.shape}, '
            f"not ({len(rows)}, {len(metric.columns)})"
        )
    return stats


def _judge(judge: Judge | None, candidates: Sequence[str], rows: Sequence[Item]) -> Verdicts:
    if judge is None:
        return [()] * len(rows)
    judged = judge.judge(candidates, rows)
    if len(judged) != len(rows) or any(
        len(found) != len(item.facts) for found, item in zip(judged, rows, strict=True)
    ):
        raise JudgeError(f"{judge.signature}: the judge did not return one verdict for each fact")
    return judged
