"""People among themselves; ``groups`` and ``drawn`` are as for the fact level."""

from __future__ import annotations

import numpy as np

from factcov.agreement import annotators, confusion
from factcov.agreement.align import Aligned
from factcov.agreement.levels import Summarise
from factcov.agreement.results import Annotators, Pair
from factcov.arrays import Floats, Ints
from factcov.labels import votes


def people_level(
    aligned: Aligned, groups: Ints, drawn: Floats, figure: Summarise
) -> Annotators | None:
    """Return the agreement between annotators; None when there is one."""
    if len(aligned.annotators) < 2:
        return None
    shape = (drawn.shape[1], aligned.categories)

    def over_replicates(summed: Floats) -> Floats:
        return np.tensordot(drawn, summed, axes=1)

    counted = votes.tally(aligned.votes, aligned.categories)
    coincidence = over_replicates(votes.coincidences(counted, groups, shape[0]))
    rest = over_replicates(annotators.rest_tables(aligned.votes, groups, shape))
    return Annotators(
        names=aligned.annotators,
        alpha=figure(votes.alpha(coincidence)),
        one_against_rest=figure(confusion.kappa(rest)),
        pairs=tuple(
            Pair(
                aligned.annotators[one],
                aligned.annotators[other],
                int(table.sum()),
                figure(confusion.kappa(over_replicates(table))),
            )
            for one, other, table in annotators.pair_tables(aligned.votes, groups, shape)
        ),
    )
