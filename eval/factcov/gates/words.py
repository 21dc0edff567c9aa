"""A comparison with the baseline in one sentence; no word of a candidate is in it."""

from __future__ import annotations

from factcov import formatting
from factcov.gates.noninferiority import Difference, fewest


def sentence(found: Difference, margin: float, unit: str, comparisons: int) -> str:
    """Return the comparison in one sentence."""
    if found.difference is None:
        return "not defined for both sides"
    if not found.changed:
        return f"no difference in any of {formatting.count(found.units, unit)}"
    digits = formatting.decimals([found.old, found.new])
    told = (
        f"{formatting.number(found.old, digits)} to {formatting.number(found.new, digits)}: "
        f"{formatting.signed(found.difference, digits)}"
    )
    if found.low is None:
        return f"{told}; one {unit}, nothing to resample, so how sure this is cannot be said"
    told += (
        f" {formatting.interval(found.low, found.high, digits)}, "
        f"{found.changed} of {formatting.count(found.units, unit)} changed"
    )
    if found.answer == "pass":
        return f"{told}; not worse by more than {margin:g}"
    if found.answer == "fail":
        return f"{told}; worse by more than {margin:g}"
    return f"{told}; {_doubt(found, margin, comparisons, digits)}"


def _doubt(found: Difference, margin: float, comparisons: int, digits: int) -> str:
    """Return why nobody can say, and what could have been found."""
    told = f"neither a worsening by more than {margin:g} nor its absence is shown"
    if found.changed < fewest(comparisons):
        among = f" in {formatting.count(comparisons, 'comparison')}" if comparisons > 1 else ""
        told += f" (so few changes may be chance{among})"
    falling = (found.difference or 0.0) < 0
    if falling and (found.detectable or 0.0) > (found.old or 0.0):
        return f"{told}; with so few not even the loss of everything would be found"
    least = formatting.number(found.detectable, digits)
    return f"{told}; a worsening by {least} would be found about 4 times in 5"
