"""One name for another: a stranger's, or two of the text exchanged."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from factcov.stress.passage import Change, Passage, Site, change_one, pick, splice
from factcov.text.names import Name

_MOST = 50  # names of one text that are paired: 1,225 pairs


def name(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one name replaced, once, by another name of the benchmark.

    The other name is of the same form (as many words, an acronym or not) and not in the text.

    >>> from factcov.stress.passage import read
    >>> name(read("Police in Lyon met Anne Roux.", "en", ["Paul Petit"]),
    ...      np.random.default_rng(0)).text
    'Police in Lyon met Paul Petit.'
    """
    sites = []
    for one in _certain(passage):
        spelled = passage.name(one)
        others = tuple(
            other for other in passage.other_names
            if _form(other) == _form(spelled) and other not in passage.text
            and not _shared(other, spelled)
        )  # fmt: skip
        sites.append(Site(one.start, one.end, others))
    return change_one(passage.text, sites, rng)


def role(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with two of its names, of the same form, in each other's place.

    >>> from factcov.stress.passage import read
    >>> role(read("Yesterday Anne Roux paid Paul Petit.", "en"), np.random.default_rng(0)).text
    'Yesterday Paul Petit paid Anne Roux.'
    """
    pairs = [
        (a, b) for a, b in combinations(_certain(passage)[:_MOST], 2)
        if _form(passage.name(a)) == _form(passage.name(b))
        and not _shared(passage.name(a), passage.name(b))
    ]  # fmt: skip
    pair = pick(pairs, rng)
    if pair is None:
        return None
    a, b = pair
    between = passage.text[a.end : b.start]
    return splice(passage.text, a.start, b.end, passage.name(b) + between + passage.name(a))


def _certain(passage: Passage) -> list[Name]:
    return [one for one in passage.names if one.certain]


def _form(spelled: str) -> tuple[int, bool]:
    return len(spelled.split()), spelled.isupper()


def _shared(a: str, b: str) -> bool:
    return bool(set(a.casefold().split()) & set(b.casefold().split()))
