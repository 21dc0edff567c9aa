"""How far a finding is to be believed by how much of the rest of the fact is there."""

from __future__ import annotations

from msgspec.structs import replace

from factcov.judges.contradiction.alignment import Alignment, comparable, displaced, told_before
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.voices import voice

_FULL_TRUST = 0.45  # share of the fact that must be aligned before a finding counts in full
_LEAST = 0.05
_REORDERED = 2  # words, the parties' apart, that changed places
_DOUBTFUL = 0.6
_TELLING = frozenset(["number", "unit", "date", "name"])
_WHOLE = frozenset(["lone", "speakers"])  # rules that look for themselves how much is there
_ABOUT_IT = 2  # words in common, before an opposite in a longer sentence is believed
_OTHER_TIME = 0.5
_MEASURED = frozenset(["number", "direction"])
_FULL_TRUST_INSIDE = 0.55  # the same, in a sentence that says more than the fact


def weighed(
    found: list[tuple[str, Contradiction]],
    fact: Prepared,
    candidate: Prepared,
    pairs: Alignment | None,
) -> list[Contradiction]:
    """Return *found*, less likely where little of the rest of the fact is there."""
    if not found:
        return []
    if pairs is None:
        return [one for _, one in found]
    before = told_before(fact, candidate, pairs)
    loose = (
        not comparable(fact, candidate)
        and not pairs.parallel
        and len(pairs.pairs) + pairs.amounts + before < _ABOUT_IT
    )
    other_time = _other_time(fact, candidate, pairs)
    less = (
        one
        if rule in _WHOLE
        else replace(
            one,
            probability=one.probability
            * _trust(one, fact, pairs, before)
            * _kept(one, fact, candidate, pairs)
            * (_DOUBTFUL if one.cause == "antonym" and loose else 1.0)
            * (_OTHER_TIME if other_time and one.cause in _MEASURED else 1.0),
        )
        for rule, one in found
    )
    return [one for one in less if one.probability > _LEAST]


def _trust(found: Contradiction, fact: Prepared, pairs: Alignment, before: int) -> float:
    """Return how far the rest of the fact is there: little in common, and it is another matter."""
    # A word that was exchanged cannot be there, so it is left out of the count; "not" has none.
    rest = len(fact.content) + pairs.amounts - (found.cause != "negation")
    covered = (len(pairs.pairs) + pairs.amounts + before) / max(1, rest)
    if pairs.counterpart or (pairs.parallel and found.cause in _TELLING):
        return min(1.0, (covered + 2 * _LEAST) / _FULL_TRUST)
    return min(1.0, (covered + _LEAST) / _FULL_TRUST_INSIDE) ** 2


def _other_time(fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether only one of the two tells of the time before: the previous year."""
    words = voice(fact.analysis.language)
    texts = {*fact.folded}, {*candidate.folded[pairs.first : pairs.last]}
    return any(
        not words.earlier.isdisjoint(one) and (words.earlier | words.before).isdisjoint(two)
        for one, two in (texts, texts[::-1])
    )


def _kept(found: Contradiction, fact: Prepared, candidate: Prepared, pairs: Alignment) -> float:
    """Return less than 1 where two parties that changed places tell nothing.

    All changed places; or one text turns it back: "Bob is not as old as Ann", "Ann is older".
    """
    if found.cause != "role" or found.told or not pairs.counterpart:
        return 1.0
    if (len(fact.negations) - len(candidate.negations)) % 2:
        return _DOUBTFUL
    moved = displaced(candidate, pairs, found.start, found.end)
    return _DOUBTFUL if moved >= _REORDERED else 1.0
