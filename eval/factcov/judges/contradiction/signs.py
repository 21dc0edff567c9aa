"""What two texts of about one length show of a contradiction, as numbers, for the trust model."""

from __future__ import annotations

from collections.abc import Sequence

from factcov.judges.contradiction.alignment import Alignment, displaced
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.quantities import agree, dimension

RULES = (
    "amounts", "multiplied", "lone", "naming", "bodies", "renamed", "roles", "exchanges",
    "parties", "comparisons", "actors", "speakers", "polarity", "balance", "opposition", "timing",
    "genders", "courses", "deputies",
)  # fmt: skip
SIGNS = (
    *RULES, "antonym", "strongest", "weighed", "findings", "lost_amounts", "new_amounts",
    "exchanged_amounts", "lost_names", "exchanged_names", "exchanged_genders", "denials",
    "more_denials", "fewer_denials", "uneven", "turned", "covered", "shared", "parallel", "size",
    "missing", "new", "displaced", "longer",
)  # fmt: skip
"""The strongest finding of each rule, as the rule gives it; of opposites that tell no direction; of
all, and weighed by how much of the fact is there; then counts, 0 or 1, and shares of the fact."""
_MOST = 3  # more findings, amounts, names or denials than this tell no more
_LONG = 20  # words
_RENAMED, _STRONGEST, _WEIGHED = (SIGNS.index(s) for s in ("renamed", "strongest", "weighed"))

Signs = tuple[float, ...]
Found = Sequence[tuple[str, Contradiction]]
"""Findings, each with the name of its rule."""


def signs(
    found: Found,
    weighed: Sequence[Contradiction],
    fact: Prepared,
    candidate: Prepared,
    pairs: Alignment,
    doubts: tuple[bool, bool],
) -> Signs:
    """Return the values of ``SIGNS``, in order.

    *found* as the rules give it, *weighed* by how much of the fact is there; *doubts*: whether one
    side denies once more, and whether an opposite stands anywhere.
    """
    strongest = dict.fromkeys(RULES, 0.0)
    antonym = 0.0
    for rule, one in found:
        strongest[rule] = max(strongest[rule], one.probability)
        if one.cause == "antonym":
            antonym = max(antonym, one.probability)
    size = max(1, len(fact.content))
    denials = len(fact.denials[0]), len(candidate.denials[0])
    return (
        *strongest.values(),
        antonym,
        max(strongest.values()),
        max([one.probability for one in weighed], default=0.0),
        min(_MOST, len(found)),
        *_amounts(fact, candidate),
        *_names(fact, candidate, pairs),
        _genders(fact, candidate),
        min(_MOST, sum(denials)),
        min(_MOST, max(0, denials[1] - denials[0])),
        min(_MOST, max(0, denials[0] - denials[1])),
        *doubts,
        pairs.covered,
        pairs.shared,
        pairs.parallel,
        min(_LONG, size) / _LONG,
        len(pairs.missing) / size,
        min(2.0, len(pairs.new) / size),
        displaced(candidate, pairs, -1, -1) / max(1, len(pairs.pairs)),
        min(2.0, len(candidate.keys) / max(1, len(fact.keys))),
    )


def with_renamed(values: Signs, probability: float) -> Signs:
    """Return *values* with the finding of a rule that compares whole references."""
    more = list(values)
    for place in (_RENAMED, _STRONGEST, _WEIGHED):
        more[place] = max(more[place], probability)
    return tuple(more)


def _amounts(fact: Prepared, candidate: Prepared) -> tuple[float, float, float]:
    """Return how many amounts are lost, are new, and may have been exchanged for one another."""
    if not fact.quantities and not candidate.quantities:
        return 0.0, 0.0, 0.0
    given, stated = candidate.quantities[:_LONG], fact.quantities[:_LONG]
    lost = [q for q in stated if not any(agree(q, other) for other in given)]
    new = [q for q in given if not any(agree(other, q) for other in stated)]
    kinds = {dimension(q) for q in new}
    exchanged = sum(dimension(q) in kinds for q in lost)
    return min(_MOST, len(lost)), min(_MOST, len(new)), min(_MOST, exchanged)


def _names(fact: Prepared, candidate: Prepared, pairs: Alignment) -> tuple[float, float]:
    """Return how many names are lost, and how many of these may have been exchanged."""
    lost = sum(pairs.pairs.keys().isdisjoint(range(n.first, n.last)) for n in fact.names)
    new = sum(pairs.back.keys().isdisjoint(range(n.first, n.last)) for n in candidate.names)
    return min(_MOST, lost), min(_MOST, lost, new)


def _genders(fact: Prepared, candidate: Prepared) -> float:
    """Return how many words for one sex are gone while new ones for the other came."""
    more = {1: 0, 2: 0}
    for text, sign in ((candidate, 1), (fact, -1)):
        for _, gender in text.gendered:
            if gender in more:
                more[gender] += sign
    men, women = more.values()
    return min(_MOST, abs(men), abs(women)) if men * women < 0 else 0
