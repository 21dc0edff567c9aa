"""Clipped n-gram matches, by numpy or compiled; the same numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels import tier
from factcov.metrics.kernels.encode import Encoded

_SECONDS = 3e-8
"""What sorting takes for each symbol of a candidate and each order."""

_BLOCK = 1 << 15
"""Symbols sorted at a time: arrays of that size stay in the processor's cache."""


def matches(
    encoded: Encoded,
    candidates: NDArray[np.int64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    order: int,
) -> NDArray[np.int64]:
    """Return (rows, order): matching n-grams of text ``candidates[i]`` and its references.

    References are texts ``begins[i]`` to ``ends[i] - 1``; an n-gram counts at most as often as in
    the reference that has most of it. A row that cannot be done starts with -1.
    """
    if tier.compiled(_SECONDS * order * float(encoded.lengths[candidates].sum())):
        from factcov.metrics.kernels.compiled import ngrams

        given = (encoded.symbols, encoded.offsets, encoded.size, candidates, begins, ends)
        return ngrams.common(*given) if order == 1 else ngrams.matches(*given, order)
    rows = max(1, _BLOCK * len(encoded.lengths) // max(1, len(encoded.symbols)) // 2)
    parts = [
        _by_sorting(encoded, candidates[part], begins[part], ends[part], order)
        for part in (slice(a, a + rows) for a in range(0, len(candidates), rows))
    ]
    return np.concatenate(parts) if parts else np.zeros((0, order), np.int64)


def _by_sorting(
    encoded: Encoded,
    candidates: NDArray[np.int64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    order: int,
) -> NDArray[np.int64]:
    """Sort (row, n-gram, side) of all rows at once; count runs."""
    rows = len(candidates)
    sides = int((ends - begins).max(initial=0)) + 1
    # Side 0 is the candidate, side k the k-th reference.
    texts = np.stack([candidates, *(begins + k for k in range(sides - 1))], axis=1)
    present = np.stack(
        [np.ones(rows, bool), *(begins + k < ends for k in range(sides - 1))], axis=1
    )
    chosen = texts[present]
    row_of, side_of = np.nonzero(present)
    lengths = encoded.lengths[chosen]
    symbols, row = _gather(encoded, chosen, lengths), np.repeat(row_of, lengths)
    row_bits, side_bits = (rows - 1).bit_length(), (sides - 1).bit_length()
    spare = 64 - row_bits - side_bits
    ranks, bits = _ranks(symbols)
    if bits * order > spare:
        ranks, bits = _local_ranks(symbols, row, rows)
    if bits * order > spare:
        return _halves(encoded, candidates, begins, ends, order)
    ends_of = np.repeat(np.cumsum(lengths), lengths)
    keys = np.zeros(len(ranks), np.uint64)
    width = np.uint64(bits)
    padded = np.concatenate([ranks, np.zeros(order, np.uint64)])
    position = np.arange(len(ranks))
    for n in range(order):
        inside = position + n < ends_of
        keys = (keys << width) | np.where(inside, padded[n : n + len(ranks)], np.uint64(0))
    head = row.astype(np.uint64)
    tail = np.repeat(side_of.astype(np.uint64), lengths)
    keys = (head << np.uint64(bits * order + side_bits)) | (keys << np.uint64(side_bits)) | tail
    keys.sort()
    out = np.zeros((rows, order), np.int64)
    low = np.uint64((1 << bits) - 1)
    side = keys & np.uint64((1 << side_bits) - 1)
    for n in range(1, order + 1):
        grams = keys >> np.uint64(bits * (order - n) + side_bits)
        whole = (grams & low) != 0
        out[:, n - 1] = _count(grams[whole], side[whole], bits * n, rows, sides)
    return out


def _count(
    grams: NDArray[Any], side: NDArray[Any], bits: int, rows: int, sides: int
) -> NDArray[np.int64]:
    """Return each row's clipped matches from its n-grams, sorted."""
    if not grams.size:
        return np.zeros(rows, np.int64)
    starts = np.flatnonzero(np.concatenate([[True], grams[1:] != grams[:-1]]))
    mine = np.add.reduceat((side == 0).astype(np.int64), starts)
    if sides == 2:
        theirs = np.diff(np.append(starts, len(grams))) - mine
    else:
        theirs = np.max(
            [np.add.reduceat((side == k).astype(np.int64), starts) for k in range(1, sides)], axis=0
        )
    clipped = np.minimum(mine, theirs)
    row = (grams[starts] >> np.uint64(bits)).astype(np.int64)
    return np.bincount(row, clipped, minlength=rows).astype(np.int64)


def _halves(
    encoded: Encoded,
    candidates: NDArray[np.int64],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    order: int,
) -> NDArray[np.int64]:
    """Try with half of the rows at a time; a row that alone does not fit starts with -1."""
    if len(candidates) == 1:
        return np.array([[-1] + [0] * (order - 1)])
    middle = len(candidates) // 2
    return np.concatenate([
        _by_sorting(encoded, candidates[part], begins[part], ends[part], order)
        for part in (slice(None, middle), slice(middle, None))
    ])  # fmt: skip


def _gather(
    encoded: Encoded, texts: NDArray[np.int64], lengths: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Return the symbols of the texts, one after the other."""
    before = np.cumsum(lengths) - lengths
    index = np.arange(int(lengths.sum())) + np.repeat(encoded.offsets[texts] - before, lengths)
    symbols: NDArray[np.int32] = encoded.symbols[index]
    return symbols


def _ranks(symbols: NDArray[np.int32]) -> tuple[NDArray[np.uint64], int]:
    """Return each symbol's rank from 1 among all, and how many bits the largest takes."""
    present = np.bincount(symbols) > 0
    rank = np.cumsum(present).astype(np.uint64)
    return rank[symbols], int(present.sum()).bit_length()


def _local_ranks(
    symbols: NDArray[np.int32], row: NDArray[np.int64], rows: int
) -> tuple[NDArray[np.uint64], int]:
    """Return each symbol's rank from 1 among its row's, and how many bits the largest takes."""
    distinct, inverse = np.unique(
        (row.astype(np.uint64) << np.uint64(32)) | symbols.astype(np.uint64), return_inverse=True
    )
    owner = (distinct >> np.uint64(32)).astype(np.int64)
    first = np.searchsorted(owner, np.arange(rows))
    rank = np.arange(len(distinct)) - first[owner] + 1
    return rank[inverse].astype(np.uint64), int(rank.max(initial=0)).bit_length()
