"""One name of a whole reference exchanged for another, in a text that tells it all again.

A statement cut from a reference may share too little with its part of a translation to be held
against it. The whole shows more: one name is lost, one is new, and all the others are there.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcov.judges.contradiction.elsewhere import as_long
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.naming import free_names, lost_names, one_name, replaces
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.names import Name, first_name
from factcov.text.quantities import agree

_TOLD = 0.12  # share of both texts, Dice: less is another matter
_HARDLY_TOLD = 0.2
_SURE = 0.7
_LEAST, _MOST = 0.3, 0.75


def renamed(
    found: Contradiction | None, fact: Prepared, facts: Sequence[Prepared], candidate: Prepared
) -> Contradiction | None:
    """Return *found*, or that the one name lost of the neighbours *facts* is one of this fact."""
    if found is not None and found.probability >= _MOST:
        return found
    if not facts or not fact.names or not candidate.names:
        return found
    if {f.analysis.language for f in facts} != {candidate.analysis.language}:
        return found
    lost = lost_names(fact, candidate)
    if len(lost) != 1 or not as_long(facts, candidate):
        return found
    if any(lost_names(other, candidate) for other in facts if other is not fact):
        return found
    name = lost[0]
    new = free_names(candidate, facts)
    if len(new) != 1 or one_name(name, new[0], fact, candidate):
        return found
    other = new[0]
    told = _told(facts, candidate)
    if told < _TOLD:
        return found
    chance = _LEAST + _SURE * told + _fit(name, other, fact, candidate)
    probability = min(_MOST, chance - 0.1 * (told < _HARDLY_TOLD))
    if found is not None and found.probability >= probability:
        return found
    return replaces(name, other, fact, candidate, probability)


def _told(facts: Sequence[Prepared], candidate: Prepared) -> float:
    """Return the share of both texts' words and amounts that the other has, too (Dice 1945)."""
    stated = {key for f in facts for _, key in f.content_keys}
    given = {key for _, key in candidate.content_keys}
    amounts = [q for f in facts for q in f.quantities]
    agreed = sum(any(agree(q, other) for other in amounts) for q in candidate.quantities)
    size = len(stated) + len(given) + len(amounts) + len(candidate.quantities)
    return 2 * (len(stated & given) + agreed) / max(1, size)


def _fit(name: Name, other: Name, fact: Prepared, candidate: Prepared) -> float:
    """Return how much more, or less, two names look like names of one kind of thing."""
    place, town = _place(name, fact), _place(other, candidate)
    person, man = first_name(name.words[0]), first_name(other.words[0])
    if (place and man) or (town and person):
        return -0.3
    return 0.15 * ((place and town) or (person and man)) - 0.1 * (place != town)


def _place(name: Name, text: Prepared) -> bool:
    return bool(text.places_of_names[text.name_at[name.first]])
