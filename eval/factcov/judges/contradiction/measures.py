"""When two quantities are one amount, and when they could answer one question."""

from __future__ import annotations

from msgspec.structs import replace

from factcov.text.quantities import Quantity, agree, dimension
from factcov.text.quantity import in_unit

_LAST_YEAR = 9999  # four digits
_SPELLS = ("s", "min", "h", "day", "week", "month", "year")
_ROUNDED = 0.02


def same(a: Quantity, b: Quantity) -> bool:
    """Return whether *a* and *b* can be one amount of one thing: 300 and 300 euros."""
    return _same_measure(a, b) and agree(a, b)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Return whether different values of *a* and *b* could be answers to one question."""
    one, two = dimension(a), dimension(b)
    if one == two:
        return True
    if {one, two} <= {"count", "ordinal"}:
        return False
    if {one, two} == {"time", "duration"}:  # noon, 18 heures
        spell = a if two == "time" else b
        return spell.unit == "h" and spell.value <= 24
    loose = {
        "count", "money", "length", "mass", "volume", "area", "duration", "date:year",
        "temperature", "times",
    }  # fmt: skip
    if "date:year" in (one, two):  # a bare number may be a year that was not taken for one
        return min(a.value, b.value) >= 1000 and max(a.value, b.value) <= _LAST_YEAR
    if {one, two} == {"count", "duration"} and _unit_left_out(a, b):
        return False
    # "5 million" for "5 million euros": a unit may be left out, not exchanged.
    return one in loose and two in loose and "count" in (one, two)


def _unit_left_out(a: Quantity, b: Quantity) -> bool:
    """Return whether a bare number is the time in another unit."""
    bare, spell = (a, b) if dimension(a) == "count" else (b, a)
    for unit in _SPELLS:
        told = in_unit(replace(bare, unit=unit), spell)
        if told is not None and abs(told - spell.value) <= _ROUNDED * spell.value:
            return True
    return False


def _same_measure(a: Quantity, b: Quantity) -> bool:
    """Return whether equal values of *a* and *b* are one amount: not dollars for euros."""
    if a.unit == b.unit:
        return True
    if not a.unit or not b.unit:  # "300" may leave out its unit, "COVID-19" is no percentage
        bare, measured = (b, a) if a.unit else (a, b)
        if bare.kind == "fraction" or measured.kind == "fraction":
            return dimension(measured) == "share" and dimension(bare) in ("share", "count")
        if measured.kind == "date":
            return bare.kind in ("number", "ordinal")
        return bare.kind == "number" and dimension(measured) != "share"
    one, two = dimension(a), dimension(b)
    if one != two:
        return {one, two} in ({"time", "duration"}, {"date:day", "count"}, {"date:day", "ordinal"})
    if one == "money":
        return False
    if one == "share":
        signs = {"% more", "% less"}
        if {a.unit, b.unit} == signs:
            return False
        if "pp" in (a.unit, b.unit):
            return a.unit == b.unit
        return not ("% of" in (a.unit, b.unit) and ({a.unit, b.unit} & signs))
    return True
