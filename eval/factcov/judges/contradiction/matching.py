"""Which negation of one text is which of the other: over the same words, or in its place."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.answering import apart
from factcov.judges.contradiction.excuses import _one_clause
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.cues import has_clauses, moves, wanders
from factcov.text.negation import Negation, excepts
from factcov.text.synonyms import senses

_ELSEWHERE = 12  # words within which another negation may be the fact's
_DRIFT = 5  # words between a negation and the word it should govern
_APART = 0.25  # places in the two texts, as shares, that still answer each other


def answers_negation(a: Negation, b: Negation, pairs: Alignment, heads: bool) -> bool:
    """Return whether two negations govern the same: the first word, or any."""
    if pairs.pairs.get(a.at) == b.at:
        return True
    if undoes(a, b, pairs):
        return False
    if heads:
        return bool(a.governs and b.governs) and pairs.pairs.get(a.governs[0]) == b.governs[0]
    governed = set(b.governs)
    return any(pairs.pairs.get(i) in governed for i in a.governs)


def undoes(a: Negation, b: Negation, pairs: Alignment) -> bool:
    """Return whether one negation denies the word that is the other: forbidden, not forbidden."""
    return (a.lexical and pairs.pairs.get(a.at) in b.governs) or (
        b.lexical and pairs.back.get(b.at) in a.governs
    )


def stands_for(
    a: Negation, b: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment, alone: bool
) -> bool:
    """Return whether two negations over other words may be one all the same, by their places."""
    if undoes(a, b, pairs):
        return False
    told = pairs.counterpart and has_clauses(fact.analysis.language)
    if told and not (a.lexical or b.lexical) and apart(a.at, b.at, fact, candidate, pairs):
        return False
    heads = [pairs.back[j] for j in b.governs[:1] if j in pairs.back]
    if heads and not a.lexical and not b.lexical and abs(heads[0] - a.at) > _ELSEWHERE:
        return False  # what is negated here stands far from there, not negated
    if not b.lexical and in_another_clause(a, b, fact, candidate, pairs):
        return False
    if not pairs.counterpart:
        places = [pairs.pairs[i] for i in a.governs if i in pairs.pairs]
        if places:
            wandering = wanders(fact.analysis.language)
            return abs(places[0] - b.at) <= (_ELSEWHERE if wandering else _DRIFT)
    if alone and pairs.counterpart and moves(fact.analysis.language):
        return True
    reach = 1.6 if alone or not pairs.counterpart else 1
    return distance(a, b, fact, pairs) < _APART * reach


def same_cue(
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


def in_another_clause(
    a: Negation, b: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> bool:
    """Return whether all that a denies stands, undenied, in another clause than what b denies.

    "The guard slept" is not what "the guard did not sleep" says, whoever else did not.
    """
    places = [pairs.pairs[i] for i in a.governs if i in pairs.pairs]
    if not places or len(places) < len(a.governs) or any(j in pairs.back for j in b.governs):
        return False
    return bool(senses(fact.analysis.language)) and not _one_clause(b.at, places[0], candidate)


def distance(a: Negation, b: Negation, fact: Prepared, pairs: Alignment) -> float:
    """Return how far apart two negations stand in their texts, as a share of the texts (0 to 1)."""
    where = (b.at - pairs.first) / max(1, pairs.last - pairs.first)
    return abs(a.at / max(1, len(fact.keys)) - where)
