"""One verdict of two opinions: how likely the fact is covered, and what contradicts it."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from factcov.judges.contradiction.finding import Contradiction
from factcov.types import Verdict

CONTRADICTED = 0.5
"""From this probability on the verdict is "contradicted"."""
_DIGITS = 4
# What the rules' own estimates come to: isotonic regression (Zadrozny & Elkan 2002) on DEMETR's
# tuning half, smoothed, for texts of which one in five is wrong. Below 0.5 they stay: there
# summaries, where most hints are false, speak against translations.
_ESTIMATE = (0.0, 0.5, 0.6, 0.7, 0.8, 1.0)
_SHARE = (0.0, 0.5, 0.65, 0.85, 0.92, 0.97)


def calibrated(estimate: float) -> float:
    """Return the probability of a contradiction, from the rules' estimate.

    >>> calibrated(0.0), round(calibrated(0.65), 2), calibrated(1.0)
    (0.0, 0.75, 0.97)
    """
    return float(np.interp(estimate, _ESTIMATE, _SHARE))


def combine(verdict: Verdict, found: Contradiction | None) -> Verdict:
    """Return *verdict* with *found* weighed in; the two probabilities sum to at most 1.

    What is contradicted is not covered: p_covered is scaled by 1 - p_contradicted.

    >>> before = Verdict("covered", 0.9, 0.0, 0, 10, "says it")
    >>> after = combine(before, Contradiction(0.8, 4, 6, 'says "14" for "41"', "number"))
    >>> after.verdict, after.p_covered, after.p_contradicted, after.start
    ('contradicted', 0.072, 0.92, 4)
    >>> combine(before, None) is before
    True
    """
    if found is None or verdict.p_covered is None:
        return verdict
    chance = round(calibrated(found.probability), _DIGITS)
    covered = round(verdict.p_covered * (1 - chance), _DIGITS)
    if chance < CONTRADICTED:
        return replace(verdict, p_covered=covered, p_contradicted=chance)
    return Verdict(
        "contradicted", covered, chance, found.start, found.end, f"{found.cause}: {found.reason}"
    )
