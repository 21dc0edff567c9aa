"""TER's edits: tercom's greedy search for shifts, as sacrebleu does it, many shifts at a time.

The search (Snover et al. 2006; limits as in sacrebleu 2.6's lib_ter) tries to move runs of
candidate words that the reference has elsewhere, and keeps the move that saves most edits, until
none saves any. sacrebleu recomputes the table of edit distances for every move it tries, which
takes minutes for two texts of 200 words. Here, equal in every result:

* a move changes the words between two positions only. Rows before are those of the table, rows
  after are met by the same table read backwards, so only the rows between are computed;
* all moves of a round are rows of one array.

The table is a beam around the diagonal, and a cell outside it is never entered, as in sacrebleu.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Table: TypeAlias = NDArray[np.int32]

_SHIFT_WORDS = 10
_SHIFT_DISTANCE = 50
_SHIFTS_TRIED = 1000
_BEAM = 25
_FAR = 1 << 29
"""More than any distance, and still an int32 when doubled; sacrebleu writes 1e16."""


class _Shift(NamedTuple):
    """Move *length* words from *start* to before *target*; words in [first, last) change."""

    start: int
    length: int
    target: int
    first: int
    last: int


def edits(candidate: Sequence[str], reference: Sequence[str]) -> int:
    """Return the shifts and the edits after them that turn *candidate* into *reference*.

    >>> edits("d e f g h a b c".split(), "a b c d e f g h".split())
    1
    """
    if not reference:
        return len(candidate)
    numbers = {word: number for number, word in enumerate(dict.fromkeys(reference))}
    goal = np.array([numbers[word] for word in reference])
    words = np.array([numbers.get(word, -1) for word in candidate], dtype=np.int64)
    beam = _beam(len(words), len(goal))
    mirrored = [(len(goal) + 1 - end, len(goal) + 1 - begin) for begin, end in reversed(beam)]
    there, back = _empty(beam, len(goal)), _empty(mirrored, len(goal))
    _fill(there, words, goal, beam, 0)
    known = shifts = tried = 0
    while True:
        distance = int(there[-1, -1])
        found = list(_shifts(words, goal, there, _SHIFTS_TRIED - tried))
        tried += len(found)
        if tried >= _SHIFTS_TRIED or not found:
            return shifts + distance
        _fill(back, words[::-1], goal[::-1], mirrored, known)
        after = _distances(words, goal, beam, (there, back), list(dict.fromkeys(found)))
        # Ties go to the longest run, then to the earliest one, then to the earliest target.
        best = min(found, key=lambda s: (after[s], -s.length, s.start, s.target))
        if after[best] >= distance:
            return shifts + distance
        words = words[_order(best, len(words))]
        shifts += 1
        _fill(there, words, goal, beam, best.first)
        known = len(words) - best.last


def _beam(rows: int, columns: int) -> list[tuple[int, int]]:
    """Return for each row of the table the columns that are computed, the last one exclusive."""
    ratio = columns / rows if rows else 1.0
    width = math.ceil(ratio / 2 + _BEAM) if ratio / 2 > _BEAM else _BEAM
    spans = [(0, columns + 1)]
    for i in range(1, rows + 1):
        middle = math.floor(i * ratio)
        last = columns + 1 if i == rows else min(columns + 1, middle + width)
        spans.append((max(0, middle - width), last))
    return spans


def _empty(beam: Sequence[tuple[int, int]], columns: int) -> Table:
    """Return a table of which only the first row is known: all words inserted."""
    table = np.full((len(beam), columns + 1), _FAR, dtype=np.int32)
    table[0, : beam[0][1]] = np.arange(beam[0][1])
    return table


def _fill(
    table: Table,
    words: NDArray[Any],
    goal: NDArray[Any],
    beam: Sequence[tuple[int, int]],
    known: int,
) -> None:
    """Compute the edit distances of prefixes in place, in the rows after row *known*."""
    for i in range(known + 1, len(beam)):
        begin, end = beam[i]
        table[i : i + 1, begin:end] = _row(table[i - 1 : i], words[i - 1 : i], goal, begin, end)


def _row(above: Table, words: NDArray[Any], goal: NDArray[Any], begin: int, end: int) -> Table:
    """Return columns begin to end of the next row, for each of several tables at once.

    *above* has shape (tables, goal + 1) and *words* holds the next word of each.
    """
    row = above[:, begin:end] + 1
    left = max(begin, 1)
    replaced = above[:, left - 1 : end - 1] + (words[:, None] != goal[left - 1 : end - 1])
    np.minimum(row[:, left - begin :], replaced, out=row[:, left - begin :])
    steps = np.arange(end - begin, dtype=np.int32)
    # Inserting goal words: the least of any cell to the left plus the way from there.
    return np.minimum.accumulate(row - steps, axis=1) + steps


def _distances(
    words: NDArray[Any],
    goal: NDArray[Any],
    beam: Sequence[tuple[int, int]],
    tables: tuple[Table, Table],
    shifts: Sequence[_Shift],
) -> dict[_Shift, int]:
    """Return the edit distance after each shift."""
    there, rest = tables[0], tables[1][::-1, ::-1]  # from the start, to the end
    moved = np.stack([words[_order(shift, len(words))] for shift in shifts])
    first = np.array([shift.first for shift in shifts])
    last = np.array([shift.last for shift in shifts])
    rows = there[first]
    for i in range(int(first.min()) + 1, int(last.max()) + 1):
        active = np.flatnonzero((first < i) & (i <= last))
        if not active.size:
            continue
        begin, end = beam[i]
        new = _row(rows[active], moved[active, i - 1], goal, begin, end)
        rows[active] = _FAR
        rows[active, begin:end] = new
    found = (rows + rest[last]).min(axis=1)
    return dict(zip(shifts, found.tolist(), strict=True))


def _order(shift: _Shift, size: int) -> NDArray[Any]:
    """Return where each word of the shifted text stood."""
    start, length, target = shift.start, shift.length, shift.target
    here = np.arange(size)
    run, before, after = here[start : start + length], here[:start], here[start + length :]
    if target < start:
        parts = [here[:target], run, here[target:start], after]
    elif target > start + length:
        parts = [before, here[start + length : target], run, here[target:]]
    else:  # into itself: past the next words
        parts = [before, after[: target - start], run, after[target - start :]]
    return np.concatenate(parts)


def _shifts(words: NDArray[Any], goal: NDArray[Any], table: Table, most: int) -> Iterator[_Shift]:
    """Yield the shifts that sacrebleu tries, in its order, at most *most* of them.

    A run is moved where the reference has it, if the alignment has an error at both places.
    """
    aligned, goal_errors, word_errors = _alignment(words, goal, table)
    places: dict[int, list[int]] = {}
    for place, word in enumerate(goal.tolist()):
        places.setdefault(word, []).append(place)
    texts = words.tolist(), goal.tolist()
    count = 0
    for start, place, length in _runs(*texts, places):
        if (
            word_errors[start] == word_errors[start + length]
            or goal_errors[place] == goal_errors[place + length]
            or start <= aligned[place] < start + length
        ):
            continue
        previous = -1
        for position in range(place - 1, place + length):
            target = aligned[position] + 1 if position >= 0 else 0
            if target != previous:
                last = max(start + length, target if target > start + length else 0)
                if start <= target <= start + length:
                    last = min(target + length, len(words))
                yield _Shift(start, length, target, min(start, target), last)
                count += 1
                previous = target
        if count >= most:
            return


def _runs(
    words: list[int], goal: list[int], places: dict[int, list[int]]
) -> Iterator[tuple[int, int, int]]:
    """Yield (start, place, length) of the runs of words that the reference has near by."""
    for start, word in enumerate(words):
        for place in places.get(word, ()):
            if abs(place - start) > _SHIFT_DISTANCE:
                continue
            longest = min(_SHIFT_WORDS, len(words) - start, len(goal) - place)
            for length in range(1, longest + 1):
                if words[start + length - 1] != goal[place + length - 1]:
                    break
                yield start, place, length


def _alignment(
    words: NDArray[Any], goal: NDArray[Any], table: Table
) -> tuple[list[int], list[int], list[int]]:
    """Return the word each reference word is aligned to, and errors so far on either side.

    The way back through the table prefers a match or replacement, then dropping a word, then
    inserting one. Errors are running sums, so that a run without errors has equal ends.
    """
    i, j = len(words), len(goal)
    aligned = [0] * j
    goal_wrong, word_wrong = [0] * (j + 1), [0] * (i + 1)
    while i or j:
        here = table[i, j]
        differs = bool(i and j and words[i - 1] != goal[j - 1])
        if i and j and table[i - 1, j - 1] + differs == here:
            i, j = i - 1, j - 1
            aligned[j] = i
            goal_wrong[j + 1] = word_wrong[i + 1] = int(differs)
        elif i and (not j or table[i - 1, j] + 1 == here):
            i -= 1
            word_wrong[i + 1] = 1
        else:
            j -= 1
            aligned[j] = i - 1
            goal_wrong[j + 1] = 1
    return aligned, np.cumsum(goal_wrong).tolist(), np.cumsum(word_wrong).tolist()
