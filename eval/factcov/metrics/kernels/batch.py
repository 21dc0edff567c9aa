"""A call's candidates and references laid side by side, each text once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray


class Batch(msgspec.Struct, frozen=True):
    """Candidate i is ``texts[i]``; its references are ``texts[begins[i]:ends[i]]``.

    ``texts`` can be hashed, so what is made from it can be kept.
    """

    texts: tuple[str, ...]
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]

    @property
    def rows(self) -> int:
        """How many candidates there are."""
        return len(self.begins)

    @property
    def pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(candidate, reference) of every pair, in order."""
        sizes = self.ends - self.begins
        candidates = np.repeat(np.arange(self.rows), sizes)
        first = np.cumsum(sizes) - sizes
        references = np.arange(len(candidates)) - first[candidates] + self.begins[candidates]
        return candidates, references


def batch(candidates: Sequence[str], references: Sequence[Sequence[str]]) -> Batch:
    """Return a batch; references repeated by the same object, next to each other, stay one.

    >>> same = ("r", "s")
    >>> made = batch(["a", "b"], [same, same])
    >>> made.texts, made.begins.tolist(), made.ends.tolist()
    (('a', 'b', 'r', 's'), [2, 2], [4, 4])
    """
    texts = list(candidates)
    begins, ends = np.empty((2, len(references)), np.int64)
    previous: Sequence[str] | None = None
    begin = len(texts)
    for row, group in enumerate(references):
        if group is not previous:
            begin = len(texts)
            texts += group
            previous = group
        begins[row], ends[row] = begin, len(texts)
    return Batch(tuple(texts), begins, ends)


def best_of(values: NDArray[np.float64], batch: Batch) -> NDArray[np.int64]:
    """Return, for each candidate, the pair with the largest value, the first of equals.

    >>> best_of(np.array([0.5, 0.7, 0.7]), batch(["a", "b"], [("x",), ("y", "z")])).tolist()
    [0, 1]
    """
    sizes = batch.ends - batch.begins
    first: NDArray[np.int64] = np.cumsum(sizes) - sizes
    if (sizes == 1).all():
        return first
    largest = np.maximum.reduceat(values, first)
    candidates, _ = batch.pairs
    hits = np.flatnonzero(values == largest[candidates])
    _, where = np.unique(candidates[hits], return_index=True)
    best: NDArray[np.int64] = hits[where]
    return best
