"""One denial more on one side, and no word on the other that could stand for it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Set
from typing import NamedTuple

from factcov.judges.contradiction.alignment import Alignment, answers
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.cues import has_clauses
from factcov.text.denials import (
    belies,
    bounded,
    denies,
    nearly_denies,
    of_all_or_none,
    without_those_alike,
)
from factcov.text.negation import excepts, limited, passed_over, says_none
from factcov.text.opposites import Opposites, opposed
from factcov.text.quantities import agree
from factcov.text.suppositions import supposed, unreal
from factcov.text.synonyms import senses
from factcov.text.voices import voice

_MOST = 8  # denials: of more, one too many tells nothing
_AROUND = 2  # content words either side of a denial that tell its place
_NEAR = 6  # words from that place within which a word may answer it
_FAR = 12  # the same, for a word that means a negation itself
_GOVERNED = 4  # words from a denial to one that it turns back
_FEW = 1  # words that the other text has of its own: none of them is likely to be a denial
_SOME = 4
_SHARED = 0.5
_SURE = 0.75
_LIKELY = 0.6
_RATHER = 0.55
_HINT = 0.35  # too little for a verdict, enough to move a score
_TWICE = 0.25


def balance(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield a contradiction where one of two counterparts denies once more than the other.

    Whatever is said of it: "refused to go" is "did not go", and no "went"; "failed to find" is
    "found no". A word that can stand for a denial in that place ("late", "the first") excuses it.
    """
    found = _surplus(fact, candidate, pairs)
    if found is None or found.answered:
        return
    lost, more = found.lost, found.more
    here, there = (fact, candidate) if lost else (candidate, fact)
    paired = pairs.pairs if lost else pairs.back
    own = [i for i in found.own if more[0] <= i <= more[-1] + _GOVERNED]
    heads = {n.governs[0] for n in here.negations if n.governs and n.at in more}
    back: Set[int] = heads.intersection(here.denials[1]).difference(paired)  # n'exclut pas
    if any(j in there.denials[1] for j in (pairs.new if lost else pairs.missing)):
        back = frozenset()  # excludes
    synonyms = bool(senses(table.code))
    theirs, ours = len(pairs.new), len(pairs.missing)
    unanswered = max(theirs, ours - theirs) if lost else max(ours, theirs - ours)
    if _of_all_or_none(more, here, there):
        probability = _SURE
    elif (
        back
        or any(0 < j - i <= _GOVERNED for i in more for j in own)
        or _opposites(fact, candidate, pairs, table)
    ):
        probability = _TWICE
    elif unanswered <= _FEW:
        probability = _SURE if synonyms else _LIKELY
    elif unanswered <= _SOME and pairs.shared >= _SHARED:
        probability = _LIKELY if synonyms else _RATHER
    else:
        probability = _HINT
    yield _finding(more, lost, probability, fact, candidate, pairs)


class _Surplus(NamedTuple):
    """The denials of the text that denies once more; whether the fact's were lost; and whether the
    other text has a word that may stand for one; and such words of its own.
    """

    more: list[int]
    lost: bool
    answered: bool
    own: list[int]


def _surplus(fact: Prepared, candidate: Prepared, pairs: Alignment) -> _Surplus | None:
    """Return what one of two counterparts denies once more than the other, None if even."""
    if not (pairs.counterpart and answers(fact, candidate, pairs)):
        return None
    stated = _standing(fact, candidate, pairs.pairs, 0, len(fact.keys))
    given = _standing(candidate, fact, pairs.back, pairs.first, pairs.last)
    if not (len(stated) - len(given)) % 2 or max(len(stated), len(given)) > _MOST:
        return None
    lost = len(stated) > len(given)
    here, there, paired = (fact, candidate, pairs.pairs) if lost else (candidate, fact, pairs.back)
    back = pairs.back if lost else pairs.pairs
    more = stated if lost else given
    whole = (pairs.first, pairs.last) if lost else (0, len(fact.keys))
    others = _perhaps(there, here, back, *whole)
    if any(nearly_denies(here.analysis, i) for i in here.denials[0]):
        others = [j for j in others if not nearly_denies(there.analysis, j)]
    ends = (0, len(fact.keys)) if lost else (pairs.first, pairs.last)
    own = _perhaps(here, there, paired, *ends)
    if own and others:
        one, two = here.analysis, there.analysis
        others, own = (
            without_those_alike(one, own, two, others),
            without_those_alike(two, others, one, own),
        )
    return _Surplus(more, lost, _answerable(more, others, here, there, paired), own)


def _of_all_or_none(more: list[int], here: Prepared, there: Prepared) -> bool:
    """Return whether a denial is of everybody, and the other text says everybody."""
    return len(more) == 1 and of_all_or_none(here.analysis, more[0], there.analysis)


def _standing(
    text: Prepared, other: Prepared, paired: dict[int, int], first: int, last: int
) -> list[int]:
    """Return the denials of a text, without the verbs for them that the other text has too.

    "Not until May" denies where the other text says until when.
    """
    english = has_clauses(text.analysis.language)
    until = [n.at for n in text.negations if n.until and english and limited(other.analysis)]
    quasi = any(nearly_denies(other.analysis, j) for j in other.denials[1])
    found = [
        i
        for i in text.denials[0]
        if first <= i < last
        and not _idle(i, text, other)
        and (denies(text.analysis, i) or not _answered(i, text, other, paired))
        and not (quasi and nearly_denies(text.analysis, i))
    ]
    return sorted({*found, *(i for i in until if first <= i < last)})


def _answered(i: int, text: Prepared, other: Prepared, paired: dict[int, int]) -> bool:
    """Return whether the other text has a denying verb too, or one that may deny in its sense."""
    j = paired.get(i)
    return j in other.denials[0] or j in other.implied


def _idle(i: int, text: Prepared, other: Prepared) -> bool:
    """Return whether what a word denies is only supposed, or an amount that is not reached."""
    if supposed(text.analysis, i) and not other.supposing:
        return True
    if unreal(text.analysis, i) and not other.hypothetical:
        return True
    if other.hypothetical and not other.negations and says_none(text.analysis, i):
        return True  # what would have been, if there had been any
    at = i + 1 + passed_over(text.analysis, i + 1)
    if any(left_behind(k, text, other) for k in range(at, at + _GOVERNED)):
        return True
    return any(q.modifier == "under" for q in other.quantities) and at in text.number_at


def left_behind(at: int, text: Prepared, other: Prepared) -> bool:
    """Return whether word *at* is of an amount from which the other starts: from 7 to 9."""
    given = text.number_at.get(at)
    if given is None:
        return False
    from_ = voice(other.analysis.language).from_
    return any(
        q.first > 0 and other.folded[q.first - 1] in from_ and agree(q, text.quantities[given])
        for q in other.quantities
    )


def _perhaps(
    text: Prepared, other: Prepared, paired: dict[int, int], first: int, last: int
) -> list[int]:
    """Return the words that may answer a denial, without those that the other text has too."""
    denying = {*other.denials[0], *other.denials[1]}
    found = [i for i in text.denials[0] if first <= i < last and _idle(i, text, other)]
    cues: list[int] = []
    for i in text.denials[1]:
        if not first <= i < last:
            continue
        if denies(text.analysis, i):
            cues.append(i)
        elif i in paired:
            if paired[i] not in denying and other.keys[paired[i]] != text.keys[i]:
                found.append(i)
        elif i in text.rank or len(other.places.get(text.keys[i], ())) < len(
            text.places[text.keys[i]]
        ):
            found.append(i)
    answered = sum([denies(other.analysis, i) for i in other.denials[1]])
    return found + cues[answered:]


def _answerable(
    more: list[int], others: list[int], here: Prepared, there: Prepared, paired: dict[int, int]
) -> bool:
    """Return whether one of the words *others* stands where the denials *more* would, as an answer.

    What may mean a denial itself may stand further off.
    """
    if not others:
        return False
    alone = all(excepts(here.analysis, i) for i in more)  # "only" is no "without"
    if alone or not (
        here.quantities or bounded(here.analysis) or not has_clauses(here.analysis.language)
    ):
        only = {i for i, _ in there.restrictions}
        others = [j for j in others if j not in only]
    implied = {*there.implied}
    around = sorted(paired)
    for i in more:
        k = bisect_left(around, i)
        places = [paired[x] for x in around[max(0, k - _AROUND) : k + _AROUND] if x != i]
        first, last = (min(places), max(places)) if places else (0, len(there.keys))
        for j in others:
            reach = _FAR if j in implied else _NEAR
            if first - reach <= j <= last + reach and not belies(
                here.analysis, i, there.analysis, j
            ):
                return True
    return False


def _opposites(fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites) -> bool:
    """Return whether a word of one text has its opposite in the other: not bad, good.

    A denial that has its opposite there is what makes the difference: banned, allowed.
    """
    stems, others = fact.analysis.stems, candidate.analysis.stems
    new = [j for j in pairs.new if j not in candidate.denials[0]]
    return any(
        opposed(stems[i], others[j], table.code)
        for i in pairs.missing
        if i not in fact.denials[0]
        for j in new
    )


def _finding(
    more: list[int],
    lost: bool,
    probability: float,
    fact: Prepared,
    candidate: Prepared,
    pairs: Alignment,
) -> Contradiction:
    text = candidate.analysis
    if not lost:
        j = more[0]
        reason = f'denies what the fact states: "{text.words[j]}"'
        return Contradiction(probability, text.starts[j], text.ends[j], reason, "negation")
    i = more[0]
    j = pairs.pairs[min(pairs.pairs, key=lambda k: (abs(k - i) + (k < i), k))]
    reason = f'says "{text.words[j]}" without the fact\'s "{fact.folded[i]}"'
    return Contradiction(probability, text.starts[j], text.ends[j], reason, "negation")
