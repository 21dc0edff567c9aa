"""A finding that a neighbour of the fact explains: the candidate tells of that one there.

Neighbours are statements cut from one reference: the candidate tells that whole text again, so what
one of them lacks is in another. Key facts that people wrote have none: each stands for itself, and
one of them says nothing of how often a text may deny another.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.negation import cues
from factcov.text.quantities import Quantity, agree, dimension

_TRACE = 0.08  # next to nothing, but no tie
_LONGER = 1.5  # times as long as all facts together
_SLACK = 3  # words


def neighbours(texts: Sequence[str], references: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return for each text the indexes of all that stand word for word in its own reference.

    >>> neighbours(["It rained", "he left", "He was sad"], ["It rained; he left.", "He left."])
    ((0, 1), (0, 1), ())
    """
    inside = [tuple(i for i, text in enumerate(texts) if text in whole) for whole in references]
    return tuple(max((s for s in inside if i in s), key=len, default=()) for i in range(len(texts)))


def excused(
    found: Contradiction | None, fact: Prepared, facts: Sequence[Prepared], candidate: Prepared
) -> Contradiction | None:
    """Return *found*, next to nothing left of it where another of the neighbours *facts* says that.

    "It will not be easy, but it will be fun" does not deny that it will be fun: it has the one
    negation that the two facts have. Only where the candidate is about as long as the facts; in
    any candidate, where the negation is over a word that another fact denies, or this one lacks.
    """
    if found is None or len(facts) < 2:
        return found
    if not _denied(found, fact, candidate, facts) and not (
        as_long(facts, candidate) and _said(found, fact, facts, candidate)
    ):
        return found
    return replace(found, probability=min(found.probability, _TRACE))


def _denied(
    found: Contradiction, fact: Prepared, candidate: Prepared, facts: Sequence[Prepared]
) -> bool:
    """Return whether a negation that this fact lacks is that of another fact.

    Another fact denies the same word; or this one does not have that word, and the facts together
    deny as often as the candidate does.
    """
    if found.cause != "negation":
        return False
    starts = candidate.analysis.starts
    inside = [n for n in candidate.negations if found.start <= starts[n.at] < found.end]
    heads = {candidate.keys[j] for n in inside for j in n.governs[:1]}
    if not heads:
        return False
    others = [f for f in facts if f is not fact and f.analysis.language == fact.analysis.language]
    if any(f.keys[i] in heads for f in others for n in f.negations for i in n.governs[:1]):
        return True
    stated = len(fact.negations) + sum(len(f.negations) for f in others)
    return heads.isdisjoint(fact.places) and stated >= len(candidate.negations)


def as_long(facts: Sequence[Prepared], candidate: Prepared) -> bool:
    """Return whether a candidate is about as long as all *facts* together."""
    length, stated = len(candidate.keys), sum(len(fact.keys) for fact in facts)
    return length <= _LONGER * stated + _SLACK and stated <= _LONGER * length + _SLACK


def _said(
    found: Contradiction, fact: Prepared, facts: Sequence[Prepared], candidate: Prepared
) -> bool:
    others = [other for other in facts if other is not fact]
    if found.cause == "negation":
        stated = sum(_denials(one) for one in facts)
        if sum(cues(one.analysis) for one in facts) < cues(candidate.analysis):
            return False
        return stated > _denials(fact) and stated == _denials(candidate)
    inside = range(len(candidate.keys))
    starts, ends = candidate.analysis.starts, candidate.analysis.ends
    words = [j for j in inside if found.start <= starts[j] and ends[j] <= found.end]
    if found.cause in ("number", "unit", "date"):
        given = [q for q in candidate.quantities if found.start <= q.start and q.end <= found.end]
        return bool(given) and all(_amounts(q, others, candidate) for q in given)
    keys = {candidate.keys[j] for j in words if j in candidate.rank}
    return bool(keys) and all(
        len(candidate.places[key]) <= sum(len(other.places.get(key, ())) for other in others)
        for key in keys
    )


def _denials(text: Prepared) -> int:
    return len(text.negations) + sum(denied for _, denied in text.restrictions)


def _amounts(given: Quantity, others: Sequence[Prepared], candidate: Prepared) -> bool:
    """Return whether the other facts have an amount as often as the candidate."""
    stated = sum([_equal(given, q) for other in others for q in other.quantities])
    return 0 < sum([_equal(given, q) for q in candidate.quantities]) <= stated


def _equal(a: Quantity, b: Quantity) -> bool:
    return dimension(a) == dimension(b) and a.unit == b.unit and agree(a, b)
