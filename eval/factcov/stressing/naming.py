"""One name for another: a stranger's, or two of the text exchanged."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from factcov.stressing.passage import Change, Passage, pick, splice
from factcov.text.languages import language
from factcov.text.names import Name
from factcov.text.opposites import opposites

_MOST = 50  # names of one text that are looked at: 1,225 pairs


def name(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one name replaced, once, by another name of the benchmark.

    The other name is of the same form (as many words; an acronym, made of everyday words, or
    neither) and not in the text.

    >>> from factcov.stressing.passage import read
    >>> name(read("Police in Lyon met Anne Roux.", "en", ["Paul Petit"]),
    ...      np.random.default_rng(0)).text
    'Police in Lyon met Paul Petit.'
    """
    found = plain_names(passage)
    for at in rng.permutation(len(found))[:_MOST]:
        spelled = passage.name(found[at])
        strangers = [
            other for other in passage.other_names
            if _alike(other, spelled, passage.language) and other not in passage.text
        ]  # fmt: skip
        other = pick(strangers, rng)
        if other is not None:
            return splice(passage.text, found[at].start, found[at].end, other)
    return None


def role(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with two of its names, of the same form, in each other's place.

    >>> from factcov.stressing.passage import read
    >>> role(read("Yesterday Anne Roux paid Paul Petit.", "en"), np.random.default_rng(0)).text
    'Yesterday Paul Petit paid Anne Roux.'
    """
    pairs = [
        (a, b) for a, b in combinations(plain_names(passage)[:_MOST], 2)
        if _alike(passage.name(a), passage.name(b), passage.language)
    ]  # fmt: skip
    pair = pick(pairs, rng)
    if pair is None:
        return None
    a, b = pair
    between = passage.text[a.end : b.start]
    return splice(passage.text, a.start, b.end, passage.name(b) + between + passage.name(a))


def plain_names(passage: Passage) -> list[Name]:
    """Return the names that are surely names and nothing else: no "In Italy"."""
    function_words = language(passage.language).function_words
    return [n for n in passage.names if n.certain and n.words[0] not in function_words]


def _alike(a: str, b: str, code: str) -> bool:
    """Return whether two names have one form and no word in common."""
    common = set(a.casefold().split()) & set(b.casefold().split())
    return not common and _form(a, code) == _form(b, code)


def _form(spelled: str, code: str) -> tuple[int, bool, bool]:
    words = spelled.casefold().split()
    everyday = opposites(code).everyday
    return len(words), spelled.isupper(), any(everyday(word) for word in words)
