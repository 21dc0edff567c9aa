"""Numbers, measures, dates and times that the candidate gives otherwise than the fact."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment, answers, context
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.measures import comparable, same
from factcov.judges.contradiction.prepared import Prepared
from factcov.judges.contradiction.turns import other_side, per, turned
from factcov.text.quantities import Quantity, agree, dimension
from factcov.text.quantity import sides
from factcov.text.synonyms import senses
from factcov.text.voices import voice

_SAME_EVENT = 0.6  # share of a fact
_ABOUT_ONE_THING = 0.5  # share of both texts
_TWO_ENDS = 0.75
_NEARLY_ALL = 0.7  # of the fact
_DOUBTFUL = 0.3
_WHOLE = 0.02  # how far two shares that make up the whole may miss it
_ALONE = 0.62  # one amount of its kind lost, one new
_OF = frozenset(["of", "de", "d'", "von", "di"])
_NUMBERINGS = ({"count", "ordinal"}, {"length", "ordinal"})  # the 12th kilometre, kilometre 12
_COUNTED = 3  # words after a number within which the thing counted stands


def amounts(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction for each quantity of the fact whose slot holds another value."""
    partners = _partners(fact.quantities, candidate.quantities, pairs)
    known = set(partners.values())
    whole = answers(fact, candidate, pairs)
    as_many = whole and len(fact.quantities) == len(candidate.quantities)
    new = [
        q
        for n, q in enumerate(candidate.quantities)
        if n not in known
        and pairs.first <= q.first < pairs.last
        and (as_many or not any(same(stated, q) for stated in fact.quantities))
    ]
    lost = [q for n, q in enumerate(fact.quantities) if n not in partners]
    if whole:
        yield from _sides(fact, candidate)
    for n, stated in enumerate(fact.quantities):
        if n in partners:
            given = candidate.quantities[partners[n]]
            for turn in (
                turned(stated, given, fact, candidate),
                per(stated, given, fact, candidate),
                other_side(stated, given, fact, candidate),
                _span_turned(n, partners, fact, candidate),
            ):
                if turn is not None:
                    yield turn
            swap = _swapped(n, fact, candidate, pairs)
            if swap is not None:
                yield swap
            continue
        end = _other_end(n, partners, fact, candidate)
        if end is not None:
            yield finding(stated, end, _TWO_ENDS, fact, candidate)
        if not new or (said_otherwise(stated, candidate) and not _in_name(stated, fact)):
            continue
        repeated = any(same(stated, q) for q in candidate.quantities)
        best: tuple[float, Quantity] | None = None
        for given in new:
            numbered = _numbered(stated, given, fact, candidate)
            if not (comparable(stated, given) or numbered) and not (
                dimension(stated) == "date:day" and _odd_day(given, candidate)
            ):
                continue
            if next_to(stated, given, fact, candidate) or (
                numbered and stated.value == given.value
            ):
                continue
            score = _evidence(stated, given, fact, candidate, pairs, numbered) - 0.1 * repeated
            if not repeated and _alone(stated, given, lost, new) and whole:
                score = max(score, _ALONE - 0.3 * _apart(stated, given, fact, candidate, pairs))
            if repeated and not pairs.parallel:
                continue
            if the_rest(stated, given, fact, candidate):
                score = min(score, _DOUBTFUL)
            if best is None or score > best[0]:
                best = score, given
        if best is not None and best[0] > 0:
            yield finding(stated, best[1], best[0], fact, candidate)


def _sides(fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    """Yield a side of a score that two numbers give otherwise: 3-1, three goals to two."""
    scores = [[q for q in text.quantities if q.kind == "score"] for text in (fact, candidate)]
    if bool(scores[0]) == bool(scores[1]):
        return
    told, apart = (fact, candidate) if scores[0] else (candidate, fact)
    counts = [q for q in apart.quantities if dimension(q) == "count"]
    for score in scores[0] or scores[1]:
        one, two = sides(score)
        held = {side for side in (one, two) if any(q.value == side for q in counts)}
        other = [q for q in counts if not any(same(q, s) for s in told.quantities)]
        if one != two and len(held) == 1 and len(other) == 1 and len(counts) > 1:
            stated, given = (score, other[0]) if told is fact else (other[0], score)
            yield finding(stated, given, _ALONE, fact, candidate)


def _odd_day(given: Quantity, text: Prepared) -> bool:
    """Return whether a bare number stands where a month has its day: April 44."""
    beside = {text.number_at.get(given.first - 1), text.number_at.get(given.last)} - {None}
    return (
        dimension(given) == "count"
        and given.value < 100
        and any(dimension(text.quantities[n]) == "date:month" for n in beside if n is not None)
    )


def _numbered(stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether both number one thing, after it or before: the 70th minute, minute 17."""
    if {dimension(stated), dimension(given)} not in _NUMBERINGS:
        return False
    texts = (fact, stated), (candidate, given)
    (one, first), (two, bare) = texts if dimension(given) != "ordinal" else texts[::-1]
    thing = first.last
    before = bare.first - 1
    if thing not in one.rank or before not in two.rank or one.keys[thing] != two.keys[before]:
        return False
    return bare.last not in two.rank or bare.last in two.name_at  # not "minute 17 players"


def next_to(stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether an amount is the fact's but for one, and a limit: through 10, before 11."""
    if abs(stated.value - given.value) != 1 or dimension(stated) != dimension(given):
        return False
    limits = voice(fact.analysis.language).limits
    here, there = _limit(stated, fact, limits), _limit(given, candidate, limits)
    return here != there


def _limit(amount: Quantity, text: Prepared, limits: frozenset[str]) -> str:
    words = text.folded[max(0, amount.first - _COUNTED) : amount.first]
    return next((word for word in reversed(words) if word in limits), "")


def _alone(stated: Quantity, given: Quantity, lost: list[Quantity], new: list[Quantity]) -> bool:
    """Return whether one amount of a kind is lost, and one of that kind is new."""
    kind = dimension(stated)
    return (
        kind == dimension(given)
        and kind != "ordinal"
        and sum([dimension(q) == kind for q in lost]) == 1
        and sum([dimension(q) == kind for q in new]) == 1
    )


def _apart(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether two bare numbers count things that both texts tell apart."""
    if dimension(stated) != "count":
        return False
    things = counted_things(stated, fact), counted_things(given, candidate)
    counted = {candidate.keys[j] for j in things[1]}
    same_thing = any(fact.keys[i] in counted for i in things[0])
    return not same_thing and _other_things(things, fact, candidate, pairs)


def _other_end(
    n: int, partners: dict[int, int], fact: Prepared, candidate: Prepared
) -> Quantity | None:
    """Return the amount beside the other end of "from A to B", where both texts have that end."""
    for k, step in ((n + 1, -1), (n - 1, 1)):
        if k not in partners or not _one_span(n, k, fact):
            continue
        m = partners[k] + step
        if not 0 <= m < len(candidate.quantities) or not _one_span(m, m - step, candidate):
            continue
        given = candidate.quantities[m]
        if dimension(given) == dimension(fact.quantities[n]) and m not in partners.values():
            return given
    return None


def _one_span(n: int, m: int, text: Prepared) -> bool:
    """Return whether two amounts stand a word apart, as the ends of a span do: noon to six."""
    low, high = sorted((n, m))
    return text.quantities[high].first - text.quantities[low].last == 1


def _partners(
    stated: tuple[Quantity, ...], given: tuple[Quantity, ...], pairs: Alignment
) -> dict[int, int]:
    """Pair equal amounts one to one: same unit and value first, outside the region only those."""
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for strict in (True, False):
        for n, one in enumerate(stated):
            if n in partners:
                continue
            for m, two in enumerate(given):
                if m in taken or (strict and (one.unit != two.unit or one.value != two.value)):
                    continue
                if (
                    not strict
                    and not pairs.first <= two.first < pairs.last
                    and (one.value != two.value)
                ):
                    continue
                if same(one, two):
                    partners[n] = m
                    taken.add(m)
                    break
    return partners


def finding(
    stated: Quantity, given: Quantity, probability: float, fact: Prepared, candidate: Prepared
) -> Contradiction:
    """Return the contradiction that *given* stands for *stated*: a number, a unit or a date."""
    end = given.end
    if given.unit in ("% more", "% less"):  # the word that turns it stands a little further on
        end = candidate.analysis.ends[min(given.last + 2, len(candidate.keys) - 1)]
    said = candidate.analysis.text[given.start : end]
    meant = fact.analysis.text[stated.start : stated.end]
    cause = "date" if stated.kind in ("date", "time") else "number"
    if cause == "number" and abs(stated.value - given.value) <= 1e-6 * abs(stated.value):
        cause = "unit"
    return Contradiction(
        probability, given.start, end, f'says "{said}" where the fact has "{meant}"', cause
    )


def said_otherwise(stated: Quantity, candidate: Prepared) -> bool:
    """Return whether words that count without a number say it: both, twice, a pair."""
    words = _COUNT_WORDS.get(stated.value)
    return (
        bool(words)
        and stated.kind in ("number", "fraction")
        and any(word in candidate.places for word in words or ())
    )


_COUNT_WORDS: dict[float, tuple[str, ...]] = {
    # Stems, English and French.
    0.0: ("no", "none", "zero", "goalless", "nil", "without", "aucun", "sans", "nul"),
    1.0: ("one", "singl", "a", "an", "onli", "sole", "onc", "un", "une", "seul", "uniqu"),
    2.0: ("both", "twice", "doubl", "pair", "coupl", "twin", "deux", "doubl", "pair", "tous"),
    3.0: ("tripl", "thrice", "trio"),
    12.0: ("dozen", "douzain"),
    0.5: ("half", "halv", "moiti", "demi"),
    100.0: ("all", "everi", "alway", "tous", "tout", "toujour"),
}


def _in_name(q: Quantity, text: Prepared) -> bool:
    """Return whether a number is part of a name: Mars-2."""
    analysis, before = text.analysis, q.first - 1
    return before in text.name_at and analysis.text[analysis.ends[before] : q.start] == "-"


def _counted(q: Quantity, text: Prepared) -> int | None:
    """Return the index of the thing counted: the first content word after the number."""
    for j in range(q.last, min(len(text.keys), q.last + _COUNTED)):
        if j in text.number_at:
            return None
        if j in text.rank:
            return j
    return None


def _other_names(fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether the region has names, and none of the fact's."""
    there = [n for n in candidate.names if pairs.first <= n.first < pairs.last and n.certain]
    shared = any(candidate.keys[j] in fact.places for n in there for j in range(n.first, n.last))
    return bool(there) and bool(fact.names) and not shared


def counted_things(q: Quantity, text: Prepared) -> set[int]:
    """Return the content words that follow a number closely: 41 [cybertrafficking] [cases]."""
    found: set[int] = set()
    for j in range(q.last, min(len(text.keys), q.last + _COUNTED + 1)):
        gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]]
        if j in text.number_at or any(mark in gap for mark in ",;:.("):
            break
        if j in text.rank:
            found.add(j)
    return found


def _other_things(
    things: tuple[set[int], set[int]], fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether two numbers count things that both texts tell apart: groups, officers.

    The thing that one side counts stands elsewhere in the other; or neither is known there, and
    the two texts have little else in common.
    """
    stated, given = things
    if not stated or not given:
        return False
    first, second = min(stated), min(given)
    if _uncounted(things, fact, candidate, pairs):
        return True
    if pairs.shared >= _ABOUT_ONE_THING:
        return False
    partner, owner = pairs.pairs.get(first), pairs.back.get(second)
    known = partner in given or owner in stated
    return not known and (
        partner is not None or owner is not None or not _any_paired(things, pairs)
    )


def _uncounted(
    things: tuple[set[int], set[int]], fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether the thing that the fact counts stands in the candidate without a number.

    Four groups of investigators: the groups have thirty officers.
    """
    stated, given = things
    partner = pairs.pairs.get(min(stated)) if stated and given else None
    if partner is None or partner in given or pairs.back.get(min(given)) is not None:
        return False
    if min(stated) - 1 not in fact.number_at:
        return False  # "number 17 was the only house"
    return not any(partner in counted_things(q, candidate) for q in candidate.quantities)


def _only_dates(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether each side has one date of its kind: then it is the date of the matter."""
    kind = dimension(stated)
    here = [q for q in fact.quantities if dimension(q) == kind]
    there = [
        q
        for q in candidate.quantities
        if dimension(q) == kind and pairs.first <= q.first < pairs.last
    ]
    return kind.startswith("date:") and here == [stated] and there == [given]


def _any_paired(things: tuple[set[int], set[int]], pairs: Alignment) -> bool:
    return any(i in pairs.pairs for i in things[0]) or any(j in pairs.back for j in things[1])


def _span_turned(
    n: int, partners: dict[int, int], fact: Prepared, candidate: Prepared
) -> Contradiction | None:
    """Return "from midnight to noon" where the fact has "from noon to midnight"."""
    if n + 1 not in partners or not _one_span(n, n + 1, fact):
        return None
    first, last = partners[n], partners[n + 1]
    times = fact.quantities[n].kind == fact.quantities[n + 1].kind == "time"
    if not times or first - last != 1 or not _one_span(first, last, candidate):
        return None
    return finding(fact.quantities[n], candidate.quantities[last], _TWO_ENDS, fact, candidate)


def _evidence(
    stated: Quantity,
    given: Quantity,
    fact: Prepared,
    candidate: Prepared,
    pairs: Alignment,
    numbered: bool,
) -> float:
    """Return the probability that *given* stands where *stated* should."""
    near = context(stated.first, given.first, fact, candidate, pairs)
    things = counted_things(stated, fact), counted_things(given, candidate)
    counted = {candidate.keys[j] for j in things[1]}
    same_thing = numbered or any(fact.keys[i] in counted for i in things[0])
    same_thing |= _measured(stated, given, fact, candidate, pairs)
    # "three months" for "three years": the number is the same, its unit was exchanged.
    same_unit = bool(stated.unit) and (stated.unit == given.unit or stated.value == given.value)
    same_unit |= stated.kind == given.kind == "fraction"
    if stated.kind == "ordinal" and not (same_thing or near >= 0.7):
        return 0.0
    if given.kind == "ordinal" and not _denied(stated, fact) and _denied(given, candidate):
        return 0.0  # "no second round" for "in the first round"
    if pairs.parallel:
        score = 0.6 + 0.25 * near + 0.2 * same_thing + 0.1 * same_unit
        if pairs.covered < 0.3:
            score -= 0.3
    else:
        score = 0.1 + 0.4 * near + 0.3 * same_thing + 0.25 * same_unit
        if not same_thing and {dimension(stated), dimension(given)} not in (
            {dimension(stated)}, {"time", "duration"},
        ):  # fmt: skip
            return 0.0
        if not same_thing and not same_unit:
            score = min(score, 0.45) - 0.15 * (near < 0.8)
        if pairs.covered >= _NEARLY_ALL and _only_dates(stated, given, fact, candidate, pairs):
            score = max(score, 0.6)
    if not same_thing and _other_things(things, fact, candidate, pairs):
        score -= 0.35 + 0.2 * _uncounted(things, fact, candidate, pairs)
    if pairs.covered < _SAME_EVENT and _other_names(fact, candidate, pairs):
        score -= 0.35  # perhaps another event
    if dimension(stated) != dimension(given):
        score -= 0.1 if pairs.parallel else 0.2
        if not senses(fact.analysis.language):  # two nouns that may well be counterparts
            score -= 0.25 * (_noun_after(stated, fact) or _noun_after(given, candidate))
    return min(0.98, score)


def the_rest(stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether each text gives the share of those whom the other leaves out."""
    return _make_up_whole(stated, given) and _turned_round(fact, candidate)


def _make_up_whole(stated: Quantity, given: Quantity) -> bool:
    """Return whether two shares make up the whole: 10 percent, nine out of ten."""
    if dimension(stated) != "share" or dimension(given) != "share":
        return False
    whole = sum(q.value / 100 if q.kind == "percent" else q.value for q in (stated, given))
    return abs(whole - 1) < _WHOLE


def _turned_round(fact: Prepared, candidate: Prepared) -> bool:
    """Return whether one text tells of those who do and the other of those who do not."""
    denied = [sum([not n.lexical for n in text.negations]) for text in (fact, candidate)]
    if (denied[0] - denied[1]) % 2:
        return True
    one, two = ({gender for _, gender in text.gendered} for text in (fact, candidate))
    return bool(one) and bool(two) and one.isdisjoint(two)


def _measured(
    stated: Quantity, given: Quantity, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether both bare numbers follow one noun: a depth of 5.6 metres, of 7.6."""
    if dimension(stated) != "count" or dimension(given) != "count" or stated.value == given.value:
        return False
    i, j = _just_before(stated, fact), _just_before(given, candidate)
    return i is not None and j is not None and pairs.pairs.get(i) == j and i not in fact.name_at


def _just_before(q: Quantity, text: Prepared) -> int | None:
    """Return the content word right before a number, "of" between them or not."""
    i = q.first - 1
    if i > 0 and text.folded[i] in _OF:
        i -= 1
    gap = text.analysis.text[text.analysis.ends[i] : q.start] if i >= 0 else ","
    return i if i in text.rank and not any(mark in gap for mark in ",;:.(") else None


def _denied(q: Quantity, text: Prepared) -> bool:
    return not text.negated.isdisjoint(range(q.first, q.last + 1))


def _noun_after(q: Quantity, text: Prepared) -> bool:
    """Return whether a bare number counts things right after it: six planes, not six (months)."""
    return dimension(q) == "count" and q.last in text.rank and q.last not in text.number_at


def _swapped(n: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> Contradiction | None:
    """Return the case of two numbers that changed places: 41 dead, 14 hurt; 14 dead, 41 hurt."""
    stated = fact.quantities[n]
    i = _counted(stated, fact)
    j = pairs.pairs.get(i) if i is not None else None
    if i is None or j is None or len(candidate.places[candidate.keys[j]]) > 1:
        return None
    for given in candidate.quantities:
        if _counted(given, candidate) != j or agree(stated, given):
            continue
        if dimension(given) != dimension(stated):
            continue
        for other in fact.quantities:
            k = _counted(other, fact)
            if other is stated or k is None or not agree(other, given):
                continue
            if any(
                agree(stated, q) and _counted(q, candidate) == pairs.pairs.get(k, -1)
                for q in candidate.quantities
            ):
                return finding(stated, given, 0.85, fact, candidate)
    return None
