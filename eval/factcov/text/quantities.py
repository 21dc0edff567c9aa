"""Every quantity of a text: numbers, measures, money, percentages, dates and clock times."""

from __future__ import annotations

import unicodedata

import msgspec

from factcov.text.analysis import Analysis
from factcov.text.cardinals import Cardinal, read_cardinal, word_value
from factcov.text.dates import (
    century_at,
    clock_at,
    date_part,
    is_year,
    month_at,
    season_at,
    weekday_at,
)
from factcov.text.languages import language as resources
from factcov.text.names import title
from factcov.text.numerals import Numerals, Words, numerals, without_stops
from factcov.text.quantity import Quantity, agree, dimension, score_value
from factcov.text.ranges import join_ranges
from factcov.text.ratios import ratio_at
from factcov.text.units import unit_before, unit_beside

__all__ = ["Quantity", "agree", "dimension", "quantities"]

_ABOUT = 0.1  # how far "about 300" reaches, as a share
_DOZENS = (0.85, 1.2)  # how far "a dozen" reaches


def quantities(analysis: Analysis) -> tuple[Quantity, ...]:
    """Return the quantities of a text in order of place; spans do not overlap.

    >>> from factcov.text.analysis import analyse
    >>> [(q.value, q.kind, q.unit) for q in quantities(analyse("40 % of 13,000 left.", "en"))]
    [(40.0, 'percent', '% of'), (13000.0, 'number', '')]
    >>> q, = quantities(analyse("entre 30 000 et 100 000 euros", "fr"))
    >>> q.low, q.high, q.unit
    (30000.0, 100000.0, 'EUR')
    """
    language = numerals(analysis.language)
    words = _words(analysis)
    starters, compounds = language.starters, language.compounds
    found: list[Quantity] = []
    after = 0
    for i, word in enumerate(words.folded):
        if i < after:
            continue
        if word in starters or word[0].isdigit() or (len(word) == 1 and word.isnumeric()):
            read = _read(analysis, words, i, language)
        elif word[0] in "ivx" and analysis.words[i][0].isupper():
            read = _roman_century(analysis, words, i, language)
            read = read or _regnal(analysis, words, i, language)
        elif compounds and len(word) > 5:
            read = _read_number(analysis, words, i, language)
        else:
            continue
        if read:
            found.extend(read)
            after = read[-1].last
    return tuple(join_ranges(found, analysis, words, language))


def _words(analysis: Analysis) -> Words:
    text, starts, ends = analysis.text, analysis.starts, analysis.ends
    folded = tuple([without_stops(w) if w[-1] == "." else w for w in analysis.folded])
    gaps = tuple([text[b:a] for a, b in zip(starts, (0, *ends), strict=False)])
    return Words(folded, gaps)


def _read(analysis: Analysis, words: Words, i: int, language: Numerals) -> tuple[Quantity, ...]:
    spelled = analysis.words[i]
    month = month_at(words, i, language, spelled)
    if month is not None:
        return (date_part(month, "month", (analysis.starts[i], analysis.ends[i]), i, i + 1),)
    weekday = weekday_at(words, i, language, spelled)
    if weekday is not None:
        return (date_part(weekday, "weekday", (analysis.starts[i], analysis.ends[i]), i, i + 1),)
    season = season_at(words, i, language)
    if season is not None:
        return (date_part(season, "season", (analysis.starts[i], analysis.ends[i]), i, i + 1),)
    score = _score(analysis, words, i)
    if score is not None:
        return (score,)
    clock = clock_at(words, i, language)
    if clock is not None:
        value, other, after = clock
        span = (analysis.starts[i], analysis.ends[after - 1])
        about = _modifier(words, i, language) == "about"
        reach = 15 if about else 0
        return (
            Quantity(
                value, value - reach, value + reach, "time", "min", about, *span, i, after, other,
            ),
        )  # fmt: skip
    return _iso_date(analysis, words, i) or _read_number(analysis, words, i, language)


def _score(analysis: Analysis, words: Words, i: int) -> Quantity | None:
    """Read 3:1, 88:76; 12:30 is a time."""
    one, mark, two = words.folded[i].partition(":")
    if not mark or not one.isdigit() or not two.isdigit() or len(one) > 3 or len(two) > 3:
        return None
    a, b = float(one), float(two)
    if len(two) == 2 and a <= 24 and b < 60:
        return None
    value, span = score_value(a, b), (analysis.starts[i], analysis.ends[i])
    return Quantity(value, value, value, "score", "", False, *span, i, i + 1)


def _iso_date(analysis: Analysis, words: Words, i: int) -> tuple[Quantity, ...]:
    """Read 2020-05-12; 12/05/2020 is day and month in one order or the other, so only its year."""
    folded, gaps = words
    if i + 2 >= len(folded) or gaps[i + 1] != gaps[i + 2] or gaps[i + 1] not in ("-", "/"):
        return ()
    parts = folded[i : i + 3]
    if not all(p.isdigit() for p in parts):
        return ()
    sizes = tuple(map(len, parts))
    spans = [(analysis.starts[j], analysis.ends[j]) for j in range(i, i + 3)]
    numbers = [float(p) for p in parts]
    if sizes[0] == 4 and sizes[1] <= 2 and sizes[2] <= 2 and numbers[1] <= 12:
        units = ("year", "month", "day")
    elif sizes[2] == 4 and sizes[0] <= 2 and sizes[1] <= 2:
        if numbers[0] > 12 or analysis.language != "en":
            units = ("day", "month", "year")
        elif numbers[1] > 12:
            units = ("month", "day", "year")
        else:
            return (date_part(numbers[2], "year", (spans[0][0], spans[2][1]), i, i + 3),)
    else:
        return ()
    return tuple(
        date_part(n, u, s, i + k, i + k + 1)
        for k, (n, u, s) in enumerate(zip(numbers, units, spans, strict=True))
    )


_ROMAN = {"i": 1, "v": 5, "x": 10}


def _roman_century(
    analysis: Analysis, words: Words, i: int, language: Numerals
) -> tuple[Quantity, ...]:
    """Read "XXIe siècle", "XXI secolo", "siglo XXI" as a century."""
    word = words.folded[i]
    for suffix in sorted(language.words["ordinal_suffixes"], key=len, reverse=True):
        if word.endswith(suffix) and word[: -len(suffix)].strip("ivx") == "":
            word = word[: -len(suffix)]
            break
    if not word or len(word) > 6 or word.strip("ivx"):
        return ()
    beside = [
        j for j in (i + 1, i - 1)
        if 0 <= j < len(words.folded) and language.units.get(words.folded[j]) == "century"
    ]  # fmt: skip
    if not beside:
        return ()
    value = _roman_value(word)
    first, last = min(i, beside[0]), max(i, beside[0]) + 1
    span = (analysis.starts[first], analysis.ends[last - 1])
    return (date_part(float(value), "century", span, first, last),)


def _regnal(analysis: Analysis, words: Words, i: int, language: Numerals) -> tuple[Quantity, ...]:
    """Read "Louis XIV", "World War II", "class X" as ordinals; a single letter after few words."""
    word, spelled = words.folded[i], analysis.words
    if word.strip("ivx") or len(word) > 6 or not spelled[i].isupper() or words.gaps[i] != " ":
        return ()
    part = i > 0 and words.folded[i - 1] in language.words["numbered_parts"] and word != "i"
    if not i or (not part and (not spelled[i - 1][0].isupper() or spelled[i - 1].isupper())):
        return ()
    if (
        not part
        and len(word) == 1
        and words.folded[i - 1] != "war"
        and not title(words.folded[i - 2])
    ):
        return ()  # "In Los Angeles I saw"
    value, span = float(_roman_value(word)), (analysis.starts[i], analysis.ends[i])
    return (Quantity(value, value, value, "ordinal", "", False, *span, i, i + 1),)


def _roman_value(word: str) -> int:
    digits = [_ROMAN[c] for c in word]
    return sum(-d if k + 1 < len(digits) and d < digits[k + 1] else d for k, d in enumerate(digits))


def _read_number(
    analysis: Analysis, words: Words, i: int, language: Numerals
) -> tuple[Quantity, ...]:
    folded, gaps = words
    first, start = i, analysis.starts[i]
    has_article = i > 0 and words.near(i) and folded[i - 1] in language.words["articles"]
    if folded[i] in language.named_centuries and analysis.words[i][0].isupper():
        return _in_one_word(analysis, words, i, language)
    cardinal = (
        ratio_at(words, i, language)
        or _fraction_word(words, i, language, has_article)
        or read_cardinal(words, i, language)
        or _ordinal_or_bare(words, i, language, has_article)
    )
    if cardinal is None:
        return _in_one_word(analysis, words, i, language)
    if _pronoun(words, i, cardinal, language):
        return ()
    value, after = cardinal.value, cardinal.after
    kind = cardinal.kind
    low = value if cardinal.low is None else cardinal.low
    high = value if cardinal.high is None else cardinal.high
    approximate = low != high
    if kind == "collective":
        kind, approximate = "number", value != 12 or language.code != "en"
        if approximate:
            low, high = value * _DOZENS[0], value * _DOZENS[1]
    modifier = ""
    if has_article and (kind == "fraction" or not cardinal.digits) and i:
        first, start = i - 1, analysis.starts[i - 1]
    if (
        kind == "number"
        and cardinal.low is None
        and i
        and folded[i - 1] in language.words["several"]
    ):
        value, low, high, approximate = 3 * value, 2 * value, 10 * value, True  # several hundred
        first, start = i - 1, analysis.starts[i - 1]
    # "two thirds", "two and a half"
    if kind == "number" and after < len(folded) and words.near(after):
        bottom = language.fractions.get(folded[after])
        if bottom and 0 < value < bottom:
            value, kind, after = value / bottom, "fraction", after + 1
            low = high = value
        else:
            value, low, high, after = _and_a_half(words, after, value, low, high, language)
    if kind == "fraction" and cardinal.low is None:
        value, kind, after = _of_a_million(words, after, value, language)
        low = high = value
        before = (
            _and_before(words, i, language) if after == i + 1 and value == 0.5 and i > 1 else None
        )
        if before is not None:  # a year and a half
            begin, at = before
            value = 1.5 * language.magnitudes.get(folded[at], 1.0)
            unit, span = (
                language.units.get(folded[at], ""),
                (analysis.starts[begin], analysis.ends[i]),
            )
            return (Quantity(value, value, value, "number", unit, False, *span, begin, after),)
    end = analysis.ends[after - 1]
    token = folded[i]
    glued_part = _vulgar(analysis.text[end : end + 1]) if kind == "number" else 0.0
    if glued_part and cardinal.digits:  # 1½
        value, low, high, end = value + glued_part, low + glued_part, high + glued_part, end + 1
    if kind == "number" and after < len(folded) and gaps[after].strip(" ") in ("", "'", "\u2019"):
        following = folded[after]
        glued = gaps[after] == ""
        if cardinal.digits and glued and following in language.words["ordinal_suffixes"]:
            kind, after, end = "ordinal", after + 1, analysis.ends[after]
        elif (
            cardinal.digits and following in language.words["decade_suffixes"]
            and value >= 10 and value % 10 == 0 and " " not in gaps[after]
        ):  # fmt: skip
            span = (start, analysis.ends[after])
            return (_decade(value, span, first, after + 1),)
    if kind == "fraction":
        approximate = True
        if cardinal.low is None:
            low, high = value * 0.9, value * 1.1
    if not cardinal.digits and token in language.decades and after == i + 1:
        return (_decade(value, (start, end), first, after),)
    if kind == "number" and value % 10 == 0 and i and _decade_told(words, i, language):
        return (_decade(value, (start, end), first, after),)
    if kind == "number" and _day_of_month(words, i, after, value, language):
        return (date_part(value, "day", (start, end), first, after),)
    if kind == "ordinal" and _of_may(words, after, value, language):
        return (date_part(value, "day", (start, end), first, after),)
    if kind == "ordinal" and value <= 31 and _day_of_month(words, i, after, value, language):
        return (date_part(value, "day", (start, end), first, after),)
    if (
        kind == "number" and cardinal.digits and folded[after : after + 1] == ("m",)
        and analysis.text[analysis.ends[after] :][:1] in language.currencies
    ):  # 31 M€  # fmt: skip
        value, low, high, end, after = (
            value * 1e6,
            low * 1e6,
            high * 1e6,
            analysis.ends[after],
            after + 1,
        )
    if kind == "number" and words.near(after) and folded[after] in language.groups:  # two dozen
        value, approximate = value * language.groups[folded[after]], True
        low, high = value * _DOZENS[0], value * _DOZENS[1]
        end, after = analysis.ends[after], after + 1
    if kind in ("number", "ordinal") and cardinal.digits:
        last = century_at(words, first, after, language)
        if last:
            span = (start, analysis.ends[last - 1])
            return (date_part(value, "century", span, first, max(after, last)),)
    start, end, after, kind, unit = unit_beside(
        analysis, words, first, i, after, start, end, kind, language
    )
    if kind == "number" and not unit:
        unit = unit_before(words, first, after, language)
        if words.phrase_before(first, language.phrases["times_before"]):
            unit = "×"
    if kind == "number" and not unit and cardinal.digits:
        for role, sign in (("era_before", -1), ("era_after", 1)):
            length = words.phrase_at(after, language.phrases[role])
            if length and words.near(after):
                span = (start, analysis.ends[after + length - 1])
                return (date_part(sign * value, "year", span, first, after + length),)
        if is_year(value, token, words, i, language):
            return (date_part(value, "year", (start, end), first, after),)
    if unit and kind == "number" and after < len(folded) and words.near(after):
        value, low, high, after = _and_a_half(words, after, value, low, high, language)
        end = max(end, analysis.ends[after - 1])
    if kind in ("number", "money", "percent", "fraction"):
        modifier = _modifier(words, first, language)
        about = bool(words.phrase_before(first, language.phrases["about"]))
        low, high, approximate = _widened(modifier, about, value, low, high, approximate)
    return (
        Quantity(
            value, low, high, kind, unit, approximate, start, end, first, after,
            cardinal.other, modifier,
        ),
    )  # fmt: skip


def _of_a_million(
    words: Words, after: int, part: float, language: Numerals
) -> tuple[float, str, int]:
    """Return (value, kind, word after) of a fraction: half a million, a quarter of a billion."""
    folded, at = words.folded, after
    if at < len(folded) and folded[at] in language.words["share"]:
        at += 1
    if at < len(folded) and folded[at] in language.words["articles"]:
        at += 1
    if at < len(folded) and words.near(after):
        if language.magnitudes.get(folded[at], 0) >= 1e5:
            return part * language.magnitudes[folded[at]], "number", at + 1
        if folded[at] in language.groups and folded[after] not in language.words["share"]:
            return part * language.groups[folded[at]], "number", at + 1  # half a dozen
    return part, "fraction", after


def _and_before(words: Words, i: int, language: Numerals) -> tuple[int, int] | None:
    """Return where "a year and" begins, and "year", before "a half": un'ora e mezza."""
    folded = words.folded
    joiner = i - 2 if folded[i - 1] in language.words["articles"] else i - 1
    at = joiner - 1
    if at < 0 or folded[joiner] not in language.words["joiners"]:
        return None
    if folded[at] not in language.units and language.magnitudes.get(folded[at], 0) < 1e6:
        return None
    counted = at > 0 and folded[at - 1] in language.words["articles"]
    return (at - counted, at) if counted or joiner == i - 1 else None


def _vulgar(letter: str) -> float:
    """Return the value of a fraction that is one sign, else 0."""
    if not letter or unicodedata.category(letter) != "No":
        return 0.0
    value = unicodedata.numeric(letter, 0.0)
    return value if 0 < value < 1 else 0.0


def _fraction_word(words: Words, i: int, language: Numerals, has_article: bool) -> Cardinal | None:
    """Read "half", "a third of", "un tiers": not "the second half", "the third man"."""
    word = words.folded[i]
    bottom = language.fractions.get(word)
    if bottom is None:
        return None
    following = words.folded[i + 1] if i + 1 < len(words.folded) else ""
    ends_phrase = not following or not words.near(i + 1)
    before = words.folded[i - 1] if i else ""
    if (
        bottom == 2
        and following
        and words.gaps[i + 1] == "-"
        and not (
            following in language.units
            or following in language.magnitudes
            or following in language.groups
            or following in language.words["articles"]
        )
    ):  # half-time, demi-finale
        return None
    if bottom == 2 and i > 1 and _and_before(words, i, language) is not None:
        return Cardinal(0.5, i + 1, "fraction")  # une heure et demie
    if word in language.words["halves"]:
        if before in language.ordinals:
            return None
    elif (not has_article and word not in ("thirds",)) or (
        word in language.ordinals
        and not (
            following in language.words["share"]
            or ends_phrase
            or following in language.words["joiners"]
            or following in resources(language.code).function_words
        )
    ):
        return None
    return Cardinal(1 / bottom, i + 1, "fraction")


def _ordinal_or_bare(
    words: Words, i: int, language: Numerals, has_article: bool
) -> Cardinal | None:
    word = words.folded[i]
    if word in language.ordinals:
        before = words.folded[i - 1] if i else ""
        if language.units.get(word) and before[:1].isdigit():
            return None  # 30 second
        return Cardinal(language.ordinals[word], i + 1, "ordinal")
    if word in language.decades:
        return Cardinal(language.decades[word], i + 1)
    if (
        word in language.magnitudes
        and language.magnitudes[word] >= 1e6
        and (has_article or (i > 0 and words.folded[i - 1] in language.words["several"]))
    ):
        return Cardinal(language.magnitudes[word], i + 1)
    if len(word) == 1 and word.isnumeric():
        return Cardinal(unicodedata.numeric(word), i + 1)
    return None


def _pronoun(words: Words, i: int, cardinal: Cardinal, language: Numerals) -> bool:
    """Return whether "one" is no number here: "no one", "one of", "the one who"."""
    if (
        cardinal.digits
        or cardinal.value != 1
        or cardinal.kind != "number"
        or cardinal.after != i + 1
    ):
        return False
    before = words.folded[i - 1] if i else ""
    after = words.folded[i + 1] if i + 1 < len(words.folded) else ""
    return (
        before in language.words["not_one_after"] or after in language.words["not_one_before"]
        or not after or not words.near(i + 1)
    )  # fmt: skip


def _and_a_half(
    words: Words, after: int, value: float, low: float, high: float, language: Numerals
) -> tuple[float, float, float, int]:
    """Return (value, low, high, word after) with a part added: two and a half million.

    After a million the part is one of a million: deux millions et demi.
    """
    folded = words.folded
    if folded[after] not in language.words["joiners"] or after + 1 >= len(folded):
        return value, low, high, after
    at = after + 1
    if folded[at] in language.words["articles"]:
        at += 1
    top = language.cardinals.get(folded[at], 1.0) if at + 1 < len(folded) else 1.0
    if folded[at] in language.cardinals and at + 1 < len(folded):  # and three quarters
        at += 1
    bottom = language.fractions.get(folded[at]) if at < len(folded) else None
    if bottom is None or bottom > 4 or not 0 < top < bottom:
        return value, low, high, after
    part, at = top / bottom, at + 1
    scale = language.magnitudes.get(folded[after - 1], 1.0)
    if scale >= 1e6 and value % scale == 0:
        part *= scale
    elif at < len(folded) and words.near(at) and language.magnitudes.get(folded[at], 0) >= 1e3:
        scale, at = language.magnitudes[folded[at]], at + 1
        return (value + part) * scale, (low + part) * scale, (high + part) * scale, at
    return value + part, low + part, high + part, at


def _in_one_word(
    analysis: Analysis, words: Words, i: int, language: Numerals
) -> tuple[Quantity, ...]:
    """Read twice, doubled, threefold; Viertelstunde, fortnight."""
    word, span = words.folded[i], (analysis.starts[i], analysis.ends[i])
    if word in language.times:
        value = language.times[word]
        return (Quantity(value, value, value, "number", "×", False, *span, i, i + 1),)
    aged = _aged(word, language) if language.unit_first else None
    if aged is not None:
        value, unit = aged
        return (Quantity(value, value, value, "number", unit, False, *span, i, i + 1),)
    if word in language.named_centuries and analysis.words[i][0].isupper():
        return (date_part(language.named_centuries[word], "century", span, i, i + 1),)
    if word in language.wholes:
        number, unit = language.wholes[word].split("@")
        value = float(number)
        return (Quantity(value, value, value, "number", unit, False, *span, i, i + 1),)
    return ()


def _aged(word: str, language: Numerals) -> tuple[float, str] | None:
    """Return number and unit of a word that joins them: zwölfjährige, dreitägiger."""
    if len(word) < 8 or not word.startswith(language.compound_starts):
        return None
    for k in range(3, len(word) - 4):
        unit = language.units.get(word[k:])
        if unit is not None and word[k + 1] in "äöü":
            number = word_value(word[:k], language)
            return None if number is None else (number, unit)
    return None


def _decade(value: float, span: tuple[int, int], first: int, last: int) -> Quantity:
    """Return a decade; "the eighties" are the 1980s, "the twenties" the 1920s or the 2020s."""
    if value % 100 == 0 and 1000 <= value < 1900:  # the 1800s
        return date_part(value / 100 + 1, "century", span, first, last)
    year = value if value >= 100 else 1900 + value
    decade = date_part(year, "decade", span, first, last)
    return msgspec.structs.replace(decade, other=2000 + value) if value < 30 else decade


def _decade_told(words: Words, i: int, language: Numerals) -> bool:
    """Return whether "the years" stand before a number: anni ottanta, década de 1980."""
    before = i - 1
    while before > max(0, i - 3) and (
        words.folded[before] in language.words["share"]
        or words.folded[before] in language.words["decade_between"]
    ):
        before -= 1
    return words.folded[before] in language.words["decade_before"]


def _day_of_month(words: Words, i: int, after: int, value: float, language: Numerals) -> bool:
    if not (1 <= value <= 31 and value == int(value)):
        return False
    folded = words.folded
    for j in (after, after + 1):
        if (
            j < len(folded)
            and folded[j] in language.months
            and (words.near(after) or words.gaps[after] == ". ")
            and (j == after or folded[after] in language.words["share"])
        ):
            return folded[j] not in language.words["month_ambiguous"] or j == after
    before = i - 1
    if before >= 0 and folded[before] == "the":
        before -= 1
    return before >= 0 and folded[before] in language.months and words.gaps[i].strip(". ") == ""


def _of_may(words: Words, after: int, value: float, language: Numerals) -> bool:
    """Return whether "of May" follows an ordinal: a month there, whatever word it is elsewhere."""
    folded = words.folded
    if value > 31 or after + 1 >= len(folded) or not words.near(after):
        return False
    return folded[after] in language.words["share"] and folded[after + 1] in language.months


def _modifier(words: Words, first: int, language: Numerals) -> str:
    """Return over, under or about, by the longest phrase before a number: no more than three."""
    length, found = 0, ""
    for role in ("over", "under", "about"):
        size = words.phrase_before(first, language.phrases[role])
        if size > length:
            length, found = size, role
    return found


def _widened(
    role: str, about: bool, value: float, low: float, high: float, approximate: bool
) -> tuple[float, float, bool]:
    """Return (low, high, approximate) for "about", "more than", "nearly" before the number."""
    if about and role == "under":  # nearly
        return min(low, value * 0.9), max(high, value * 1.02), True
    if about or role == "about":
        return min(low, value * (1 - _ABOUT)), max(high, value * (1 + _ABOUT)), True
    if role == "over":
        return low, max(high, value * 1.25), True
    if role == "under":
        return min(low, value * 0.8), high, True
    return low, high, approximate
