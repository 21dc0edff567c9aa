"""Negations that stand on one side only."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from msgspec.structs import replace

from factcov.judges.contradiction.added_negation import negation_added
from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.answering import answered
from factcov.judges.contradiction.excuses import affix, double, explained, opposite_inside
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.lost_negation import negation_lost, said_without
from factcov.judges.contradiction.matching import answers_negation, distance, same_cue, stands_for
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.cues import has_clauses
from factcov.text.negation import Negation, excepts, limited
from factcov.text.opposites import Opposites
from factcov.text.suppositions import universal

_TRACE = 0.08  # next to nothing, but no tie
_ANSWERED = 0.4  # what another negation, or a word for one, may stand for
_REFUSED = 0.65
_MUCH_COVERED = 0.5  # of the fact
_ELSEWHERE = 12  # words within which another negation may be the fact's
_TWICE = 2  # denials: two undo each other


def polarity(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield a contradiction for each negation over a shared word that the other side lacks."""
    yield from _only(fact, candidate, pairs)
    if not pairs.counterpart:
        yield from _refused(fact, candidate, pairs)
    yield from _ceased(fact, candidate, pairs)
    stated = _held(fact.negations, candidate)
    given = _held(candidate.negations, fact, pairs.first, pairs.last)
    if not stated and not given:
        return
    for heads, alike in ((True, True), (True, False), (False, True), (False, False)):
        for negation in list(given):
            partner = next(
                (
                    n
                    for n in stated
                    if (n.lexical == negation.lexical or not alike)
                    and answers_negation(n, negation, pairs, heads)
                ),
                None,
            )
            if partner is not None:
                stated.remove(partner)
                given.remove(negation)
    for negation in list(given):
        partner = next((n for n in stated if same_cue(n, negation, fact, candidate, pairs)), None)
        if partner is not None:
            stated.remove(partner)
            given.remove(negation)
    for negation in list(given):
        partner = next((n for n in stated if n.until or negation.until), None)
        if partner is not None:
            stated.remove(partner)
            given.remove(negation)
    for negation in list(given):
        partner = min(
            stated,
            key=lambda n: (n.lexical != negation.lexical, distance(n, negation, fact, pairs)),
            default=None,
        )
        alone = len(stated) == len(given) == 1 or (
            partner is not None and partner.lexical == negation.lexical
            and _alike(partner, stated) == _alike(negation, given) == 1
        )  # fmt: skip
        if partner is not None and stands_for(
            partner, negation, fact, candidate, pairs, alone=alone
        ):
            stated.remove(partner)
            given.remove(negation)
    if _twice_or_only(stated, given, fact, candidate):
        return
    lost, new = _answered(stated, given, fact, candidate, pairs)
    for negation in given:
        if negation.lexical or opposite_inside(
            negation, candidate, fact, pairs.missing, pairs.back, table
        ):
            continue
        if double(negation, candidate, fact, pairs.back, table) or affix(
            negation, candidate, fact, pairs.back, table
        ):
            continue
        found = negation_added(negation, fact, candidate, pairs)
        if found is not None and explained(negation, candidate, fact, pairs, inside=True):
            found = replace(found, probability=_TRACE)
        elif found is not None and negation.at in new:
            found = replace(found, probability=min(found.probability, _ANSWERED))
        if found is not None:
            yield found
    for negation in stated:
        if negation.lexical or opposite_inside(
            negation, fact, candidate, pairs.new, pairs.pairs, table
        ):
            continue
        if double(negation, fact, candidate, pairs.pairs, table) or affix(
            negation, fact, candidate, pairs.pairs, table
        ):
            continue
        found = negation_lost(negation, fact, candidate, pairs, table)
        if found is not None and explained(negation, fact, candidate, pairs, inside=False):
            found = replace(found, probability=_TRACE)
        elif found is not None and negation.at in lost:
            found = replace(found, probability=min(found.probability, _ANSWERED))
        if found is not None:
            yield found


def _answered(
    stated: list[Negation],
    given: list[Negation],
    fact: Prepared,
    candidate: Prepared,
    pairs: Alignment,
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places of the negations that the other text answers in another way."""
    if not pairs.counterpart or not has_clauses(fact.analysis.language):
        return frozenset(), frozenset()
    sides = ((stated, fact.denials[0]), (given, candidate.denials[0]))
    sure = [
        [n.at for n in side if n.until or (n.at in denying and not n.lexical)]
        for side, denying in sides
    ]
    return answered(sure[0], sure[1], fact, candidate, pairs) if any(sure) else (frozenset(),) * 2


def _twice_or_only(
    stated: list[Negation], given: list[Negation], fact: Prepared, candidate: Prepared
) -> bool:
    """Return whether one text denies twice what the other says of one thing only, or of all.

    "Without a ticket you cannot enter": only with a ticket. "No day on which she did not call": she
    called every day.
    """
    for left, others, here, there in (
        (stated, given, fact, candidate), (given, stated, candidate, fact),
    ):  # fmt: skip
        plain = sum([not n.lexical for n in left])
        if plain == _TWICE and all(n.lexical for n in others) and (
            len(there.restrictions) > len(here.restrictions)
            or (universal(there.analysis) and not universal(here.analysis))
        ):  # fmt: skip
            return True
        if left and not others and len(there.restrictions) > len(here.restrictions):
            bound = any(excepts(here.analysis, i) for i in here.denials[0])
            return bound and len(here.denials[0]) - len(there.denials[0]) == 2
    return False


def _alike(one: Negation, found: list[Negation]) -> int:
    """Return how many negations are words that negate, or words that mean one, as *one* is."""
    return sum([n.lexical == one.lexical for n in found])


def _held(
    found: tuple[Negation, ...], other: Prepared, first: int = 0, last: int = sys.maxsize
) -> list[Negation]:
    """Return the negations of a region; "not until May" denies where both texts say until when."""
    until = any(n.until for n in found) and limited(other.analysis)
    inside = [n for n in found if first <= n.at < last and not n.again]
    return [replace(n, lexical=False) if n.until else n for n in inside if until or not n.until]


def uneven(fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether one of two texts denies more often, by negations or by words for them."""
    first, last = pairs.first, pairs.last
    stated = _implied(fact, pairs.pairs, 0, len(fact.keys))
    return stated != _implied(candidate, pairs.back, first, last)


def _implied(text: Prepared, paired: dict[int, int], first: int, last: int) -> int:
    negations = sum([first <= n.at < last for n in text.negations])
    return negations + sum([i not in paired for i in text.denying if first <= i < last])


def _only(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "only networks" for "not only networks", and the reverse."""
    stated = fact.restrictions
    given = [r for r in candidate.restrictions if pairs.first <= r[0] < pairs.last]
    if len(stated) == 1 and len(given) == 1 and stated[0][1] != given[0][1]:
        j = given[0][0]
        text = candidate.analysis
        yield Contradiction(
            0.7, text.starts[j], text.ends[j],
            f'"{text.words[j]}" {"is denied" if given[0][1] else "stands"} here, not in the fact',
            "negation",
        )  # fmt: skip


def _ceased(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "ont cessé" for "n'ont cessé", and the reverse."""
    told = {n.at: n for n in candidate.negations}
    for n in fact.negations:
        other = told.get(pairs.pairs.get(n.at, -1))
        if other is None or not (n.lexical and other.lexical):
            continue
        kept_on = [x.governs == (x.at,) for x in (n, other)]
        turned = n.at in fact.negated, other.at in candidate.negated
        if kept_on[0] != kept_on[1] and turned[0] == kept_on[0] and turned[1] == kept_on[1]:
            yield said_without(other.at, fact.folded[n.at], candidate, _REFUSED)


def _refused(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "congratulated her" for "refused to congratulate her", in a text that says more.

    Whoever refuses stands in it too, and no word around that denies.
    """
    for n in fact.negations:
        deed = pairs.pairs.get(n.governs[0]) if n.lexical and n.governs else None
        if deed is None or n.at not in fact.denials[0] or n.at in pairs.pairs:
            continue
        if pairs.covered < _MUCH_COVERED or not any(i < n.at for i in pairs.pairs):
            continue
        denying = {*candidate.implied, *candidate.denials[0]}
        if not any(abs(k - deed) <= _ELSEWHERE for k in denying):
            yield said_without(deed, fact.folded[n.at], candidate, _REFUSED)
