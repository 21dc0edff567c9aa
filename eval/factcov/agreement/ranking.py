"""The area under the ROC curve, for every bootstrap replicate."""

from __future__ import annotations

import numpy as np

from factcov.arrays import CELLS, Floats, Ints, ratio


def auc(probability: Floats, truth: Ints, groups: Ints, counts: Floats) -> Floats:
    """Return the AUC of each replicate: how often a covered fact is above one that is not.

    *counts* has shape (replicates, groups): how often each group of facts was drawn. Equal
    probabilities count half (Mann and Whitney 1947). nan where a replicate lacks either kind.

    >>> p, y, g = np.array([0.2, 0.6, 0.6, 0.9]), np.array([0, 0, 1, 1]), np.zeros(4, int)
    >>> auc(p, y, g, np.ones((1, 1))).tolist()  # 3.5 of 4 pairs
    [0.875]
    """
    areas = np.full(len(counts), np.nan)
    if not len(probability):
        return areas
    order = np.argsort(probability, kind="stable")
    values, positive, groups = probability[order], truth[order] == 1, groups[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]])
    step = max(1, CELLS // len(values))
    for begin in range(0, len(counts), step):
        weights = counts[begin : begin + step, groups]
        covered = np.add.reduceat(weights * positive, starts, axis=1)
        others = np.add.reduceat(weights * ~positive, starts, axis=1)
        below = np.cumsum(others, axis=1) - others
        won = (covered * (below + others / 2)).sum(axis=1)
        areas[begin : begin + step] = ratio(won, covered.sum(axis=1) * others.sum(axis=1))
    return areas
