"""TER's edits: Tercom's greedy search for shifts, as sacreBLEU does it.

The search is defined by its heuristics, so they are followed to the letter (sacrebleu 2.6,
lib_ter.py): a beam of 25 around the diagonal, shifts of at most 10 words over at most 50, 1,000
candidates tried for a pair. What differs is the data: words are numbers, a row of the edit matrix
that a shift leaves alone is kept.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.compiled.jit import jit

_BEAM = 25
_SHIFT_SIZE = 10
_SHIFT_DISTANCE = 50
_CANDIDATES = 1000
_INFINITE = 1 << 29
_MATCH, _DELETE, _INSERT, _REPLACE, _UNDEFINED = 0, 1, 2, 3, 9


@jit
def edits(
    symbols: NDArray[Any], offsets: NDArray[Any], candidates: NDArray[Any], references: NDArray[Any]
) -> NDArray[Any]:
    """Return the edits of every pair of texts; -1 where sacreBLEU finds no path and raises."""
    out = np.empty(len(candidates), np.int64)
    for pair in range(len(candidates)):
        c, r = candidates[pair], references[pair]
        out[pair] = _edits(
            symbols[offsets[c] : offsets[c + 1]], symbols[offsets[r] : offsets[r + 1]]
        )
    return out


@jit
def _edits(words: NDArray[Any], reference: NDArray[Any]) -> int:
    size, length = len(words), len(reference)
    if length == 0:
        return size
    hypothesis = words.copy()
    ratio = length / size if size > 0 else 1.0
    beam = _BEAM
    if ratio / 2 > _BEAM:
        beam = math.ceil(ratio / 2 + _BEAM)
    cost = np.empty((size + 1, length + 1), np.int32)
    move = np.empty((size + 1, length + 1), np.int8)
    for j in range(length + 1):
        cost[0, j] = j
        move[0, j] = _INSERT
    row = np.empty((2, length + 1), np.int32)
    unused = np.empty(length + 1, np.int8)
    shifted = np.empty(size, words.dtype)
    best = np.empty(size, words.dtype)
    align = np.empty(length, np.int64)
    wrong_reference = np.empty(length, np.int64)
    wrong_word = np.empty(size, np.int64)
    shifts = 0
    tried = 0
    kept = 0
    while True:
        for i in range(kept + 1, size + 1):
            _row(cost[i - 1], cost[i], hypothesis[i - 1], reference, i, size, ratio, beam, move[i])
        before = cost[size, length]
        if not _align(move, align, wrong_reference, wrong_word):
            return -1
        found = False
        best_gain, best_length, best_start, best_target = 0, 0, 0, 0
        for start in range(size):
            for place in range(
                max(0, start - _SHIFT_DISTANCE), min(length, start + _SHIFT_DISTANCE + 1)
            ):
                run = 0
                while hypothesis[start + run] == reference[place + run] and run < _SHIFT_SIZE:
                    run += 1
                    if (
                        wrong_word[start : start + run].any()
                        and wrong_reference[place : place + run].any()
                        and not start <= align[place] < start + run
                    ):
                        previous = -1
                        for offset in range(-1, run):
                            if place + offset == -1:
                                target = 0
                            elif place + offset < length:
                                target = align[place + offset] + 1
                            else:
                                break
                            if target == previous:
                                continue
                            previous = target
                            _shift(hypothesis, start, run, target, shifted)
                            same = 0
                            while same < size and shifted[same] == hypothesis[same]:
                                same += 1
                            after = before
                            if same < size:
                                _row(
                                    cost[same], row[0], shifted[same], reference, same + 1, size,
                                    ratio, beam, unused,
                                )  # fmt: skip
                                now = 0
                                for i in range(same + 2, size + 1):
                                    _row(
                                        row[now], row[1 - now], shifted[i - 1], reference, i, size,
                                        ratio, beam, unused,
                                    )  # fmt: skip
                                    now = 1 - now
                                after = row[now, length]
                            gain = before - after
                            tried += 1
                            better = not found
                            if found:
                                if gain != best_gain:
                                    better = gain > best_gain
                                elif run != best_length:
                                    better = run > best_length
                                elif start != best_start:
                                    better = start < best_start
                                else:
                                    better = target < best_target
                            if better:
                                found = True
                                best_gain, best_length = gain, run
                                best_start, best_target = start, target
                                best[:] = shifted
                    if tried >= _CANDIDATES or start + run == size or place + run == length:
                        break
                if tried >= _CANDIDATES:
                    break
            if tried >= _CANDIDATES:
                break
        if tried >= _CANDIDATES or not found or best_gain <= 0:
            break
        shifts += 1
        kept = 0
        while kept < size and best[kept] == hypothesis[kept]:
            kept += 1
        hypothesis[:] = best
    return int(shifts + before)


@jit
def _row(
    above: NDArray[Any],
    here: NDArray[Any],
    word: int,
    reference: NDArray[Any],
    i: int,
    size: int,
    ratio: float,
    beam: int,
    move: NDArray[Any],
) -> None:
    """Fill row *i* of the edit matrix inside the beam, and the move that led to each cell."""
    length = len(reference)
    diagonal = math.floor(i * ratio)
    low = max(0, diagonal - beam)
    high = length + 1 if i == size else min(length + 1, diagonal + beam)
    for j in range(length + 1):
        here[j] = _INFINITE
        move[j] = _UNDEFINED
    for j in range(low, high):
        if j == 0:
            here[0] = above[0] + 1
            move[0] = _DELETE
            continue
        # Ties: a match or replacement first, then a deletion, then an insertion.
        equal = word == reference[j - 1]
        cell = above[j - 1] + (0 if equal else 1)
        if cell < _INFINITE:
            here[j] = cell
            move[j] = _MATCH if equal else _REPLACE
        cell = above[j] + 1
        if cell < here[j]:
            here[j] = cell
            move[j] = _DELETE
        cell = here[j - 1] + 1
        if cell < here[j]:
            here[j] = cell
            move[j] = _INSERT


@jit
def _align(
    move: NDArray[Any],
    align: NDArray[Any],
    wrong_reference: NDArray[Any],
    wrong_word: NDArray[Any],
) -> bool:
    """Fill the word each reference word stands at and who is wrong; False when there is no path."""
    i, j = move.shape[0] - 1, move.shape[1] - 1
    while i > 0 or j > 0:
        step = move[i, j]
        if step in (_MATCH, _REPLACE):
            i -= 1
            j -= 1
            align[j] = i
            wrong_word[i] = wrong_reference[j] = 1 if step == _REPLACE else 0
        elif step == _INSERT:
            j -= 1
            align[j] = i - 1
            wrong_reference[j] = 1
        elif step == _DELETE:
            i -= 1
            wrong_word[i] = 1
        else:
            return False
    return True


@jit
def _shift(words: NDArray[Any], start: int, run: int, target: int, shifted: NDArray[Any]) -> None:
    """Write *words* with the *run* words at *start* moved to *target*, as Tercom counts targets."""
    size = len(words)
    end = start + run
    if target < start:
        shifted[:target] = words[:target]
        shifted[target : target + run] = words[start:end]
        shifted[target + run : end] = words[target:start]
        shifted[end:] = words[end:]
    elif target > end:
        shifted[:start] = words[:start]
        shifted[start : target - run] = words[end:target]
        shifted[target - run : target] = words[start:end]
        shifted[target:] = words[target:]
    else:
        # Within itself: the words that follow come first, as many as the target is inside.
        stop = min(size, run + target)
        shifted[:start] = words[:start]
        shifted[start : start + stop - end] = words[end:stop]
        shifted[start + stop - end : stop] = words[start:end]
        shifted[stop:] = words[stop:]
