"""A negation of the candidate that the fact does not have."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import Alignment, comparable, slot
from factcov.judges.contradiction.balance import left_behind
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.cues import moves
from factcov.text.negation import Negation, denies_being, excepts, passed_over, says_none
from factcov.text.quantities import agree, dimension
from factcov.text.suppositions import compares, coordinates, first_since, hypothetical, supposed
from factcov.text.voices import voice

_FEW = 2  # content words of a fact that tell little by being there
_WITH = frozenset(["with"])
_HINT = 0.3  # too little for a verdict, enough to move a score
_NEARLY_ALL = 0.8  # of the fact: then its negation would be there too
_MUCH_SHARED = 0.6  # of both texts: then what stands in one place is one thing
_IN_PLACE = 0.7  # how well a word stands where another stood
_SHARED = 0.45  # of both texts, before a negation of other words counts
_ELSEWHERE = 12  # words within which another negation may be the fact's


def listed(j: int, candidate: Prepared) -> bool:
    """Return whether word j is one of several things that a negation covers: no jack and cards."""
    analysis = candidate.analysis
    for n in candidate.negations:
        if 0 < j - n.at <= _ELSEWHERE and n.governs and n.governs[-1] < j:
            between = analysis.text[analysis.ends[n.at] : analysis.starts[j]]
            if coordinates(analysis, n.at, j) and not any(mark in between for mark in ";:("):
                return True
    return False


def negation_added(
    negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Contradiction | None:
    """Return what a negation of the candidate denies of the fact, and how surely; or None."""
    governed = negation.governs
    if not governed:
        return None
    head = governed[0] in pairs.back
    if not head and not comparable(fact, candidate) and _beside_the_matter(negation, candidate):
        return None
    if fact.hypothetical and not fact.negations and says_none(candidate.analysis, negation.at):
        return None  # what would have been, if there had been any
    if left_behind(governed[0], candidate, fact):
        return None
    if _all_but(negation, fact, candidate):
        return None  # "two of three do not" for "only one of three does"
    if head and listed(pairs.back[governed[0]], fact):
        return None
    if (
        not (pairs.counterpart and len(candidate.spans) == 1)
        and pairs.covered < _NEARLY_ALL
        and denies_being(candidate.analysis, negation.at)
    ):
        return None  # "no maternity ward from May on" for what the ward did before
    second = len(governed) > 1 and governed[1] in pairs.back
    reach = 2 if pairs.counterpart else 10
    before = any(j in pairs.back for j in range(max(0, negation.at - reach), negation.at))
    if hypothetical(candidate.analysis, negation.at) and not fact.hypothetical:
        return None  # "would not have come, had it rained" denies nothing
    if supposed(candidate.analysis, negation.at) and not fact.supposing:
        return None  # "if it is not passed by May" tells of nothing that happened
    if fact.superlative and (
        compares(candidate.analysis, negation.at) or _nobody_yet(negation, fact, candidate, pairs)
    ):
        return None  # "none since" for "the last"
    if first_since(fact.analysis, candidate.analysis, negation.at):
        return None
    number = negation.at + 1
    if under(number + passed_over(candidate.analysis, number), fact, candidate):
        return None
    if head:
        probability = 0.9
    elif second and (
        _replaced(governed[0], fact, candidate, pairs)
        or (before and pairs.covered >= _NEARLY_ALL and len(fact.content) > _FEW)
    ):
        probability = 0.75 if pairs.counterpart else 0.6
    elif before and any(_same_amount_after(j, fact, candidate) for j in governed):
        probability = 0.7
    elif before and pairs.counterpart and pairs.shared >= _MUCH_SHARED:
        probability = 0.65
    elif (
        pairs.counterpart and pairs.shared >= _SHARED
        and (
            (len(candidate.spans) == 1 and not moves(fact.analysis.language))
            or min(pairs.back) < negation.at < max(pairs.back)
        )
    ):  # fmt: skip
        probability = 0.55
    elif pairs.counterpart:
        probability = _HINT
    else:
        return None
    return _finding(negation, governed[-1], candidate, probability, "negates")


def _beside_the_matter(negation: Negation, candidate: Prepared) -> bool:
    """Return whether a negation only adds how a thing was done: with no trouble, without a word."""
    if not voice(candidate.analysis.language).clausal:
        return False
    before = candidate.folded[max(0, negation.at - 1)]
    return excepts(candidate.analysis, negation.at) or before in _WITH


def _all_but(negation: Negation, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether an amount that the fact lacks is of those that are not, the fact's of "only".

    Two of three did not come: only one of three came.
    """
    if not fact.restrictions or candidate.restrictions:
        return False
    return any(
        given.last <= negation.at and not any(agree(given, q) for q in fact.quantities)
        for given in candidate.quantities
    )


def _nobody_yet(negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether a negation says for how long none was: none for nine years, the first in nine.

    Only where the word that it denies is not the fact's.
    """
    if any(j in pairs.back for j in negation.governs[:1]):
        return False
    return any(
        dimension(given) == "duration" and any(agree(given, q) for q in fact.quantities)
        for given in candidate.quantities
        if 0 < given.first - negation.at <= _ELSEWHERE
    )


def _same_amount_after(j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether an amount that the fact has follows word j: never sold for 30,000 euros."""
    return any(
        0 < given.first - j <= 2 and any(agree(stated, given) for stated in fact.quantities)
        for given in candidate.quantities
    )


def under(j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether word j is of an amount that the fact is less than: not seven, under seven."""
    given = candidate.number_at.get(j)
    return given is not None and any(
        stated.modifier == "under" and stated.value == candidate.quantities[given].value
        for stated in fact.quantities
    )


def _replaced(j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether candidate word j may say, in other words, what the fact says there."""
    if pairs.shared >= _MUCH_SHARED:
        return True
    return any(slot(i, j, fact, candidate, pairs) >= _IN_PLACE for i in pairs.missing)


def _finding(
    negation: Negation, last: int, candidate: Prepared, probability: float, verb: str
) -> Contradiction:
    analysis = candidate.analysis
    first = min(negation.at, last)
    end = analysis.ends[max(negation.at, last)]
    said = analysis.text[analysis.starts[first] : end]
    return Contradiction(
        probability,
        analysis.starts[first],
        end,
        f'{verb} what the fact states: "{said}"',
        "negation",
    )
