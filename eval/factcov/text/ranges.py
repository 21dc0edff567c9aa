"""Two amounts that are the ends of one: 30,000 to 100,000, between 3 and 5, 2007-08."""

from __future__ import annotations

from msgspec.structs import replace

from factcov.text.analysis import Analysis
from factcov.text.numerals import Numerals, Words
from factcov.text.quantity import Quantity, in_unit, score_value

_FAR = 10  # times: no range whose ends both have their unit goes so far
_MOST_GOALS = 199
_NO_ENDS = ("ordinal", "fraction", "time", "score")
_RANGE_MARKS = frozenset("-\u2013\u2014\u2012\u2011~")


def join_ranges(
    found: list[Quantity], analysis: Analysis, words: Words, language: Numerals
) -> list[Quantity]:
    """Merge the two ends of "30,000 to 100,000", "between 3 and 5", "30-40 %" into one."""
    merged: list[Quantity] = []
    for quantity in (_after_an_hour(q, analysis, words, language) for q in found):
        if merged and _is_season(merged[-1], quantity, analysis):
            merged[-1] = replace(merged[-1], end=quantity.end, last=quantity.last)
        elif merged and _is_score(merged[-1], quantity, analysis, words, language):
            merged[-1] = _score(merged[-1], quantity)
        elif merged and _is_rest(merged[-1], quantity, analysis, words, language):
            merged[-1] = _with_rest(merged[-1], quantity)
        elif merged and _is_range(merged[-1], quantity, analysis, words, language):
            a = merged.pop()
            scale = 1.0
            if a.value < 1000 <= quantity.value and quantity.value % 1000 == 0 and not a.unit:
                scale = _shared_magnitude(words, quantity, language)  # 3 to 5 million
            low = (a.value if a.modifier == "about" else a.low) * scale  # about 3 to 4
            merged.append(
                Quantity(
                    (low + quantity.high) / 2, low, quantity.high, quantity.kind, quantity.unit,
                    True, a.start, quantity.end, a.first, quantity.last, None, "range",
                )
            )  # fmt: skip
        else:
            merged.append(quantity)
    return merged


def _is_score(
    a: Quantity, b: Quantity, analysis: Analysis, words: Words, language: Numerals
) -> bool:
    """Return whether two numbers are the sides of a score: 3-1, 2-6 in the first set, 3 to 1."""
    if a.unit or b.unit or a.kind != "number" or b.kind != "number" or b.start <= a.end:
        return False
    if max(a.value, b.value) > _MOST_GOALS or a.low != a.high or b.low != b.high:
        return False
    if a.value != int(a.value) or b.value != int(b.value):
        return False
    between = analysis.text[a.end : b.start]
    mark = between.strip()
    if b.first == a.last:
        if mark == ":" or (mark in _RANGE_MARKS and mark and a.value > b.value):
            return True
        return bool(mark) and mark in _RANGE_MARKS and _counts_nothing(b, analysis)
    before = words.folded[a.first - 1] if a.first else ""
    if b.first - a.last != 1 or not words.near(b.first) or before in language.words["from"]:
        return False
    middle = words.folded[a.last]
    if middle in language.words["score_to"]:
        return True
    return a.value > b.value and middle in language.words["versus"]


def _counts_nothing(b: Quantity, analysis: Analysis) -> bool:
    last = b.last
    if last >= len(analysis.words) or not analysis.content[last]:
        return True
    return analysis.text[b.end : analysis.starts[last]] != " "


def _score(a: Quantity, b: Quantity) -> Quantity:
    value = score_value(a.value, b.value)
    return Quantity(
        value, value, value, "score", "", False, a.start, b.end, a.first, b.last,
    )  # fmt: skip


def _shared_magnitude(words: Words, quantity: Quantity, language: Numerals) -> float:
    for word in words.folded[quantity.first : quantity.last]:
        if word in language.magnitudes:
            return language.magnitudes[word]
    return 1.0


def _after_an_hour(
    quantity: Quantity, analysis: Analysis, words: Words, language: Numerals
) -> Quantity:
    """Return "an hour and nine minutes" where "nine minutes" was read."""
    first, folded = quantity.first, words.folded
    if (
        quantity.unit != "min" or quantity.kind != "number" or first < 3 or quantity.value >= 60
        or folded[first - 1] not in language.words["joiners"]
        or language.units.get(folded[first - 2]) != "h"
        or folded[first - 3] not in language.words["articles"]
    ):  # fmt: skip
        return quantity
    value = quantity.value + 60
    start = analysis.starts[first - 3]
    return replace(quantity, value=value, low=value, high=value, start=start, first=first - 3)


def _is_rest(
    a: Quantity, b: Quantity, analysis: Analysis, words: Words, language: Numerals
) -> bool:
    """Return whether *b* counts on where *a* ends: 1 hour 30 minutes, two years and six months."""
    if a.kind == "time":  # 3 heures et 13 minutes
        hours = a.value % 60 == 0 and b.kind == "number" and b.unit == "min" and b.value < 60
        return hours and (b.first == a.last or words.folded[a.last] in language.words["joiners"])
    share = _share(a, b, analysis)
    if a.kind != "number" or b.kind != "number" or share is None or not 0 < share < 1:
        return False
    if a.value != int(a.value) or a.low != a.high or b.low != b.high:
        return False
    if b.first - a.last > 1 or analysis.text[a.end : b.start].strip(" \u00a0-,").count(" "):
        return False
    return b.first == a.last or words.folded[a.last] in language.words["joiners"]


def _share(a: Quantity, b: Quantity, analysis: Analysis) -> float | None:
    """Return *b* in the unit of *a*; minutes after hours need none: 3h13, 2 hours 40."""
    if a.unit != "h" or b.unit or b.value != int(b.value):
        return in_unit(b, a)
    between, after = analysis.text[a.end : b.start], analysis.text[b.end : b.end + 1]
    closed = between == " " and after in ("", ",", ".", ";", ")")
    return b.value / 60 if analysis.text[a.end - 1 : b.start] == "h" or closed else None


def _with_rest(a: Quantity, b: Quantity) -> Quantity:
    if a.kind == "time":
        value = a.value + b.value
        return replace(a, value=value, low=value, high=value, other=None, end=b.end, last=b.last)
    value = a.value + (b.value / 60 if not b.unit else in_unit(b, a) or 0.0)
    return replace(a, value=value, low=value, high=value, end=b.end, last=b.last)


def _is_season(a: Quantity, b: Quantity, analysis: Analysis) -> bool:
    """Return whether *a* and *b* are one season: 2007-08."""
    if a.kind != "date" or a.unit != "year" or b.last - b.first != 1:
        return False
    between = analysis.text[a.end : b.start].strip()
    return between in ("-", "\u2013", "/") and (a.value + 1) % 100 == b.value


def _is_range(
    a: Quantity, b: Quantity, analysis: Analysis, words: Words, language: Numerals
) -> bool:
    if a.kind in _NO_ENDS or b.kind in _NO_ENDS:
        return False
    if a.kind == "date" and (b.kind != "date" or a.unit != b.unit):
        return False
    if (b.kind == "date" and a.kind != "date") or (a.unit and a.unit != b.unit):
        return False
    between = analysis.text[a.end : b.start].strip()
    before = words.folded[a.first - 1] if a.first else ""
    if between in _RANGE_MARKS and between:
        return a.value < b.value or (
            a.value < b.value * 1000 and bool(b.last - b.first > 1 and not a.unit)
        )
    if b.first - a.last != 1:
        return False
    middle = words.folded[a.last]
    if middle in language.words["between_and"] and before in language.words["between"]:
        return True
    if middle in language.words["range_to"]:
        if a.unit and b.value > _FAR * a.value:
            return False  # fell by 450 rupees to 71,200 rupees
        return before not in language.words["from"] and (a.value < b.value or b.value >= 1000)
    return False
