"""The judge against people, fact by fact.

``groups`` numbers what is resampled together (documents, or facts); ``drawn`` (replicates, groups)
has the whole sample, each group once, as its first row.
"""

from __future__ import annotations

import numpy as np

from factcov.agreement import calibration, confusion
from factcov.agreement.align import Aligned
from factcov.agreement.levels import Summarise
from factcov.agreement.ranking import auc
from factcov.agreement.results import FactLevel, Figure
from factcov.arrays import Floats, Ints
from factcov.calibrations import Bin

BINS = 10


def fact_level(
    aligned: Aligned, groups: Ints, drawn: Floats, figure: Summarise
) -> FactLevel | None:
    """Return every figure of the fact level; None where nothing was both labelled and judged."""
    units = aligned.units
    used = ~(np.ma.getmaskarray(units.truth) | np.ma.getmaskarray(units.verdict))
    if not used.any():
        return None
    truth, verdict = units.truth.data[used], units.verdict.data[used]
    probability, groups_used = units.probability.data[used], groups[used]
    size = drawn.shape[1]

    def over_replicates(summed: Floats) -> Floats:
        return np.tensordot(drawn, summed, axes=1)

    table = over_replicates(
        confusion.tables(truth, (verdict == 1).astype(np.intp), groups_used, (size, 2))
    )
    calibrated = over_replicates(calibration.sums(probability, truth, groups_used, (size, BINS)))
    return FactLevel(
        facts=len(truth),
        covered=float(truth.mean()),
        confusion=_counts(table[0]),
        auc=figure(auc(probability, truth, groups_used, drawn)),
        balanced_accuracy=figure(confusion.balanced_accuracy(table)),
        kappa=figure(confusion.kappa(table)),
        precision=figure(confusion.precision(table)),
        recall=figure(confusion.recall(table)),
        brier=figure(calibration.brier(calibrated)),
        calibration_error=figure(calibration.expected_error(calibrated)),
        three_way=_three_way(aligned, groups, drawn, figure),
        reliability=_reliability(calibrated[0]),
    )


def _counts(table: Floats) -> tuple[tuple[int, int], tuple[int, int]]:
    (a, b), (c, d) = table.round().astype(int).tolist()
    return (a, b), (c, d)


def _three_way(aligned: Aligned, groups: Ints, drawn: Floats, figure: Summarise) -> Figure | None:
    units = aligned.units
    used = ~(np.ma.getmaskarray(units.opinion) | np.ma.getmaskarray(units.verdict))
    if aligned.categories < 3 or not used.any():
        return None
    table = confusion.tables(
        units.opinion.data[used], units.verdict.data[used], groups[used], (drawn.shape[1], 3)
    )
    return figure(confusion.kappa(np.tensordot(drawn, table, axes=1)))


def _reliability(summed: Floats) -> tuple[Bin, ...]:
    edges = np.linspace(0, 1, len(summed) + 1)
    return tuple(
        Bin(
            low=float(edges[n]),
            high=float(edges[n + 1]),
            facts=int(facts),
            mean_probability=float(probability / facts) if facts else None,
            share_covered=float(covered / facts) if facts else None,
        )
        for n, (facts, probability, covered, _) in enumerate(summed)
    )
