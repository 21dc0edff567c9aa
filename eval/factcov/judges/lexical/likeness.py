"""How alike two words are: one spelling, one family, or two words for one thing."""

from __future__ import annotations

from functools import cache

import msgspec

from factcov.text.analysis import stem
from factcov.text.languages import language

ALIKE = 0.8
"""Credit for another word of the same group (Dutch, Netherlands)."""
AKIN = 0.6
"""Credit for a word that often says the same, and may not (decide, decision)."""
_SHORTEST = 4  # Below four letters one changed letter makes another word.
_LONGEST = 40  # Nobody writes longer words; a hostile text may.
_FAMILY = 0.8
_LEAST = 0.5


def trigrams(word: str) -> frozenset[str]:
    """Return the three-letter pieces of a word, its edges marked.

    >>> sorted(trigrams("tea"))
    ['^te', 'ea$', 'tea']
    """
    marked = f"^{word[:_LONGEST]}$"
    return frozenset(marked[i : i + 3] for i in range(len(marked) - 2))


def comparable(word: str) -> bool:
    """Return whether a word may be compared by its letters: long enough, not a number."""
    return len(word) >= _SHORTEST and not word[0].isdigit()


def likeness(a: str, b: str, shared: int, total: int) -> float:
    """Return how alike the spellings of two stems are, 0 to 1; 0 below one half.

    *shared* is how many trigrams they share, *total* how many both have: Dice's coefficient
    (1945), but at least 0.8 for one family, where the first four letters or more and three
    fifths of the longer word are the same.

    >>> likeness("sneijder", "sniejder", 5, 16), likeness("employ", "employe", 5, 13)
    (0.625, 0.8)
    """
    dice = 2 * shared / total
    if dice < _FAMILY:
        longer = max(len(a), len(b))
        needed = max(_SHORTEST, -(-longer * 3 // 5))
        if a[:needed] == b[:needed] and min(len(a), len(b)) >= needed:
            return _FAMILY
    return dice if dice >= _LEAST else 0.0


class Group(msgspec.Struct, frozen=True):
    """One group of words, by its number, and the credit for another word of it."""

    number: int
    credit: float


@cache
def groups(code: str) -> dict[str, tuple[Group, ...]]:
    """Return the groups of words taken for each other that each stem of a language is in."""
    resources = language(code)
    listed = [(words, ALIKE) for words in resources.alike]
    listed += [(words, AKIN) for words in resources.akin]
    found: dict[str, list[Group]] = {}
    for number, (words, credit) in enumerate(listed):
        for stemmed in {stem(word, resources) for word in words}:
            found.setdefault(stemmed, []).append(Group(number, credit))
    return {stemmed: tuple(some) for stemmed, some in found.items()}
