"""How a language writes numbers: its number words, marks and units, one file a language.

The files are numerals/<code>.toml; a language without one is read by digits and symbols alone.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from factcov.text.analysis import analyse

Phrases = dict[str, tuple[tuple[str, ...], ...]]
"""Phrases by their first word, the longest first."""


class Numerals(msgspec.Struct, frozen=True):
    """One language's number words (case-folded) and what they stand for."""

    code: str
    decimal: str = "."
    vigesimal: bool = False
    unit_first: bool = False
    compounds: bool = False
    compound_starts: tuple[str, ...] = ()
    cardinals: dict[str, float] = {}
    magnitudes: dict[str, float] = {}
    glued: dict[str, float] = {}
    collectives: dict[str, float] = {}
    vague: dict[str, tuple[float, float]] = {}
    ordinals: dict[str, float] = {}
    fractions: dict[str, float] = {}
    decades: dict[str, float] = {}
    months: dict[str, float] = {}
    weekdays: dict[str, float] = {}
    clock_words: dict[str, float] = {}
    clock_parts: dict[str, float] = {}
    """Minutes of a part of an hour: quarter, half."""
    seasons: dict[str, float] = {}
    times: dict[str, float] = {}
    """twice, double, halved."""
    groups: dict[str, float] = {}
    """dozen, as what other numbers count: two dozen, half a dozen."""
    named_centuries: dict[str, float] = {}
    """Ottocento; with a capital only."""
    wholes: dict[str, str] = {}
    """An amount in one word, as number@unit: Viertelstunde, fortnight."""
    units: dict[str, str] = {}
    currencies: dict[str, str] = {}
    words: dict[str, frozenset[str]] = {}
    """Sets of single words by their role in the file: articles, joiners, ..."""
    phrases: dict[str, Phrases] = {}
    """Phrases by their role: about, over, under, percent, ..."""
    starters: frozenset[str] = frozenset()
    """Every word a quantity can begin with, digits apart."""


_WORD_ROLES = (
    "ordinal_suffixes", "halves", "decade_suffixes", "articles", "several", "square", "unit_skips",
    "decade_before", "not_one_after", "not_one_before",
    "joiners", "between", "between_and", "range_to", "from", "share", "month_ambiguous",
    "month_before", "weekday_ambiguous", "clock_hours", "clock_before", "years_before", "cubic",
    "every", "out_of_loose", "clock_before_word", "clock_of_next", "clock_joins", "clock_bare",
    "season_ambiguous", "season_before", "decimal_words", "per", "hourly", "score_to", "versus",
    "indefinite", "decade_between", "degree_celsius", "numbered_parts",
)  # fmt: skip
_PHRASE_ROLES = (
    "about", "over", "under", "percent", "points", "more", "less", "clock_marks", "morning",
    "afternoon", "era_before", "era_after", "out_of", "clock_past", "clock_to", "clock_plus",
    "clock_minus", "of_morning", "of_afternoon", "times_before",
)  # fmt: skip


@cache
def numerals(code: str) -> Numerals:
    """Return the number words of the language *code*.

    >>> numerals("fr").collectives["trentaine"]
    30.0
    """
    folder = files("factcov.text") / "numerals"
    base = code.replace("_", "-").split("-")[0].lower()
    symbols = tomllib.loads((folder / "symbols.toml").read_text("utf-8"))
    path = folder / f"{base}.toml"
    table: dict[str, Any] = {}
    if base.isalpha() and path.is_file():
        table = tomllib.loads(path.read_text("utf-8"))
    amounts = {
        key: {word: float(value) for word, value in _pairs(table.get(key, ""))}
        for key in ("cardinals", "magnitudes", "glued", "collectives", "ordinals", "fractions",
                    "decades", "months", "weekdays", "clock_words", "clock_parts", "seasons",
                    "times", "groups", "named_centuries")
    }  # fmt: skip
    vague = {
        word: (float(span.split("-")[0]), float(span.split("-")[1]))
        for word, span in _pairs(table.get("vague", ""))
    }
    wholes = dict(_pairs(table.get("wholes", "")))
    begin_none = ("glued", "clock_parts", "groups")
    starters = {word for key in amounts if key not in begin_none for word in amounts[key]}
    starters |= set(vague) | set(wholes)
    return Numerals(
        base,
        table.get("decimal", "."),
        table.get("vigesimal", False),
        table.get("unit_first", False),
        table.get("compounds", False),
        tuple(sorted(amounts["cardinals"] | amounts["magnitudes"])),
        **amounts,
        vague=vague,
        wholes=wholes,
        units=dict(_pairs(symbols["units"])) | dict(_pairs(table.get("units", ""))),
        currencies=dict(_pairs(symbols["currencies"])),
        words={role: frozenset(table.get(role, "").split()) for role in _WORD_ROLES},
        phrases={role: _phrases(table.get(role, ""), base) for role in _PHRASE_ROLES},
        starters=frozenset(starters),
    )


def _pairs(entries: str) -> list[tuple[str, str]]:
    return [(word, value) for word, _, value in (e.rpartition(":") for e in entries.split())]


def _phrases(entries: str, code: str) -> Phrases:
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in entries.split():
        words = tuple(fold(w) for w in analyse(entry.replace("_", " "), code).words)
        if words:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(all_, key=len, reverse=True)) for first, all_ in found.items()}


def fold(word: str) -> str:
    """Return the spelling that the files use: lower case, straight apostrophe, no initials' dots.

    >>> fold("P.M.")
    'pm'
    """
    return without_stops(word.casefold().replace("\u2019", "'"))


def without_stops(folded: str) -> str:
    """Return a case-folded word, initials without their dots: "p.m." is "pm"."""
    return folded.replace(".", "") if folded.endswith(".") else folded


class Words(NamedTuple):
    """Folded words with the text before each: ``gaps[i]`` stands between words i - 1 and i."""

    folded: tuple[str, ...]
    gaps: tuple[str, ...]

    def phrase_at(self, i: int, phrases: Phrases) -> int:
        """Return the number of words of the phrase that begins at word *i*, else 0."""
        if 0 <= i < len(self.folded):
            for phrase in phrases.get(self.folded[i], ()):
                if self.folded[i : i + len(phrase)] == phrase:
                    return len(phrase)
        return 0

    def phrase_before(self, i: int, phrases: Phrases, longest: int = 4) -> int:
        """Return the number of words of the phrase that ends just before word *i*, else 0."""
        for length in range(min(longest, i), 0, -1):
            if (
                self.folded[i - length] in phrases
                and self.phrase_at(i - length, phrases) == length
                and self.near(i)
            ):
                return length
        return 0

    def near(self, i: int) -> bool:
        """Return whether only spaces, hyphens or a currency sign part words i - 1 and i."""
        return 0 < i < len(self.folded) and not _BREAK.search(self.gaps[i])


_BREAK = re.compile(r"[.,;:!?()\[\]\"\u201c\u201d\u00ab\u00bb/\n]")
