"""The unit beside a number: percent, points, currencies, measures."""

from __future__ import annotations

from factcov.text.analysis import Analysis
from factcov.text.numerals import Numerals, Words


def unit_beside(
    analysis: Analysis, words: Words, first: int, i: int, after: int, start: int, end: int,
    kind: str, language: Numerals,
) -> tuple[int, int, int, str, str]:  # fmt: skip
    """Return (start, end, word after, kind, unit) once a unit beside the number is taken in."""
    folded, gaps = words
    before = gaps[i].rstrip(" \u00a0") if i == first else ""
    if before and before[-1] in language.currencies:
        sign = before[-1]
        return (
            start - len(gaps[i]) + len(before) - 1,
            end,
            after,
            "money",
            language.currencies[sign],
        )
    if i == first and i and folded[i - 1] in language.currencies and words.near(i):
        return analysis.starts[i - 1], end, after, "money", language.currencies[folded[i - 1]]
    text = analysis.text
    tail = text[end : analysis.starts[after]] if after < len(folded) else text[end:]
    stripped = tail.lstrip(" \u00a0\u202f\u2009")
    skipped = len(tail) - len(stripped)
    if stripped[:1] in ("%", "\u066a", "\uff05"):
        return _percent(words, after, start, end + skipped + 1, language)
    if stripped[:1] and stripped[0] in language.currencies:
        return start, end + skipped + 1, after, "money", language.currencies[stripped[0]]
    if stripped[:1] == "°":
        scale = folded[after] if after < len(folded) else ""
        if scale in ("c", "f") and len(stripped) == 1:
            return start, analysis.ends[after], after + 1, kind, "°" + scale.upper()
        return start, end + skipped + 1, after, kind, "°"
    if tail == "" and after < len(folded) and analysis.words[after] in ("C", "F"):  # 36C
        return start, analysis.ends[after], after + 1, kind, "°" + analysis.words[after]
    length = words.phrase_at(after, language.phrases["points"])
    if length and (length > 1 or (after and kind == "percent")):
        return start, analysis.ends[after + length - 1], after + length, "percent", "pp"
    length = words.phrase_at(after, language.phrases["percent"])
    if length and words.near(after):
        return _percent(words, after + length, start, analysis.ends[after + length - 1], language)
    at = after
    if kind == "fraction" and at + 1 < len(folded):
        at = _whole_of(words, at, language)  # half an hour, five hundredths of a second
    if at < len(folded) and (words.near(at) or folded[at - 1] in language.magnitudes):
        if (
            folded[at] in language.words["unit_skips"] and kind != "ordinal"
            and at + 1 < len(folded) and folded[at + 1] in language.units
        ):  # trois dernières années, two more weeks  # fmt: skip
            at += 1
        power = _power(folded[at], language) if at + 1 < len(folded) else ""
        unit = language.units.get(folded[at + bool(power)], "")
        at += bool(power)
        if unit and not power and at + 1 < len(folded):
            power = _power(folded[at + 1], language)
            if not power and gaps[at + 1] == "" and folded[at + 1] in ("2", "3"):  # km2
                power = "²" if folded[at + 1] == "2" else "³"
            at += bool(power)
        if power and unit:
            return start, analysis.ends[at], at + 1, "number", unit + power
        at -= bool(power)  # three square meals
        if unit in _PER_TIME and kind != "ordinal":
            speed, last = _speed(words, at, unit, language)
            if speed:
                return start, analysis.ends[last], last + 1, "number", speed
        hours = words.near(at + 1) and language.units.get(folded[at + 1]) == "h"
        if unit in _POWERS and hours and kind != "ordinal":
            return start, analysis.ends[at + 1], at + 2, "number", unit + "h"
        if unit == "°" and at + 1 < len(folded) and words.near(at + 1) and kind != "ordinal":
            scale = _scale_of(folded[at + 1], language)
            if scale:
                return start, analysis.ends[at + 1], at + 2, "number", scale
        if unit and unit.isupper() and len(unit) == 3 and kind != "ordinal":
            return start, analysis.ends[at], at + 1, "money", unit
        if folded[at] in language.currencies and kind != "ordinal":
            return start, analysis.ends[at], at + 1, "money", language.currencies[folded[at]]
        if unit and kind != "ordinal":
            end = analysis.ends[at]
            if analysis.text[end : end + 1] in ("²", "³"):
                return start, end + 1, at + 1, "number", unit + analysis.text[end]
            return start, end, at + 1, "number", unit
        if unit == "century":
            return start, analysis.ends[at], at + 1, "date", "century"
        if kind != "ordinal" and folded[at] in language.words["share"] and at + 1 < len(folded):
            unit = language.units.get(folded[at + 1], "")  # 2 millions d'euros
            if unit.isupper() and len(unit) == 3:
                return start, analysis.ends[at + 1], at + 2, "money", unit
            if unit and kind != "fraction":
                return start, analysis.ends[at + 1], at + 2, "number", unit
    return start, end, after, kind, ""


_POWERS = frozenset(["kW", "MW", "GW", "TW"])  # kilowatt hours
_PER_TIME = {
    "km": {"h": "km/h", "s": "km/s"},
    "mi": {"h": "mph"},
    "m": {"s": "m/s", "h": "m/h", "min": "m/min"},
    "ft": {"s": "ft/s"},
}


def _speed(words: Words, at: int, unit: str, language: Numerals) -> tuple[str, int]:
    """Return a speed and its last word: km/h, kilometres per hour, miles an hour, all'ora."""
    folded, gaps = words
    last = at + 1
    if last >= len(folded):
        return "", at
    if folded[last] in language.words["hourly"] and gaps[last] in (" ", "-"):
        return _PER_TIME[unit].get("h", ""), last
    if gaps[last].strip() != "/":
        if folded[last] not in language.words["per"] or not words.near(last):
            return "", at
        last += 1
        if last < len(folded) and folded[last] in language.words["per"]:  # à l'heure
            last += 1
    if last >= len(folded):
        return "", at
    return _PER_TIME[unit].get(language.units.get(folded[last], ""), ""), last


def _power(word: str, language: Numerals) -> str:
    if word in language.words["square"]:
        return "²"
    return "³" if word in language.words["cubic"] else ""


def _scale_of(word: str, language: Numerals) -> str:
    if word in ("fahrenheit", "f"):
        return "°F"
    return "°C" if word == "c" or word in language.words["degree_celsius"] else ""


def _whole_of(words: Words, at: int, language: Numerals) -> int:
    """Return where the unit may stand of which a fraction is a part: of a second, an hour."""
    folded, begin = words.folded, at
    if folded[at] in language.words["share"]:
        at += 1
    if at + 1 < len(folded) and folded[at] in language.words["articles"]:
        at += 1
    if at == begin + 1 and folded[begin] in language.words["share"] and language.code == "en":
        return begin  # "half of hours" tells no time
    return at if folded[at] in language.units else begin


def unit_before(words: Words, first: int, after: int, language: Numerals) -> str:
    """Return the unit of length that a bare number numbers: kilometre thirty, km 30."""
    folded = words.folded
    if not first or words.gaps[first] != " ":
        return ""
    unit = language.units.get(folded[first - 1], "")
    if unit not in ("km", "mi") or (first > 1 and _counted(folded[first - 2], language)):
        return ""
    return "" if after < len(folded) and folded[after] in language.units else unit


def _counted(word: str, language: Numerals) -> bool:
    return word[0].isdigit() or word in language.starters


def _percent(
    words: Words, after: int, start: int, end: int, language: Numerals
) -> tuple[int, int, int, str, str]:
    unit = "%"
    for at in range(after, min(after + 5, len(words.folded))):  # 40 % d'affaires en plus
        if not words.near(at):
            break
        if at > after and words.folded[at][0].isdigit():
            break
        for role, name in (("more", "% more"), ("less", "% less")):
            if words.phrase_at(at, language.phrases[role]):
                return start, end, after, "percent", name
    if words.near(after):
        if (
            words.folded[after] in language.words["share"]
            and not words.phrase_at(after, language.phrases["more"])
            and not words.phrase_at(after, language.phrases["less"])
        ):
            unit = "% of"
        elif words.phrase_at(after, language.phrases["more"]):
            unit = "% more"
        elif words.phrase_at(after, language.phrases["less"]):
            unit = "% less"
    return start, end, after, "percent", unit
