"""Words whose opposite the candidate puts in their place."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment, context, slot
from factcov.judges.contradiction.answering import answering_words
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.parity import turned_back
from factcov.judges.contradiction.prepared import THAN, Prepared
from factcov.text.cues import has_clauses
from factcov.text.languages import language
from factcov.text.negation import excepts
from factcov.text.opposites import Opposites, opposed
from factcov.text.quantities import Quantity, agree
from factcov.text.voices import prepositions, voice

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
_TO_STANDARD = 14  # words from a comparative to its "than"
_TWO = 2  # denials that undo each other
_BESIDE = 4  # words either side within which a function word's neighbours stand


def opposition(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield a contradiction for each unmatched word of the fact whose opposite fills its slot."""
    if pairs.missing and pairs.new:
        yield from _content_words(fact, candidate, pairs, table)
    if pairs.new:
        yield from _held_elsewhere(fact, candidate, pairs)
    if fact.phrased and candidate.phrased:
        yield from _particles(fact, candidate, pairs, table)
    yield from _function_words(fact, candidate, pairs, table)
    if pairs.parallel:
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
        _, stem, denied, listed = fact.opposable[i]
        for j, other, other_denied, other_listed in given:
            # A word with a prefix ends as the word without it does.
            either = (listed and other_listed) or stem[-1:] == other[-1:]
            found = opposed(stem, other, code) if either else None
            if found is None and not pairs.counterpart:
                continue
            if denied != other_denied and not _denied_otherwise(i, j, fact, candidate, pairs):
                continue  # "not high" and "low" are one, and so are "less high" and "lower"
            if found is not None and _left(i, j, fact, candidate):
                continue
            if found is None:
                if j not in candidate.negative or i in fact.negative:
                    continue  # known, unfamiliar
                place = slot(i, j, fact, candidate, pairs)
                probability = 0.6 if place >= _SAME_SLOT else _WEAK
                yield _finding(i, j, probability, "antonym", fact, candidate)
                continue
            if found.cause == "direction" and _turned_after(i, j, fact, candidate, table):
                continue  # "less dangerous", "more harmless"
            if _until(i, fact, candidate) != _until(j, candidate, fact):
                continue  # closes at noon, open until noon
            if _only_with(i, j, fact, candidate):
                continue  # only with a ticket, impossible without
            if pairs.parallel and turned_back(i, j, fact, candidate, pairs, table):
                continue
            place = slot(i, j, fact, candidate, pairs)
            if place < 0.5 and _both_poles(i, fact, pairs, table):
                continue
            if _converse(i, j, fact, candidate, pairs, table):
                continue
            if place < 0.5 and (
                _answers_another(i, j, place, fact, candidate, pairs)
                or _on_its_side(i, j, fact, candidate, pairs, table)
            ):
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


def _left(i: int, j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether one word is a verb that takes the other, a noun, away: derailed, the rails."""
    a, b = fact.analysis.stems[i], candidate.analysis.stems[j]
    if a == b or not (a.endswith(b) or b.endswith(a)):
        return False
    text, at = (candidate, j) if len(b) < len(a) else (fact, i)
    verb = (fact.folded[i] if text is candidate else candidate.folded[j]).endswith(("ed", "ing"))
    last = at + 1 == len(text.keys) or at + 1 not in text.rank
    return (
        verb
        and last
        and text.folded[max(0, at - 1)] in language(text.analysis.language).determiners
    )


def _only_with(i: int, j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether one text says "only with", the other "not without"."""
    for here, there, k in ((fact, candidate, j), (candidate, fact, i)):
        if here.restrictions:
            sure = there.denials[0]
            if len(sure) == _TWO and k in sure:
                return any(excepts(there.analysis, n) for n in sure)
    return False


def _until(i: int, text: Prepared, other: Prepared) -> bool:
    """Return whether what follows word i, in its clause, is until a time that the other has too."""
    until = voice(text.analysis.language).until
    for k in range(i + 1, min(len(text.keys), i + 1 + _SUBJECT)):
        if _pause(k, text):
            return False
        if text.folded[k] in until:
            return any(
                0 <= given.first - k <= _BESIDE and any(agree(given, q) for q in other.quantities)
                for given in text.quantities
            )
    return False


def _particles(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield "went down" for "went up": the same verb with a particle that turns it."""
    for i, said in fact.phrased.items():
        j = pairs.pairs.get(i)
        other = candidate.phrased.get(j) if j is not None else None
        if j is None or other is None or other not in table.strong.get(said, frozenset()):
            continue
        if (i in fact.negated) == (j in candidate.negated):
            yield _finding(i, j, _TURNED, "direction", fact, candidate)


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
    here, there = _standard(i, fact), _standard(j, candidate)
    if here is not None and there is not None:
        return _compared(here, there, fact, candidate, pairs)
    if _from_first(i, j, fact, candidate, pairs):
        return True
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


def _from_first(i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether the giver stands first, after "from": from the bank the town had borrowed."""
    words = voice(candidate.analysis.language)
    stems = fact.analysis.stems[i], candidate.analysis.stems[j]
    givers, takers = words.gives, words.receives
    if not (stems[0] in givers and stems[1] in takers) and not (
        stems[0] in takers and stems[1] in givers
    ):
        return False
    text, own, at = (candidate, pairs.back, j) if stems[1] in takers else (fact, pairs.pairs, i)
    other = i if text is candidate else j
    return any(
        text.folded[k] in words.from_ - prepositions().of
        and any(own.get(m, other) < other for m in range(k + 1, min(at, k + 1 + _BESIDE)))
        for k in range(max(0, at - _TO_STANDARD), at)
    )


def _standard(i: int, text: Prepared) -> int | None:
    """Return the index of the word that opens what word i compares with: than last year."""
    ends = min(len(text.keys), i + 1 + _TO_STANDARD)
    return next((k for k in range(i + 1, ends) if text.folded[k] in THAN), None)


def _compared(here: int, there: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether what the fact compares with is what the candidate compares."""
    kept = crossed = 0
    for k in range(here + 1, min(len(fact.keys), here + 1 + _SUBJECT)):
        partner = pairs.pairs.get(k)
        if partner is not None:
            kept += partner > there
            crossed += partner < there
    return crossed > kept


def _answers_another(
    i: int, j: int, place: float, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether word j stands in the place of another missing word, far better than of i."""
    return any(
        k != i and slot(k, j, fact, candidate, pairs) >= place + _IN_PLACE for k in pairs.missing
    )


def _on_its_side(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> bool:
    """Return whether j stands for another missing word of its own side, or another new one for i.

    For "it broke out in May and ended in July": "started in May, lasted until July".
    """
    ours, theirs = fact.opposable, candidate.opposable
    like_i = table.together.get(ours[i][1], frozenset())
    like_j = table.together.get(theirs[j][1], frozenset())
    return any(
        k != i and k in ours and ours[k][1] in like_j and ours[k][1] not in like_i
        for k in pairs.missing
    ) or any(
        k != j and k in theirs and theirs[k][1] in like_i and theirs[k][1] not in like_j
        for k in pairs.new
    )


def _both_poles(i: int, fact: Prepared, pairs: Alignment, table: Opposites) -> bool:
    """Return whether the fact itself holds the word's opposite: the end of one, a start.

    One that the candidate has too, word for word, is not what the new word stands for.
    """
    others = table.strong.get(fact.analysis.stems[i], frozenset())
    return any(fact.analysis.stems[k] in others and k not in pairs.pairs for k in fact.content)


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
    if sum(word in way for word in fact.analysis.stems) > sum(
        word in way for word in candidate.analysis.stems
    ):
        return False  # both fell, and only one of them does
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
        if any(abs(n.at - i) == 1 for n in fact.negations):
            continue  # "with no interest" for "without", "not all" for "some"
        for step, head in enumerate(heads):
            partner = pairs.pairs.get(head)
            if partner is None:
                continue
            passed = pairs.new if key in table.sequence else ()
            j = _function_word_before(partner, key, candidate, table, passed)
            if j is not None and _only_with(i, j, fact, candidate):
                break
            if j is not None and candidate.keys[j] in fact.keys[i + 1 : head]:
                break  # "to protest against it": both stand there
            if j is not None and _turned_after(i, j, fact, candidate, table):
                break  # "less dangerous", "more harmless"
            if j is not None and (
                turned_back(i, j, fact, candidate, pairs, table)
                or _twice_for_only(i, j, fact, candidate)
            ):
                break  # "not without a ticket": only with one
            if j is not None:
                before = _told(i, fact, table), _told(j, candidate, table)
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


def _denied_otherwise(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether another word stands for the denial that one text lacks: against."""
    if not pairs.counterpart or not has_clauses(fact.analysis.language):
        return False
    if (
        i in fact.lessened
        or j in candidate.lessened
        or i in fact.negative
        or j in candidate.negative
    ):
        return False
    if i in fact.negated:
        words = answering_words(candidate, fact, pairs.back)
    else:
        words = answering_words(fact, candidate, pairs.pairs)
    itself = j if i in fact.negated else i
    return any(k != itself for k in words)


def _turned_after(i: int, j: int, fact: Prepared, candidate: Prepared, table: Opposites) -> bool:
    """Return whether the words right after two words are opposites too."""
    if i + 1 not in fact.rank or j + 1 not in candidate.rank:
        return False
    stems, others = fact.analysis.stems, candidate.analysis.stems
    return opposed(stems[i + 1], others[j + 1], table.code) is not None


def _twice_for_only(i: int, j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether one of two texts denies twice what the other says of one thing only."""
    return any(
        here.restrictions and any(n.at != k for n in there.negations) and k in there.denials[0]
        for here, there, k in ((candidate, fact, i), (fact, candidate, j))
    )


def _function_word_before(
    partner: int, key: str, candidate: Prepared, table: Opposites, passed: tuple[int, ...]
) -> int | None:
    """Return the opposite of the function word *key* that stands before *partner*, if any.

    One of the words *passed* may stand between: after touching the samples.
    """
    between = 0
    for j in range(partner - 1, max(-1, partner - 1 - _BESIDE), -1):
        word = candidate.analysis.stems[j]
        if j in passed and not between:
            between = j
            continue
        if j in candidate.rank or j in candidate.number_at or word == key:
            return None
        if word in table.strong[key]:
            return j
    return None


def _pause(j: int, text: Prepared) -> bool:
    """Return whether word j opens a clause: a comma or the like stands before it."""
    gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]]
    return j > 0 and gap.strip() != ""


def _told(i: int, text: Prepared, table: Opposites) -> int | None:
    """Return the content word before word i, adverbs of degree apart: [arrived] shortly before."""
    for k in range(i - 1, max(-1, i - 1 - _BESIDE), -1):
        if k in text.rank and text.folded[k] not in table.degree:
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
