"""Dates and clock times, read part by part: day, month, weekday, year, decade, century.

Each part is a quantity of its own, so that "12 May" and "12 May 2020" agree where both speak.
"""

from __future__ import annotations

from factcov.text.clocks import told_clock
from factcov.text.languages import language as resources
from factcov.text.numerals import Numerals, Words
from factcov.text.quantity import Quantity

_DAY = 1440  # minutes


def date_part(value: float, unit: str, span: tuple[int, int], first: int, last: int) -> Quantity:
    """Return one part of a date; a decade or a century is the span of its years' numbers."""
    years = 99 if value % 100 == 0 else 9  # the 1800s are a century, the 1980s a decade
    high = value + years if unit == "decade" else value
    return Quantity(value, value, high, "date", unit, unit == "decade", *span, first, last)


def month_at(words: Words, i: int, language: Numerals, text_word: str) -> float | None:
    """Return the number of the month named by word *i*; None for "may" and "march" in prose."""
    word = words.folded[i]
    value = language.months.get(word)
    if value is None or word not in language.words["month_ambiguous"]:
        return value
    beside = [j for j in (i - 1, i + 1) if 0 <= j < len(words.folded)]
    if any(words.folded[j][0].isdigit() and _joined(words, max(i, j)) for j in beside):
        return value
    if i > 1 and words.folded[i - 2].isdigit() and words.gaps[i - 1] == "":
        return value if words.folded[i - 1] in language.words["ordinal_suffixes"] else None
    if i and language.decimal == "," and language.ordinals.get(words.folded[i - 1]) == 1:
        return value  # le premier mars
    capital = text_word[0].isupper() or not any(m[0].isupper() for m in language.months)
    before = words.folded[i - 1] if i else ""
    return (
        value
        if capital and before in language.words["month_before"] and text_word[0].isupper()
        else None
    )


def weekday_at(words: Words, i: int, language: Numerals, text_word: str) -> float | None:
    """Return the number of the weekday named by word *i* (Monday is 1); None for "sat", "sun"."""
    word = words.folded[i]
    value = language.weekdays.get(word)
    if value is None or word not in language.words["weekday_ambiguous"]:
        return value
    return value if text_word[0].isupper() and not text_word.isupper() and i > 0 else None


def season_at(words: Words, i: int, language: Numerals) -> float | None:
    """Return the number of the season named by word *i* (spring is 1); None for "a spring"."""
    folded = words.folded
    value = language.seasons.get(folded[i])
    if value is None or folded[i] not in language.words["season_ambiguous"]:
        return value
    following = folded[i + 1] if i + 1 < len(folded) else ""
    after_of = folded[i + 2] if i + 2 < len(folded) else ""
    if following == "of" or following in language.words["share"]:
        following = after_of
        return value if len(following) == 4 and following.isdigit() else None
    if len(following) == 4 and following.isdigit():
        return value
    before = folded[i - 1] if i else ""
    if before == "the" and i > 1:
        before = folded[i - 2]
    return value if before in language.words["season_before"] and following != "from" else None


def century_at(words: Words, first: int, after: int, language: Numerals) -> int:
    """Return the word after a numbered century, 0 if there is none: 19. Jahrhundert, siglo 19."""
    folded, gaps = words
    if first and language.units.get(folded[first - 1]) == "century" and gaps[first] == " ":
        return after
    follows = after < len(folded) and language.units.get(folded[after]) == "century"
    return after + 1 if follows and gaps[after] in (". ", "\u00b0 ", "\u00ba ") else 0


def _joined(words: Words, i: int) -> bool:
    return words.gaps[i] in (" ", ". ", "\u00a0", ", ", "-", "th ", " de ")


def is_year(value: float, token: str, words: Words, i: int, language: Numerals) -> bool:
    """Return whether the bare digits *token* at word *i* are a year: "in 2019", "(1984)"."""
    if not (len(token) == 4 and token.isdigit() and 1000 <= value <= 2100):
        return False
    before = words.folded[i - 1] if i else ""
    if before in language.words["years_before"] or before in language.months:
        return True
    if i + 1 >= len(words.folded):
        return True
    gap = words.gaps[i + 1].strip()
    if gap:
        return gap[0] in ".,;:!?)-\u2013\u2014/\u00bb\u201d\u2019\"'"
    # "the 2019 report", "2019 was": not "2019 cars".
    known = resources(language.code).function_words
    return value > 1800 and (before in known or words.folded[i + 1] in known or not known)


_ZONES = frozenset(
    [
        "gmt",
        "utc",
        "cet",
        "cest",
        "bst",
        "est",
        "edt",
        "cst",
        "pst",
        "pdt",
        "ist",
        "jst",
        "msk",
        "mez",
        "mesz",
    ]
)


def clock_at(words: Words, i: int, language: Numerals) -> tuple[float, float | None, int] | None:
    """Return the clock time at word *i*: minutes since midnight, a second reading, word after.

    Reads 12:30, 3 pm, 3:30 p.m., 12h30, 3 o'clock, noon; 15 heures only after "à" and the like;
    half past six and what else words tell.
    """
    folded, gaps = words
    word = folded[i]
    told = told_clock(words, i, language)
    if told is not None:
        return told
    if word in language.clock_words:
        return language.clock_words[word], None, i + 1
    if not word[0].isdigit():
        return None
    hour, minute, after, written = word, "", i + 1, False
    if word.count(":") == 1:
        hour, _, minute = word.partition(":")
        written = len(minute) == 2
    elif "." in word:
        hour, _, minute = word.partition(".")
        if len(minute) != 2:
            return None
        written = i > 0 and folded[i - 1] in language.words["clock_before"]
        written |= _spans_hours(words, i, language)
        written |= folded[after : after + 1] != () and folded[after] in _ZONES
    if not hour.isdigit() or (minute and not minute.isdigit()):
        return None
    if not minute and after < len(folded) and folded[after] in language.words["clock_hours"]:
        if (
            gaps[after] == ""
            and after + 1 < len(folded)
            and gaps[after + 1] == ""
            and folded[after + 1].isdigit()
        ):
            minute, after, written = folded[after + 1], after + 2, True  # 12h30
        elif (
            after + 1 < len(folded)
            and folded[after + 1].isdigit()
            and len(folded[after + 1]) == 2
            and folded[after] == "h"
        ):
            minute, after, written = folded[after + 1], after + 2, True  # 12 h 30
        elif i and (
            folded[i - 1] in language.words["clock_before"]
            or (folded[i - 1] in language.words["from"] and _until(words, after + 1, language))
        ):
            after, written = after + 1, True  # à 15 heures, de 9 heures à midi
    total = float(int(hour) * 60 + int(minute or 0)) if len(hour) < 3 and len(minute) < 3 else -1.0
    if not 0 <= total <= _DAY or int(minute or 0) > 59:
        return None
    # "pm" may be glued (3pm) or apart (3 p.m.).
    for role, shift in (("afternoon", 720.0), ("morning", 0.0)):
        length = words.phrase_at(after, language.phrases[role])
        if length and int(hour) <= 12 and gaps[after].strip() == "":
            return total % 720 + shift, None, after + length
    length = words.phrase_at(after, language.phrases["clock_marks"])
    if length:
        late = after + length  # 6 Uhr 30
        if (
            folded[after] in language.words["clock_joins"] and not minute
            and late < len(folded) and folded[late].isdigit() and len(folded[late]) == 2
            and int(folded[late]) < 60 and words.near(late)
            and folded[late + 1 : late + 2] != () and folded[late + 1] not in language.units
        ):  # fmt: skip
            total, length = total + int(folded[late]), length + 1
        return total, total + 720 if total < 720 else None, after + length
    if not written:
        return None
    half_day = language.phrases["afternoon"] and total < 720
    return total, total + 720 if half_day else None, after


def _spans_hours(words: Words, i: int, language: Numerals) -> bool:
    """Return whether 06.00 is a time by its form, beside an end of hours: between 06.00 and 12.00.

    A full hour with a word for an end of a span on its left, a zero or such a time before it.
    """
    folded = words.folded
    word, before = folded[i], folded[i - 1] if i else ""
    roles = ("from", "between", "between_and", "range_to", "years_before")
    if len(word) != 5 or not any(before in language.words[role] for role in roles):
        return False
    if i + 1 < len(folded) and words.near(i + 1) and folded[i + 1] in language.units:
        return False
    earlier = folded[i - 2] if i > 1 else ""
    return word[0] == "0" or (len(earlier) == 5 and earlier[0] == "0" and earlier[2] in ".:")


def _until(words: Words, i: int, language: Numerals) -> bool:
    """Return whether an end of opening hours follows: "à midi", "à 17 heures"."""
    folded = words.folded
    if i + 1 >= len(folded) or folded[i] not in language.words["range_to"]:
        return False
    hour = folded[i + 1].isdigit() and folded[i + 2 : i + 3] != ()
    return folded[i + 1] in language.clock_words or (
        hour and folded[i + 2] in language.words["clock_hours"]
    )
