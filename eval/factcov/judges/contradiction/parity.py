"""Two turns make one meaning: an opposite beside a negation that the other text lacks."""

from __future__ import annotations

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.opposites import Opposites, opposed

_NEAR = 6  # words from an opposite within which a negation turns it back


def turned_back(
    i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> bool:
    """Return whether the opposite words i and j are turned back by a negation on one side only.

    "He insists that he did nothing wrong" for "he denies that he did wrong"; where one of the two
    words is a negation itself, another one or other opposites do it: "nobody failed" for
    "everybody passed", "no money ever came" for "he never got money".
    """
    stated, given = _denials(i, fact), _denials(j, candidate)
    beside = [k for k in stated if abs(k - i) <= _NEAR], [k for k in given if abs(k - j) <= _NEAR]
    itself = _denies(i, fact), _denies(j, candidate)
    if itself[0] != itself[1]:
        return bool(beside[1] if itself[0] else beside[0]) or any(
            opposed(fact.analysis.stems[a], candidate.analysis.stems[b], table.code)
            for a in pairs.missing
            if a != i and abs(a - i) <= _NEAR
            for b in pairs.new
            if b != j and abs(b - j) <= _NEAR
        )
    if not (len(stated) - len(given)) % 2 or not (len(beside[0]) - len(beside[1])) % 2:
        return False
    if len(stated) < len(given):
        return not any(k not in pairs.pairs and k != i for k in fact.implied)
    return not any(k not in pairs.back and k != j for k in candidate.implied)  # "it is free"


def _denials(i: int, text: Prepared) -> list[int]:
    return [n.at for n in text.negations if n.at != i and not n.lexical]


def _denies(i: int, text: Prepared) -> bool:
    return any(n.at == i for n in text.negations)
