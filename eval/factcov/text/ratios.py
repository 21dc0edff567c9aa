"""Shares told by counting: one in three, three out of four, one doctor in ten."""

from __future__ import annotations

from factcov.text.cardinals import Cardinal, read_cardinal
from factcov.text.numerals import Numerals, Words

_LARGEST = 1e6
_AHEAD = 7  # words within which "out of" follows where a number begins
_REACH = 0.04  # how far a share of the kind reaches: "three out of four" are 73 to 78 %


def ratio_at(words: Words, i: int, language: Numerals) -> Cardinal | None:
    """Return the share that begins at word *i* as a fraction, None where there is none.

    >>> from factcov.text.numerals import numerals
    >>> folded = ("one", "doctor", "in", "three")
    >>> ratio_at(Words(folded, ("", " ", " ", " ")), 0, numerals("en")).value
    0.3333333333333333
    """
    folded = words.folded
    if i and folded[i - 1] in language.words["every"]:
        bottom = language.ordinals.get(folded[i], 0.0)
        counts = 2 < bottom <= 100 or (bottom == 2 and language.code != "en")
        after = i + 1
        if not counts and folded[i].isdigit() and after < len(folded):
            suffix = folded[after] in language.words["ordinal_suffixes"] and not words.gaps[after]
            bottom = float(folded[i]) if suffix and len(folded[i]) < 4 else 0.0
            after += 1
        if bottom < 2 or after >= len(folded) or not words.near(after):
            return None
        return None if _unit(words, after, language) else _share(1 / bottom, after)
    out_of = language.phrases["out_of"]
    if not any(word in out_of for word in folded[i + 1 : i + _AHEAD]):
        return None
    top = read_cardinal(words, i, language)
    if top is None and language.cardinals.get(folded[i]) == 1:
        top = Cardinal(1.0, i + 1)  # "un" by itself is an article
    if top is None or top.kind != "number" or top.low is not None or not 1 <= top.value <= _LARGEST:
        return None
    for at in (top.after, top.after + 1):  # "one doctor in three"
        length = words.phrase_at(at, out_of)
        if not length or not words.near(at) or at + length >= len(folded):
            continue
        if at > top.after and (not words.near(top.after) or folded[at - 1] in language.units):
            return None
        bottom_at = read_cardinal(words, at + length, language)
        if bottom_at is None or not words.near(at + length) or bottom_at.low is not None:
            return None
        value, after = bottom_at.value, bottom_at.after
        short = length == 1 and folded[at] in language.words["out_of_loose"]
        if not top.value < value <= _LARGEST or value != int(value):
            return None
        if not (value <= 5 or value % 10 == 0 or top.value == 1):
            return None  # 19 out of 27, two out of seven are two numbers
        if short and not _loose(words, top, bottom_at, at, language):
            return None
        return _share(top.value / value, after)
    return None


def _share(value: float, after: int) -> Cardinal:
    return Cardinal(
        value, after, "fraction", low=value * (1 - _REACH), high=value * (1 + _REACH)
    )  # fmt: skip


def _loose(words: Words, top: Cardinal, bottom: Cardinal, at: int, language: Numerals) -> bool:
    """Return whether "in", "von", "su" parts a share: not "two in 2019", "two goals in 10 minutes".

    Both sides are written alike, and the greater one counts no time.
    """
    if top.digits != bottom.digits:
        return False
    if at > top.after and top.value >= bottom.value / 2 and bottom.value > 10:
        return False
    return not _unit(words, bottom.after, language)


def _unit(words: Words, at: int, language: Numerals) -> bool:
    return at < len(words.folded) and words.near(at) and words.folded[at] in language.units
