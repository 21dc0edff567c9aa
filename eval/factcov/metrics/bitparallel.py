"""Longest common subsequence and edit distance, a whole row at a time in one Python integer.

Exact, and in time (words of a) x (words of b) / 64, so that a candidate of a megabyte takes
seconds. Myers 1999 (https://doi.org/10.1145/316542.316550) and Hyyrö 2004.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

Masks: TypeAlias = Mapping[str, int]
"""For each word of a sequence, the integer whose bit i says that the word stands at i."""


def masks(words: Sequence[str]) -> Masks:
    """Return where each word stands.

    >>> masks(["a", "b", "a"])
    {'a': 5, 'b': 2}
    """
    found: dict[str, int] = {}
    for position, word in enumerate(words):
        found[word] = found.get(word, 0) | (1 << position)
    return found


def lcs_length(reference: Masks, size: int, candidate: Sequence[str]) -> int:
    """Return the length of a longest common subsequence; *size* is the reference's length.

    >>> lcs_length(masks("abcd"), 4, "xbxd")
    2
    """
    last = (1 << size) - 1
    for row in _rows(reference, size, candidate):
        last = row
    return size - last.bit_count()


def lcs_positions(reference: Sequence[str], where: Masks, candidate: Sequence[str]) -> list[int]:
    """Return the positions in *reference* of a longest common subsequence, last first.

    Of several, the one that walking back from the ends finds when it steps over a candidate
    word only if that keeps a longer prefix match than stepping over a reference word.

    >>> lcs_positions("abcb", masks("abcb"), "ab")
    [3, 0]
    """
    rows = [(1 << len(reference)) - 1, *_rows(where, len(reference), candidate)]

    def length(i: int, j: int) -> int:  # of the LCS of the first i and the first j words
        return i - (rows[j] & ((1 << i) - 1)).bit_count()

    found = []
    i, j = len(reference), len(candidate)
    while i and j:
        if reference[i - 1] == candidate[j - 1]:
            i, j = i - 1, j - 1
            found.append(i)
        elif length(i, j - 1) > length(i - 1, j):
            j -= 1
        else:
            i -= 1
    return found


def _rows(reference: Masks, size: int, candidate: Sequence[str]) -> Iterator[int]:
    """Yield a row after each candidate word; bit i is 0 where the LCS grows at reference i."""
    full = row = (1 << size) - 1
    for word in candidate:
        here = row & reference.get(word, 0)
        if here:
            row = ((row + here) | (row - here)) & full
        yield row


def edit_distance(a: Sequence[str], b: Sequence[str]) -> int:
    """Return how many insertions, deletions and replacements turn *a* into *b*.

    >>> edit_distance("kitten", "sitting")
    3
    """
    if len(a) > len(b):
        a, b = b, a  # masks of the shorter one: memory is their number times their length
    if not a:
        return len(b)
    where, size = masks(a), len(a)
    full, last = (1 << size) - 1, 1 << (size - 1)
    up, down, distance = full, 0, size
    for word in b:
        equal = where.get(word, 0)
        diagonal = (((equal & up) + up) ^ up) | equal | down
        right = down | (full & ~(diagonal | up))
        left = up & diagonal
        distance += bool(right & last) - bool(left & last)
        right = ((right << 1) | 1) & full
        up = ((left << 1) | (full & ~(diagonal | right))) & full
        down = right & diagonal
    return distance
