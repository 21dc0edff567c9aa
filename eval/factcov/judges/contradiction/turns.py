"""The fact's own amount, turned: 40 % less, less than a third, ten euros by the hour."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import resembles
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.opposites import opposites
from factcov.text.quantities import Quantity

_NEARLY = 0.85  # "less than" reaches further down than "nearly"


def turned(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared
) -> Contradiction | None:
    """Return "40 percent fewer" where the fact rose by 40 percent, and the reverse."""
    turns = {"% more": 1, "% less": -1}
    way = turns.get(given.unit, 0)
    if not way or stated.unit in turns or stated.unit == "% of":
        return None
    table = opposites(fact.analysis.language)
    stems = {fact.analysis.stems[i] for i in fact.content}
    trend = bool(stems & table.rising) - bool(stems & table.falling)
    if trend * way >= 0:
        return None
    end = candidate.analysis.ends[min(given.last, len(candidate.keys) - 1)]
    said = candidate.analysis.text[given.start : end]
    return Contradiction(
        0.8, given.start, end, f'says "{said}", the fact goes the other way', "direction"
    )


def other_side(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared
) -> Contradiction | None:
    """Return "less than a third" where the fact has "more than a third", and the reverse."""
    if {stated.modifier, given.modifier} != {"over", "under"} or stated.unit != given.unit:
        return None
    under = given if stated.modifier == "over" else stated
    if stated.value != given.value or under.low > under.value * _NEARLY:
        return None  # "nearly a third" may well be "just over a third"
    start = candidate.analysis.starts[max(0, given.first - 2)]  # the words that say so
    said = candidate.analysis.text[start : given.end]
    meant = fact.analysis.text[fact.analysis.starts[max(0, stated.first - 2)] : stated.end]
    reason = f'says "{said}" where the fact has "{meant}"'
    return Contradiction(0.7, start, given.end, reason, "number")


def per(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared
) -> Contradiction | None:
    """Return "10 euros an hour" where the fact has "10 euros per delivery"."""
    i, j = _rate(stated, fact), _rate(given, candidate)
    if i is None or j is None or resembles(fact.keys[i], candidate.keys[j]):
        return None
    if fact.keys[i] == candidate.keys[j] or fact.analysis.language != candidate.analysis.language:
        return None
    end = candidate.analysis.ends[j]
    said = candidate.analysis.text[given.start : end]
    reason = f'says "{said}" where the fact counts by "{fact.analysis.words[i]}"'
    return Contradiction(0.65, given.start, end, reason, "unit")


_PER = frozenset(
    ["per", "a", "an", "each", "every", "par", "pro", "je", "por", "al", "all'", "alla"]
)


def _rate(q: Quantity, text: Prepared) -> int | None:
    """Return the index of what a price or a speed is counted by: 10 euros per [delivery]."""
    j = q.last
    if q.kind not in ("money", "number") or not q.unit or j + 1 >= len(text.keys):
        return None
    counted = text.analysis.content[j + 1] and j + 1 not in text.number_at  # per 10 grams
    return j + 1 if text.folded[j] in _PER and counted else None
