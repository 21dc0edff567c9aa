"""Pearson, Spearman and Kendall along the last axis, many at a time.

scipy.stats gives the same numbers one pair of vectors at a time (the tests hold these to it); a
bootstrap needs a thousand at once. A correlation over fewer than three points, or with a constant
side, is undefined: nan, without a warning.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from factcov.arrays import Bools, Floats

Correlation: TypeAlias = Callable[[Floats, Floats], Floats]


def pearson(x: Floats, y: Floats) -> Floats:
    """Return Pearson's r of the last axis, shape (..., n) and (..., n) to (...).

    >>> pearson(np.array([1.0, 2.0, 3.0]), np.array([2.0, 4.0, 6.0])).item()
    1.0
    >>> pearson(np.array([1.0, 2.0, 3.0]), np.array([5.0, 5.0, 5.0])).item()
    nan
    """
    dx = x - x.mean(axis=-1, keepdims=True)
    dy = y - y.mean(axis=-1, keepdims=True)
    return _scaled(
        (dx * dy).sum(axis=-1), (dx * dx).sum(axis=-1), (dy * dy).sum(axis=-1), _defined(x, y)
    )


def spearman(x: Floats, y: Floats) -> Floats:
    """Return Spearman's rho of the last axis; ties share their mean rank.

    >>> spearman(np.array([1.0, 2.0, 3.0]), np.array([1.0, 10.0, 100.0])).item()
    1.0
    """
    from scipy.stats import rankdata

    return pearson(rankdata(x, axis=-1), rankdata(y, axis=-1))


def kendall(x: Floats, y: Floats) -> Floats:
    """Return Kendall's tau-b of the last axis: Kendall (1945), which corrects for ties.

    >>> kendall(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])).round(3).item()
    0.333
    """
    both = np.zeros(np.broadcast_shapes(x.shape[:-1], y.shape[:-1]))
    untied_x, untied_y = both.copy(), both.copy()
    for i in range(x.shape[-1] - 1):  # one row of the triangle at a time keeps memory at (..., n)
        sx = np.sign(x[..., i + 1 :] - x[..., i : i + 1])
        sy = np.sign(y[..., i + 1 :] - y[..., i : i + 1])
        both += (sx * sy).sum(axis=-1)
        untied_x += (sx * sx).sum(axis=-1)
        untied_y += (sy * sy).sum(axis=-1)
    return _scaled(both, untied_x, untied_y, _defined(x, y))


CORRELATIONS: dict[str, Correlation] = {
    "pearson": pearson,
    "spearman": spearman,
    "kendall": kendall,
}


def _defined(x: Floats, y: Floats) -> Bools:
    """Return where neither side is constant; nowhere when there are fewer than three points."""
    if x.shape[-1] < 3:
        return np.zeros(np.broadcast_shapes(x.shape[:-1], y.shape[:-1]), dtype=bool)
    return np.asarray((np.ptp(x, axis=-1) > 0) & (np.ptp(y, axis=-1) > 0))


def _scaled(both: Floats, xx: Floats, yy: Floats, defined: Bools) -> Floats:
    """Return both / sqrt(xx yy), within [-1, 1], nan where not defined."""
    scale = np.sqrt(np.where(defined, xx * yy, 1.0))
    return np.where(defined, np.clip(both / np.where(scale > 0, scale, 1.0), -1.0, 1.0), np.nan)
