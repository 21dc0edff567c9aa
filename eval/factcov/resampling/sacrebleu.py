"""sacreBLEU's own variants of the tests, equal to its ``PairedTest`` to the last bit.

sacreBLEU sums a replicate's statistics and scores them in single precision, folds the
differences before centring them, and counts only differences that are larger than the observed
one (as Moses' and MultEval's scripts did). Folding makes its bootstrap p-value about half of a
two-sided one, so under the null hypothesis it rejects at 0.05 about twice as often as it says.

Equality holds for the same seed and numpy's major version (2) while sums stay below 2**24;
above that sacreBLEU's sums are rounded and these are exact.
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.resampling.replicates import Aggregate

_EXACT = 2**24
"""Integers below it are exact in single precision, in whatever order they are added."""


def replicates(
    aggregate: Aggregate, stats: NDArray[Any], sums: NDArray[np.float64], seed: int
) -> NDArray[Any]:
    """Return one system's replicate scores, shape (replicates,), as sacreBLEU computes them.

    *sums* are the replicates' summed statistics. *aggregate* keeps the precision of what it is
    given. Fractional statistics (TER with several references) are added again in sacreBLEU's
    order, from the draws of *seed*, since that order changes their single-precision sums.
    """
    if float(np.abs(sums).max(initial=0)) >= _EXACT:
        return aggregate(sums)
    if np.array_equal(stats, np.floor(stats)):
        return aggregate(sums.astype(np.float32))
    rng = np.random.default_rng(seed)
    single = np.asarray(stats, np.float32)
    drawn = (rng.choice(len(single), size=len(single), replace=True) for _ in sums)
    return aggregate(np.stack([single[rows].sum(axis=0) for rows in drawn]))


def mean_and_half_width(scores: NDArray[Any]) -> tuple[float, float]:
    """Return the mean of the replicates and half the width of their 95 % interval."""
    ordered = np.sort(scores)
    tail = len(ordered) // 40
    return float(ordered.mean()), float(0.5 * (ordered[len(ordered) - tail - 1] - ordered[tail]))


def bootstrap_test(
    scores: NDArray[np.float64], replicates: list[NDArray[Any]]
) -> NDArray[np.float64]:
    """Return p-values (systems, systems) of sacreBLEU's paired bootstrap test."""
    systems = len(scores)
    p = np.full((systems, systems), np.nan)
    for i, j in combinations(range(systems), 2):
        apart = np.abs(replicates[j] - replicates[i])
        # A Python float, so that numpy compares in the replicates' precision as sacreBLEU does.
        larger = apart - apart.mean() > abs(float(scores[i]) - float(scores[j]))
        p[i, j] = p[j, i] = (int(np.count_nonzero(larger)) + 1) / (len(apart) + 1)
    return p
