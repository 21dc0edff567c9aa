"""Bootstrap replicates and jackknife values of a score, from its sufficient statistics."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from factcov.resampling.draws import count_blocks, group_sums

Aggregate: TypeAlias = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""Scores of shape (...) for summed statistics of shape (..., columns)."""

ROWS = 1 << 16
"""Items multiplied at a time, so that integer statistics never become one large float copy."""


def resampled_sums(stats: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.float64]:
    """Return the summed statistics of every replicate, shape (..., replicates, columns).

    Exact for integer statistics below 2**53.
    """
    items = stats.shape[-2]
    sums = np.zeros((*stats.shape[:-2], len(counts), stats.shape[-1]))
    for begin in range(0, items, ROWS):
        rows = slice(begin, begin + ROWS)
        drawn = np.asarray(counts[:, rows], np.float64)
        sums += drawn @ np.asarray(stats[..., rows, :], np.float64)
    return sums


def replicate_sums(
    tables: Mapping[str, NDArray[Any]], replicates: int, seed: int
) -> dict[str, NDArray[np.float64]]:
    """Return the summed replicates of each table: (..., units, columns) in, replicates for units.

    Tables with as many units share their draws, which are never held as one matrix.
    """
    parts: dict[str, list[NDArray[np.float64]]] = {name: [] for name in tables}
    for units in {table.shape[-2] for table in tables.values()}:
        rng = np.random.default_rng(seed)
        for block in count_blocks(np.arange(units), replicates, rng):
            for name, table in tables.items():
                if table.shape[-2] == units:
                    parts[name].append(resampled_sums(table, block))
    return {name: np.concatenate(found, axis=-2) for name, found in parts.items()}


def bootstrap(
    aggregate: Aggregate, stats: NDArray[Any], counts: NDArray[Any]
) -> NDArray[np.float64]:
    """Return the score of every replicate, shape (replicates,), or (systems, replicates).

    A replicate's score is the score of the resampled corpus (Efron & Tibshirani 1993), never a
    mean of item scores.

    >>> stats = np.array([[1.0, 2.0], [1.0, 1.0]])
    >>> bootstrap(lambda s: s[..., 0] / s[..., 1], stats, np.array([[2.0, 0.0], [1.0, 1.0]]))
    array([0.5       , 0.66666667])
    """
    return aggregate(resampled_sums(stats, counts))


def jackknife(
    aggregate: Aggregate, stats: NDArray[Any], groups: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return the score without each group in turn, shape (groups,); BCa needs it."""
    sums = group_sums(stats, groups)
    return aggregate(sums.sum(axis=0) - sums)
