"""Negations that stand on one side only."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from msgspec.structs import replace

from factcov.judges.contradiction.alignment import Alignment, comparable, context, slot
from factcov.judges.contradiction.answering import answered, apart
from factcov.judges.contradiction.balance import left_behind
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.analysis import stem
from factcov.text.cues import has_clauses, moves, wanders
from factcov.text.denials import belies, denies
from factcov.text.languages import language
from factcov.text.negation import (
    Negation,
    denies_being,
    excepts,
    limited,
    passed_over,
    says_little,
    says_none,
)
from factcov.text.opposites import Opposites, negative_prefix, opposed
from factcov.text.quantities import agree, dimension
from factcov.text.suppositions import (
    compares,
    coordinates,
    first_since,
    hypothetical,
    supposed,
    universal,
)
from factcov.text.synonyms import senses
from factcov.text.voices import voice

_FEW = 2  # content words of a fact that tell little by being there
_WITH = frozenset(["with"])
_OWN = frozenset(["own"])
_MARGIN = 4  # words from what both texts share, before a negation is of another matter
_TRACE = 0.08  # next to nothing, but no tie
_BESIDE = 4  # words from a word to what it negates
_IN_CLAUSE = 8  # the same, where a negation may stand far from what it denies
_NEAR = 0.3  # of the words around: then one word may stand for another
_ANSWERED = 0.4  # what another negation, or a word for one, may stand for
_REFUSED = 0.65
_MUCH_COVERED = 0.5  # of the fact
_HINT = 0.3  # too little for a verdict, enough to move a score
_NEARLY_ALL = 0.8  # of the fact: then its negation would be there too
_MUCH_SHARED = 0.6  # of both texts: then what stands in one place is one thing
_IN_PLACE = 0.7  # how well a word stands where another stood
_SHARED = 0.45  # of both texts, before a negation of other words counts
_ELSEWHERE = 12  # words within which another negation may be the fact's
_DRIFT = 5  # words between a negation and the word it should govern
_TWICE = 2  # denials: two undo each other
_APART = 0.25  # places in the two texts, as shares, that still answer each other


def polarity(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield a contradiction for each negation over a shared word that the other side lacks."""
    yield from _only(fact, candidate, pairs)
    if not pairs.counterpart:
        yield from _refused(fact, candidate, pairs)
    yield from _ceased(fact, candidate, pairs)
    stated = _held(fact.negations, candidate)
    given = _held(candidate.negations, fact, pairs.first, pairs.last)
    if not stated and not given:
        return
    for heads, alike in ((True, True), (True, False), (False, True), (False, False)):
        for negation in list(given):
            partner = next(
                (
                    n
                    for n in stated
                    if (n.lexical == negation.lexical or not alike)
                    and _answers(n, negation, pairs, heads)
                ),
                None,
            )
            if partner is not None:
                stated.remove(partner)
                given.remove(negation)
    for negation in list(given):
        partner = next((n for n in stated if _same_cue(n, negation, fact, candidate, pairs)), None)
        if partner is not None:
            stated.remove(partner)
            given.remove(negation)
    for negation in list(given):
        partner = next((n for n in stated if n.until or negation.until), None)
        if partner is not None:
            stated.remove(partner)
            given.remove(negation)
    for negation in list(given):
        partner = min(
            stated,
            key=lambda n: (n.lexical != negation.lexical, _apart(n, negation, fact, pairs)),
            default=None,
        )
        alone = len(stated) == len(given) == 1 or (
            partner is not None and partner.lexical == negation.lexical
            and _alike(partner, stated) == _alike(negation, given) == 1
        )  # fmt: skip
        if partner is not None and _stands_for(
            partner, negation, fact, candidate, pairs, alone=alone
        ):
            stated.remove(partner)
            given.remove(negation)
    if _twice_or_only(stated, given, fact, candidate):
        return
    lost, new = _answered(stated, given, fact, candidate, pairs)
    for negation in given:
        if negation.lexical or _opposite_inside(
            negation, candidate, fact, pairs.missing, pairs.back, table
        ):
            continue
        if _double(negation, candidate, fact, pairs.back, table) or _affix(
            negation, candidate, fact, pairs.back, table
        ):
            continue
        found = _extra(negation, fact, candidate, pairs)
        if found is not None and _explained(negation, candidate, fact, pairs, inside=True):
            found = replace(found, probability=_TRACE)
        elif found is not None and negation.at in new:
            found = replace(found, probability=min(found.probability, _ANSWERED))
        if found is not None:
            yield found
    for negation in stated:
        if negation.lexical or _opposite_inside(
            negation, fact, candidate, pairs.new, pairs.pairs, table
        ):
            continue
        if _double(negation, fact, candidate, pairs.pairs, table) or _affix(
            negation, fact, candidate, pairs.pairs, table
        ):
            continue
        found = _lost(negation, fact, candidate, pairs, table)
        if found is not None and _explained(negation, fact, candidate, pairs, inside=False):
            found = replace(found, probability=_TRACE)
        elif found is not None and negation.at in lost:
            found = replace(found, probability=min(found.probability, _ANSWERED))
        if found is not None:
            yield found


def _answered(
    stated: list[Negation],
    given: list[Negation],
    fact: Prepared,
    candidate: Prepared,
    pairs: Alignment,
) -> tuple[frozenset[int], frozenset[int]]:
    """Return the places of the negations that the other text answers in another way."""
    if not pairs.counterpart or not has_clauses(fact.analysis.language):
        return frozenset(), frozenset()
    sides = ((stated, fact.denials[0]), (given, candidate.denials[0]))
    sure = [
        [n.at for n in side if n.until or (n.at in denying and not n.lexical)]
        for side, denying in sides
    ]
    return answered(sure[0], sure[1], fact, candidate, pairs) if any(sure) else (frozenset(),) * 2


def _twice_or_only(
    stated: list[Negation], given: list[Negation], fact: Prepared, candidate: Prepared
) -> bool:
    """Return whether one text denies twice what the other says of one thing only, or of all.

    "Without a ticket you cannot enter": only with a ticket. "No day on which she did not call": she
    called every day.
    """
    for left, others, here, there in (
        (stated, given, fact, candidate), (given, stated, candidate, fact),
    ):  # fmt: skip
        plain = sum([not n.lexical for n in left])
        if plain == _TWICE and all(n.lexical for n in others) and (
            len(there.restrictions) > len(here.restrictions)
            or (universal(there.analysis) and not universal(here.analysis))
        ):  # fmt: skip
            return True
        if left and not others and len(there.restrictions) > len(here.restrictions):
            bound = any(excepts(here.analysis, i) for i in here.denials[0])
            return bound and len(here.denials[0]) - len(there.denials[0]) == 2
    return False


def _alike(one: Negation, found: list[Negation]) -> int:
    """Return how many negations are words that negate, or words that mean one, as *one* is."""
    return sum([n.lexical == one.lexical for n in found])


def _held(
    found: tuple[Negation, ...], other: Prepared, first: int = 0, last: int = sys.maxsize
) -> list[Negation]:
    """Return the negations of a region; "not until May" denies where both texts say until when."""
    until = any(n.until for n in found) and limited(other.analysis)
    inside = [n for n in found if first <= n.at < last and not n.again]
    return [replace(n, lexical=False) if n.until else n for n in inside if until or not n.until]


def uneven(fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether one of two texts denies more often, by negations or by words for them."""
    first, last = pairs.first, pairs.last
    stated = _implied(fact, pairs.pairs, 0, len(fact.keys))
    return stated != _implied(candidate, pairs.back, first, last)


def _implied(text: Prepared, paired: dict[int, int], first: int, last: int) -> int:
    negations = sum([first <= n.at < last for n in text.negations])
    return negations + sum([i not in paired for i in text.denying if first <= i < last])


def _explained(
    negation: Negation, here: Prepared, there: Prepared, pairs: Alignment, inside: bool
) -> bool:
    """Return whether a word of the other text can stand for a negation of this one.

    It has no counterpart; it stands beside the counterpart of what is negated ("advise against"
    for "do not recommend"), or in its place, where what is negated has none. A text with such a
    word of its own needs none from the other.
    """
    own, other = (pairs.back, pairs.pairs) if inside else (pairs.pairs, pairs.back)
    words = [
        i
        for i in there.implied
        if i not in other
        and (i in there.rank or there.keys[i] not in here.places)
        and not _of_one_verb(negation, i, here, there, own)
        and not belies(here.analysis, negation.at, there.analysis, i)
    ]
    loose = pairs.counterpart and wanders(here.analysis.language)
    mine = [j for j in here.implied if j in here.rank and j not in own and j not in here.negated]
    if loose:  # what it is said by has no counterpart
        mine = [j for j in mine if _one_clause(negation.at, j, here)]
    if len(mine) >= (len(words) if loose else 1):
        return False
    being = denies_being(here.analysis, negation.at)  # no ward any more: the ward closes
    head = negation.governs[0] if negation.governs else -1
    same = (  # the verb itself: it needs no other word to stand for its "not"
        head in own
        and here.keys[head] == there.keys[own[head]]
        and here.analysis.words[head][0].islower()
    )
    reach = _IN_CLAUSE if being or (loose and not same) else _BESIDE
    for j in negation.governs:
        if j in own and any(abs(own[j] - i) <= reach for i in words):
            return True
    if any(
        n.lexical
        and n.at in words
        and excepts(there.analysis, n.at)
        and any(i in other for i in n.governs)
        for n in there.negations
    ):
        return True  # all but the passwords
    if negation.governs and negation.governs[0] in own:
        return False
    if loose and own.keys().isdisjoint(negation.governs):
        return True
    at = negation.governs[0] if negation.governs else negation.at
    nearby = (
        context(i, at, there, here, pairs) if inside else context(at, i, here, there, pairs)
        for i in words
    )
    return any(near >= _NEAR for near in nearby)


def _of_one_verb(
    negation: Negation, i: int, here: Prepared, there: Prepared, own: dict[int, int]
) -> bool:
    """Return whether word i only tells whom the verb is aimed at, that both texts have: appeal
    against it, not appeal. "Vote against" does say what "not vote for" says.
    """
    words = voice(here.analysis.language)
    head = negation.governs[0] if negation.governs else -1
    other = own.get(head, -1)
    return (
        i not in there.rank and other == i - 1 and here.keys[head] == there.keys[other]
        and there.folded[i] in words.against_
        and there.analysis.stems[other] not in words.sides_with
    )  # fmt: skip


def _one_clause(a: int, b: int, text: Prepared) -> bool:
    """Return whether no comma or the like stands between two words."""
    first, last = sorted((a, b))
    between = text.analysis.text[text.analysis.ends[first] : text.analysis.starts[last]]
    return not any(mark in between for mark in ",;:.")


def _listed(j: int, candidate: Prepared) -> bool:
    """Return whether word j is one of several things that a negation covers: no jack and cards."""
    analysis = candidate.analysis
    for n in candidate.negations:
        if 0 < j - n.at <= _ELSEWHERE and n.governs and n.governs[-1] < j:
            between = analysis.text[analysis.ends[n.at] : analysis.starts[j]]
            if coordinates(analysis, n.at, j) and not any(mark in between for mark in ";:("):
                return True
    return False


def _only(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "only networks" for "not only networks", and the reverse."""
    stated = fact.restrictions
    given = [r for r in candidate.restrictions if pairs.first <= r[0] < pairs.last]
    if len(stated) == 1 and len(given) == 1 and stated[0][1] != given[0][1]:
        j = given[0][0]
        text = candidate.analysis
        yield Contradiction(
            0.7, text.starts[j], text.ends[j],
            f'"{text.words[j]}" {"is denied" if given[0][1] else "stands"} here, not in the fact',
            "negation",
        )  # fmt: skip


def _ceased(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "ont cessé" for "n'ont cessé", and the reverse."""
    told = {n.at: n for n in candidate.negations}
    for n in fact.negations:
        other = told.get(pairs.pairs.get(n.at, -1))
        if other is None or not (n.lexical and other.lexical):
            continue
        kept_on = [x.governs == (x.at,) for x in (n, other)]
        turned = n.at in fact.negated, other.at in candidate.negated
        if kept_on[0] != kept_on[1] and turned[0] == kept_on[0] and turned[1] == kept_on[1]:
            yield _said_without(other.at, fact.folded[n.at], candidate, _REFUSED)


def _refused(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "congratulated her" for "refused to congratulate her", in a text that says more.

    Whoever refuses stands in it too, and no word around that denies.
    """
    for n in fact.negations:
        deed = pairs.pairs.get(n.governs[0]) if n.lexical and n.governs else None
        if deed is None or n.at not in fact.denials[0] or n.at in pairs.pairs:
            continue
        if pairs.covered < _MUCH_COVERED or not any(i < n.at for i in pairs.pairs):
            continue
        denying = {*candidate.implied, *candidate.denials[0]}
        if not any(abs(k - deed) <= _ELSEWHERE for k in denying):
            yield _said_without(deed, fact.folded[n.at], candidate, _REFUSED)


def _answers(a: Negation, b: Negation, pairs: Alignment, heads: bool) -> bool:
    """Return whether two negations govern the same: the first word, or any."""
    if pairs.pairs.get(a.at) == b.at:
        return True
    if _undoes(a, b, pairs):
        return False
    if heads:
        return bool(a.governs and b.governs) and pairs.pairs.get(a.governs[0]) == b.governs[0]
    governed = set(b.governs)
    return any(pairs.pairs.get(i) in governed for i in a.governs)


def _undoes(a: Negation, b: Negation, pairs: Alignment) -> bool:
    """Return whether one negation denies the word that is the other: forbidden, not forbidden."""
    return (a.lexical and pairs.pairs.get(a.at) in b.governs) or (
        b.lexical and pairs.back.get(b.at) in a.governs
    )


def _stands_for(
    a: Negation, b: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment, alone: bool
) -> bool:
    """Return whether two negations over other words may be one all the same, by their places."""
    if _undoes(a, b, pairs):
        return False
    told = pairs.counterpart and has_clauses(fact.analysis.language)
    if told and not (a.lexical or b.lexical) and apart(a.at, b.at, fact, candidate, pairs):
        return False
    heads = [pairs.back[j] for j in b.governs[:1] if j in pairs.back]
    if heads and not a.lexical and not b.lexical and abs(heads[0] - a.at) > _ELSEWHERE:
        return False  # what is negated here stands far from there, not negated
    if not b.lexical and _in_another_clause(a, b, fact, candidate, pairs):
        return False
    if not pairs.counterpart:
        places = [pairs.pairs[i] for i in a.governs if i in pairs.pairs]
        if places:
            wandering = wanders(fact.analysis.language)
            return abs(places[0] - b.at) <= (_ELSEWHERE if wandering else _DRIFT)
    if alone and pairs.counterpart and moves(fact.analysis.language):
        return True
    reach = 1.6 if alone or not pairs.counterpart else 1
    return _apart(a, b, fact, pairs) < _APART * reach


def _same_cue(
    a: Negation, b: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether two negations by one word are of words that may say the same: sans le sou."""
    if not pairs.counterpart or fact.folded[a.at] != candidate.folded[b.at]:
        return False
    stems = fact.analysis.stems, candidate.analysis.stems
    told = [(i, pairs.pairs.get(i)) for i in a.governs] + [
        (pairs.back.get(j), j) for j in b.governs
    ]
    same = any(i is not None and j is not None and stems[0][i] == stems[1][j] for i, j in told)
    return not same and excepts(fact.analysis, a.at)


def _in_another_clause(
    a: Negation, b: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether all that a denies stands, undenied, in another clause than what b denies.

    "The guard slept" is not what "the guard did not sleep" says, whoever else did not.
    """
    places = [pairs.pairs[i] for i in a.governs if i in pairs.pairs]
    if not places or len(places) < len(a.governs) or any(j in pairs.back for j in b.governs):
        return False
    return bool(senses(fact.analysis.language)) and not _one_clause(b.at, places[0], candidate)


def _apart(a: Negation, b: Negation, fact: Prepared, pairs: Alignment) -> float:
    where = (b.at - pairs.first) / max(1, pairs.last - pairs.first)
    return abs(a.at / max(1, len(fact.keys)) - where)


def _opposite_inside(
    negation: Negation,
    here: Prepared,
    there: Prepared,
    unpaired: tuple[int, ...],
    paired: dict[int, int],
    table: Opposites,
) -> bool:
    """Return whether the other side says the governed word by its opposite: not high, low."""
    return any(
        opposed(here.analysis.stems[i], there.analysis.stems[j], table.code)
        for i in negation.governs
        if i not in paired and here.analysis.stems[i] not in table.agents
        for j in unpaired
    )


def _double(
    negation: Negation, text: Prepared, other: Prepared, paired: dict[int, int], table: Opposites
) -> bool:
    """Return whether the negated word is negative itself: "not uncommon", "not rule out"."""
    head = negation.governs[:1]
    if not head or head[0] in paired:
        return False
    return negative_prefix(text.folded[head[0]], table) or (
        not other.negations
        and (head[0] in text.implied or any(n.lexical and n.at == head[0] for n in text.negations))
    )


def _affix(
    negation: Negation, here: Prepared, there: Prepared, paired: dict[int, int], table: Opposites
) -> bool:
    """Return whether the other side negates the word by its affix: without use, useless."""
    head = negation.governs[0] if negation.governs else -1
    if head not in paired:
        return False
    plain, other = here.folded[head], there.folded[paired[head]]
    worn = other[:2] != plain[:2] or other.endswith(table.negative_suffixes)
    return worn and negative_prefix(other, table) and not negative_prefix(plain, table)


def _extra(
    negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Contradiction | None:
    governed = negation.governs
    if not governed:
        return None
    head = governed[0] in pairs.back
    if not head and not comparable(fact, candidate) and _beside_the_matter(negation, candidate):
        return None
    if fact.hypothetical and not fact.negations and says_none(candidate.analysis, negation.at):
        return None  # what would have been, if there had been any
    if left_behind(governed[0], candidate, fact):
        return None
    if _all_but(negation, fact, candidate):
        return None  # "two of three do not" for "only one of three does"
    if head and _listed(pairs.back[governed[0]], fact):
        return None
    if (
        not (pairs.counterpart and len(candidate.spans) == 1)
        and pairs.covered < _NEARLY_ALL
        and denies_being(candidate.analysis, negation.at)
    ):
        return None  # "no maternity ward from May on" for what the ward did before
    second = len(governed) > 1 and governed[1] in pairs.back
    reach = 2 if pairs.counterpart else 10
    before = any(j in pairs.back for j in range(max(0, negation.at - reach), negation.at))
    if hypothetical(candidate.analysis, negation.at) and not fact.hypothetical:
        return None  # "would not have come, had it rained" denies nothing
    if supposed(candidate.analysis, negation.at) and not fact.supposing:
        return None  # "if it is not passed by May" tells of nothing that happened
    if fact.superlative and (
        compares(candidate.analysis, negation.at) or _nobody_yet(negation, fact, candidate, pairs)
    ):
        return None  # "none since" for "the last"
    if first_since(fact.analysis, candidate.analysis, negation.at):
        return None
    number = negation.at + 1
    if _under(number + passed_over(candidate.analysis, number), fact, candidate):
        return None
    if head:
        probability = 0.9
    elif second and (
        _replaced(governed[0], fact, candidate, pairs)
        or (before and pairs.covered >= _NEARLY_ALL and len(fact.content) > _FEW)
    ):
        probability = 0.75 if pairs.counterpart else 0.6
    elif before and any(_same_amount_after(j, fact, candidate) for j in governed):
        probability = 0.7
    elif before and pairs.counterpart and pairs.shared >= _MUCH_SHARED:
        probability = 0.65
    elif (
        pairs.counterpart and pairs.shared >= _SHARED
        and (
            (len(candidate.spans) == 1 and not moves(fact.analysis.language))
            or min(pairs.back) < negation.at < max(pairs.back)
        )
    ):  # fmt: skip
        probability = 0.55
    elif pairs.counterpart:
        probability = _HINT
    else:
        return None
    return _finding(negation, governed[-1], candidate, probability, "negates")


def _beside_the_matter(negation: Negation, candidate: Prepared) -> bool:
    """Return whether a negation only adds how a thing was done: with no trouble, without a word."""
    if not voice(candidate.analysis.language).clausal:
        return False
    before = candidate.folded[max(0, negation.at - 1)]
    return excepts(candidate.analysis, negation.at) or before in _WITH


def _all_but(negation: Negation, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether an amount that the fact lacks is of those that are not, the fact's of "only".

    Two of three did not come: only one of three came.
    """
    if not fact.restrictions or candidate.restrictions:
        return False
    return any(
        given.last <= negation.at and not any(agree(given, q) for q in fact.quantities)
        for given in candidate.quantities
    )


def _nobody_yet(negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether a negation says for how long none was: none for nine years, the first in nine.

    Only where the word that it denies is not the fact's.
    """
    if any(j in pairs.back for j in negation.governs[:1]):
        return False
    return any(
        dimension(given) == "duration" and any(agree(given, q) for q in fact.quantities)
        for given in candidate.quantities
        if 0 < given.first - negation.at <= _ELSEWHERE
    )


def _same_amount_after(j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether an amount that the fact has follows word j: never sold for 30,000 euros."""
    return any(
        0 < given.first - j <= 2 and any(agree(stated, given) for stated in fact.quantities)
        for given in candidate.quantities
    )


def _under(j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether word j is of an amount that the fact is less than: not seven, under seven."""
    given = candidate.number_at.get(j)
    return given is not None and any(
        stated.modifier == "under" and stated.value == candidate.quantities[given].value
        for stated in fact.quantities
    )


def _replaced(j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether candidate word j may say, in other words, what the fact says there."""
    if pairs.shared >= _MUCH_SHARED:
        return True
    return any(slot(i, j, fact, candidate, pairs) >= _IN_PLACE for i in pairs.missing)


def _finding(
    negation: Negation, last: int, candidate: Prepared, probability: float, verb: str
) -> Contradiction:
    analysis = candidate.analysis
    first = min(negation.at, last)
    end = analysis.ends[max(negation.at, last)]
    said = analysis.text[analysis.starts[first] : end]
    return Contradiction(
        probability,
        analysis.starts[first],
        end,
        f'{verb} what the fact states: "{said}"',
        "negation",
    )


def _denied_anywhere(
    negation: Negation, fact: Prepared, candidate: Prepared, table: Opposites
) -> bool:
    """Return whether the candidate denies the word in another place: not known, unknown."""
    head = fact.keys[negation.governs[0]]
    if any(
        word.endswith(table.negative_suffixes) and word.startswith(head)
        for word in candidate.folded
    ):
        return True  # no children, childless
    if any(candidate.keys[j] == head for n in candidate.negations for j in n.governs[:1]):
        return True
    known = language(candidate.analysis.language)
    return any(
        key.startswith(prefix) and stem(key[len(prefix) :], known) == head
        for prefix in table.prefixes
        for key in candidate.places
    )


def _lost(
    negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Contradiction | None:
    if supposed(fact.analysis, negation.at) and not candidate.supposing:
        return None
    if compares(fact.analysis, negation.at) and candidate.superlative:
        return None
    if coordinates(fact.analysis, negation.at - 1, negation.at + 1) and candidate.negations:
        return None  # "nor" goes on with a negation that "or" may go on with
    if any(n.until for n in candidate.negations) and not limited(fact.analysis):
        return None  # "no rise until then"
    if _under(negation.at + 1, candidate, fact):
        return None
    positive = _without_not(negation, fact, candidate, pairs)
    same = any(i in pairs.pairs for i in negation.governs[:1])
    if positive is not None and pairs.shared >= (_SHARED if same else _MUCH_SHARED):
        return _said_without(positive, fact.folded[negation.at], candidate, 0.65)
    governed = [i for i in negation.governs if i in pairs.pairs]
    head = bool(governed) and governed[0] == negation.governs[0]
    if not governed or not (head or pairs.counterpart):
        return None
    if not head and (pairs.covered < 0.6 or pairs.shared < _MUCH_SHARED):
        probability = _HINT
    elif head:
        probability = 0.85 if len(governed) == len(negation.governs) else 0.7
    else:
        probability = 0.55
    light = says_little(fact.analysis, negation.governs[0])
    if head and pairs.covered < (_NEARLY_ALL if light else 0.6 if not pairs.counterpart else 0.0):
        return None
    j = pairs.pairs[governed[0]]
    if not pairs.counterpart and fact.analysis.stems[governed[0]] != candidate.analysis.stems[j]:
        probability = _HINT  # a champion, a championship
    if _denied_anywhere(negation, fact, candidate, table) or _listed(j, candidate):
        return None
    if _noun_for_verb(governed[0], j, fact, candidate, pairs):
        return None
    elsewhere = any(abs(n.at - j) <= _ELSEWHERE for n in candidate.negations)
    if elsewhere and not pairs.counterpart and pairs.covered < _NEARLY_ALL:
        return None
    return _said_without(j, fact.folded[negation.at], candidate, probability)


def _noun_for_verb(i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether the candidate has a noun where the fact has its verb: speeding, the speed.

    In a counterpart a noun may say what the verb says, but for one of the very form: a show.
    """
    resources = language(fact.analysis.language)
    opens = resources.determiners | resources.possessives | _OWN
    if candidate.folded[max(0, j - 1)] not in opens or (i and fact.folded[i - 1] in opens):
        return False
    compound = j + 1 in candidate.rank and fact.folded[i].endswith("ing")
    if fact.folded[i] == candidate.folded[j]:
        return fact.folded[i - 1] in voice(fact.analysis.language).have or denies(
            fact.analysis, i - 1
        )
    return compound or (not pairs.counterpart and fact.folded[i].endswith(("ing", "ed")))


def _said_without(j: int, word: str, candidate: Prepared, probability: float) -> Contradiction:
    analysis = candidate.analysis
    said = analysis.text[analysis.starts[j] : analysis.ends[j]]
    return Contradiction(
        probability, analysis.starts[j], analysis.ends[j],
        f'says "{said}" without the fact\'s "{word}"', "negation",
    )  # fmt: skip


def _without_not(
    negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> int | None:
    """Return the candidate's auxiliary without "not": "who would go" for "who would not go"."""
    i = negation.at - 1
    if i < 1 or i in fact.rank or (i - 1 not in pairs.pairs and i - 2 not in pairs.pairs):
        return None
    anchor = pairs.pairs.get(i - 1, pairs.pairs.get(i - 2, 0))
    for j in range(anchor + 1, min(anchor + 4, len(candidate.keys))):
        if j in candidate.rank:
            return None
        if candidate.keys[j] == fact.keys[i]:
            denied = any(j < n.at <= j + 3 for n in candidate.negations)
            return None if denied else j
    return None
