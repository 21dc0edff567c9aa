"""Places in a text where its grammar misses a word: "the of", "if is", "Is said that"."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise

from factcov.text.analysis import Analysis

_MARKS = ",;:()\"\u00ab\u00bb\u201c\u201d'\u2019-\u2013\u2014"


@cache
def _words(code: str) -> dict[str, frozenset[str]]:
    tables = tomllib.loads((files("factcov.text") / "gaps.toml").read_text("utf-8"))
    return {role: frozenset(words.split()) for role, words in tables.get(code, {}).items()}


def gaps(analysis: Analysis, first: int, last: int) -> int:
    """Return how many words are missing between words *first* and *last* (exclusive).

    Only what is never right counts; 0 in a language without a list.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("Is said that the of Rome sleeps, if is true. He is here. Is he?", "en")
    >>> gaps(a, 0, len(a.words))
    3
    """
    known = _words(analysis.language)
    if not known:
        return 0
    determiners, never = known["determiners"], known["never"]
    joining, verbs = known["joining"], known["verbs"]
    count = 0
    for i, (word, after) in enumerate(pairwise(analysis.folded[first:last]), first):
        if word in verbs and _opens(i, analysis):
            count += not _asks(i, analysis)
        if (word in determiners and after in never) or (word in joining and after in verbs):
            count += _together(i, analysis)
    return count


def _opens(i: int, analysis: Analysis) -> bool:
    """Return whether word i is the first of its sentence."""
    return i == 0 or analysis.sentences[i] != analysis.sentences[i - 1]


def _asks(i: int, analysis: Analysis) -> bool:
    """Return whether the sentence of word i ends with a question mark."""
    last = i
    while last + 1 < len(analysis.words) and analysis.sentences[last + 1] == analysis.sentences[i]:
        last += 1
    return "?" in analysis.text[analysis.ends[last] : analysis.ends[last] + 3]


def _together(i: int, analysis: Analysis) -> bool:
    """Return whether no mark and no end of a sentence stands between word i and the next."""
    if analysis.sentences[i] != analysis.sentences[i + 1]:
        return False
    gap = analysis.text[analysis.ends[i] : analysis.starts[i + 1]]
    return not any(mark in gap for mark in _MARKS)
