"""Coverage and contradiction of parts of the facts: by kind, weight, position, language, metadata.

The rows of a slice are resampled as the whole run is: by document, or by fact where there is
only one document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.resampling import counts, group_sums, percentile, resampled_sums
from factcov.scoring import Run
from factcov.types import Fact, Item

SMALLEST = 5
"""Facts that a slice needs to be shown."""

VALUES = 12
"""A metadata key with more values than this is an identifier, not a way to slice."""

METRICS = ("coverage", "contradiction")

THIRDS = ("first third", "middle third", "last third")


class Share(msgspec.Struct, frozen=True):
    """A share of a slice's weight with its interval; None where it is not defined."""

    value: float | None
    low: float | None
    high: float | None


class Slice(msgspec.Struct, frozen=True):
    """One part of the facts: ``shares`` has a row a metric and an entry a system."""

    by: str
    value: str
    facts: int
    shares: tuple[tuple[Share, ...], ...]


class Slices(msgspec.Struct, frozen=True):
    """All slices large enough, and how many were not."""

    metrics: tuple[str, ...]
    slices: tuple[Slice, ...]
    hidden: int


def slices(run: Run) -> Slices:
    """Return the slices of a run by the fact metrics that it holds."""
    metrics = tuple(name for name in METRICS if name in run.metrics)
    pairs = [(item, fact) for item in run.record.items for fact in item.facts]
    if not metrics or not pairs:
        return Slices((), (), 0)
    labels = [dict(_labels(item, fact)) for item, fact in pairs]
    keys = list(dict.fromkeys(key for row in labels for key in row))
    documents = [run.documents[n] for n, item in enumerate(run.record.items) for _ in item.facts]
    units = np.array(documents) if run.documents.max() > 0 else np.arange(len(pairs))
    draws = counts(np.arange(units.max() + 1), run.replicates, np.random.default_rng(run.seed))
    stats = [_stack(run, name) for name in metrics]
    found, hidden = [], 0
    for key in keys:
        values = list(dict.fromkeys(row[key] for row in labels if key in row))
        if not 1 < len(values) <= VALUES:
            continue
        for value in sorted(values, key=_order):
            rows = np.flatnonzero([row.get(key) == value for row in labels])
            if len(rows) < SMALLEST:
                hidden += 1
                continue
            shares = tuple(_shares(table[:, rows], units[rows], draws, run.level)
                           for table in stats)  # fmt: skip
            found.append(Slice(key, value, len(rows), shares))
    return Slices(metrics, tuple(found), hidden)


def _stack(run: Run, metric: str) -> NDArray[np.float64]:
    """Return the statistics of each fact, shape (systems, facts, 2)."""
    by_system = run.fact_statistics(metric)
    return np.stack([by_system[system] for system in run.systems])


def _labels(item: Item, fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield what a fact can be sliced by."""
    yield "kind", fact.kind
    yield "weight", f"{fact.weight:g}"
    begin = item.source.find(fact.evidence) if fact.evidence else -1
    if begin >= 0:
        third = min(2, 3 * begin // max(1, len(item.source)))
        yield "position in source", THIRDS[third]
    yield "language", item.language
    for key, value in item.metadata.items():
        if isinstance(value, str | bool | int):
            yield str(key), str(value)


def _order(value: str) -> tuple[bool, float, str]:
    """Sort numbers by value, before words; thirds as they follow each other."""
    if value in THIRDS:
        return False, THIRDS.index(value), value
    try:
        return False, float(value), value
    except ValueError:
        return True, 0.0, value


def _shares(
    stats: NDArray[np.float64], units: NDArray[Any], draws: NDArray[np.float64], level: float
) -> tuple[Share, ...]:
    """Return the share of each system: weight with the verdict over weight judged."""
    # group_sums orders units by first appearance.
    kept = units[np.sort(np.unique(units, return_index=True)[1])]
    grouped = np.stack([group_sums(table, units) for table in stats])
    sums = resampled_sums(grouped, draws[:, kept])
    shares = []
    for whole, replicates in zip(grouped.sum(axis=1), sums, strict=True):
        value = whole[0] / whole[1] if whole[1] else None
        judged = replicates[replicates[:, 1] > 0]
        ends = percentile(judged[:, 0] / judged[:, 1], level)
        single = len(kept) < 2
        shares.append(Share(value, None if single else ends.low, None if single else ends.high))
    return tuple(shares)
