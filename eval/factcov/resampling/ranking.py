"""Rank ranges and clusters of systems, as the WMT findings papers report them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def rank_ranges(beats: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return each system's best and worst rank; ``beats[i, j]``: i is significantly better than j.

    The best rank leaves room for the systems that beat it, the worst for those that it beats
    (Barrault et al. 2020, https://aclanthology.org/2020.wmt-1.1).

    >>> rank_ranges(np.array([[0, 0, 1], [0, 0, 1], [0, 0, 0]], dtype=bool))
    [(1, 2), (1, 2), (3, 3)]
    """
    systems = len(beats)
    return [
        (int(lost) + 1, systems - int(won))
        for lost, won in zip(beats.sum(axis=0), beats.sum(axis=1), strict=True)
    ]


def clusters(scores: NDArray[np.float64], beats: NDArray[np.bool_]) -> list[int]:
    """Return each system's cluster, 1 the best; *scores* are higher for better systems.

    A line is drawn below a system where every system above it beats every system below it.
    Systems without a score (nan) share the last cluster.

    >>> clusters(np.array([3.0, 2.9, 1.0]), np.array([[0, 0, 1], [0, 0, 1], [0, 0, 0]], dtype=bool))
    [1, 1, 2]
    """
    order = np.argsort(-scores, kind="stable")  # nan sorts last
    numbers = [0] * len(scores)
    cluster = 1
    for place, system in enumerate(order):
        if place and beats[np.ix_(order[:place], order[place:])].all():
            cluster += 1
        numbers[system] = cluster
    return numbers
