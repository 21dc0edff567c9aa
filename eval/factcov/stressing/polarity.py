"""A negation put in or taken out, by the rules of the language."""

from __future__ import annotations

import numpy as np

from factcov.stressing.passage import Change, Passage, pick, splice
from factcov.stressing.wordlists import word_lists


def negation(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one negation more or less; None where no rule finds its place.

    Putting in and taking out are as likely where both can be done.

    >>> from factcov.stressing.passage import read
    >>> negation(read("Ils peuvent venir.", "fr"), np.random.default_rng(0)).text
    'Ils ne peuvent pas venir.'
    """
    lists = word_lists(passage.language)
    ways = [
        found
        for rules in (lists.insertions, lists.removals)
        if (found := [(m, t) for p, t in rules for m in p.finditer(passage.text)])
    ]
    way = pick(ways, rng)
    chosen = pick(way, rng) if way else None
    if chosen is None:
        return None
    match, template = chosen
    return splice(passage.text, match.start(), match.end(), match.expand(template))
