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
    length = words.phrase_at(after, language.phrases["points"])
    if length and (length > 1 or (after and kind == "percent")):
        return start, analysis.ends[after + length - 1], after + length, "percent", "pp"
    length = words.phrase_at(after, language.phrases["percent"])
    if length and words.near(after):
        return _percent(words, after + length, start, analysis.ends[after + length - 1], language)
    at = after
    if kind == "fraction" and at < len(folded) and folded[at] in language.words["articles"]:
        at += 1  # half an hour
    if at < len(folded) and (words.near(at) or folded[at - 1] in language.magnitudes):
        if (
            folded[at] in language.words["unit_skips"] and kind != "ordinal"
            and at + 1 < len(folded) and folded[at + 1] in language.units
        ):  # trois dernières années, two more weeks  # fmt: skip
            at += 1
        squared = folded[at] in language.words["square"] and at + 1 < len(folded)
        unit = language.units.get(folded[at + squared], "")
        at += squared
        if unit and at + 1 < len(folded) and folded[at + 1] in language.words["square"]:
            squared, at = True, at + 1
        if squared:
            return start, analysis.ends[at], at + 1, "number", unit + "²"
        if unit and unit.isupper() and len(unit) == 3 and kind != "ordinal":
            return start, analysis.ends[at], at + 1, "money", unit
        if folded[at] in language.currencies and kind != "ordinal":
            return start, analysis.ends[at], at + 1, "money", language.currencies[folded[at]]
        if unit and kind != "ordinal":
            end = analysis.ends[at]
            if analysis.text[end : end + 1] == "²":
                return start, end + 1, at + 1, "number", unit + "²"
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
