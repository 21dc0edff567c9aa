"""Does a candidate contradict a fact? Rules over aligned words, each with a reason."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import align, comparable, left_out
from factcov.judges.contradiction.combine import combine
from factcov.judges.contradiction.crossing import crossing
from factcov.judges.contradiction.elsewhere import excused, neighbours
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.opposition import turned
from factcov.judges.contradiction.polarity import uneven
from factcov.judges.contradiction.prepared import Prepared, prepare
from factcov.judges.contradiction.renaming import renamed
from factcov.judges.contradiction.rules import findings
from factcov.judges.contradiction.seen import Seen
from factcov.judges.contradiction.signs import signs
from factcov.judges.contradiction.trust import believed, trust_hash
from factcov.judges.contradiction.weighing import weighed
from factcov.text.opposites import opposites

__all__ = [
    "Contradiction",
    "Prepared",
    "Seen",
    "believed",
    "combine",
    "compare",
    "contradictions",
    "detect",
    "excused",
    "neighbours",
    "prepare_candidate",
    "prepare_fact",
    "renamed",
    "trust_hash",
]

prepare_fact = prepare
prepare_candidate = prepare


def detect(fact: Prepared, candidate: Prepared) -> Contradiction | None:
    """Return the strongest contradiction between *fact* and *candidate*, None if there is none."""
    return compare(fact, candidate).found


def contradictions(fact: Prepared, candidate: Prepared) -> list[Contradiction]:
    """Return every contradiction found, in no order; ``detect`` is the strongest of them."""
    if fact.analysis.language != candidate.analysis.language:
        return list(crossing(fact, candidate))
    pairs = align(fact, candidate)
    return weighed(findings(fact, candidate, pairs), fact, candidate, pairs)


def compare(fact: Prepared, candidate: Prepared, *, related: bool = True) -> Seen:
    """Return what the rules see.

    Of texts that are not *related* by their words, only who says what and heads what is compared,
    and a lone amount: those rules look for themselves.
    """
    if fact.analysis.language != candidate.analysis.language:
        across = crossing(fact, candidate) if related else ()
        return Seen(max(across, key=lambda f: f.probability, default=None))
    pairs = align(fact, candidate) if related else None
    found = findings(fact, candidate, pairs)
    likely = weighed(found, fact, candidate, pairs)
    strongest = max(likely, key=lambda f: f.probability) if likely else None
    if pairs is None:
        return Seen(strongest)
    missed = left_out(fact, candidate, pairs)
    if not comparable(fact, candidate):
        return Seen(strongest, missed)
    table = opposites(candidate.analysis.language)
    doubts = uneven(fact, candidate, pairs), turned(fact, candidate, pairs, table)
    return Seen(strongest, missed, signs(found, likely, fact, candidate, pairs, doubts))
