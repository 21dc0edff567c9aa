"""Why a verdict: the words of the candidate that decided, and a sentence a person can check."""

from __future__ import annotations

import msgspec

from factcov.judges.lexical.block import Block
from factcov.judges.lexical.candidate import Candidate
from factcov.judges.lexical.features import Matches

SHOWN = 0.5
"""Least credit for which a word is shown as a match."""
_LISTED = 4
_LONGEST = 60  # characters of one quoted word


class Evidence(msgspec.Struct, frozen=True):
    """The window that decided (character offsets, None without one), matched and lost terms.

    ``found`` pairs each term's wording in the fact with its wording in the candidate.
    """

    start: int | None
    end: int | None
    found: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]


class Explainer:
    """Finds the evidence for the facts of a block in one candidate."""

    def __init__(self, block: Block, matches: Matches, candidate: Candidate) -> None:
        self._block, self._matches, self._candidate = block, matches, candidate
        self._credit = matches.credit.tolist()
        self._best = matches.best.tolist()
        self._units: dict[int, dict[int, tuple[float, int]]] = {}
        self._ends = {q.first: q.last - 1 for q in candidate.quantities}

    def evidence(self, row: int) -> Evidence:
        """Return what the candidate holds of one row's fact, looked for in its best unit."""
        unit = self._best[row]
        here = self._units.get(unit)
        if here is None:
            here = self._units[unit] = self._stated(unit)
        analysis = self._candidate.analysis
        text, starts, ends = analysis.text, analysis.starts, analysis.ends
        found, lost = [], []
        first, last = len(starts), -1
        terms = self._block.readings[row].terms
        for t, term in zip(self._block.held[row], terms, strict=True):
            if t in here:
                word = until = here[t][1]
                if term.quantity is not None:
                    until = self._ends.get(word, word)
                found.append((term.surface, text[starts[word] : ends[until]]))
                first = word if word < first else first
                last = until if until > last else last
            elif self._credit[t] < SHOWN:
                lost.append(term.surface)
        if last < 0:
            return Evidence(None, None, (), tuple(lost))
        return Evidence(starts[first], ends[last], tuple(found), tuple(lost))

    def _stated(self, unit: int) -> dict[int, tuple[float, int]]:
        """Return for each term that a unit states the credit and the word that states it best."""
        stated: dict[int, tuple[float, int]] = {}
        for word, links in self._matches.hits.get(unit, ()):
            for term, credit in links:
                if credit >= SHOWN and (term not in stated or credit > stated[term][0]):
                    stated[term] = (credit, word)
        return stated


def reason(shown: Evidence, covered: bool, jumbled: bool) -> str:
    """Return one short sentence for a verdict.

    >>> shown = Evidence(0, 9, (("courier", "couriers"), ("killed", "died")), ("41",))
    >>> reason(shown, covered=True, jumbled=False)
    'states "couriers"; "died" matches "killed"; no mention of "41"'
    >>> reason(shown, covered=False, jumbled=False)
    'no mention of "41"; it has "couriers", "died"'
    """
    found = list(dict(reversed([(there, here) for here, there in shown.found])).items())[::-1]
    if covered:
        same, other = [], []
        for there, here in found:
            if _one_word(here, there):
                same.append(there)
            else:
                other.append((here, there))
        parts = [f"states {_list(same)}"] if same else []
        parts += [f"{_quoted(there)} matches {_quoted(here)}" for here, there in other[:2]]
        if shown.lost:
            parts.append(f"no mention of {_list(shown.lost)}")
        return "; ".join(parts)
    has = [there for there, _ in found]
    if jumbled and has:
        return f"has {_list(has)}, but not in a sentence"
    if shown.lost:
        tail = f"; it has {_list(has)}" if has else ""
        return f"no mention of {_list(shown.lost)}{tail}"
    if has:
        return f"has {_list(has)}, but does not put it together"
    return "nothing of it in the text"


def _one_word(here: str, there: str) -> bool:
    """Return whether two wordings need no explaining: one is the start of the other."""
    if here == there:
        return True
    a, b = here.casefold(), there.casefold()
    return a.startswith(b[:4]) or b.startswith(a[:4])


def _quoted(word: str) -> str:
    return f'"{word[:_LONGEST]}"'


def _list(words: list[str] | tuple[str, ...]) -> str:
    shown = ", ".join([_quoted(word) for word in words[:_LISTED]])
    return shown + (f" and {len(words) - _LISTED} more" if len(words) > _LISTED else "")
