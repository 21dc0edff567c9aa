"""Words that stand for each other in form and differ in meaning, one file a language.

words/<code>.toml holds groups, one a line: the members fit the same place in a sentence (same
gender, number and tense), so that only the meaning changes. They are written as surface forms and
apart from the lists that judges read (text/opposites): an error made from a judge's own list would
be found by construction.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.stressing.passage import Passage, Site
from factcov.text.languages import language

Groups = dict[str, tuple[str, ...]]
"""For a case-folded word, the others of its groups."""

_VOWELS = tuple("aeiouyàâäéèêëîïôöùûüœ")


class WordLists(msgspec.Struct, frozen=True):
    """One language's groups, and its rules of negation: (pattern, template) pairs."""

    numbers: Groups = {}
    units: Groups = {}
    months: Groups = {}
    weekdays: Groups = {}
    direction: Groups = {}
    antonyms: Groups = {}
    thousands: str = ""
    """What stands between thousands: 13,000."""
    elided: frozenset[str] = frozenset()
    """Words that lose their vowel before another: le, de."""
    insertions: tuple[tuple[re.Pattern[str], str], ...] = ()
    removals: tuple[tuple[re.Pattern[str], str], ...] = ()


@cache
def word_lists(code: str) -> WordLists:
    """Return the word lists of the language *code*; empty ones where it has no file.

    >>> word_lists("en").direction["rises"]
    ('falls',)
    """
    base = language(code).code
    path = files("factcov.stressing") / "words" / f"{base}.toml"
    if not (base.isascii() and base.isalpha()) or not path.is_file():
        return WordLists()
    table = tomllib.loads(path.read_text("utf-8"))
    return WordLists(
        **{
            key: _groups(table.get(key, ""))
            for key in ("numbers", "units", "months", "weekdays", "direction", "antonyms")
        },
        thousands=table.get("thousands", ""),
        elided=frozenset(table.get("elided", "").split()),
        insertions=_rules(table.get("insertions", [])),
        removals=_rules(table.get("removals", [])),
    )


def word_sites(passage: Passage, groups: Groups, first: int = 0, last: int = -1) -> list[Site]:
    """Return where a word of *groups* stands among words *first* to *last* (all by default)."""
    words = passage.analysis.words
    found = []
    for i in range(first, len(words) if last < 0 else last):
        others = groups.get(words[i].casefold())
        if others and not _hyphened(passage, i):
            fitting = tuple(_like(words[i], other) for other in others if _fits(passage, i, other))
            found.append(Site(passage.analysis.starts[i], passage.analysis.ends[i], fitting))
    return found


def _hyphened(passage: Passage, i: int) -> bool:
    """Return whether word *i* is part of a longer one: the "après" of après-vente."""
    start, end = passage.analysis.starts[i], passage.analysis.ends[i]
    return "-" in (passage.text[max(0, start - 1) : start], passage.text[end : end + 1])


def _fits(passage: Passage, i: int, other: str) -> bool:
    """Return whether *other* may follow the word before *i*: l'augmentation, la diminution."""
    if i == 0:
        return True
    elided = passage.text[passage.analysis.starts[i] - 1] in "'\u2019"
    vowel = other.startswith(_VOWELS)
    before = passage.analysis.words[i - 1].casefold()
    return vowel if elided else not (vowel and before in word_lists(passage.language).elided)


def _like(word: str, other: str) -> str:
    """Return *other* with the capitals of *word*."""
    if word.isupper() and len(word) > 1:
        return other.upper()
    return other[:1].upper() + other[1:] if word[:1].isupper() else other


def _groups(text: str) -> Groups:
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        members = [member.replace("_", " ") for member in line.split()]
        for member in members:
            others = [m for m in members if m != member and m not in found.get(member, ())]
            found[member.casefold()] = (*found.get(member.casefold(), ()), *others)
    return found


def _rules(rows: list[list[str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), template) for pattern, template in rows)
