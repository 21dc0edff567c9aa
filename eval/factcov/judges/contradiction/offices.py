"""One body or ministry of a place exchanged for another: its commission for its parliament."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment, answers
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.bodies import Body

_BODY, _MINISTRY = 0.65, 0.6


def other_bodies(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction where one body is lost, and another of the same place is new."""
    if not answers(fact, candidate, pairs):
        return
    lost, new = _apart(fact.bodies, candidate.bodies), _apart(candidate.bodies, fact.bodies)
    for body in lost:
        for other in new:
            if not body.places.isdisjoint(other.places):
                yield _finding(body, other, fact, candidate, _BODY)
    lost = _apart(fact.ministries, candidate.ministries)
    new = _apart(candidate.ministries, fact.ministries)
    if len(lost) == len(new) == 1:
        yield _finding(lost[0], new[0], fact, candidate, _MINISTRY)


def _apart(these: tuple[Body, ...], those: tuple[Body, ...]) -> list[Body]:
    """Return the bodies of which there is none of the kind among *those*."""
    return [b for b in these if all(b.kinds.isdisjoint(other.kinds) for other in those)]


def _finding(
    body: Body, other: Body, fact: Prepared, candidate: Prepared, probability: float
) -> Contradiction:
    said, analysis = candidate.analysis.words[other.at], candidate.analysis
    reason = f'names "{said}" where the fact names "{fact.analysis.words[body.at]}"'
    start, end = analysis.starts[other.at], analysis.ends[other.at]
    return Contradiction(probability, start, end, reason, "name")
