"""Old and new statistics side by side, row by row, and the slices that they can be cut into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.errors import DataError, PluginError, UnknownNameError
from factcov.gates.measured import Measured
from factcov.metrics.base import Metric
from factcov.scoring import Run
from factcov.types import Item, MetricInfo, Stats


class Pairing(msgspec.Struct, frozen=True):
    """One system by one metric, ``old`` and ``new`` (rows, columns); a row is a fact or an item.

    ``groups`` says which rows are resampled together.
    """

    system: str
    metric: str
    slice: str
    """``kind=time``; empty for everything."""
    old: Stats
    new: Stats
    groups: NDArray[np.int64]
    unit: str
    """What is resampled: ``document``, ``fact`` or ``item``."""
    facts: frozenset[tuple[str, str]] | None
    """The facts (item, id) of a slice; None for everything."""


def pairings(
    run: Run,
    old: Measured,
    new: Measured,
    systems: Sequence[str],
    metrics: Sequence[str],
    slices: Sequence[str],
) -> Iterator[Pairing]:
    """Yield, by system and metric, everything, then each slice that is not everything.

    Facts are paired one by one for metrics that are sums over facts, so a fact that either judge
    failed on is left out on both sides. Within one document the facts are resampled, or the items.

    Raises:
        UnknownNameError: no item has such a field.
        DataError: the old side lacks a metric.
        PluginError: a metric's facts do not add up to its score.
    """
    alone = [
        msgspec.structs.replace(item, facts=(fact,))
        for item in run.record.items
        for fact in item.facts
    ]
    infos = {info.name: info for info in run.record.header.metrics}
    for system in systems:
        for name in metrics:
            yield from _cut(run, old, new, system, infos[name], slices, alone)


def _cut(
    run: Run,
    old: Measured,
    new: Measured,
    system: str,
    info: MetricInfo,
    slices: Sequence[str],
    alone: Sequence[Item],
) -> Iterator[Pairing]:
    items = run.record.items
    if info.name not in old.statistics:
        raise DataError(
            f'{old.name} has no metric "{info.name}"; score it with this metric, or leave out its '
            "margin"
        )
    if info.per_fact:
        metric = run.metric(info.name)
        sides = [one.of(info.name) for one in (old, new)]
        before, after = (_fact_rows(metric, info.name, alone, one, system) for one in sides)
        failed = (_errors(sides[0], system) | _errors(sides[1], system))[:, None]
        before, after = np.where(failed, 0, before), np.where(failed, 0, after)
        owner = np.repeat(np.arange(len(items)), [len(item.facts) for item in items])
    else:
        before, after = (_item_rows(one, info.name, system) for one in (old, new))
        owner = np.arange(len(items))
    documents = run.documents[owner]
    for label, kept in _slices(items, owner, slices, facts=info.per_fact):
        several = len(np.unique(documents[kept])) > 1
        yield Pairing(
            system, info.name, label, before[kept], after[kept],
            documents[kept] if several else np.arange(int(kept.sum())),
            "document" if several else "fact" if info.per_fact else "item",
            _facts(items, owner, kept, whole=info.per_fact) if label else None,
        )  # fmt: skip


def _item_rows(one: Measured, metric: str, system: str) -> Stats:
    table: Stats = one.statistics[metric][one.header.systems.index(system)]
    return table


def _fact_rows(
    metric: Metric, name: str, alone: Sequence[Item], one: Measured, system: str
) -> Stats:
    """Return the statistics of each fact, from verdicts alone: a baseline keeps no texts."""
    verdicts = [(verdict,) for row in one.verdicts[system] for verdict in row]
    rows: Stats = metric.extract([""] * len(alone), alone, verdicts)
    if not np.allclose(rows.sum(0), _item_rows(one, name, system).sum(0)):
        raise PluginError(
            f'metric "{name}" says per_fact, but its facts do not add up to its score '
            "without the text; the gate cannot pair it by fact"
        )
    return rows


def _errors(one: Measured, system: str) -> NDArray[np.bool_]:
    return np.array(
        [verdict.verdict == "error" for row in one.verdicts[system] for verdict in row], dtype=bool
    )


def _slices(
    items: Sequence[Item], owner: NDArray[np.int64], names: Sequence[str], *, facts: bool
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    yield "", np.ones(len(owner), bool)
    for name in names:
        if name == "kind":
            if not facts:
                continue
            values = [fact.kind for item in items for fact in item.facts]
        else:
            fields = [_field(items, item, name) for item in items]
            values = [fields[index] for index in owner]
        distinct = dict.fromkeys(value for value in values if value is not None)
        if len(distinct) > 1:
            for value in distinct:
                yield f"{name}={value}", np.array([one == value for one in values])


def _field(items: Sequence[Item], item: Item, name: str) -> Any:
    if name in ("document", "language", "source_language"):
        return getattr(item, name)
    known = {key for one in items for key in one.metadata}
    if name not in known:
        fields = {"kind", "document", "language", "source_language", *known}
        raise UnknownNameError("slice", name, fields)
    value = item.metadata.get(name)
    return None if value is None else str(value)


def _facts(
    items: Sequence[Item], owner: NDArray[np.int64], kept: NDArray[np.bool_], *, whole: bool
) -> frozenset[tuple[str, str]]:
    if whole:
        keys = [(item.id, fact.id) for item in items for fact in item.facts]
        return frozenset(key for key, keep in zip(keys, kept, strict=True) if keep)
    chosen = [items[index] for index in owner[kept]]
    return frozenset((item.id, fact.id) for item in chosen for fact in item.facts)
