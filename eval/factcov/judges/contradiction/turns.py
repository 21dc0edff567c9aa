"""The fact's own amount, turned: 40 % less, less than a third, ten euros by the hour."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import resembles
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.opposites import opposites
from factcov.text.quantities import Quantity
from factcov.text.voices import voice

_TURNS = {"% more": 1, "% less": -1}
_NONE: frozenset[int] = frozenset()
_NEARLY = 0.85  # "less than" reaches further down than "nearly"


def turned(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared
) -> Contradiction | None:
    """Return "40 percent fewer" where the fact rose by 40 percent, and the reverse."""
    if stated.unit in _TURNS or stated.unit == "% of":
        return None
    way = _TURNS.get(given.unit, 0) or _beside(given, candidate)
    if not way or (_beside(stated, fact) or _trend(fact)) * way >= 0:
        return None
    end = candidate.analysis.ends[min(given.last, len(candidate.keys) - 1)]
    said = candidate.analysis.text[given.start : end]
    return Contradiction(
        0.8, given.start, end, f'says "{said}", the fact goes the other way', "direction"
    )


def _trend(text: Prepared) -> int:
    """Return whether the words of a text tell of a rise (1) or a fall (-1)."""
    table = opposites(text.analysis.language)
    stems = {text.analysis.stems[i] for i in text.content}
    return bool(stems & table.rising) - bool(stems & table.falling)


def _beside(amount: Quantity, text: Prepared) -> int:
    """Return which way a share goes by the word beside it: 4 % up, down by 4 %."""
    if "%" not in amount.unit and amount.kind != "percent":
        return 0
    words = voice(text.analysis.language)
    near = {*text.folded[max(0, amount.first - 1) : amount.first]}
    near |= {*text.folded[amount.last : amount.last + 1]}
    return bool(near & words.upward) - bool(near & words.downward)


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
    if not fact.sense_at.get(i, _NONE).isdisjoint(candidate.sense_at.get(j, _NONE)):
        return None  # by the ride, per trip
    if {fact.folded[i], candidate.folded[j]} <= _DAILY:
        return None  # "five hours a night"
    if fact.keys[i] == candidate.keys[j] or fact.analysis.language != candidate.analysis.language:
        return None
    end = candidate.analysis.ends[j]
    said = candidate.analysis.text[given.start : end]
    reason = f'says "{said}" where the fact counts by "{fact.analysis.words[i]}"'
    return Contradiction(0.65, given.start, end, reason, "unit")


_DAILY = frozenset(
    ["day", "night", "jour", "nuit", "tag", "nacht", "día", "noche", "giorno", "notte"]
)
_ARTICLES = 2  # de l'heure, a la hora
_LEADING = frozenset(
    ["de", "à", "a", "l'", "la", "le", "el", "il", "al", "all'", "die", "der", "das", "am", "im"]
)
_PER = frozenset(
    ["per", "a", "an", "each", "every", "par", "pro", "je", "por", "al", "all'", "alla"]
)


def _rate(q: Quantity, text: Prepared) -> int | None:
    """Return the index of what a price or a speed is counted by: 10 euros per [delivery]."""
    j = q.last
    if q.kind not in ("money", "number") or not q.unit or j + 1 >= len(text.keys):
        return None
    rates = voice(text.analysis.language).rates
    for k in range(j + 1, min(j + 1 + _ARTICLES, len(text.keys))):
        if text.folded[k - 1] not in _LEADING:
            break
        if text.folded[k] in rates:
            return k
    counted = text.analysis.content[j + 1] and j + 1 not in text.number_at  # per 10 grams
    return j + 1 if text.folded[j] in _PER and counted else None
