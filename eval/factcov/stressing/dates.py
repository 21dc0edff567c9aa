"""Another month, weekday or year."""

from __future__ import annotations

import re

import numpy as np

from factcov.stressing.passage import Change, Passage, Site, change_one
from factcov.stressing.wordlists import word_lists, word_sites

_YEAR = re.compile(r"\b[12][0-9]{3}\b")


def date(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one part of a date replaced by another of its kind.

    >>> from factcov.stressing.passage import read
    >>> date(read("He left on Monday.", "en"), np.random.default_rng(0)).before
    'Monday'
    """
    lists = word_lists(passage.language)
    groups = {"month": lists.months, "weekday": lists.weekdays}
    sites = []
    for quantity in passage.quantities:
        if quantity.kind != "date":
            continue
        if quantity.unit in groups:
            sites += word_sites(passage, groups[quantity.unit], quantity.first, quantity.last)
        elif quantity.unit == "year":
            sites += [
                Site(*run.span(), (_other_year(run.group(), rng),))
                for run in _YEAR.finditer(passage.text, quantity.start, quantity.end)
            ]
    return change_one(passage.text, sites, rng)


def _other_year(year: str, rng: np.random.Generator) -> str:
    """Return a year one to twelve years off."""
    shift = int(rng.integers(1, 13)) * (1 if rng.random() < 0.5 else -1)
    return str(int(year) + shift)
