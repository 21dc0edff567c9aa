"""Another month, weekday or year."""

from __future__ import annotations

import numpy as np

from factcov.stressing.amounts import year
from factcov.stressing.passage import Change, Passage, change_one
from factcov.stressing.wordlists import word_lists, word_sites


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
            found = year(passage, quantity, rng)
            sites += [found] if found else []
    return change_one(passage.text, sites, rng)
