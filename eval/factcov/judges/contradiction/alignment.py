"""Which word of a candidate answers which word of a fact, in the stretch that fits best."""

from __future__ import annotations

import sys
from bisect import bisect_left
from functools import lru_cache

import msgspec

from factcov.judges.contradiction.prepared import Prepared
from factcov.judges.contradiction.region import SHORT, SLACK, region_of, window
from factcov.text.misspelling import misspelt
from factcov.text.quantities import agree
from factcov.text.unicode import plain

_NEAR = 4  # content words either side that tell a place
_UNKNOWN = 0.5  # weight of a neighbour without a counterpart
_REACH = 4  # how far apart two neighbours may have drifted
_IN_PLACE = 0.15  # of the words around, before two words of one sense are taken for each other
_SAID = 0.9  # chance that a new word in the place of another says the same
_SHOWN = 7  # letters of a word that still show it where the first one differs
_EDGE = -2  # no rank: there is no word
_SUBJECT = 2  # content words of a fact that may be its subject
_ELSEWHERE = 0.3  # of a place: a new word that stands somewhere else
_SHORTER = 0.5  # of a word that is left out: one by which a text is shorter
_LEAST = 0.42  # share of both texts that are each other's counterparts
_WHOLE = 2.5  # times the fact's length: a candidate that says little else
_NO_SENSE: frozenset[int] = frozenset()
_NO_KEYS: frozenset[str] = frozenset()
_LEAST_ANSWERED = 0.26  # the same, amounts counted, where a name or an amount answers


class Alignment(msgspec.Struct, frozen=True):
    """Pairs of content words, fact index to candidate index, inside the candidate's words
    ``first`` to ``last`` (exclusive); ``back`` is the inverse. ``covered`` is the share of the
    fact's content words that are paired, ``shared`` that of both sides together (Dice 1945);
    ``amounts`` is the number of the fact's quantities that the candidate has;
    ``counterpart`` says that the region is about as long as the fact and shares enough with it, as
    a translation's sentence does.
    """

    pairs: dict[int, int]
    back: dict[int, int]
    first: int
    last: int
    covered: float
    counterpart: bool
    shared: float
    amounts: int
    missing: tuple[int, ...]
    """Content words of the fact without a counterpart."""
    new: tuple[int, ...]
    """Content words of the region without a counterpart."""
    parallel: bool
    """Whether it is a counterpart, or as long and with enough of the fact's names and amounts: then
    names and amounts of the two sides answer each other, however else the rest is said."""
    length: int
    """Words of the sentence, or the two, that the region lies in."""


def align(fact: Prepared, candidate: Prepared) -> Alignment | None:
    """Return the alignment, None where too little of the fact is there to speak of one."""
    places_of = candidate.places
    hits = [(i, places_of[key]) for i, key in fact.content_keys if key in places_of]
    amounts = _in_common(fact, candidate)
    if len(hits) < 1 or 5 * (len(hits) + amounts) < len(fact.content):
        return None
    first, last = region_of(fact, candidate, hits)
    if amounts and last - first < len(candidate.keys):
        amounts = _in_common(fact, candidate, first, last)
    inside: list[tuple[int, tuple[int, ...]]] = []
    whole = last - first == len(candidate.keys)
    for i, places in () if whole else hits:
        if first <= places[0] and places[-1] < last:
            inside.append((i, places))
            continue
        kept = tuple([j for j in places if first <= j < last])
        if kept:
            inside.append((i, kept))
    pairs = _placed(hits if whole else inside, fact, candidate)
    back = {j: i for i, j in pairs.items()}
    missing = [i for i in fact.content if i not in pairs]
    region = _content(candidate, first, last)
    if missing:
        keys, strange = candidate.plain_keys, candidate.strange
        free = [(j, keys[j], keys[j][:1], len(keys[j]) >= _SHOWN) for j in region if j not in back]
        for i in missing:
            key, contrary = fact.plain_keys[i], fact.contrary.get(i, _NO_KEYS)
            first_letter, long_ = key[:1], len(key) >= _SHOWN
            for j, other, letter, also_long in free:
                if (
                    j not in back
                    and candidate.keys[j] not in contrary
                    and (
                        (
                            (letter == first_letter or (long_ and also_long))
                            and resembles(key, other)
                        )
                        or (j in strange and misspelt(fact.folded[i], candidate.folded[j]))
                    )
                ):
                    pairs[i], back[j] = j, i
                    break
        missing = [i for i in missing if i not in pairs]
    alike = last - first <= SHORT * len(fact.keys) + SLACK
    if missing and alike:
        missing = _synonyms(missing, fact, candidate, pairs, back, region)
    apart = _lost_name_words(fact, pairs, 0, len(fact.keys)) + _lost_name_words(
        candidate, back, first, last
    )
    shared = 2 * len(pairs) / max(1, len(fact.content) + len(region) - apart)
    length = last - first
    counterpart = alike and shared >= _LEAST
    parallel = counterpart or (alike and _answered(fact, candidate, pairs, amounts, region, apart))
    if not parallel:
        first, last = window(pairs, first, last)
        region = _content(candidate, first, last)
    return Alignment(
        pairs,
        back,
        first,
        last,
        len(pairs) / max(1, len(fact.content)),
        counterpart,
        shared,
        amounts,
        tuple(missing),
        tuple([j for j in region if j not in back]),
        parallel,
        length,
    )


def answers(fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether the whole candidate answers the fact, as a translated sentence does."""
    return pairs.parallel and len(candidate.keys) <= _WHOLE * len(fact.keys)


def _in_common(fact: Prepared, candidate: Prepared, first: int = 0, last: int = sys.maxsize) -> int:
    """Return how many of the fact's quantities stand among the words *first* to *last*."""
    given = [q for q in candidate.quantities if first <= q.first < last]
    return sum([any(agree(one, two) for two in given) for one in fact.quantities]) if given else 0


def _answered(
    fact: Prepared,
    candidate: Prepared,
    pairs: dict[int, int],
    amounts: int,
    region: tuple[int, ...],
    apart: int,
) -> bool:
    """Return whether enough is shared once names and amounts, that have no synonyms, count too."""
    names = len({fact.name_at[i] for i in pairs if i in fact.name_at})
    if not names and not amounts:
        return False
    words = len(fact.content) + len(region) - apart
    words += len(fact.quantities) + len(candidate.quantities)
    both = len(pairs) + amounts
    return 2 * both >= _LEAST_ANSWERED * words and (both > 2 or names + amounts > 1)


def _synonyms(
    missing: list[int],
    fact: Prepared,
    candidate: Prepared,
    pairs: dict[int, int],
    back: dict[int, int],
    region: tuple[int, ...],
) -> list[int]:
    """Pair *missing* words with words of one of their senses in their place; return the others."""
    given = candidate.sense_at
    free = [(j, given[j]) for j in region if j in given and j not in back]
    if not free:
        return missing
    left: list[int] = []
    opposed = _opposed(missing, fact, candidate, pairs, back, region)
    for i in missing:
        meant = fact.sense_at.get(i)
        if meant is None:
            left.append(i)
            continue
        best, place = -1, max(_IN_PLACE, opposed[0].get(i, 0.0))
        for j, other in free:
            if j not in back and not meant.isdisjoint(other):
                near = context(i, j, fact, candidate, pairs)
                if near > place and near >= opposed[1].get(j, 0.0):
                    best, place = j, near
        if best < 0:
            left.append(i)
        else:
            pairs[i], back[best] = best, i
    return left


def _opposed(
    missing: list[int],
    fact: Prepared,
    candidate: Prepared,
    pairs: dict[int, int],
    back: dict[int, int],
    region: tuple[int, ...],
) -> tuple[dict[int, float], dict[int, float]]:
    """Return how well each missing word's opposite, and each new word's, stands in its place.

    A word that also shares a sense with its opposite tells nothing: "left" is remained, or gone.
    """
    here: dict[int, float] = {}
    there: dict[int, float] = {}
    for i in missing:
        contrary = fact.contrary.get(i)
        if contrary is None:
            continue
        meant = fact.sense_at.get(i, _NO_SENSE)
        for j in region:
            if j in back or candidate.keys[j] not in contrary:
                continue
            if meant.isdisjoint(candidate.sense_at.get(j, _NO_SENSE)):
                near = context(i, j, fact, candidate, pairs)
                here[i] = max(here.get(i, 0.0), near)
                there[j] = max(there.get(j, 0.0), near)
    return here, there


def _content(text: Prepared, first: int, last: int) -> tuple[int, ...]:
    """Return the content words among words *first* to *last* (exclusive)."""
    return text.content[bisect_left(text.content, first) : bisect_left(text.content, last)]


def _lost_name_words(text: Prepared, paired: dict[int, int], first: int, last: int) -> int:
    """Return how many more words than names there are in names that the other text lacks.

    A name of four words that was exchanged is one difference, not four.
    """
    lost = 0
    for words, more in text.long_names:
        if first <= words[0] < last and paired.keys().isdisjoint(words):
            lost += more
    return lost


def _placed(
    hits: list[tuple[int, tuple[int, ...]]], fact: Prepared, candidate: Prepared
) -> dict[int, int]:
    """Choose one place for each word: words seen once first, the others beside their neighbours."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    open_: list[tuple[int, tuple[int, ...]]] = []
    stated, given = fact.analysis.stems, candidate.analysis.stems
    holder: dict[int, int] = {}
    for i, places in hits:
        if len(places) == 1:
            j = places[0]
            if j not in taken:
                taken.add(j)
            elif stated[i] == given[j] != stated[holder[j]]:
                del pairs[holder[j]]  # "told" for "told", not for "said"
            else:
                continue
            pairs[i], holder[j] = j, i
        elif len(places) > 1:
            open_.append((i, places))
    if not open_:
        return pairs
    groups: dict[str, list[int]] = {}
    for i, _ in open_:
        groups.setdefault(fact.keys[i], []).append(i)
    for i, places in open_:
        twins = groups[fact.keys[i]]
        if len(twins) == len(places) and i not in pairs:
            for one, place in zip(twins, places, strict=True):
                if place not in taken:
                    pairs[one] = place
                    taken.add(place)
        if i in pairs:
            continue
        free = [j for j in places if j not in taken]
        if not free:
            continue
        anchors = sorted(pairs, key=lambda a: abs(a - i))[:2]
        if anchors:
            choice = min(
                free, key=lambda j: (sum(abs((j - pairs[a]) - (i - a)) for a in anchors), j)
            )
        else:
            share = i / max(1, len(fact.keys))
            choice = min(free, key=lambda j: (abs(j / max(1, len(candidate.keys)) - share), j))
        pairs[i] = choice
        taken.add(choice)
    return pairs


@lru_cache(maxsize=100_000)
def resembles(a: str, b: str) -> bool:
    """Return whether two stems are one word but for a typo, an ending or a transliteration.

    >>> resembles("yanukovich", "yanukovych"), resembles("vell", "well"), resembles("heat", "beat")
    (True, False, False)
    >>> resembles("motorbik", "motorcyclist"), resembles("succeed", "success")
    (False, True)
    """
    a, b = plain(a), plain(b)
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    size = len(shorter)
    if size < 4:
        return False
    start = 0
    while start < size and a[start] == b[start]:
        start += 1
    if start >= 5 and start >= 0.7 * size:
        return True
    if start == size:
        return len(longer) - size <= 3
    if size < 5 or (start == 0 and size < _SHOWN):
        return False
    end = 0
    while end < size - start and a[-1 - end] == b[-1 - end]:
        end += 1
    if not start and end == size:
        return False  # professional, unprofessional
    left_a, left_b = a[start : len(a) - end], b[start : len(b) - end]
    if len(left_a) <= 1 and len(left_b) <= 1:
        return True
    if len(left_a) == len(left_b) == 2 and left_a == left_b[::-1]:
        return True
    return size >= 8 and len(left_a) <= 2 and len(left_b) <= 2


def slot(i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> float:
    """Return how well candidate word j stands where fact word i stood, 0 to 1.

    1 when the content words on both sides are each other's counterparts; words at the edge of the
    text count as half a neighbour.
    """
    a, b = fact.rank.get(i), candidate.rank.get(j)
    if a is None or b is None:
        return context(i, j, fact, candidate, pairs)
    return _between(_neighbours(a, fact, candidate, pairs), b, candidate)


def _neighbours(
    a: int, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> tuple[int | None, int | None]:
    """Return where the counterparts of the content words around fact's content word *a* rank.

    None where there is no counterpart; an edge of the fact ranks as that of the candidate.
    """
    content, paired, ranks = fact.content, pairs.pairs, candidate.rank
    before = ranks.get(paired.get(content[a - 1], -1)) if a else _EDGE
    after = ranks.get(paired.get(content[a + 1], -1)) if a + 1 < len(content) else _EDGE
    return before, after


def _between(around: tuple[int | None, int | None], b: int, candidate: Prepared) -> float:
    """Return how well the candidate's content word *b* stands between two ranks, 0 to 1."""
    score = 0.0
    for at, side, edge in ((around[0], -1, 0), (around[1], 1, len(candidate.content) - 1)):
        if at is None:
            continue
        if at == _EDGE:
            score += 0.5 if b == edge else 0.0
        elif at == b + side:
            score += 1.0
        elif abs(at - b) <= 1:
            score += 0.7  # "the steel door", "the door of steel"
        elif abs(at - b) == 2:
            score += 0.5
    return score / 2


def context(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment | dict[int, int]
) -> float:
    """Return the share of the content words around i whose counterparts stand around j."""
    known = pairs if isinstance(pairs, dict) else pairs.pairs
    good = total = 0.0
    a = _rank_near(fact, i)
    b = _rank_near(candidate, j)
    for x in range(max(0, a - _NEAR), min(len(fact.content), a + _NEAR + 1)):
        word = fact.content[x]
        if word == i:
            continue
        weight = 1.0 / max(1, abs(x - a)) ** 0.5
        partner = known.get(word)
        if partner is None:
            total += _UNKNOWN * weight
            continue
        total += weight
        if abs(_rank_near(candidate, partner) - b) <= _REACH:
            good += weight
    return good / total if total else 0.0


def _rank_near(text: Prepared, i: int) -> int:
    """Return the rank of word i, or of the content word just before it."""
    rank = text.rank.get(i)
    while rank is None and i > 0:
        i -= 1
        rank = text.rank.get(i)
    return rank or 0


def comparable(fact: Prepared, candidate: Prepared) -> bool:
    """Return whether a whole candidate is about as long as the fact."""
    return len(candidate.keys) <= SHORT * len(fact.keys) + SLACK


def displaced(candidate: Prepared, pairs: Alignment, start: int, end: int) -> int:
    """Return how many of the words in common stand in another order.

    Names, and what stands between the characters *start* and *end*, are not counted.
    """
    kept: list[int] = []  # the ends of the longest rising runs (Schensted 1961)
    count = 0
    for _, j in sorted(pairs.pairs.items()):
        if j not in candidate.name_at and not start <= candidate.analysis.starts[j] < end:
            count += 1
            place = bisect_left(kept, j)
            kept[place : place + 1] = [j]
    return count - len(kept)


def told_before(fact: Prepared, candidate: Prepared, pairs: Alignment) -> int:
    """Return how many words of the fact's subject a pronoun in the region stands for: 0 or 1.

    "He sold it" tells of the dealer whom the sentence before has named.
    """
    begin = next((a for a, b in candidate.spans if a <= pairs.first < b), 0)
    if not begin or pairs.counterpart or begin not in candidate.pronominal:
        return 0
    return int(
        any(
            i not in pairs.pairs and candidate.places.get(fact.keys[i], (begin,))[0] < begin
            for i in fact.content[:_SUBJECT]
        )
    )


def left_out(fact: Prepared, candidate: Prepared, pairs: Alignment) -> float:
    """Return the share of the fact's words that have no counterpart, less where a word is new.

    A word that is missing while a new one stands where it stood may be said in other words; where
    none does, it was left out. A new word stands for one that is missing, no more; one that stands
    elsewhere is half a reason to believe that. Only a counterpart shows what was left out: a longer
    text has it elsewhere. One that is shorter than the fact lacks something, whatever it is, and so
    does one whose grammar misses a word.
    """
    if pairs.length > SHORT * len(fact.keys) + SLACK:
        return 0.0
    free = list(pairs.new)
    empty = 0.0
    for i in pairs.missing:
        best, at = (_ELSEWHERE, free[0]) if free else (0.0, None)
        around = _neighbours(fact.rank[i], fact, candidate, pairs) if free else (None, None)
        for j in free if around != (None, None) else ():
            place = _SAID * _between(around, candidate.rank[j], candidate)
            if place > best:
                best, at = place, j
        if at is not None:
            free.remove(at)
        empty += 1.0 - best
    size = len(fact.keys)
    shorter = max(0.0, size - pairs.length) / size
    torn = max(0, candidate.gaps - fact.gaps) / size
    return min(1.0, empty / max(1, len(fact.content)) + _SHORTER * shorter + torn)
