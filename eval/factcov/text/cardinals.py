"""Reading one number, in digits or in words, as a language writes it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from factcov.text.numerals import Numerals, Words, numerals

_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


_SPACES = frozenset(" \u00a0\u202f\u2009'\u2019")


class Cardinal(NamedTuple):
    """A number as read: its value, a second reading, bounds if vague, and the word after it."""

    value: float
    after: int
    kind: str = "number"
    other: float | None = None
    low: float | None = None
    high: float | None = None
    digits: bool = False


def read_digits(token: str, decimal: str) -> tuple[float, float | None]:
    """Return the value of digits with separators, and a second reading where locales differ.

    >>> read_digits("13,000", "."), read_digits("13.000", ","), read_digits("4,5", ",")
    ((13000.0, None), (13000.0, None), (4.5, None))
    >>> read_digits("1.234", ".")
    (1.234, 1234.0)
    """
    if token.isdigit():
        return float(token), None
    other_mark = "," if decimal == "." else "."
    if _GROUPED.fullmatch(token):
        whole = float(re.sub("[.,]", "", token))
        marks = {c for c in token if c in ".,"}
        if len(marks) == 1 and (marks == {other_mark} or len(re.findall("[.,]", token)) > 1):
            return whole, None
        if len(marks) == 1 and token[0] != "0":
            small = float(token.replace(",", "."))
            return (whole, None) if small == int(small) else (small, whole)
    plain = token.replace(other_mark, "").replace(decimal, ".")
    if token.count(other_mark) == 1 and decimal not in token:  # 4.5 in French, 4,5 in English
        plain = token.replace(other_mark, ".")
    try:
        return float(plain), None
    except ValueError:  # 1.2.3, 12:30: a version, a time
        parts = re.split("[.,:]", token)
        return float(parts[0]), None


def read_cardinal(words: Words, i: int, language: Numerals) -> Cardinal | None:
    """Return the number that begins at word *i*, in digits or words; None where there is none."""
    word = words.folded[i]
    if word[0].isdigit():
        # Digits that are younger than this Python's Unicode have no value here.
        known = all(c.isdecimal() or c in ".,:" for c in word)
        return _from_digits(words, i, language) if known else None
    if word in language.vague:
        low, high = language.vague[word]
        after = i + 1
        if (
            after + 1 < len(words.folded) and words.folded[after] in language.words["share"]
            and words.near(after) and words.near(after + 1)
        ):  # tens of thousands, des dizaines de milliers  # fmt: skip
            times = language.magnitudes.get(words.folded[after + 1])
            times = times or language.vague.get(words.folded[after + 1], (None,))[0]
            if times:
                return Cardinal(low * times, after + 2, low=low * times, high=high * times)
        return Cardinal(low, after, low=low, high=high)
    if word in language.collectives:
        return Cardinal(language.collectives[word], i + 1, "collective")
    return _from_words(words, i, language)


def _from_digits(words: Words, i: int, language: Numerals) -> Cardinal:
    folded, gaps = words
    token, after = folded[i], i + 1
    if token.isdigit() and len(token) <= 3 and token[0] != "0":
        while (
            after < len(folded) and len(gaps[after]) == 1 and gaps[after] in _SPACES
            and len(folded[after]) >= 3 and folded[after][:3].isdigit()
            and (len(folded[after]) == 3 or folded[after][3] == language.decimal)
        ):  # fmt: skip
            token += folded[after]
            after += 1
    value, other = read_digits(token, language.decimal)
    if after == len(folded):
        return Cardinal(value, after, other=other, digits=True)
    following = folded[after]
    if gaps[after] == "" and following in language.glued:
        scaled = value * language.glued[following]  # 5m: millions or metres
        return Cardinal(scaled, after + 1, other=value if following in "mb" else None, digits=True)
    if len(following) == 1 and following.isnumeric() and not following.isdigit() and value < 1000:
        return Cardinal(value + unicodedata.numeric(following), after + 1, digits=True)
    if (
        value < 1000 and after + 1 < len(folded) and gaps[after + 1] == "/"
        and following.isdigit() and folded[after + 1].isdigit() and gaps[after].isspace()
        and 0 < int(following) < int(folded[after + 1]) <= 16
    ):  # 2 1/2  # fmt: skip
        value += int(following) / int(folded[after + 1])
        return Cardinal(value, after + 2, digits=True)
    if (
        gaps[after] == "/"
        and following.isdigit()
        and 0 < value < int(following) <= 16
        and not (after + 1 < len(folded) and gaps[after + 1] == "/")
    ):  # 1/2, not 1/2/2020
        return Cardinal(value / int(following), after + 1, "fraction", digits=True)
    while after < len(folded) and folded[after] in language.magnitudes and words.near(after):
        value, other = value * language.magnitudes[folded[after]], None
        after += 1
    return Cardinal(value, after, other=other, digits=True)


_Parts = tuple[tuple[str, float], ...]


def _parts(word: str, language: Numerals) -> _Parts:
    """Return what one word adds to a number: cardinals ("c"), magnitudes ("m"), joiners ("&")."""
    if word in language.cardinals:
        return (("c", language.cardinals[word]),)
    if word in language.magnitudes:
        return (("m", language.magnitudes[word]),)
    return _compound(word, language.code) if language.unit_first or language.compounds else ()


@lru_cache(maxsize=50_000)
def _compound(word: str, code: str) -> _Parts:
    """Split a number written as one word: dreiundzwanzig, duecentotrenta."""
    language = numerals(code)
    if len(word) > 60 or not word.startswith(language.compound_starts):
        return ()
    best: list[_Parts | None] = [None] * (len(word) + 1)
    best[0] = ()
    for end in range(1, len(word) + 1):
        for begin in range(max(0, end - 12), end):
            piece, before = word[begin:end], best[begin]
            if before is None:
                continue
            if piece in language.cardinals:
                best[end] = (*before, ("c", language.cardinals[piece]))
            elif piece in language.magnitudes:
                best[end] = (*before, ("m", language.magnitudes[piece]))
            elif before and piece in language.words["joiners"]:
                best[end] = (*before, ("&", 0.0))
            else:
                continue
            break  # the longest last piece wins
    found = best[-1] or ()
    return found if len(found) > 1 and found[-1][0] != "&" else ()


def word_value(word: str, language: Numerals) -> float | None:
    """Return the value of a number that is one word, None if it is none: zwölf, dreiundzwanzig."""
    read = _from_words(Words((word,), ("",)), 0, language)
    return None if read is None or read.kind != "number" else read.value


def _room(value: float, language: Numerals) -> float:
    """Return how large a number may be added to *value*: twenty takes up to nine."""
    if language.vigesimal and value in (10, 60, 80):
        return 10.0 if value == 10 else 20.0
    return 10.0 if value >= 20 and value % 10 == 0 else 0.0


def _from_words(words: Words, i: int, language: Numerals) -> Cardinal | None:
    folded = words.folded
    total, current, room, last_magnitude = 0.0, 0.0, 1e3, float("inf")
    after, ordinal = i, False
    while after < len(folded) and (after == i or words.near(after)):
        word = folded[after]
        step = after + 1
        if (
            after > i and word in language.words["joiners"] and step < len(folded)
            and room > 1 and words.near(step)
            and (language.cardinals.get(folded[step], 1e9) < min(room, 100)
                 or language.ordinals.get(folded[step], 1e9) < min(room, 100))
        ):  # vingt et un, a hundred and five  # fmt: skip
            after, word = step, folded[step]
            step += 1
        if after > i and language.ordinals.get(word, 1e9) < room and 0 < room <= 100:
            current, after, ordinal = current + language.ordinals[word], step, True
            break
        taken = False
        for kind, value in _parts(word, language):
            if kind == "&":
                taken = True
            elif kind == "m" and value == 100 and current < 100:
                current, room, taken = (current or 1) * 100, 100.0, True
            elif kind == "m" and 1e3 <= value < last_magnitude:
                if after == i and not current and value >= 1e6:
                    return None  # "million" alone: "multi-million"
                total, current, room = total + (current or 1) * value, 0.0, 1e3
                last_magnitude, taken = value, True
            elif kind == "m" and value >= 1e6 and last_magnitude == 1e3:  # tres mil millones
                total, current, room = (total + current) * value, 0.0, 1e3
                last_magnitude, taken = value, True
            elif kind == "c" and value < room:
                current, room, taken = current + value, _room(value, language), True
            elif kind == "c" and language.vigesimal and value == 20 and current % 100 == 4:
                current, room, taken = current + 76, 20.0, True
            elif kind == "c" and language.unit_first and current % 100 < 10 and value >= 20:
                current, room, taken = current + value, 0.0, True
            else:
                taken = False
                break
        if not taken:
            break
        after = step
    if after == i:
        return None
    if after == i + 1 and folded[i] in language.words["articles"]:
        return None  # "un" alone is the article
    if not ordinal:
        number = _point(words, i, after, total + current, language)
        if number is not None:
            return number
    return Cardinal(total + current, after, "ordinal" if ordinal else "number")


def _point(words: Words, i: int, after: int, whole: float, language: Numerals) -> Cardinal | None:
    """Read on from a whole number to its decimals in words: three point one four million."""
    folded = words.folded
    if after + 1 >= len(folded) or folded[after] not in language.words["decimal_words"]:
        return None
    if not words.near(after) or (i and folded[i - 1] in language.words["clock_before"]):
        return None  # at one point
    part, at = 0.1, after + 1
    while at < len(folded) and words.near(at) and 0 <= language.cardinals.get(folded[at], -1) < 10:
        whole, part, at = whole + part * language.cardinals[folded[at]], part / 10, at + 1
    if at == after + 1:
        return None
    while at < len(folded) and words.near(at) and folded[at] in language.magnitudes:
        whole, at = whole * language.magnitudes[folded[at]], at + 1
    return Cardinal(whole, at)
