"""Longest common subsequences, 64 reference words at a time (Hyyrö 2004)."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.compiled.jit import jit

_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE = np.uint64(1)


@jit
def lengths(
    symbols: NDArray[Any],
    offsets: NDArray[Any],
    size: int,
    candidates: NDArray[Any],
    references: NDArray[Any],
) -> NDArray[Any]:
    """Return the length of a longest common subsequence of every pair of texts."""
    out = np.zeros(len(candidates), np.int64)
    rank = np.zeros(size + 1, np.int64)
    longest = 1
    for pair in range(len(candidates)):
        r = references[pair]
        longest = max(longest, offsets[r + 1] - offsets[r])
    masks = np.zeros((longest + 1, (longest + 63) // 64), np.uint64)
    state = np.zeros((longest + 63) // 64, np.uint64)
    for pair in range(len(candidates)):
        c, r = candidates[pair], references[pair]
        text = symbols[offsets[c] : offsets[c + 1]]
        reference = symbols[offsets[r] : offsets[r + 1]]
        length = len(reference)
        if length == 0 or len(text) == 0:
            continue
        blocks = (length + 63) // 64
        distinct = 0
        for i in range(length):
            if rank[reference[i]] == 0:
                distinct += 1
                rank[reference[i]] = distinct
                masks[distinct, :blocks] = 0
            masks[rank[reference[i]], i >> 6] |= _ONE << np.uint64(i & 63)
        state[:blocks] = _ALL
        for j in range(len(text)):
            number = rank[text[j]]
            if number:
                _advance(state, masks[number], blocks)
        grown = 0
        for i in range(length):
            if (state[i >> 6] >> np.uint64(i & 63)) & _ONE == 0:
                grown += 1
        out[pair] = grown
        for i in range(length):
            rank[reference[i]] = 0
    return out


@jit
def _advance(state: NDArray[Any], mask: NDArray[Any], blocks: int) -> None:
    """Add one candidate word to the row; bit i becomes 0 where the subsequence grows at i."""
    carry = np.uint64(0)
    for block in range(blocks):
        old = state[block]
        hit = old & mask[block]
        total = old + hit
        overflow = _ONE if total < old else np.uint64(0)
        full = total + carry
        if full < total:
            overflow = _ONE
        carry = overflow
        state[block] = full | (old - hit)


@jit
def union_hits(
    symbols: NDArray[Any],
    offsets: NDArray[Any],
    size: int,
    candidate_begin: NDArray[Any],
    candidate_end: NDArray[Any],
    reference_begin: NDArray[Any],
    reference_end: NDArray[Any],
) -> NDArray[Any]:
    """Return ROUGE-Lsum's matches of every pair of texts; a text is a range of lines.

    For each reference line, the union of its longest common subsequences with all candidate
    lines; a word counts at most as often as it stands in either text. Of several subsequences,
    the one that rouge-score's walk back finds.
    """
    pairs = len(candidate_begin)
    out = np.zeros(pairs, np.int64)
    rank = np.zeros(size + 1, np.int64)
    wide, deep, total = 1, 1, 1
    for pair in range(pairs):
        for line in range(reference_begin[pair], reference_end[pair]):
            wide = max(wide, offsets[line + 1] - offsets[line])
        for line in range(candidate_begin[pair], candidate_end[pair]):
            deep = max(deep, offsets[line + 1] - offsets[line])
        total = max(total, offsets[reference_end[pair]] - offsets[reference_begin[pair]])
    words = (wide + 63) // 64
    masks = np.zeros((total + 1, words), np.uint64)
    state = np.zeros(words, np.uint64)
    history = np.zeros((deep, words), np.uint64)
    available = np.zeros(total + 1, np.int64)
    marked = np.zeros(wide, np.bool_)
    for pair in range(pairs):
        first, last = reference_begin[pair], reference_end[pair]
        distinct = 0
        for i in range(offsets[first], offsets[last]):
            if rank[symbols[i]] == 0:
                distinct += 1
                rank[symbols[i]] = distinct
                available[distinct] = 0
        for i in range(offsets[candidate_begin[pair]], offsets[candidate_end[pair]]):
            available[rank[symbols[i]]] += 1
        hits = 0
        for line in range(first, last):
            reference = symbols[offsets[line] : offsets[line + 1]]
            length = len(reference)
            if length == 0:
                continue
            blocks = (length + 63) // 64
            # Words of the other reference lines do not stand in this one.
            masks[: distinct + 1, :blocks] = 0
            for i in range(length):
                marked[i] = False
                masks[rank[reference[i]], i >> 6] |= _ONE << np.uint64(i & 63)
            for other in range(candidate_begin[pair], candidate_end[pair]):
                text = symbols[offsets[other] : offsets[other + 1]]
                state[:blocks] = _ALL
                for j in range(len(text)):
                    number = rank[text[j]]
                    if number:
                        _advance(state, masks[number], blocks)
                    history[j, :blocks] = state[:blocks]
                i, j = length - 1, len(text) - 1
                while i >= 0 and j >= 0:
                    if reference[i] == text[j]:
                        marked[i] = True
                        i -= 1
                        j -= 1
                    elif (history[j, i >> 6] >> np.uint64(i & 63)) & _ONE:
                        i -= 1
                    else:
                        j -= 1
            for i in range(length):
                number = rank[reference[i]]
                if marked[i] and available[number] > 0:
                    available[number] -= 1
                    hits += 1
        out[pair] = hits
        for i in range(offsets[first], offsets[last]):
            rank[symbols[i]] = 0
    return out
