"""Clock times told in words: half past six, six o'clock, halb sieben, minuit moins le quart."""

from __future__ import annotations

from factcov.text.cardinals import read_cardinal
from factcov.text.languages import language as resources
from factcov.text.numerals import Numerals, Words

_ENDS = tuple(",.;:!?)")
_HOUR, _HALF_DAY, _DAY = 60.0, 720.0, 1440.0

Clock = tuple[float, float | None, int]
"""Minutes since midnight, a second reading, the word after."""


def told_clock(words: Words, i: int, language: Numerals) -> Clock | None:
    """Return the clock time that begins at word *i*, None where there is none.

    >>> from factcov.text.numerals import numerals
    >>> folded = ("half", "past", "six")
    >>> told_clock(Words(folded, ("", " ", " ")), 0, numerals("en"))
    (390.0, 1110.0, 3)
    """
    word = words.folded[i]
    if word[0].isdigit():
        return _hour_first(words, i, language) if len(word) < 3 else None
    if not (word in language.cardinals or word in language.clock_parts
            or word in language.clock_words):  # fmt: skip
        return None
    return _minutes_first(words, i, language) or _hour_first(words, i, language)


def _minutes_first(words: Words, i: int, language: Numerals) -> Clock | None:
    """Read "a quarter past six", "ten minutes to nine", "Viertel vor sieben", "halb acht"."""
    at = i
    if words.folded[at] in language.words["articles"] and words.near(at + 1):
        at += 1
    minutes = language.clock_parts.get(words.folded[at])
    if minutes is None:
        if not _told_by(words, i, language):
            return None
        number = read_cardinal(words, at, language)
        if number is None or at > i or number.digits or not 0 < number.value < 30:
            return None
        minutes, at = number.value, number.after
        if at < len(words.folded) and language.units.get(words.folded[at]) == "min":
            at += 1
        elif at < len(words.folded) and words.folded[at] in language.words["range_to"]:
            return None  # three to one
    else:
        at += 1
    for role, sign in (("clock_past", 1), ("clock_to", -1)):
        length = words.phrase_at(at, language.phrases[role])
        if length and words.near(at):
            hour = _hour(words, at + length, language)
            if hour is None or _measured(words, hour[2], language):
                return None
            return _clock(hour[0] + sign * minutes, *hour[1:])
    if minutes and at == i + 1 and words.folded[i] in language.words["clock_of_next"]:
        hour = _hour(words, at, language) if words.near(at) else None  # halb sieben
        return None if hour is None else _clock(hour[0] - _HOUR + minutes, *hour[1:])
    return None


def _told_by(words: Words, i: int, language: Numerals) -> bool:
    """Return whether "past" or the like stands near enough after word *i* to be worth a look."""
    known = language.phrases["clock_past"], language.phrases["clock_to"]
    near = words.folded[i + 1 : i + 4]
    return any(word in phrases for phrases in known for word in near)


def _measured(words: Words, at: int, language: Numerals) -> bool:
    """Return whether what looked like an hour is an amount: by a quarter to six million."""
    if at >= len(words.folded):
        return False
    word = words.folded[at]
    return "%" in words.gaps[at] or word in language.magnitudes or word in language.units


def _hour_first(words: Words, i: int, language: Numerals) -> Clock | None:
    """Read "six o'clock", "six pm", "midi et demi", "las seis y cuarto"."""
    folded = words.folded
    hour = _hour(words, i, language)
    if hour is None:
        return None
    minutes, fixed, after = hour
    digits, named = folded[i][0].isdigit(), folded[i] in language.clock_words
    hours = after == i + 2 and folded[i + 1] in language.words["clock_hours"]
    told = i > 0 and folded[i - 1] in language.words["clock_before_word"]
    if named or told:
        plus, end = _parts(words, after, language)
        if plus is not None:
            return _half_of_day(words, _clock(minutes + plus, fixed, end), language)
    if named:
        return None  # noon is read as it stands
    clock = minutes % _DAY, None if fixed else _other(minutes), after
    in_half = _half_of_day(words, clock, language)
    if in_half is not clock and (told or hours or not digits):
        return in_half
    if after > i + 1 and not hours and not digits:
        return _with_minutes(words, clock, language)
    if told and hours and not digits:
        return clock
    bare = i > 0 and folded[i - 1] in language.words["clock_bare"]
    return clock if bare and after == i + 1 and not _counts(words, after, language) else None


def _counts(words: Words, at: int, language: Numerals) -> bool:
    """Return whether a number is followed by what it counts: las seis mujeres."""
    if at >= len(words.folded) or words.gaps[at] != " ":
        return at < len(words.folded) and words.gaps[at].strip()[:1] not in _ENDS
    return words.folded[at] not in resources(language.code).function_words


def _with_minutes(words: Words, clock: Clock, language: Numerals) -> Clock:
    """Return the time with the minutes that follow its mark: sechs Uhr dreißig."""
    minutes, other, after = clock
    if after >= len(words.folded) or not words.near(after):
        return clock
    if words.folded[after - 1] not in language.words["clock_joins"]:
        return clock
    number = read_cardinal(words, after, language)
    if number is None or not 0 < number.value < _HOUR or _unit(words, number.after, language):
        return clock
    return minutes + number.value, other and other + number.value, number.after


def _unit(words: Words, at: int, language: Numerals) -> bool:
    return at < len(words.folded) and words.folded[at] in language.units


def _parts(words: Words, at: int, language: Numerals) -> tuple[float | None, int]:
    """Return the minutes told after an hour, and the word after: et demie, moins le quart."""
    folded = words.folded
    if at >= len(folded) or not words.near(at):
        return None, at
    for role, sign in (("clock_plus", 1), ("clock_minus", -1)):
        length = words.phrase_at(at, language.phrases[role])
        end = at + length
        if not length or end >= len(folded):
            continue
        if folded[end] in language.words["articles"] and end + 1 < len(folded):
            end += 1
        part = language.clock_parts.get(folded[end])
        if part is not None:
            return sign * part, end + 1
        number = read_cardinal(words, end, language) if sign < 0 else None
        if number is not None and not number.digits and 0 < number.value < 30:
            return -number.value, number.after
    return None, at


def _hour(words: Words, i: int, language: Numerals) -> tuple[float, bool, int] | None:
    """Return (minutes, whether the half of the day is told, word after) of an hour's name."""
    folded = words.folded
    if i >= len(folded):
        return None
    word = folded[i]
    if word in language.clock_words:
        return language.clock_words[word], True, i + 1
    value = language.cardinals.get(word)
    if value is None and word.isdigit() and len(word) < 3:
        value = float(word)
    if value is None or not 1 <= value <= 24 or value != int(value):
        return None
    after = i + 1
    if after < len(folded) and words.near(after) and folded[after] in language.words["clock_hours"]:
        after += 1
    minutes = value * _HOUR
    for role, shift in (("afternoon", _HALF_DAY), ("morning", 0.0)):
        length = words.phrase_at(after, language.phrases[role])
        if length and value <= 12 and words.gaps[after].strip() == "":
            return minutes % _HALF_DAY + shift, True, after + length
    length = words.phrase_at(after, language.phrases["clock_marks"])
    return minutes, False, after + length


def _clock(minutes: float, fixed: bool, after: int) -> Clock:
    minutes %= _DAY
    return minutes, None if fixed else _other(minutes), after


def _other(minutes: float) -> float | None:
    return minutes + _HALF_DAY if minutes < _HALF_DAY else minutes - _HALF_DAY


def _half_of_day(words: Words, clock: Clock, language: Numerals) -> Clock:
    """Return the time with its half of the day, where words after it tell that: de la tarde."""
    minutes, other, after = clock
    if other is None:
        return clock
    for role, shift in (("of_afternoon", _HALF_DAY), ("of_morning", 0.0)):
        length = words.phrase_at(after, language.phrases[role])
        if length and words.gaps[after].strip() == "":
            return minutes % _HALF_DAY + shift, None, after
    return clock
