"""Clipped n-gram matches by sorting: the n-grams of a text are the prefixes of its sorted tails."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.compiled.jit import jit


@jit
def matches(
    symbols: NDArray[Any],
    offsets: NDArray[Any],
    size: int,
    candidates: NDArray[Any],
    begins: NDArray[Any],
    ends: NDArray[Any],
    order: int,
) -> NDArray[Any]:
    """Return (rows, order): each n-gram of a candidate counts at most as often as in one reference.

    Row i compares text ``candidates[i]`` with texts ``begins[i]`` to ``ends[i] - 1``. A row with
    too many distinct symbols to pack *order* of them into 63 bits starts with -1.
    """
    rows = len(candidates)
    out = np.zeros((rows, order), np.int64)
    rank = np.zeros(size + 1, np.int64)
    seen = np.zeros(size + 1, np.int64)
    longest = 1
    for row in range(rows):
        c = candidates[row]
        longest = max(longest, offsets[c + 1] - offsets[c])
        longest = max(longest, offsets[ends[row]] - offsets[begins[row]])
    left = np.empty(longest, np.int64)
    right = np.empty(longest, np.int64)
    best = np.empty(longest, np.int64)
    for row in range(rows):
        c, first, last = candidates[row], begins[row], ends[row]
        a, b = offsets[c], offsets[c + 1]
        if a == b or offsets[first] == offsets[last]:
            continue
        # Ranks are small where symbols are not; whatever no reference has shares one rank, and
        # is never part of a match.
        distinct = 0
        for i in range(offsets[first], offsets[last]):
            symbol = symbols[i]
            if seen[symbol] != row + 1:
                seen[symbol] = row + 1
                distinct += 1
                rank[symbol] = distinct
        foreign = distinct + 1
        bits = 1
        while (1 << bits) <= foreign:
            bits += 1
        if bits * order > 63:
            out[row, 0] = -1
            continue
        key = np.int64(0)
        for i in range(b - 1, a - 1, -1):
            symbol = symbols[i]
            number = rank[symbol] if seen[symbol] == row + 1 else foreign
            key = (key >> bits) | (np.int64(number) << (bits * (order - 1)))
            left[i - a] = key
        mine = left[: b - a]
        mine.sort()
        for n in range(1, order + 1):
            best[: b - a] = 0
            shift = bits * (order - n)
            low = (np.int64(1) << bits) - 1
            for text in range(first, last):
                p, q = offsets[text], offsets[text + 1]
                theirs = right[p - offsets[first] : q - offsets[first]]
                if n == 1:
                    key = np.int64(0)
                    for i in range(q - 1, p - 1, -1):
                        key = (key >> bits) | (np.int64(rank[symbols[i]]) << (bits * (order - 1)))
                        theirs[i - p] = key
                    theirs.sort()
                i = 0
                j = 0
                while i < b - a and j < q - p:
                    x = mine[i] >> shift
                    y = theirs[j] >> shift
                    if x < y:
                        i += 1
                    elif x > y:
                        j += 1
                    else:
                        start = i
                        while i < b - a and mine[i] >> shift == x:
                            i += 1
                        begin = j
                        while j < q - p and theirs[j] >> shift == x:
                            j += 1
                        # A tail shorter than n ends in rank 0.
                        if x & low:
                            best[start] = max(best[start], min(i - start, j - begin))
            out[row, n - 1] = best[: b - a].sum()
    return out


@jit
def common(
    symbols: NDArray[Any],
    offsets: NDArray[Any],
    size: int,
    candidates: NDArray[Any],
    begins: NDArray[Any],
    ends: NDArray[Any],
) -> NDArray[Any]:
    """Return what ``matches`` would of order 1, (rows, 1), by counting."""
    out = np.zeros((len(candidates), 1), np.int64)
    mine = np.zeros(size, np.int32)
    theirs = np.zeros(size, np.int32)
    best = np.zeros(size, np.int32)
    for row in range(len(candidates)):
        c, first, last = candidates[row], begins[row], ends[row]
        for i in range(offsets[c], offsets[c + 1]):
            mine[symbols[i]] += 1
        for text in range(first, last):
            for i in range(offsets[text], offsets[text + 1]):
                symbol = symbols[i]
                if theirs[symbol] < mine[symbol]:
                    theirs[symbol] += 1
                    if theirs[symbol] > best[symbol]:
                        best[symbol] += 1
                        out[row, 0] += 1
            for i in range(offsets[text], offsets[text + 1]):
                theirs[symbols[i]] = 0
        for i in range(offsets[first], offsets[last]):
            best[symbols[i]] = 0
        for i in range(offsets[c], offsets[c + 1]):
            mine[symbols[i]] = 0
    return out
