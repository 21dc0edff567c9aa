"""The area under the ROC curve, for every bootstrap replicate."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from factcov.agreement.correlation import Floats

_CELLS = 4_000_000
"""Numbers held at a time (32 MB)."""


def auc(
    probability: Floats, truth: NDArray[np.intp], groups: NDArray[np.intp], counts: Floats
) -> Floats:
    """Return the AUC of each replicate: how often a covered fact is above one that is not.

    *counts* has shape (replicates, groups): how often each group of facts was drawn. Equal
    probabilities count half (Mann and Whitney 1947). nan where a replicate lacks either kind.

    >>> p, y, g = np.array([0.2, 0.6, 0.6, 0.9]), np.array([0, 0, 1, 1]), np.zeros(4, int)
    >>> auc(p, y, g, np.ones((1, 1))).tolist()  # 3.5 of 4 pairs
    [0.875]
    """
    order = np.argsort(probability, kind="stable")
    values, positive, groups = probability[order], truth[order] == 1, groups[order]
    starts = np.flatnonzero(np.r_[True, values[1:] != values[:-1]]) if len(values) else []
    areas = np.full(len(counts), np.nan)
    step = max(1, _CELLS // max(1, len(values)))
    for begin in range(0, len(counts) if len(values) else 0, step):
        weights = counts[begin : begin + step, groups]
        covered = np.add.reduceat(weights * positive, starts, axis=1)
        others = np.add.reduceat(weights * ~positive, starts, axis=1)
        below = np.cumsum(others, axis=1) - others
        won = (covered * (below + others / 2)).sum(axis=1)
        pairs = covered.sum(axis=1) * others.sum(axis=1)
        areas[begin : begin + step] = np.divide(
            won, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0
        )
    return areas
