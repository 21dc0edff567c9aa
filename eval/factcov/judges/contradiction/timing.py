"""Before an event or after it: "ahead of the fair", "with the fair over"."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared

_PROBABILITY = 0.6
_BESIDE = 3  # words from a negation to what it denies
_COVERED = 0.5  # of the fact


def timing(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield an event that is over in one text and still to come in the other."""
    if pairs.covered < _COVERED:
        return
    given = [p for p in candidate.phases if pairs.first <= p.first < pairs.last]
    for stated in fact.phases:
        name = {fact.keys[i] for i in stated.event}
        same = [p for p in given if _one(name, {candidate.keys[j] for j in p.event})]
        if not same or any(p.ahead == stated.ahead for p in same):
            continue
        if _denied(stated.first, fact) != _denied(same[0].first, candidate):
            continue  # "not before the Games"
        analysis = candidate.analysis
        first, end = analysis.starts[same[0].first], analysis.ends[same[0].last - 1]
        meant = fact.analysis.text[
            fact.analysis.starts[stated.first] : fact.analysis.ends[stated.last - 1]
        ]
        reason = f'says "{analysis.text[first:end]}" where the fact has "{meant}"'
        yield Contradiction(_PROBABILITY, first, end, reason, "date")


def _denied(i: int, text: Prepared) -> bool:
    return any(0 < i - n.at <= _BESIDE for n in text.negations)


def _one(a: set[str], b: set[str]) -> bool:
    """Return whether two names can be of one event: "the Games", "the Olympic Games"."""
    return a <= b or b <= a
