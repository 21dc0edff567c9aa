"""What a text only supposes, compares, or tells of all and of the most."""

from __future__ import annotations

from factcov.text.analysis import Analysis
from factcov.text.cues import cues_of

_REACH = 8  # words after a cue
_BEFORE = 4  # words before or after a cue that belong to it


def unreal(analysis: Analysis, at: int) -> bool:
    """Return whether the clause around word *at* says what would be if things were otherwise.

    >>> from factcov.text.analysis import analyse
    >>> unreal(analyse("It would not have rained.", "en"), 2)
    True
    >>> unreal(analyse("They said that it would not rain.", "en"), 5)
    False
    """
    known = cues_of(analysis.language)
    if not hypothetical(analysis, at) or not known.perfect:
        return hypothetical(analysis, at)
    words = analysis.folded
    before = words[max(0, at - _BEFORE) : at]
    return (
        known.conditional.isdisjoint(before)
        or not known.perfect.isdisjoint(words[at : at + _BEFORE])
        or not (known.supposing | known.undone_by).isdisjoint(words)
    )


def supposed(analysis: Analysis, at: int) -> bool:
    """Return whether the clause around word *at* only supposes something.

    >>> from factcov.text.analysis import analyse
    >>> supposed(analyse("If it does not pass, they leave.", "en"), 3)
    True
    """
    openers = cues_of(analysis.language).supposing
    for j in range(at - 1, max(-1, at - 1 - _REACH), -1):
        gap = analysis.text[analysis.ends[j] : analysis.starts[j + 1]]
        if any(mark in gap for mark in ",;:()"):
            return False
        if analysis.folded[j] in openers:
            return True
    return False


def compares(analysis: Analysis, at: int) -> bool:
    """Return whether the negation at word *at* only sets one thing above others.

    >>> from factcov.text.analysis import analyse
    >>> compares(analyse("No album has come out since.", "en"), 0)
    True
    """
    words = cues_of(analysis.language).comparing
    return not words.isdisjoint(analysis.folded[max(0, at - _BEFORE) : at + _REACH + _BEFORE])


def universal(analysis: Analysis) -> bool:
    """Return whether a text tells of all: everybody, always.

    >>> from factcov.text.analysis import analyse
    >>> universal(analyse("She called every day.", "en"))
    True
    """
    return not cues_of(analysis.language).every.isdisjoint(analysis.folded)


def superlative(analysis: Analysis) -> bool:
    """Return whether a text tells what is first, last or most of all.

    >>> from factcov.text.analysis import analyse
    >>> superlative(analyse("Her last album", "en"))
    True
    """
    return not cues_of(analysis.language).superlatives.isdisjoint(analysis.folded)


def coordinates(analysis: Analysis, first: int, last: int) -> bool:
    """Return whether an "and" or "or" stands between two words.

    >>> from factcov.text.analysis import analyse
    >>> coordinates(analyse("It lacks wheels and brakes.", "en"), 1, 4)
    True
    """
    return not cues_of(analysis.language).joining.isdisjoint(analysis.folded[first + 1 : last])


def hypothetical(analysis: Analysis, at: int | None = None) -> bool:
    """Return whether a text, or the clause around its word *at*, says only what would be.

    >>> from factcov.text.analysis import analyse
    >>> hypothetical(analyse("They’d not have come.", "en"), 2)
    True
    >>> hypothetical(analyse("It would do if it weren't banned.", "en"), 7)
    True
    """
    known = cues_of(analysis.language)
    words = analysis.folded if at is None else analysis.folded[max(0, at - _BEFORE) : at]
    if not known.conditional.isdisjoint(words):
        return True
    return at is not None and not (
        known.supposing.isdisjoint(words) or known.unreal.isdisjoint(words)
    )


def first_since(fact: Analysis, negated: Analysis, at: int) -> bool:
    """Return whether "not ... since" at word *at* only says what the fact says: the first since.

    >>> from factcov.text.analysis import analyse
    >>> fact = analyse("It snowed for the first time since 2010.", "en")
    >>> first_since(fact, analyse("It had not snowed since 2010.", "en"), 2)
    True
    """
    known = cues_of(negated.language)
    return not (
        known.first.isdisjoint(fact.folded)
        or known.since.isdisjoint(fact.folded)
        or known.since.isdisjoint(negated.folded[at : at + _REACH])
    )
