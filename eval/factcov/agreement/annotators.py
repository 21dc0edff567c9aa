"""Agreement between the people themselves: tables of counts for kappa.

``votes`` has shape (units, annotators): the category each annotator gave each unit, masked where
they gave none.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from factcov.agreement.confusion import tables
from factcov.arrays import Floats, Ints, MaskedInts
from factcov.labels.votes import majority, tally


def pair_tables(
    votes: MaskedInts, groups: Ints, shape: tuple[int, int]
) -> Iterator[tuple[int, int, Floats]]:
    """Yield (annotator, annotator, tables) for each two who share a unit."""
    given = ~np.ma.getmaskarray(votes)
    for one, other in itertools.combinations(range(votes.shape[1]), 2):
        both = given[:, one] & given[:, other]
        if both.any():
            yield (
                one,
                other,
                tables(votes.data[both, one], votes.data[both, other], groups[both], shape),
            )


def rest_tables(votes: MaskedInts, groups: Ints, shape: tuple[int, int]) -> Floats:
    """Return tables of each annotator against the majority of the others, summed over annotators.

    Rows are the others, columns the one; units whose others are tied or absent are left out. Its
    kappa is how well one person agrees with the rest: the bar for a judge.
    """
    given = ~np.ma.getmaskarray(votes)
    counted = tally(votes, shape[1])
    summed = np.zeros((shape[0], shape[1], shape[1]))
    for one in range(votes.shape[1]):
        units = np.flatnonzero(given[:, one])
        others = counted[units].copy()
        others[np.arange(len(units)), votes.data[units, one]] -= 1
        rest = majority(others)
        clear = ~np.ma.getmaskarray(rest)  # nobody else: all categories are equally common
        units = units[clear]
        summed += tables(rest.data[clear], votes.data[units, one], groups[units], shape)
    return summed
