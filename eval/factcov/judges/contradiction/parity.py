"""Two turns make one meaning: an opposite beside a negation that the other text lacks."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.denials import makes_exceptions
from factcov.text.opposites import Opposites, opposed

_NEAR = 6  # words from an opposite within which a negation turns it back
_IN_CLAUSE = 14  # the same, where no mark stands between them


def turned_back(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> bool:
    """Return whether the opposite words i and j are turned back by a negation on one side only.

    "He insists that he did nothing wrong" for "he denies that he did wrong"; where one of the two
    words is a negation itself, another one or other opposites do it: "nobody failed" for
    "everybody passed", "no money ever came" for "he never got money".
    """
    if _excepted(fact, candidate) or _excepted(candidate, fact):
        return True
    stated, given = _denials(i, fact), _denials(j, candidate)
    beside = (
        [k for k in stated if _beside(i, k, fact)], [k for k in given if _beside(j, k, candidate)]
    )  # fmt: skip
    itself = _denies(i, fact), _denies(j, candidate)
    if itself[0] != itself[1]:
        if not (len(beside[0]) + itself[0] - len(beside[1]) - itself[1]) % 2:
            return True
        others = [(a, b) for a in pairs.missing for b in pairs.new]
        return any(
            opposed(fact.analysis.stems[a], candidate.analysis.stems[b], table.code)
            for a, b in (*others, *pairs.pairs.items())
            if a != i and b != j and abs(a - i) <= _NEAR and abs(b - j) <= _NEAR
        )
    if not (len(stated) - len(given)) % 2 or not (len(beside[0]) - len(beside[1])) % 2:
        return False
    if len(stated) < len(given):
        return not any(k not in pairs.pairs and k != i for k in fact.implied)
    return not any(k not in pairs.back and k != j for k in candidate.implied)  # "it is free"


def _beside(i: int, k: int, text: Prepared) -> bool:
    """Return whether words i and k stand near each other, or in one clause."""
    if abs(k - i) <= _NEAR:
        return True
    first, last = min(i, k), max(i, k)
    between = text.analysis.text[text.analysis.ends[first] : text.analysis.starts[last]]
    return last - first <= _IN_CLAUSE and not any(mark in between for mark in ",;:.!?")


def _excepted(text: Prepared, other: Prepared) -> bool:
    """Return whether one text tells all but one thing, the other only that: open, closed only."""
    return bool(other.restrictions) and not text.restrictions and makes_exceptions(text.analysis)


def _denials(i: int, text: Prepared) -> list[int]:
    return [n.at for n in text.negations if n.at != i and not n.lexical]


def _denies(i: int, text: Prepared) -> bool:
    return any(n.at == i for n in text.negations)
