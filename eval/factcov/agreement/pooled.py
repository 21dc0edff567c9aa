"""Correlations over all (system, item) cells at once, for every bootstrap replicate.

``counts`` has shape (replicates, groups): how often each group of cells (a document's) was drawn.
A cell that is drawn twice stands in the sample twice, tied with itself.
"""

from __future__ import annotations

import numpy as np

from factcov.arrays import CELLS, Floats, Ints, ratio


def pearson(x: Floats, y: Floats, groups: Ints, counts: Floats) -> Floats:
    """Return Pearson's r of each replicate, nan where it is undefined."""
    if len(x) < 3:
        return np.full(len(counts), np.nan)
    x, y = x - x.mean(), y - y.mean()  # so that the moments below lose no digits
    moments = np.zeros((counts.shape[1], 6))
    np.add.at(moments, groups, np.stack([np.ones_like(x), x, y, x * x, y * y, x * y], axis=-1))
    n, sx, sy, sxx, syy, sxy = (counts @ moments).T
    n = np.maximum(n, 1)
    vx, vy = sxx - sx * sx / n, syy - sy * sy / n
    # A constant side leaves rounding dust, not 0: compare with the size of what was subtracted.
    defined = (vx > 1e-12 * sxx) & (vy > 1e-12 * syy)
    scale = np.sqrt(np.where(defined, vx * vy, 1.0))
    return np.asarray(np.where(defined, np.clip((sxy - sx * sy / n) / scale, -1, 1), np.nan))


def spearman(x: Floats, y: Floats, groups: Ints, counts: Floats) -> Floats:
    """Return Spearman's rho of each replicate: ranks are those within the replicate."""
    found = np.full(len(counts), np.nan)
    if len(x) < 3:
        return found
    step = max(1, CELLS // len(x))
    for begin in range(0, len(counts), step):
        weights = counts[begin : begin + step, groups]
        rx, ry = _ranks(x, weights), _ranks(y, weights)
        wx, wy = weights * rx, weights * ry
        xx, yy, xy = (np.einsum("rc,rc->r", a, b) for a, b in ((wx, rx), (wy, ry), (wx, ry)))
        rho = ratio(xy, np.sqrt(xx) * np.sqrt(yy))
        found[begin : begin + step] = np.clip(rho, -1.0, 1.0)
    return found


def kendall(x: Floats, y: Floats, groups: Ints, counts: Floats) -> Floats:
    """Return Kendall's tau-b of each replicate.

    Concordance is a sum over pairs of cells, so over pairs of groups: with C[d, e] the concordance
    between groups d and e, a replicate's is counts C counts'.
    """
    if len(x) < 3:
        return np.full(len(counts), np.nan)
    size = counts.shape[1]
    order = np.argsort(groups, kind="stable")
    x, y, groups = x[order], y[order], groups[order]
    present, starts = np.unique(groups, return_index=True)
    both, untied_x, untied_y = (np.zeros((size, size)) for _ in range(3))
    for group, cells in zip(present, np.split(np.arange(len(x)), starts[1:]), strict=True):
        sx = np.sign(x[cells, None] - x)
        sy = np.sign(y[cells, None] - y)
        for total, product in ((both, sx * sy), (untied_x, sx * sx), (untied_y, sy * sy)):
            total[group, present] = np.add.reduceat(product.sum(axis=0), starts)

    def pairs(table: Floats) -> Floats:
        return np.asarray(((counts @ table) * counts).sum(axis=1))

    tau = ratio(pairs(both), np.sqrt(pairs(untied_x)) * np.sqrt(pairs(untied_y)))
    return np.clip(tau, -1.0, 1.0)


POOLED = {"pearson": pearson, "spearman": spearman, "kendall": kendall}


def _ranks(values: Floats, weights: Floats) -> Floats:
    """Return mid-ranks less the mean rank, shape (replicates, cells), of weighted values."""
    distinct, which = np.unique(values, return_inverse=True)
    order = np.argsort(which, kind="stable")
    starts = np.searchsorted(which[order], np.arange(len(distinct)))
    tied = np.add.reduceat(weights[:, order], starts, axis=1)
    ranks = np.cumsum(tied, axis=1) - tied / 2
    return np.asarray(ranks[:, which] - weights.sum(axis=1, keepdims=True) / 2)
