"""Does a candidate contradict a fact? Rules over aligned words, each with a reason."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.actors import actors
from factcov.judges.contradiction.alignment import (
    Alignment,
    align,
    comparable,
    displaced,
    left_out,
    told_before,
)
from factcov.judges.contradiction.amounts import amounts
from factcov.judges.contradiction.combine import combine
from factcov.judges.contradiction.crossing import crossing
from factcov.judges.contradiction.elsewhere import excused, neighbours
from factcov.judges.contradiction.exchanges import exchanges
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.genders import genders
from factcov.judges.contradiction.naming import naming
from factcov.judges.contradiction.opposition import opposition, turned
from factcov.judges.contradiction.polarity import polarity, uneven
from factcov.judges.contradiction.prepared import Prepared, prepare
from factcov.judges.contradiction.roles import roles
from factcov.judges.contradiction.speakers import speakers
from factcov.judges.contradiction.timing import timing
from factcov.text.opposites import opposites

__all__ = [
    "Contradiction",
    "Prepared",
    "combine",
    "compare",
    "contradictions",
    "detect",
    "excused",
    "neighbours",
    "prepare_candidate",
    "prepare_fact",
]

prepare_fact = prepare
prepare_candidate = prepare

_FULL_TRUST = 0.45  # share of the fact that must be aligned before a finding counts in full
_LEAST = 0.05
_REORDERED = 2  # words, the parties' apart, that changed places
_DOUBTFUL = 0.6
_TELLING = frozenset(["number", "unit", "date", "name"])
_FULL_TRUST_INSIDE = 0.55  # the same, in a sentence that says more than the fact


def detect(fact: Prepared, candidate: Prepared) -> Contradiction | None:
    """Return the strongest contradiction between *fact* and *candidate*, None if there is none."""
    return compare(fact, candidate)[0]


def contradictions(fact: Prepared, candidate: Prepared) -> list[Contradiction]:
    """Return every contradiction found, in no order; ``detect`` is the strongest of them."""
    if fact.analysis.language != candidate.analysis.language:
        return list(crossing(fact, candidate))
    pairs = align(fact, candidate)
    found = list(speakers(fact, candidate))
    return found if pairs is None else found + _weighed(fact, candidate, pairs)


def compare(
    fact: Prepared, candidate: Prepared, *, related: bool = True
) -> tuple[Contradiction | None, float]:
    """Return the strongest contradiction, and the share of the fact that was left out (0 to 1).

    Of texts that are not *related* by their words, only who says what and heads what is compared:
    that rule looks for itself.

    In a text of the fact's length, a negation on one side only, or an opposite somewhere, that no
    rule is sure of counts as one word left out.
    """
    if fact.analysis.language != candidate.analysis.language:
        across = crossing(fact, candidate) if related else ()
        return max(across, key=lambda f: f.probability, default=None), 0.0
    pairs = align(fact, candidate) if related else None
    all_ = [] if pairs is None else _weighed(fact, candidate, pairs)
    if fact.sayings or fact.offices:
        all_ += speakers(fact, candidate)
    found = max(all_, key=lambda f: f.probability) if all_ else None
    if pairs is None:
        return found, 0.0
    missed = left_out(fact, candidate, pairs)
    if not comparable(fact, candidate):
        return found, missed
    table = opposites(candidate.analysis.language)
    doubts = uneven(fact, candidate, pairs) + turned(fact, candidate, pairs, table)
    return found, min(1.0, missed + doubts / max(1, len(fact.content)))


def _weighed(fact: Prepared, candidate: Prepared, pairs: Alignment) -> list[Contradiction]:
    found = list(_findings(fact, candidate, pairs))
    if not found:
        return found
    before = told_before(fact, candidate, pairs)
    weighed = (
        Contradiction(
            f.probability * _trust(f, fact, pairs, before) * _kept(f, fact, candidate, pairs),
            f.start,
            f.end,
            f.reason,
            f.cause,
        )
        for f in found
    )
    return [f for f in weighed if f.probability > _LEAST]


def _trust(found: Contradiction, fact: Prepared, pairs: Alignment, before: int) -> float:
    """Return how far the rest of the fact is there: little in common, and it is another matter."""
    # A word that was exchanged cannot be there, so it is left out of the count; "not" has none.
    rest = len(fact.content) + pairs.amounts - (found.cause != "negation")
    covered = (len(pairs.pairs) + pairs.amounts + before) / max(1, rest)
    if pairs.counterpart or (pairs.parallel and found.cause in _TELLING):
        return min(1.0, (covered + 2 * _LEAST) / _FULL_TRUST)
    return min(1.0, (covered + _LEAST) / _FULL_TRUST_INSIDE) ** 2


def _kept(found: Contradiction, fact: Prepared, candidate: Prepared, pairs: Alignment) -> float:
    """Return less than 1 where two parties that changed places tell nothing.

    All changed places; or one text turns it back: "Bob is not as old as Ann", "Ann is older".
    """
    if found.cause != "role" or not pairs.counterpart:
        return 1.0
    if (len(fact.negations) - len(candidate.negations)) % 2:
        return _DOUBTFUL
    moved = displaced(candidate, pairs, found.start, found.end)
    return _DOUBTFUL if moved >= _REORDERED else 1.0


def _findings(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    table = opposites(candidate.analysis.language)
    if fact.quantities and candidate.quantities:
        yield from amounts(fact, candidate, pairs)
    if fact.names and candidate.names:
        yield from naming(fact, candidate, pairs)
    yield from roles(fact, candidate, pairs)
    yield from exchanges(fact, candidate, pairs)
    if fact.people and candidate.people:
        yield from actors(fact, candidate, pairs)
    if fact.negations or candidate.negations or (fact.restrictions and candidate.restrictions):
        yield from polarity(fact, candidate, pairs, table)
    yield from opposition(fact, candidate, pairs, table)
    if fact.phases:
        yield from timing(fact, candidate, pairs)
    if (fact.gendered and candidate.gendered) or table.feminines:
        yield from genders(fact, candidate, pairs)
