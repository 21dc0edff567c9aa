"""Measuring: candidates in; verdicts and statistics out, shard by shard.

A shard is a range of items with the candidates of all systems, so a judge or a metric prepares
each item's facts and references once. Rows are joined in item order, whatever the shards were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec
import numpy as np

from factcov.errors import JudgeError, PluginError
from factcov.judges.base import Judge
from factcov.metrics.base import Metric
from factcov.types import Item, Stats, Verdict, Verdicts

SHARD = 2_000
"""Candidates a shard holds at most: enough to spread the cost of a call, little enough to report
progress and to bound memory."""

Progress = Callable[[int, int], None]
"""Called with (candidates done, candidates in all)."""

Judged = dict[str, tuple[tuple[Verdict, ...], ...]]


def measure(
    items: Sequence[Item],
    outputs: Mapping[str, Sequence[str]],
    metrics: Sequence[Metric],
    judge: Judge | None,
    progress: Progress | None = None,
) -> tuple[Judged, dict[str, Stats]]:
    """Return verdicts by system, and statistics by metric of shape (systems, items, columns).

    Without a judge the verdicts are empty.

    Raises:
        PluginError: the judge or a metric returned another shape than it promises.
    """
    systems = list(outputs)
    total = len(items) * len(systems)
    step = max(1, SHARD // len(systems))
    verdicts: dict[str, list[tuple[Verdict, ...]]] = {system: [] for system in systems}
    parts: dict[str, list[Stats]] = {metric.name: [] for metric in metrics}
    for begin in range(0, len(items), step):
        part = items[begin : begin + step]
        rows = [item for item in part for _ in systems]
        candidates = [
            outputs[system][i] for i in range(begin, begin + len(part)) for system in systems
        ]
        judged = _judge(judge, candidates, rows)
        for row, found in enumerate(judged):
            verdicts[systems[row % len(systems)]].append(tuple(found))
        for metric in metrics:
            stats = _extract(metric, candidates, rows, judged)
            parts[metric.name].append(stats.reshape(len(part), len(systems), -1))
        if progress is not None:
            progress((begin + len(part)) * len(systems), total)
    statistics = {
        name: np.ascontiguousarray(np.concatenate(shards).transpose(1, 0, 2))
        for name, shards in parts.items()
    }
    return {system: tuple(found) for system, found in verdicts.items()}, statistics


def fact_rows(metric: Metric, candidate: str, item: Item, verdicts: Sequence[Verdict]) -> Stats:
    """Return the statistics of each fact of an item on its own, shape (facts, columns).

    For a metric whose statistics are sums over facts; the rows add up to the item's row.
    """
    alone = [_only(item, index) for index in range(len(item.facts))]
    return _extract(metric, [candidate] * len(alone), alone, [(v,) for v in verdicts])


def _only(item: Item, index: int) -> Item:
    return msgspec.structs.replace(item, facts=(item.facts[index],))


def _judge(judge: Judge | None, candidates: Sequence[str], rows: Sequence[Item]) -> Verdicts:
    if judge is None:
        return [()] * len(rows)
    judged = judge.judge(candidates, rows)
    if len(judged) != len(rows) or any(
        len(found) != len(item.facts) for found, item in zip(judged, rows, strict=True)
    ):
        raise JudgeError(f"{judge.signature}: the judge did not return one verdict for each fact")
    return judged


def _extract(
    metric: Metric, candidates: Sequence[str], rows: Sequence[Item], judged: Verdicts
) -> Stats:
    stats = np.asarray(metric.extract(candidates, rows, judged), dtype=np.float64)
    if stats.shape != (len(rows), len(metric.columns)):
        raise PluginError(
            f'metric "{metric.name}" returned shape {stats.shape}, '
            f"not ({len(rows)}, {len(metric.columns)})"
        )
    return stats
