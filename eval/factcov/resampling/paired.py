"""Two-sided paired tests of every pair of systems at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.resampling.draws import group_sums, swap_blocks
from factcov.resampling.replicates import ROWS, Aggregate


def bootstrap_test(
    scores: NDArray[np.float64], replicates: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return p-values (systems, systems) and how many replicates were undefined in each pair.

    *replicates* is (systems, replicates), all from one counts matrix. Under the null hypothesis the
    replicates' differences lie around 0 as they here lie around the difference observed: p is
    the share that is at least as far from it as it is from 0 (Efron & Tibshirani 1993, ch. 16).

    >>> p, _ = bootstrap_test(np.array([1.0, 0.0]), np.array([[1.5, 0.5, 2.0], [0.0, 0.0, 0.0]]))
    >>> p[0, 1]
    np.float64(0.5)
    """
    systems = len(scores)
    p = np.full((systems, systems), np.nan)
    undefined = np.zeros((systems, systems), np.int64)
    for i, j in combinations(range(systems), 2):
        observed = scores[j] - scores[i]
        apart = np.abs(replicates[j] - replicates[i] - observed)
        defined = ~np.isnan(apart)
        undefined[i, j] = undefined[j, i] = apart.size - np.count_nonzero(defined)
        if np.isnan(observed) or not defined.any():
            continue
        reached = _reaches(apart[defined], abs(observed), scores[[i, j]])
        p[i, j] = p[j, i] = _p_value(int(reached.sum()), int(defined.sum()))
    return p, undefined


def randomization_test(
    aggregate: Aggregate,
    stats: NDArray[Any],
    groups: NDArray[np.int64],
    trials: int,
    rng: np.random.Generator,
    *,
    strict: bool = False,
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return p-values (systems, systems) and how many trials were undefined in each pair.

    *stats* is (systems, items, columns). Each trial swaps the two systems' rows at random, whole
    groups at a time; p is the share of trials whose difference is at least the one observed
    (Noreen 1989; Riezler & Maxwell 2005). When 2**groups is at most *trials*, every swap is
    tried once and p is exact. *strict* is sacreBLEU's rule: only larger differences count, and
    swaps are always drawn.
    """
    systems = len(stats)
    if len(np.unique(groups)) < len(groups):
        stats = np.stack([group_sums(table, groups) for table in stats])
    totals = stats.sum(axis=1, dtype=np.float64)
    scores = aggregate(totals)
    items = stats.shape[1]
    exact = not strict and items < 31 and 2**items <= trials
    reached = np.zeros((systems, systems), np.int64)
    defined = np.zeros((systems, systems), np.int64)
    sum_kept = _summing(stats)
    for kept in _every_swap(items) if exact else swap_blocks(items, trials, rng):
        stay = sum_kept(kept)
        move = totals - stay
        for i in range(systems - 1):
            one = aggregate(stay[:, i : i + 1] + move[:, i + 1 :])
            other = aggregate(move[:, i : i + 1] + stay[:, i + 1 :])
            apart = np.abs(one - other)
            defined[i, i + 1 :] += np.count_nonzero(~np.isnan(apart), axis=0)
            for j in range(i + 1, systems):
                observed = abs(scores[i] - scores[j])
                difference = apart[:, j - i - 1]
                hits = (
                    difference > observed
                    if strict
                    else _reaches(difference, observed, scores[[i, j]])
                )
                reached[i, j] += np.count_nonzero(hits)
    drawn = 2**items if exact else trials
    p = np.full((systems, systems), np.nan)
    for i, j in combinations(range(systems), 2):
        if defined[i, j] and not np.isnan(scores[[i, j]]).any():
            hits, total = int(reached[i, j]), int(defined[i, j])
            p[i, j] = p[j, i] = hits / total if exact else _p_value(hits, total)
    undefined = np.triu(drawn - defined, 1)
    return p, undefined + undefined.T


def _summing(stats: NDArray[Any]) -> Callable[[NDArray[np.bool_]], NDArray[np.float64]]:
    """Return what sums the rows a trial keeps: (trials, items) in, (trials, systems, columns) out.

    Long tables are made float a part at a time; a short one, once for all trials.
    """
    systems, items, columns = stats.shape

    def side_by_side(begin: int) -> NDArray[np.float64]:
        part = stats[:, begin : begin + ROWS].transpose(1, 0, 2)
        return np.ascontiguousarray(part, np.float64).reshape(-1, systems * columns)

    begins = range(0, items, ROWS)
    short = side_by_side(0) if len(begins) == 1 else None

    def summed(kept: NDArray[np.bool_]) -> NDArray[np.float64]:
        sums = np.zeros((len(kept), systems * columns))
        for begin in begins:
            rows = side_by_side(begin) if short is None else short
            sums += kept[:, begin : begin + ROWS].astype(np.float64) @ rows
        return sums.reshape(-1, systems, columns)

    return summed


def _every_swap(items: int) -> Iterator[NDArray[np.bool_]]:
    numbers = np.arange(2**items)[:, None]
    yield (numbers >> np.arange(items)) & 1 == 1


def _reaches(
    differences: NDArray[np.float64], observed: float, scores: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Return where a difference is at least the observed one, rounding noise aside."""
    noise = 1e-9 * observed + 1e-12 * float(np.abs(scores).max())
    return differences >= observed - noise


def _p_value(reached: int, drawn: int) -> float:
    """Count the observed difference itself, which keeps the test valid (Phipson & Smyth 2010)."""
    return (reached + 1) / (drawn + 1)
