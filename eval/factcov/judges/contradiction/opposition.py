"""Words whose opposite the candidate puts in their place."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment, context, slot
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.parity import turned_back
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.languages import language
from factcov.text.opposites import Opposites, opposed, polar
from factcov.text.quantities import Quantity, agree

_NONE: frozenset[str] = frozenset()
_HINT = 0.7  # opposites weaker than this are hints: they count in the very same slot only
_SAME_CLAUSE = 0.35  # of the words around it
_BY_CHANCE = 0.25  # how well a word stands in a place that is not its own
_ABOUT = 0.5  # of the words around it: they tell of the same
_HINTED = 0.3
_ONLY_DIRECTION = 0.6
_SAME_THING = 0.6  # share of the fact that is there when only its direction is turned
_NEARLY_ALL = 0.7  # of the fact: then its words may stand in quite another order
_SURE = 0.9  # opposites by a list, not by way of others
_WEAK = 0.2  # moves a score, makes no verdict
_IN_PLACE = 2.0
_SAME_SLOT = 0.85
_FRAME = 2  # words alike before two words, and they stand in one frame: "is very"
_IN_FRAME = 0.6
_TURNED = 0.65
_LEADING = frozenset(["in", "en", "de"])  # "dieci minuti in meno"
_GOODS = 0.5  # of a word that stays after "sold" and "bought": it may be what was sold
_SUBJECT = 6  # words from a verb to its subject and object
_BESIDE = 4  # words either side within which a function word's neighbours stand


def opposition(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield a contradiction for each unmatched word of the fact whose opposite fills its slot."""
    if pairs.missing and pairs.new:
        yield from _content_words(fact, candidate, pairs, table)
    if pairs.new:
        yield from _held_elsewhere(fact, candidate, pairs)
    yield from _function_words(fact, candidate, pairs, table)
    if pairs.counterpart:
        yield from _beside_amounts(fact, candidate, pairs, table)


def _beside_amounts(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield "from 3 May" for "until 3 May", "ten minutes more" for "ten minutes less"."""
    for stated in fact.quantities:
        same = [
            q
            for q in candidate.quantities
            if pairs.first <= q.first < pairs.last and q.value == stated.value and agree(stated, q)
        ]
        if len(same) != 1:
            continue
        for step in (-1, 1):
            i, j = _pointer(stated, step, fact), _pointer(same[0], step, candidate)
            if i is None or j is None:
                continue
            others = table.strong.get(fact.analysis.stems[i], frozenset())
            if candidate.analysis.stems[j] in others:
                yield _finding(i, j, _TURNED, "direction", fact, candidate)


def _pointer(amount: Quantity, step: int, text: Prepared) -> int | None:
    """Return the function word right before or after an amount, articles apart."""
    i = amount.first - 1 if step < 0 else amount.last
    resources = language(text.analysis.language)
    articles = resources.determiners | resources.possessives
    while 0 <= i < len(text.keys):
        gap = text.analysis.text[text.analysis.ends[i - 1] : text.analysis.starts[i]] if i else ""
        after = text.analysis.text[text.analysis.ends[i] : text.analysis.ends[i] + 1]
        if (gap if step > 0 else after).strip() or i in text.rank or i in text.number_at:
            return None
        if text.folded[i] not in (articles if step < 0 else _LEADING):
            return i
        i += step
    return None


def turned(fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites) -> bool:
    """Return whether a text lacks a word of the fact and holds its opposite, anywhere.

    More and less count as one pair of opposites, however they are said: above, fewer, grown.
    """
    stated, given = fact.stems, candidate.stems
    lost = {key for _, key, _ in fact.turning} | {fact.analysis.stems[i] for i in pairs.missing}
    lost -= given
    new = given - stated
    if any(not table.strong.get(word, _NONE).isdisjoint(new) for word in lost):
        return True
    return any(
        not here.isdisjoint(lost) and here.isdisjoint(given)
        and not there.isdisjoint(new) and there.isdisjoint(stated)
        for here, there in ((table.more, table.less), (table.less, table.more))
    )  # fmt: skip


def _content_words(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    words, code = candidate.opposable, table.code
    given = [words[j] for j in pairs.new if j in words]
    if not given:
        return
    for i in pairs.missing:
        if i not in fact.opposable:
            continue
        stem, denied = fact.analysis.stems[i], i in fact.negated
        listed = stem in polar(code)
        for j, other, other_denied, other_listed in given:
            # A word with a prefix ends as the word without it does.
            either = (listed and other_listed) or stem[-1:] == other[-1:]
            found = opposed(stem, other, code) if either else None
            if found is None and not pairs.counterpart:
                continue
            if denied != other_denied:
                continue  # "not high" and "low" are one
            if found is None:
                if j not in candidate.negative or i in fact.negative:
                    continue  # known, unfamiliar
                place = slot(i, j, fact, candidate, pairs)
                probability = 0.6 if place >= _SAME_SLOT else _WEAK
                yield _finding(i, j, probability, "antonym", fact, candidate)
                continue
            if pairs.parallel and turned_back(i, j, fact, candidate, pairs, table):
                continue
            place = slot(i, j, fact, candidate, pairs)
            if place < 0.5 and _both_poles(i, fact, table):
                continue
            if _converse(i, j, fact, candidate, pairs, table):
                continue
            if place < 0.5 and _answers_another(i, j, place, fact, candidate, pairs):
                continue
            agents = fact.analysis.stems[i] in table.agents
            if agents and place < 0.5 and not _beside_same_number(i, j, fact, candidate):
                continue  # a customer here, a dealer there: two people, no contradiction
            near = context(i, j, fact, candidate, pairs)
            if _beside_same_number(i, j, fact, candidate):
                place = min(1.0, place + 0.5)
            score = _score(found.strength, near, place, pairs)
            if found.cause == "direction" and _same_way(i, j, fact, candidate, pairs, table):
                continue  # one thing rises, another falls, in both texts
            if (
                found.cause == "direction"
                and (near >= _SAME_CLAUSE or pairs.covered >= _NEARLY_ALL)
                and _only_direction(i, j, fact, candidate, pairs, table)
            ):
                score = max(score, _ONLY_DIRECTION)
            if score > 0:
                yield _finding(i, j, score, found.cause, fact, candidate)


def _held_elsewhere(
    fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Iterator[Contradiction]:
    """Yield the opposite of a word that the candidate has too, but says of something else.

    For "it is very simple": "the reason is simple: it is very hard".
    """
    for i, keys in fact.contrary.items():
        at = pairs.pairs.get(i)
        if at is None or candidate.places.keys().isdisjoint(keys):
            continue
        if _alike_before(i, at, fact, candidate):
            continue
        denied = i in fact.negated
        for j in pairs.new:
            if (
                candidate.keys[j] in keys
                and denied == (j in candidate.negated)
                and _alike_before(i, j, fact, candidate) >= _FRAME
            ):
                yield _finding(i, j, _IN_FRAME, "antonym", fact, candidate)


def _alike_before(i: int, j: int, fact: Prepared, candidate: Prepared) -> int:
    """Return how many words, one by one, stand alike before words i and j."""
    count = 0
    while count < min(i, j, _FRAME) and fact.keys[i - 1 - count] == candidate.keys[j - 1 - count]:
        count += 1
    return count


def _converse(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> bool:
    """Return whether opposite words tell one thing from its two sides: A sold to B, B bought.

    What stood before the word stands after it, or what stood after it before, and less kept its
    side; what stays after it may be what was bought and sold.
    """
    if not {fact.analysis.stems[i], candidate.analysis.stems[j]} <= table.converse:
        return False
    before = after = crossed = people = 0
    for k in range(max(0, i - _SUBJECT), min(len(fact.keys), i + _SUBJECT + 1)):
        partner = pairs.pairs.get(k)
        if partner is None or k == i or partner == j:
            continue
        if (k < i) == (partner < j):
            before += k < i
            after += k > i
        else:
            crossed += 1
            people += k in fact.name_at or fact.analysis.stems[k] in table.agents
    return crossed > before + after or (people > 1 and crossed > before + _GOODS * after)


def _answers_another(
    i: int, j: int, place: float, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether word j stands in the place of another missing word, far better than of i."""
    return any(
        k != i and slot(k, j, fact, candidate, pairs) >= place + _IN_PLACE for k in pairs.missing
    )


def _both_poles(i: int, fact: Prepared, table: Opposites) -> bool:
    """Return whether the fact itself holds the word's opposite: the end of one, a start."""
    word = fact.analysis.stems[i]
    others = table.strong.get(word, frozenset())
    return any(fact.analysis.stems[k] in others for k in fact.content)


def _beside_same_number(i: int, j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether words i and j follow one and the same amount: 100 % winners, 100 % losers."""
    return any(
        0 <= i - stated.last <= 1 and 0 <= j - given.last <= 1 and agree(stated, given)
        for stated in fact.quantities
        for given in candidate.quantities
    )


def _same_way(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> bool:
    """Return whether the candidate lets something else go the way that the fact's word i goes."""
    stem = fact.analysis.stems[i]
    way = next((side for side in (table.rising, table.falling) if stem in side), None)
    if way is None:
        return False
    near = context(i, j, fact, candidate, pairs)
    return any(
        candidate.analysis.stems[k] in way and context(i, k, fact, candidate, pairs) >= near
        for k in candidate.content
        if pairs.first <= k < pairs.last and k != j
    )


def _only_direction(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> bool:
    """Return whether each side speaks of one rise or fall, and of the same thing otherwise."""
    if pairs.covered < _SAME_THING:
        return False
    trend = table.rising | table.falling
    here = [k for k in fact.content if fact.analysis.stems[k] in trend]
    there = [
        k
        for k in candidate.content
        if pairs.first <= k < pairs.last and candidate.analysis.stems[k] in trend
    ]
    return here == [i] and there == [j]


def _score(strength: float, near: float, place: float, pairs: Alignment) -> float:
    if strength < _HINT:
        if not pairs.counterpart:
            return 0.0
        sure = place >= _SAME_SLOT and near >= _ABOUT and pairs.covered >= 0.5
        return 0.6 if sure else _WEAK
    if place < _BY_CHANCE and near < _ABOUT:
        return _HINTED if pairs.counterpart else 0.0
    if strength < _SURE and place < 0.5:
        return _WEAK if pairs.counterpart else 0.0
    if pairs.counterpart:
        return 0.45 * strength + 0.25 * near + 0.3 * place
    return 0.3 * strength + 0.3 * near + 0.35 * place


def _function_words(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield "before" for "after", "less" for "more", where the word they belong to is the same."""
    for i, key, heads in fact.turning:
        if table.strong[key].isdisjoint(candidate.stems):
            continue
        if any(n.at == i + 1 for n in fact.negations):
            continue  # "with no interest" for "without"
        for step, head in enumerate(heads):
            partner = pairs.pairs.get(head)
            if partner is None:
                continue
            j = _function_word_before(partner, key, candidate, table)
            if j is not None and candidate.keys[j] in fact.keys[i + 1 : head]:
                break  # "to protest against it": both stand there
            if j is not None:
                before = _next(i, -1, fact), _next(j, -1, candidate)
                same = before[0] is not None and pairs.pairs.get(before[0]) == before[1]
                if step and not same and before[1] in pairs.new and not _pause(j, candidate):
                    break  # it belongs to another word: against her claim to, her bid for
                if same or (
                    key not in table.particles
                    and pairs.covered >= _SAME_THING
                    and (step or abs((partner - j) - (head - i)) <= 1)
                ):
                    yield _finding(i, j, 0.65 if same else 0.55, "antonym", fact, candidate)
                break


def _function_word_before(
    partner: int, key: str, candidate: Prepared, table: Opposites
) -> int | None:
    """Return the opposite of the function word *key* that stands before *partner*, if any."""
    for j in range(partner - 1, max(-1, partner - 1 - _BESIDE), -1):
        word = candidate.analysis.stems[j]
        if j in candidate.rank or j in candidate.number_at or word == key:
            return None
        if word in table.strong[key]:
            return j
    return None


def _pause(j: int, text: Prepared) -> bool:
    """Return whether word j opens a clause: a comma or the like stands before it."""
    gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]]
    return j > 0 and gap.strip() != ""


def _next(i: int, step: int, text: Prepared) -> int | None:
    for k in range(i + step, i + step * (_BESIDE + 1), step):
        if 0 <= k < len(text.keys) and k in text.rank:
            return k
    return None


def _finding(
    i: int, j: int, probability: float, cause: str, fact: Prepared, candidate: Prepared
) -> Contradiction:
    analysis = candidate.analysis
    said, meant = analysis.words[j], fact.analysis.words[i]
    return Contradiction(
        min(0.95, probability), analysis.starts[j], analysis.ends[j],
        f'says "{said}", the opposite of "{meant}"', cause,
    )  # fmt: skip
