"""Which stretch of a candidate a fact is held against: a sentence, two, or part of one."""

from __future__ import annotations

import math
from collections import defaultdict

from factcov.judges.contradiction.prepared import Prepared
from factcov.text.quantities import dimension

_MOST = 0.7  # of the counterparts that a window must hold
_MARGIN = 14  # words on either side of it
SHORT = 1.5  # a region up to this many times the fact's length is read as its counterpart
SLACK = 3  # words


def region_of(
    fact: Prepared, candidate: Prepared, hits: list[tuple[int, tuple[int, ...]]]
) -> tuple[int, int]:
    """Return the words of the sentence that holds most of the fact, widened where it needs two."""
    spans = candidate.spans
    if len(spans) == 1:
        return spans[0]
    if len(fact.spans) > 1:
        return 0, len(candidate.keys)
    if len(candidate.keys) <= SHORT * len(fact.keys) + SLACK:
        return _whole_in(fact, candidate, hits) or (0, len(candidate.keys))
    sentences = candidate.analysis.sentences
    base, known = sentences[0], candidate.places
    found: defaultdict[int, set[int]] = defaultdict(set)
    for i, places in hits:
        for j in places:
            found[sentences[j] - base].add(i)
    weights = {sentence: float(len(words)) for sentence, words in found.items()}
    for i, keys in fact.contrary.items():
        if fact.keys[i] not in known and not known.keys().isdisjoint(keys):
            for key in keys & known.keys():  # its opposite marks the place too
                for j in known[key]:
                    weights[sentences[j] - base] = weights.get(sentences[j] - base, 0.0) + 0.5
    for stated in fact.quantities:
        for given in candidate.quantities:
            if stated.value == given.value and stated.kind == given.kind:
                place = sentences[given.first] - base
                weights[place] = weights.get(place, 0.0) + 1.0
    most = max(weights.values())
    best = min([sentence for sentence, weight in weights.items() if weight == most])
    first, last = spans[best]
    half = len(fact.content) / 2
    if len(found[best]) > half:
        return first, _told_on(best, found, fact, candidate)
    rivals = _rivals(fact, candidate)
    for other in (best - 1, best + 1):
        more = len(found.get(other, set()) - found[best])
        if (len(found[best]) < half and more >= 2) or (
            len(found[best]) <= half and found.get(other) and other in rivals
        ):
            first, last = min(first, spans[other][0]), max(last, spans[other][1])
    return first, last


def _whole_in(
    fact: Prepared, candidate: Prepared, hits: list[tuple[int, tuple[int, ...]]]
) -> tuple[int, int] | None:
    """Return the one sentence that holds every word of the fact: a "not" outside it is not its.

    None where a number of the fact may stand outside it.
    """
    if len(hits) < len(fact.content):
        return None
    sentences = candidate.analysis.sentences
    common = {sentences[j] for j in hits[0][1]}
    for _, places in hits[1:]:
        common.intersection_update([sentences[j] for j in places])
    if len(common) != 1:
        return None
    first, last = candidate.spans[common.pop() - sentences[0]]
    if fact.quantities and any(not first <= q.first < last for q in candidate.quantities):
        return None
    return first, last


def _told_on(best: int, found: dict[int, set[int]], fact: Prepared, candidate: Prepared) -> int:
    """Return the end of sentence *best*, or of the next one if that goes on to deny it.

    "He ordered by phone. It was not easy": a pronoun opens it, and it holds a word that the first
    one lacks of the fact, denied, or its opposite.
    """
    spans = candidate.spans
    if best + 1 >= len(spans):
        return spans[best][1]
    begin, end = spans[best + 1]
    if begin not in candidate.pronominal:
        return spans[best][1]
    lacking = [i for i in fact.content if i not in found[best]]
    said = set(candidate.keys[begin:end])
    denied = {candidate.keys[j] for j in candidate.negated if begin <= j < end}
    if any(
        fact.keys[i] in denied or (i in fact.contrary and not said.isdisjoint(fact.contrary[i]))
        for i in lacking
    ):
        return end
    return spans[best][1]


def _rivals(fact: Prepared, candidate: Prepared) -> set[int]:
    """Return the sentences with another measure, date or price than one that the fact states."""
    if not fact.quantities or not candidate.quantities:
        return set()
    base = candidate.analysis.sentences[0]
    return {
        candidate.analysis.sentences[given.first] - base
        for stated in fact.quantities
        if dimension(stated) != "count"
        for given in candidate.quantities
        if dimension(given) == dimension(stated) and given.value != stated.value
    }


def window(pairs: dict[int, int], first: int, last: int) -> tuple[int, int]:
    """Return the stretch that holds most of the counterparts, and a little on either side."""
    places = sorted([j for j in pairs.values() if first <= j < last])
    if not places:
        return first, last
    enough = max(1, math.ceil(_MOST * len(places)))
    begin = min(range(len(places) - enough + 1), key=lambda n: places[n + enough - 1] - places[n])
    low, high = places[begin], places[begin + enough - 1]
    while begin + enough < len(places) and places[begin + enough] - high <= _MARGIN:
        high = places[begin + enough]
        enough += 1
    return max(first, low - _MARGIN), min(last, high + _MARGIN + 1)
