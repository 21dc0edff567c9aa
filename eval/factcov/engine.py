"""Measuring: candidates in; verdicts and statistics out, shard by shard.

A shard is a range of items with the candidates of all systems, so a judge or a metric prepares
each item's facts and references once. Rows are joined in item order, whatever the shards were and
whoever measured them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from factcov.checkpoints import Checkpoints
from factcov.compact import CompactTables, Growing
from factcov.metrics.base import Metric
from factcov.shards import Tools, extract
from factcov.types import Item, Stats, Verdict
from factcov.workers import Task, measure_shards

SHARD = 2_000
"""Candidates a shard holds at most: enough to spread the cost of a call, little enough to report
progress and to bound memory."""

Progress = Callable[[int, int], None]
"""Called with (candidates done, candidates in all)."""

Judged = dict[str, tuple[tuple[Verdict, ...], ...]]


def measure(
    items: Sequence[Item],
    outputs: Mapping[str, Sequence[str]],
    tools: Tools,
    progress: Progress | None = None,
    *,
    jobs: int = 1,
    checkpoints: Checkpoints | None = None,
) -> tuple[Judged, Mapping[str, Stats]]:
    """Return verdicts by system, and statistics by metric of shape (systems, items, columns).

    *tools* makes the metrics and the judge; without a judge the verdicts are empty. Shards that
    *checkpoints* has are not measured again; *progress* counts them before the first.

    Raises:
        PluginError: the judge or a metric returned another shape than it promises.
    """
    systems = list(outputs)
    step = max(1, SHARD // len(systems))
    begins = range(0, len(items), step)
    metrics, _ = tools()
    verdicts: dict[str, list[tuple[Verdict, ...]]] = {system: [] for system in systems}
    tables = {m.name: Growing(len(systems), len(items), len(m.columns)) for m in metrics}
    finished = {begin for begin in begins if checkpoints and begin in checkpoints}

    def tasks() -> Iterator[Task]:
        for begin in begins:
            if begin not in finished:
                part = range(begin, min(begin + step, len(items)))
                yield (
                    [outputs[system][n] for n in part for system in systems],
                    [items[n] for n in part for _ in systems],
                )

    measured = measure_shards(tools, jobs, tasks())
    done, total = sum(len(items[begin : begin + step]) for begin in finished), len(items)
    if progress is not None:
        progress(done * len(systems), total * len(systems))
    for begin in begins:
        if checkpoints and begin in finished:
            shard = checkpoints.get(begin)
        else:
            shard = next(measured)
            if checkpoints and len(begins) > 1:
                checkpoints.put(begin, shard)
            done += len(items[begin : begin + step])
            if progress is not None:
                progress(done * len(systems), total * len(systems))
        for row, found in enumerate(shard.verdicts):
            verdicts[systems[row % len(systems)]].append(found)
        for name, table in tables.items():
            rows = shard.tables[name]
            table.put(begin, rows.reshape(-1, len(systems), rows.shape[1]))
    statistics = CompactTables({name: table.values for name, table in tables.items()})
    return {system: tuple(found) for system, found in verdicts.items()}, statistics


def fact_rows(metric: Metric, candidate: str, item: Item, verdicts: Sequence[Verdict]) -> Stats:
    """Return the statistics of each fact of an item on its own, shape (facts, columns).

    For a metric whose statistics are sums over facts; the rows add up to the item's row.
    """
    alone = [_only(item, index) for index in range(len(item.facts))]
    return extract(metric, [candidate] * len(alone), alone, [(v,) for v in verdicts])


def _only(item: Item, index: int) -> Item:
    return msgspec.structs.replace(item, facts=(item.facts[index],))
