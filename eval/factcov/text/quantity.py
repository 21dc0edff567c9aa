"""A quantity a text states, and when two of them can be the same amount."""

from __future__ import annotations

import msgspec


class Quantity(msgspec.Struct, frozen=True):
    """One number, measure, date part or clock time, with where it stands.

    ``low`` and ``high`` equal ``value`` when it is exact; a range, "a third" or "about" widens
    them. ``kind`` is number, percent, money, fraction, ordinal, date, time or score. ``unit`` is
    normalised: km, USD, year; "×" for twice and threefold; for dates day, month, season,
    weekday, year, decade, century; for percent "%", "pp" (points), "% of", "% more" or "% less";
    for times "min" (since midnight). ``other`` is a second reading ("1,234" across locales, 3
    o'clock without am or pm). ``start`` and ``end`` are character offsets, ``first`` and ``last``
    word indexes, both ends exclusive. A score of 3-1 has the value 3.001 (see ``score_value``).
    """

    value: float
    low: float
    high: float
    kind: str
    unit: str
    approximate: bool
    start: int
    end: int
    first: int
    last: int
    other: float | None = None
    modifier: str = ""
    """over, under, about, range, or none; two of one modifier are compared by value."""


# Factor to a base unit, by dimension (NIST SP 811, appendix B; a month is a twelfth of a year).
_SCALES: dict[str, dict[str, float]] = {
    "length": {"m": 1, "km": 1e3, "cm": 1e-2, "mm": 1e-3, "µm": 1e-6, "nm": 1e-9,
               "mi": 1609.344, "ft": 0.3048, "in": 0.0254, "yd": 0.9144, "nmi": 1852},
    "mass": {"kg": 1, "g": 1e-3, "mg": 1e-6, "µg": 1e-9, "t": 1e3, "lb": 0.45359237,
             "oz": 0.028349523125},
    "duration": {"s": 1, "ms": 1e-3, "cs": 1e-2, "ds": 0.1, "min": 60, "h": 3600, "day": 86400,
                 "week": 604800, "fortnight": 1209600, "month": 2629800, "year": 31557600,
                 "decade": 315576000, "century": 3155760000},
    "volume": {"l": 1, "ml": 1e-3, "cl": 1e-2, "dl": 1e-1, "hl": 1e2, "gal": 3.785411784,
               "bbl": 158.987294928, "cm³": 1e-3, "m³": 1e3, "km³": 1e12},
    "area": {"ha": 1, "ac": 0.40468564224, "km²": 100, "m²": 1e-4, "cm²": 1e-8,
             "mi²": 258.9988, "ft²": 9.290304e-6, "yd²": 8.3612736e-5},
    "power": {"W": 1, "kW": 1e3, "MW": 1e6, "GW": 1e9, "TW": 1e12},
    "energy": {"kWh": 1, "MWh": 1e3, "GWh": 1e6, "TWh": 1e9, "kcal": 1.163e-3},
    "speed": {"km/h": 1, "mph": 1.609344, "m/s": 3.6, "km/s": 3600, "m/h": 1e-3, "m/min": 0.06,
              "kn": 1.852, "ft/s": 1.09728},
    "frequency": {"Hz": 1, "kHz": 1e3, "MHz": 1e6, "GHz": 1e9},
    "data": {"KB": 1e-3, "MB": 1, "GB": 1e3, "TB": 1e6},
    "sound": {"dB": 1},
    "times": {"×": 1},
}  # fmt: skip
_DIMENSION = {
    unit: (name, factor) for name, table in _SCALES.items() for unit, factor in table.items()
}
_EXACT = 1e-6
_DAY = 1440.0  # minutes
_ABOUT = 0.05  # how far two approximations of one amount lie apart
_VAGUE = 4  # how much wider a vague word reaches than its least: hundreds, thousands
_CONVERTED = 0.035  # "100 km (62 miles)" rounds
_WHOLE_WEEKS = frozenset([(8.0, 1.0), (15.0, 2.0)])  # huit jours, quinze jours: days, weeks
_DEGREES = 1.0  # how far a temperature that was converted may lie off, in degrees Celsius
_SIDES = 1000  # a score's lesser side is written as thousandths


def dimension(quantity: Quantity) -> str:
    """Return what is measured: length, share, money, date:year, ...; "count" for a bare number."""
    if quantity.kind == "date":
        return "date:" + quantity.unit
    if quantity.kind in ("percent", "fraction"):
        return "share"
    if quantity.kind in ("money", "ordinal", "time", "score"):
        return quantity.kind
    if quantity.unit in ("°", "°C", "°F"):
        return "temperature"
    return _DIMENSION[quantity.unit][0] if quantity.unit in _DIMENSION else "count"


def score_value(a: float, b: float) -> float:
    """Return the value of a score, the same for 3-1 and 1-3: a loser may be named first."""
    return max(a, b) + min(a, b) / _SIDES


def sides(score: Quantity) -> tuple[float, float]:
    """Return the two sides of a score, the greater one first."""
    return float(int(score.value)), float(round(score.value % 1 * _SIDES))


def in_unit(quantity: Quantity, other: Quantity) -> float | None:
    """Return *quantity* in another's unit; None where the units measure different things."""
    if quantity.unit not in _DIMENSION or other.unit not in _DIMENSION:
        return None
    (one, scale), (two, target) = _DIMENSION[quantity.unit], _DIMENSION[other.unit]
    return quantity.value * scale / target if one == two else None


def agree(a: Quantity, b: Quantity) -> bool:
    """Return whether *a* and *b* can state one amount: by value, rounding, range or conversion.

    >>> def q(v, unit="", kind="number", low=None, high=None):
    ...     return Quantity(v, v if low is None else low, v if high is None else high, kind, unit,
    ...                     low is not None, 0, 0, 0, 0)
    >>> agree(q(1), q(1)), agree(q(41), q(14)), agree(q(13245), q(13000)), agree(q(41), q(40))
    (True, False, True, False)
    >>> agree(q(100, "km"), q(62, "mi")), agree(q(5, "km"), q(5, "mi"))
    (True, False)
    >>> agree(q(1 / 3, kind="fraction", low=0.3, high=0.36), q(33, "%", "percent"))
    True
    """
    if "score" in (a.kind, b.kind):
        return _one_score(a, b) if a.kind == "score" else _one_score(b, a)
    if {a.unit, b.unit} == {"°C", "°F"}:
        return abs(_celsius(a) - _celsius(b)) <= _DEGREES
    if {a.unit, b.unit} == {"day", "week"} and a.kind == b.kind == "number":
        days, weeks = (a, b) if a.unit == "day" else (b, a)
        if (days.value, weeks.value) in _WHOLE_WEEKS:
            return True
    scale_a, scale_b, tolerance = _common_scale(a, b)
    if a.kind == b.kind == "fraction" and not a.modifier and not b.modifier and a.unit == b.unit:
        return _close(a.value, b.value, _EXACT)
    if a.kind == "date" and b.kind == "date" and a.unit == b.unit and a.unit != "decade":
        if "range" not in (a.modifier, b.modifier):
            return a.value == b.value
        if a.modifier == b.modifier:
            return a.low == b.low and a.high == b.high
    elif a.modifier and a.modifier == b.modifier:
        loose = a.modifier == "about" or "fraction" in (a.kind, b.kind)  # a third is 33 %
        slack = max(tolerance, _ABOUT if loose else _EXACT)
        if a.modifier == "range":
            return _close(a.low * scale_a, b.low * scale_b, slack) and _close(
                a.high * scale_a, b.high * scale_b, slack
            )
        exact_a, exact_b = a.value * scale_a, b.value * scale_b
        return _overlap((exact_a,) * 3, (exact_b,) * 3, slack)
    if min(a.high, b.high) > 0 and a.high >= _VAGUE * a.low and b.high >= _VAGUE * b.low:
        one, two = (a.low * scale_a, a.high * scale_a), (b.low * scale_b, b.high * scale_b)
        inside = one[0] <= two[0] <= two[1] <= one[1] or two[0] <= one[0] <= one[1] <= two[1]
        return inside or max(one[0], two[0]) < 2 * min(one[0], two[0])
    for x in _readings(a, scale_a):
        for y in _readings(b, scale_b):
            if _overlap(x, y, tolerance):
                return True
    return False


def _one_score(score: Quantity, other: Quantity) -> bool:
    """Return whether *other* is the score, a range with its ends, or one of its sides."""
    both = sides(score)
    if other.kind == "score":
        return score.value == other.value
    if other.modifier == "range":
        return both == (other.high, other.low)
    return other.kind == "number" and not other.unit and other.value in both


def _celsius(q: Quantity) -> float:
    return (q.value - 32) / 1.8 if q.unit == "°F" else q.value


def _common_scale(a: Quantity, b: Quantity) -> tuple[float, float, float]:
    if a.unit == b.unit:
        return 1.0, 1.0, _EXACT
    share = {"percent": 0.01, "fraction": 1.0}
    if a.kind in share and b.kind in share:
        return share[a.kind], share[b.kind], _EXACT
    da, db = _DIMENSION.get(a.unit), _DIMENSION.get(b.unit)
    if da and db and da[0] == db[0] and a.kind == b.kind == "number":
        return da[1], db[1], _CONVERTED
    if {a.kind, b.kind} == {"time", "number"} and "h" in (a.unit, b.unit):  # noon, 12 heures
        return (60.0, 1.0, _EXACT) if a.unit == "h" else (1.0, 60.0, _EXACT)
    return 1.0, 1.0, _EXACT


def _close(a: float, b: float, tolerance: float) -> bool:
    return abs(a - b) <= tolerance * max(abs(a), abs(b))


_Reading = tuple[float, float, float]


def _readings(quantity: Quantity, scale: float) -> list[_Reading]:
    readings = [(quantity.value * scale, quantity.low * scale, quantity.high * scale)]
    if quantity.kind == "time" and quantity.value in (0.0, _DAY):  # midnight ends a day, too
        readings.append((_DAY - quantity.value,) * 3)
    if quantity.other is not None:
        readings.append((quantity.other * scale,) * 3)
    return readings


def _overlap(a: _Reading, b: _Reading, tolerance: float) -> bool:
    slack = tolerance * max(abs(a[0]), abs(b[0]))
    exact_a, exact_b = a[1] == a[2], b[1] == b[2]
    if exact_a and exact_b:
        return abs(a[0] - b[0]) <= slack or _rounds(a[0], b[0]) or _rounds(b[0], a[0])
    if exact_a:
        return b[1] - slack <= a[0] <= b[2] + slack
    if exact_b:
        return a[1] - slack <= b[0] <= a[2] + slack
    return a[1] <= b[2] + slack and b[1] <= a[2] + slack


def _rounds(precise: float, rounded: float) -> bool:
    """Return whether *rounded* is *precise* with its last digits dropped: 13,245 and 13,000.

    Whole numbers under a thousand are taken as exact: 41 is not "40".
    """
    if abs(precise - rounded) > 0.02 * abs(precise):
        return False
    if abs(precise) < 1000:
        return precise != int(precise) and rounded in (
            round(precise), round(precise, 1), int(precise),
        )  # fmt: skip
    for digits in (2, 3, 4):
        step = 10.0 ** (len(str(int(abs(precise)))) - digits)
        if step > 1 and abs(rounded - round(precise / step) * step) < _EXACT * abs(precise):
            return True
        if step > 1 and abs(rounded - int(precise / step) * step) < _EXACT * abs(precise):
            return True
    return False
