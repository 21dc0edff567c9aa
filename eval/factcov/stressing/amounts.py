"""Another number, or another unit, in the same format."""

from __future__ import annotations

import re

import numpy as np

from factcov.stressing.passage import Change, Passage, Site, change_one
from factcov.stressing.wordlists import word_lists, word_sites
from factcov.text.numerals import fold, numerals
from factcov.text.quantity import Quantity

_DIGITS = re.compile(r"\d(?:[\d.,\u00a0\u202f ]{0,20}\d)?")
_LONGEST = 15  # digits: longer runs are codes
_FACTOR = 1.5
"""How far the new amount lies at least from the old: beyond rounding, "about" and "a good"."""
_SYMBOLS = {"€": ("$", "£"), "$": ("€", "£"), "£": ("€", "$")}


def number(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one number replaced, digits by digits and a word by a word.

    Dates and times are left to their own kind; trailing zeros stay (13,000: 47,000).

    >>> from factcov.stressing.passage import read
    >>> change = number(read("They fined 13,000 users.", "en"), np.random.default_rng(0))
    >>> change.before, change.after
    ('13,000', '86,000')
    """
    sites = []
    for quantity in _amounts(passage):
        for run in _DIGITS.finditer(passage.text, quantity.start, quantity.end):
            other = _other_digits(run.group(), rng)
            if other is not None:
                sites.append(Site(run.start(), run.end(), (other,)))
        sites += _number_words(passage, quantity)
    return change_one(passage.text, sites, rng)


def unit(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with a currency, a measure or a unit of time replaced by another.

    >>> from factcov.stressing.passage import read
    >>> unit(read("It took two weeks.", "en"), np.random.default_rng(0)).after
    'years'
    """
    groups = word_lists(passage.language).units
    sites = []
    for quantity in _amounts(passage):
        sites += word_sites(passage, groups, quantity.first, quantity.last)
        for at in range(quantity.start, quantity.end):
            sign = passage.text[at]
            if sign in _SYMBOLS:
                sites.append(Site(at, at + 1, _SYMBOLS[sign]))
            elif sign == "%" and sign in groups:
                gap = "" if passage.text[at - 1].isspace() else " "
                sites.append(Site(at, at + 1, tuple(gap + other for other in groups[sign])))
    return change_one(passage.text, sites, rng)


def _amounts(passage: Passage) -> list[Quantity]:
    kinds = ("number", "percent", "money", "fraction")
    return [quantity for quantity in passage.quantities if quantity.kind in kinds]


def _other_digits(spelled: str, rng: np.random.Generator) -> str | None:
    """Return other digits in the same places; None for what is no plain number."""
    digits = [c for c in spelled if c.isdigit()]
    significant = len("".join(digits).rstrip("0"))
    if not 0 < significant <= _LONGEST or not _plain(spelled):
        return None
    old = int("".join(digits))
    while True:
        drawn = [str(rng.integers(1, 10)) for _ in range(significant)]
        new = int("".join(drawn + ["0"] * (len(digits) - significant)))
        if _far(old, new):
            break
    places = iter(str(new).zfill(len(digits)))
    changed = "".join(next(places) if c.isdigit() else c for c in spelled)
    return changed if changed != spelled else None


def _far(old: float, new: float) -> bool:
    return max(old, new) >= _FACTOR * min(old, new)


def _plain(spelled: str) -> bool:
    return spelled.replace("\u00a0", "").replace("\u202f", "").isascii()


def _number_words(passage: Passage, quantity: Quantity) -> list[Site]:
    """Return the site of a number of one word, with the words of its group far enough from it."""
    known, groups = numerals(passage.language), word_lists(passage.language).numbers
    words = passage.analysis.words[quantity.first : quantity.last]
    values = known.cardinals | known.collectives | known.magnitudes
    parts = [w for w in words if fold(w) in values or fold(w) in known.fractions or w[0].isdigit()]
    if len(parts) != 1 or fold(parts[0]) not in groups:
        return []
    table = values if fold(parts[0]) in values else known.fractions
    old = table[fold(parts[0])]
    return [
        Site(site.start, site.end, tuple(
            word for word in site.choices
            if _far(old, table.get(fold(word), old))
        ))
        for site in word_sites(passage, groups, quantity.first, quantity.last)
    ]  # fmt: skip
