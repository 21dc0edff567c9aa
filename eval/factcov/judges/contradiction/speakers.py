"""Who says it, and who heads what: another speaker for the same words, another head of a body."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.judges.contradiction.sayings import Office, Saying
from factcov.text.quantities import agree

_LEAST = 2  # words besides the speaker that make a saying known again
_SHARE = 0.6  # of them, where the two speakers are of two walks of life
_SHARE_NAMED = 0.75  # where they are two names
_PROBABILITY = 0.75


def speakers(fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    """Yield another speaker of what the fact has someone say, and another head of a body.

    These look for themselves how much of the fact is there, in the whole candidate.
    """
    if fact.names or fact.people:
        for stated in fact.sayings:
            yield from _said_by_another(stated, fact, candidate)
    if fact.bearers:
        for held in fact.offices:
            yield from _held_by_another(held, fact, candidate)


def _said_by_another(
    stated: Saying, fact: Prepared, candidate: Prepared
) -> Iterator[Contradiction]:
    told = [i for i in fact.content if not stated.first <= i < stated.last and i != stated.at]
    if len(told) + len(fact.quantities) < _LEAST:
        return
    speaker = {fact.keys[i] for i in range(stated.first, stated.last) if i in fact.rank}
    others = candidate.sayings
    if any(_same(stated, other, fact, candidate) for other in others):
        return
    for other in others:
        if other.named != stated.named or (other.named and not _name(other, candidate)):
            continue
        first, last = other.scope
        keys = set(candidate.keys[first:last])
        if not speaker.isdisjoint(keys):
            continue
        if any(candidate.keys[k] in fact.places for k in range(other.first, other.last)):
            continue  # the fact speaks of both
        if not other.named and not _of_two_walks(stated.first, other.first, fact, candidate):
            continue
        amounts = sum(
            any(first <= two.first < last and agree(one, two) for two in candidate.quantities)
            for one in fact.quantities
        )
        held = sum(fact.keys[i] in keys for i in told) + amounts
        enough = _SHARE_NAMED if other.named else _SHARE
        if held < max(_LEAST, enough * (len(told) + len(fact.quantities))):
            continue
        yield _finding(other, stated, fact, candidate)
        return


def _name(one: Saying, text: Prepared) -> bool:
    name = text.names[text.name_at[one.first]]
    return name.certain and name.specific


def _same(stated: Saying, other: Saying, fact: Prepared, candidate: Prepared) -> bool:
    ours = {fact.keys[i] for i in range(stated.first, stated.last)}
    if any(candidate.keys[j] in ours for j in range(other.first, other.last)):
        return True
    return (
        not stated.named and not other.named
        and bool(fact.people[stated.first] & candidate.people[other.first])
    )  # fmt: skip


def _of_two_walks(i: int, j: int, fact: Prepared, candidate: Prepared) -> bool:
    return not fact.people[i] & candidate.people[j] and fact.keys[i] != candidate.keys[j]


def _held_by_another(held: Office, fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    ours = fact.names[held.name]
    keys = {fact.keys[i] for i in range(ours.first, ours.last)}
    same = [o for o in candidate.offices if _one_body(held, o, fact, candidate)]
    bearers = [candidate.names[o.name] for o in same]
    if any(keys & set(candidate.keys[n.first : n.last]) for n in bearers):
        return
    for name in bearers:
        if name.certain and name.specific and name.last >= name.first + 2:
            analysis = candidate.analysis
            said = analysis.text[name.start : name.end]
            meant = fact.analysis.text[ours.start : ours.end]
            reason = f'has "{said}" head what the fact has "{meant}" head'
            yield Contradiction(_PROBABILITY, name.start, name.end, reason, "role")
            return


def _one_body(a: Office, b: Office, fact: Prepared, candidate: Prepared) -> bool:
    one, two = [fact.keys[i] for i in a.body], [candidate.keys[j] for j in b.body]
    if set(one) == set(two):
        return True
    short, long_ = ((candidate, b.body), (fact, a.body)) if len(two) < len(one) else (
        (fact, a.body), (candidate, b.body)
    )  # fmt: skip
    letters = short[0].folded[short[1][0]]
    return len(short[1]) == 1 < len(long_[1]) and letters == "".join(
        long_[0].folded[i][0] for i in long_[1]
    )


def _finding(other: Saying, stated: Saying, fact: Prepared, candidate: Prepared) -> Contradiction:
    analysis = candidate.analysis
    first, end = analysis.starts[other.first], analysis.ends[other.last - 1]
    meant = fact.analysis.text[
        fact.analysis.starts[stated.first] : fact.analysis.ends[stated.last - 1]
    ]
    reason = f'lets "{analysis.text[first:end]}" say what the fact lets "{meant}" say'
    return Contradiction(_PROBABILITY, first, end, reason, "role")
