"""Random draws: how often each replicate draws each item, and which items a trial swaps.

Both streams are the ones sacreBLEU draws: with ``numpy.random.default_rng(12345)`` and items
that are their own groups, replicate b here resamples the items that sacreBLEU's replicate b does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = 1 << 23
"""Cells drawn at a time: 64 MB as int64."""

_COUNTS = 1 << 26
"""Cells of one block of counts: 128 MB. Large, because all statistics are read for each block."""


def group_codes(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return each item's group as 0, 1, ... in order of first appearance.

    >>> group_codes(np.array([7, 3, 7])).tolist()
    [0, 1, 0]
    """
    _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    order = np.empty(len(first), np.int64)
    order[np.argsort(first)] = np.arange(len(first))
    return order[inverse]


def group_sums(stats: NDArray[Any], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return (groups, columns): the sum of each group's rows, in order of first appearance.

    >>> group_sums(np.array([[1.0], [2.0], [4.0]]), np.array([7, 3, 7])).ravel().tolist()
    [5.0, 2.0]
    """
    codes = group_codes(groups)
    size = int(codes.max(initial=-1)) + 1
    if size == len(codes):
        return np.asarray(stats, np.float64)
    sums = np.zeros((size, *stats.shape[1:]))
    np.add.at(sums, codes, stats)
    return sums


def count_blocks(
    groups: NDArray[np.int64], replicates: int, rng: np.random.Generator
) -> Iterator[NDArray[np.uint16]]:
    """Yield the rows of `counts` in blocks of at most 128 MB (one row at least).

    A unit would have to be drawn 65,536 times by one replicate for 16 bits not to hold its count;
    among so many units it is drawn once on average.
    """
    codes = group_codes(groups)
    size = int(codes.max(initial=-1)) + 1
    rows = max(1, _COUNTS // max(1, len(codes)))
    step = max(1, _BLOCK // max(1, size))
    for begin in range(0, replicates, rows):
        block = np.empty((min(rows, replicates - begin), size), np.uint16)
        for first in range(0, len(block), step):
            part = block[first : first + step]
            drawn = rng.choice(size, size=part.shape, replace=True)
            drawn += np.arange(len(part))[:, None] * size
            part[:] = np.bincount(drawn.ravel(), minlength=drawn.size).reshape(part.shape)
        yield block if size == len(codes) else block[:, codes]


def counts(
    groups: NDArray[np.int64], replicates: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return how often each replicate draws each item, shape (replicates, items).

    Whole groups (documents) are drawn with replacement, as many as there are, so items of one
    group share a count. One matrix serves all metrics and systems: that pairs the replicates.

    >>> rng = np.random.default_rng(0)
    >>> counts(np.array([0, 0, 1]), 4, rng).tolist()
    [[0.0, 0.0, 2.0], [1.0, 1.0, 1.0], [2.0, 2.0, 0.0], [2.0, 2.0, 0.0]]
    """
    blocks = list(count_blocks(groups, replicates, rng))
    return np.concatenate(blocks, dtype=np.float64) if blocks else np.empty((0, len(groups)))


def swap_blocks(items: int, trials: int, rng: np.random.Generator) -> Iterator[NDArray[np.bool_]]:
    """Yield (trials, items) in blocks: True where a trial leaves the two systems unswapped.

    The blocks joined equal one draw of the whole: numpy spends 32 random bits at a time, so a
    block of a multiple of 32 rows ends where the next begins.
    """
    rows = 32 * max(1, _BLOCK // 32 // max(1, items))
    for begin in range(0, trials, rows):
        yield rng.integers(2, size=(min(rows, trials - begin), items), dtype=bool)
