"""Which denials of two counterparts answer each other, or are answered by a word for one."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from factcov.judges.contradiction.alignment import Alignment, answers
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.denials import belies, nearly_denies, opens_clause, stands_for, stands_for_in_pair
from factcov.text.opposites import opposed

_CLAUSE = 16  # words either side of a denial that its clause may have
_SHARE = 0.5  # of a clause's counterparts, in the other's clause
_TOLD = 2  # counterparts by which it is known what a clause tells of
_TWICE = 9  # words between two denials that undo each other
_NEAR = 6  # words from its clause to a word that answers a denial

_Clause = range


def answered(
    stated: list[int], given: list[int], fact: Prepared, candidate: Prepared, pairs: Alignment
) -> tuple[frozenset[int], frozenset[int]]:
    """Return which denials of the fact, and which of the candidate, the other text answers.

    Those of one clause answer each other, whatever words they govern: "nothing points to it", "they
    do not indicate it". Two of one clause undo each other: "there is nobody who did not come". A
    word may stand for one: "it is a mystery".
    """
    if not answers(fact, candidate, pairs):
        return frozenset(), frozenset()
    left = sorted({*stated, *_by_words(fact, candidate, pairs.pairs)})
    right = sorted({*given, *_by_words(candidate, fact, pairs.back)})
    clauses = {i: _clause(i, fact) for i in left}, {j: _clause(j, candidate) for j in right}
    found: tuple[set[int], set[int]] = set(), set()
    matched: dict[int, int] = {}
    for i in left:
        j = next(
            (j for j in right if j not in found[1]
             and _correspond(clauses[0][i], clauses[1][j], pairs.pairs, pairs.back)
             and not _belied(i, fact, candidate) and not _belied(j, candidate, fact)),
            None,
        )  # fmt: skip
        if j is not None:
            matched[i] = j
            found[0].add(i)
            found[1].add(j)
    sides = (
        (left, found[0], fact, candidate, pairs.pairs, clauses[0]),
        (right, found[1], candidate, fact, pairs.back, clauses[1]),
    )
    for mine, done, here, there, paired, own in sides:
        _undo(mine, done, here)
        open_ = [i for i in mine if i not in done]
        words = (
            answering_words(there, here, pairs.back if here is fact else pairs.pairs)
            if open_
            else []
        )
        for i in open_:
            word = next((j for j in words if _in_place(own[i], j, i, here, there, paired)), None)
            if word is not None:
                words.remove(word)
                done.add(i)
    for i, j in matched.items():  # of two in a clause, one too many: "does not refuse"
        if any(k not in found[0] and k in clauses[0][i] for k in left) or any(
            k not in found[1] and k in clauses[1][j] for k in right
        ):
            found[0].discard(i)
            found[1].discard(j)
    return frozenset(found[0]), frozenset(found[1])


def apart(i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether the clauses of two denials tell of other things."""
    one, two = _clause(i, fact), _clause(j, candidate)
    here = [pairs.pairs[k] for k in one if k in pairs.pairs]
    there = [k for k in two if k in pairs.back]
    enough = min(len(here), len(there)) >= _TOLD
    return enough and not any(k in two for k in here)


def _by_words(text: Prepared, other: Prepared, paired: dict[int, int]) -> list[int]:
    """Return the words that deny for certain and are no negations, nor in the other text."""
    negating = {n.at for n in text.negations if not n.lexical}
    theirs = other.denials[0]
    return [
        i
        for i in text.denials[0]
        if i not in negating and paired.get(i) not in theirs and text.keys[i] not in other.places
    ]


def _clause(i: int, text: Prepared) -> _Clause:
    """Return the words around word i, as far as a comma or a word that opens a clause."""
    analysis = text.analysis
    first, last = i, i + 1
    low, high = max(0, i - _CLAUSE), min(len(text.keys), i + _CLAUSE)
    while first > low and not _parted(first, text) and not opens_clause(analysis, first):
        first -= 1
    while last < high and not _parted(last, text) and not opens_clause(analysis, last):
        last += 1
    return range(first, last)


def _parted(j: int, text: Prepared) -> bool:
    """Return whether a comma or the like, or the end of a sentence, stands before word j."""
    gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]]
    return any(mark in gap for mark in ",;:.()!?")


def _correspond(one: _Clause, two: _Clause, pairs: dict[int, int], back: dict[int, int]) -> bool:
    """Return whether the words of two clauses are each other's counterparts, as far as they go."""
    here = [i for i in one if i in pairs] or _nearest(one, pairs)
    there = [j for j in two if j in back] or _nearest(two, back)
    if not here or not there:
        return False
    shared = max(sum([pairs[i] in two for i in here]), sum([back[j] in one for j in there]))
    return shared >= _SHARE * min(len(here), len(there)) or (
        len(here) == len(there) == 1 and pairs[here[0]] == there[0]
    )


def _nearest(clause: _Clause, paired: dict[int, int]) -> list[int]:
    """Return the word with a counterpart before a clause that has none."""
    return [i for i in range(clause[0] - 1, max(-1, clause[0] - 1 - _CLAUSE), -1) if i in paired][
        :1
    ]


def _belied(i: int, text: Prepared, other: Prepared) -> bool:
    """Return whether a denial says that something is over, and the other text that it is not."""
    return any(
        other.keys[j] not in text.places and belies(text.analysis, i, other.analysis, j)
        for j in other.denials[1]
    )


def _undo(mine: list[int], done: set[int], text: Prepared) -> None:
    """Add two denials of one clause, or of a clause and its relative clause, to those *done*."""
    for a, b in pairwise([i for i in mine if i not in done]):
        if (
            a not in done
            and b - a <= _TWICE
            and not any(_parted(k, text) for k in range(a + 1, b + 1))
            and not any(opens_clause(text.analysis, k, main=True) for k in range(a + 1, b))
        ):
            done.update((a, b))


def answering_words(text: Prepared, other: Prepared, paired: dict[int, int]) -> list[int]:
    """Return the words of a text that may stand for a denial and are not in the other text.

    One that has its opposite for a counterpart is none of the other text: remained, left.
    """
    code = text.analysis.language
    stems, theirs = text.analysis.stems, other.analysis.stems
    few = any(nearly_denies(other.analysis, i) for i in (*other.denials[0], *other.denials[1]))
    return [
        j
        for j in range(len(stems))
        if (j in text.negative or stands_for(text.analysis, j))
        and (j not in paired or opposed(stems[j], theirs[paired[j]], code))
        and (stems[j] not in theirs or _contrasts(j, text, other))
        and not (few and nearly_denies(text.analysis, j))
    ]


def _contrasts(j: int, text: Prepared, other: Prepared) -> bool:
    """Return whether word j denies with the next one, and the other text lacks it: instead of."""
    if not stands_for_in_pair(text.analysis, j):
        return False
    return all(pair != text.folded[j : j + 2] for pair in pairwise(other.folded))


def _in_place(
    clause: Iterable[int], j: int, i: int, here: Prepared, there: Prepared, paired: dict[int, int]
) -> bool:
    """Return whether word j of the other text stands where the clause of the denial i does."""
    if belies(here.analysis, i, there.analysis, j):
        return False
    places = [paired[k] for k in clause if k in paired]
    return not places or min(places) - _NEAR <= j <= max(places) + _NEAR
