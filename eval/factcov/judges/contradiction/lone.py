"""One amount lost and one new in two texts of a length that share little else: a free translation.

Nothing need be aligned. Amounts have no synonyms, so a sentence of about the fact's length that has
one amount of a kind where the fact has another, and a word or two of its words, tells it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.amounts import (
    counted_things,
    finding,
    next_to,
    said_otherwise,
    the_rest,
)
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.measures import comparable, same
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.quantities import Quantity, dimension

_CHANCE = 0.56
_LENGTHS = 2.0  # times the other's length
_SHARED = 0.15  # of both texts (Dice); of two random sentences with such amounts one in ten
_UNKEPT = ("ordinal", "count")


def lone(fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    """Yield the one amount of its kind that is new where the only one that is lost stood."""
    if not fact.content and len(fact.quantities) == 1:
        yield from _bare(fact, candidate)
        return
    if not 1 / _LENGTHS <= len(candidate.keys) / max(1, len(fact.keys)) <= _LENGTHS:
        return
    lost = [q for q in fact.quantities if not any(same(q, g) for g in candidate.quantities)]
    if not lost:
        return
    shared = len({key for _, key in fact.content_keys if key in candidate.places})
    if not shared:
        return
    close = 2 * shared >= _SHARED * (len(fact.content) + len(candidate.content))
    new = [q for q in candidate.quantities if not any(same(s, q) for s in fact.quantities)]
    for stated in lost:
        given = _only(stated, lost, new)
        if given is None or said_otherwise(stated, candidate):
            continue
        if the_rest(stated, given, fact, candidate) or next_to(stated, given, fact, candidate):
            continue
        if _apart(stated, given, fact, candidate):
            continue
        if close or (_same_measure(stated, given) and shared):
            yield finding(stated, given, _CHANCE, fact, candidate)


def _bare(fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    """Yield the amount of a sentence that says nothing else, as the fact does: "Ten minutes."."""
    stated = fact.quantities[0]
    if any(same(stated, q) for q in candidate.quantities):
        return
    for first, last in candidate.spans:
        inside = [q for q in candidate.quantities if first <= q.first < last]
        said = any(first <= j < last for j in candidate.content)
        if len(inside) == 1 and not said and comparable(stated, inside[0]):
            yield finding(stated, inside[0], _CHANCE, fact, candidate)


def _only(stated: Quantity, lost: list[Quantity], new: list[Quantity]) -> Quantity | None:
    """Return the new amount of the kind of *stated*, where one is lost of that kind and one new."""
    kind = dimension(stated)
    given = [q for q in new if dimension(q) == kind]
    alone = kind != "ordinal" and sum([dimension(q) == kind for q in lost]) == 1
    if alone and len(given) == 1:
        return given[0]
    if given or len(lost) > 1 or len(new) > 1 or not new or "ordinal" in (kind, dimension(new[0])):
        return None
    return new[0] if comparable(stated, new[0]) else None  # a unit may be left out


def _apart(stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether two bare numbers count things that a text tells apart: groups, officers."""
    if dimension(stated) != "count" or dimension(given) != "count":
        return False
    one = {fact.keys[i] for i in counted_things(stated, fact)}
    two = {candidate.keys[j] for j in counted_things(given, candidate)}
    if one & two:
        return False
    return any(key in candidate.places for key in one) or any(key in fact.places for key in two)


def _same_measure(stated: Quantity, given: Quantity) -> bool:
    """Return whether both are measured alike, or one number in another unit."""
    if stated.kind == "date" or dimension(stated) in _UNKEPT:
        return False
    return stated.unit == given.unit or stated.value == given.value
