"""Confidence intervals from bootstrap replicates."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray


class Interval(msgspec.Struct, frozen=True):
    """An interval; None where it cannot be had. ``undefined`` replicates had no score."""

    low: float | None
    high: float | None
    undefined: int = 0


def percentile(replicates: NDArray[np.float64], level: float = 0.95) -> Interval:
    """Return the interval that holds the middle *level* of the defined replicates.

    With no defined replicate both ends are None.

    >>> percentile(np.array([0.0, 1.0, 2.0, 3.0, np.nan]), level=0.5)
    Interval(low=0.75, high=2.25, undefined=1)
    """
    defined, undefined = _defined(replicates)
    if not defined.size:
        return Interval(None, None, undefined)
    return _between(defined, (1 - level) / 2, (1 + level) / 2, undefined)


def bca(
    score: float,
    replicates: NDArray[np.float64],
    jackknifed: NDArray[np.float64],
    level: float = 0.95,
) -> Interval:
    """Return the bias-corrected and accelerated interval (Efron 1987, DiCiccio & Efron 1996).

    Ends are None when the score is undefined or every replicate lies on one side of it; when all
    replicates are equal the interval is that point. Undefined jackknife values are left out.
    """
    from scipy.special import ndtr, ndtri

    defined, undefined = _defined(replicates)
    if not defined.size or np.isnan(score):
        return Interval(None, None, undefined)
    if np.ptp(defined) == 0:
        return Interval(float(defined[0]), float(defined[0]), undefined)
    # Half of the ties count as below, or a coarse score would look biased.
    below = np.mean(defined < score) + np.mean(defined == score) / 2
    if not 0 < below < 1:
        return Interval(None, None, undefined)
    bias = ndtri(below)
    tails = ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    shifted = bias + tails
    low, high = ndtr(bias + shifted / (1 - _acceleration(jackknifed) * shifted))
    return _between(defined, float(low), float(high), undefined)


def _acceleration(jackknifed: NDArray[np.float64]) -> float:
    values, _ = _defined(jackknifed)
    if not values.size:
        return 0.0
    apart = values.mean() - values
    spread = float(np.sum(apart**2) ** 1.5)
    return float(np.sum(apart**3)) / (6 * spread) if spread > 0 else 0.0


def _between(defined: NDArray[np.float64], low: float, high: float, undefined: int) -> Interval:
    ends = np.quantile(defined, [low, high])
    return Interval(float(ends[0]), float(ends[1]), undefined)


def _defined(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], int]:
    keep = ~np.isnan(values)
    return values[keep], int(values.size - np.count_nonzero(keep))
