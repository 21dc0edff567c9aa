"""One verdict of two opinions: how likely the fact is covered, and what contradicts it."""

from __future__ import annotations

from msgspec.structs import replace

from factcov.judges.contradiction.finding import Contradiction
from factcov.types import Verdict

CONTRADICTED = 0.5
"""From this probability on the verdict is "contradicted"."""
_DIGITS = 4


def combine(verdict: Verdict, found: Contradiction | None) -> Verdict:
    """Return *verdict* with *found* weighed in; the two probabilities sum to at most 1.

    What is contradicted is not covered: p_covered is scaled by 1 - p_contradicted.

    >>> before = Verdict("covered", 0.9, 0.0, 0, 10, "says it")
    >>> after = combine(before, Contradiction(0.92, 4, 6, 'says "14" for "41"', "number"))
    >>> after.verdict, after.p_covered, after.p_contradicted, after.start
    ('contradicted', 0.072, 0.92, 4)
    >>> combine(before, None) is before
    True
    """
    if found is None or verdict.p_covered is None:
        return verdict
    chance = round(found.probability, _DIGITS)
    covered = round(verdict.p_covered * (1 - chance), _DIGITS)
    if chance < CONTRADICTED:
        return replace(verdict, p_covered=covered, p_contradicted=chance)
    return Verdict(
        "contradicted", covered, chance, found.start, found.end, f"{found.cause}: {found.reason}"
    )
