"""What a text may say in place of a negation: an opposite, a prefix, a word that implies one."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import Alignment, context
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.cues import wanders
from factcov.text.denials import belies
from factcov.text.negation import Negation, denies_being, excepts
from factcov.text.opposites import Opposites, negative_prefix, opposed
from factcov.text.voices import voice

_BESIDE = 4  # words from a word to what it negates
_IN_CLAUSE = 8  # the same, where a negation may stand far from what it denies
_NEAR = 0.3  # of the words around: then one word may stand for another


def explained(
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


def opposite_inside(
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


def double(
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


def affix(
    negation: Negation, here: Prepared, there: Prepared, paired: dict[int, int], table: Opposites
) -> bool:
    """Return whether the other side negates the word by its affix: without use, useless."""
    head = negation.governs[0] if negation.governs else -1
    if head not in paired:
        return False
    plain, other = here.folded[head], there.folded[paired[head]]
    worn = other[:2] != plain[:2] or other.endswith(table.negative_suffixes)
    return worn and negative_prefix(other, table) and not negative_prefix(plain, table)
