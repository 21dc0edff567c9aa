"""Agreement of one score with people's scores: by item, pooled, and by system.

``human`` and ``metric`` have shape (systems, items), nan where a score is missing; ``documents``
(items,) says what is resampled together; ``counts`` (replicates, documents) has the whole sample,
each document once, as its first row.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from factcov.agreement import pairs, pooled
from factcov.agreement.correlation import CORRELATIONS, Correlation
from factcov.agreement.results import Degenerate, Figure, Pooled, SummaryLevel, SystemLevel
from factcov.arrays import Bools, Floats, Ints, ratio

Summarise = Callable[[Floats], Figure]
"""Turns a value for each row of counts (the sample, then replicates) into a figure."""


class Data(msgspec.Struct, frozen=True):
    """One score beside people's, as the module's first lines say."""

    human: Floats
    metric: Floats
    documents: Ints
    counts: Floats


def summary_level(data: Data, degenerate: Degenerate, figure: Summarise) -> SummaryLevel:
    """Return the correlation over systems within each item, averaged over items.

    An item on which people or the metric give every system the same score has no correlation.
    ``skip`` leaves it out of the average; ``zero`` counts it as 0; ``nudge`` lifts the first system
    of a constant side by a hair, as the code published with Lite2-3Pyramid (Zhang and Bansal 2021)
    does, so that figures can be compared with those made that way.
    """
    present = np.isfinite(data.human) & np.isfinite(data.metric)
    enough = present.sum(axis=0) >= 3
    flat_human = _constant(data.human, present) & enough
    flat_metric = _constant(data.metric, present) & enough & ~flat_human
    undefined = flat_human | flat_metric
    used = enough & ~undefined if degenerate == "skip" else enough
    weights = data.counts[:, data.documents]
    figures = {}
    for name, correlation in CORRELATIONS.items():
        values = _by_item(data, present, enough, correlation, nudged=degenerate == "nudge")
        if degenerate == "zero":
            values[undefined] = 0.0
        total = weights[:, used].sum(axis=1)
        figures[name] = figure(ratio(weights[:, used] @ values[used], total))
    return SummaryLevel(
        **figures,
        items=int(used.sum()),
        constant_human=int(flat_human.sum()),
        constant_metric=int(flat_metric.sum()),
        too_few_systems=int((~enough).sum()),
    )


def pooled_level(data: Data, figure: Summarise) -> Pooled:
    """Return the correlation over all cells that have both scores."""
    cells = np.isfinite(data.human) & np.isfinite(data.metric)
    human, metric = data.human[cells], data.metric[cells]
    groups = np.broadcast_to(data.documents, cells.shape)[cells]
    figures = {
        name: figure(correlate(human, metric, groups, data.counts))
        for name, correlate in pooled.POOLED.items()
    }
    return Pooled(**figures, cells=int(cells.sum()))


def system_level(data: Data, signs: Floats, figure: Summarise) -> SystemLevel:
    """Return the agreement on the systems' means over the items where all have both scores.

    *signs* (permutations, documents) are those of the permutation test in soft pairwise accuracy.
    Its value is the permutation test's; its interval takes the test's normal approximation.
    """
    complete = (np.isfinite(data.human) & np.isfinite(data.metric)).all(axis=0)
    documents = data.documents[complete]
    size = data.counts.shape[1]
    items = np.bincount(documents, minlength=size).astype(float)
    human = _by_document(data.human[:, complete], documents, size)
    metric = _by_document(data.metric[:, complete], documents, size)
    x, y = _means(human, items, data.counts), _means(metric, items, data.counts)
    drawn = data.counts @ items > 0

    def over_replicates(values: Floats) -> Figure:
        return figure(np.where(drawn, values, np.nan))

    soft = pairs.soft_pairwise_accuracy(
        pairs.normal_p(human, data.counts), pairs.normal_p(metric, data.counts)
    )
    soft[0] = pairs.soft_pairwise_accuracy(
        pairs.permutation_p(human, signs), pairs.permutation_p(metric, signs)
    )
    return SystemLevel(
        **{name: over_replicates(r(x, y)) for name, r in CORRELATIONS.items()},
        pairwise_accuracy=over_replicates(pairs.pairwise_accuracy(x, y)),
        soft_pairwise_accuracy=over_replicates(soft),
        systems=len(human.T),
        items=int(complete.sum()),
    )


def _constant(scores: Floats, present: Bools) -> Bools:
    """Return for each item whether all present scores are equal, shape (items,)."""
    low = np.where(present, scores, np.inf).min(axis=0)
    high = np.where(present, scores, -np.inf).max(axis=0)
    return np.asarray(low >= high)


def _by_item(
    data: Data, present: Bools, enough: Bools, correlation: Correlation, *, nudged: bool
) -> Floats:
    """Return each item's correlation over its present systems, shape (items,), nan if undefined."""
    values = np.full(data.human.shape[1], np.nan)
    patterns, which = np.unique(present, axis=1, return_inverse=True)
    for number, systems in enumerate(patterns.T):  # one pass where no score is missing
        items = np.flatnonzero((which == number) & enough)
        x, y = (scores[np.ix_(systems, items)].T for scores in (data.human, data.metric))
        if nudged:
            x, y = _nudge(x), _nudge(y)
        if len(items):
            values[items] = correlation(x, y)
    return values


def _nudge(rows: Floats) -> Floats:
    """Return rows whose constant ones have a first value above the others.

    How far above does not matter to any of the correlations.
    """
    lifted = np.zeros_like(rows)
    lifted[:, 0] = 1.0
    return np.where(np.ptp(rows, axis=1, keepdims=True) == 0, lifted, rows)


def _by_document(scores: Floats, documents: Ints, size: int) -> Floats:
    """Return the sums over each document's items, shape (documents, systems)."""
    summed = np.zeros((size, len(scores)))
    np.add.at(summed, documents, scores.T)
    return summed


def _means(sums: Floats, items: Floats, counts: Floats) -> Floats:
    """Return the systems' means of each replicate, shape (replicates, systems), in units of the
    largest sum.

    Rounded: equal systems must stay tied though another order of adding moves the last digits.
    """
    scale = np.abs(sums).sum(axis=0).max(initial=0.0) or 1.0
    weights = np.maximum(counts @ items, 1.0)[:, None]
    return np.asarray(np.round((counts @ (sums / scale)) / weights * items.sum(), 11))
