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


def evidence(block: Block, row: int, matches: Matches, candidate: Candidate) -> Evidence:
    """Return what the candidate holds of one row's fact, looked for in its best unit."""
    held = block.held[row]
    terms = block.readings[row].terms
    best: dict[int, tuple[float, int]] = {}
    unit = int(matches.best[row])
    wanted = frozenset(held)
    for word, links in matches.hits.get(unit, ()):
        for term, credit in links:
            if term in wanted and credit >= SHOWN and credit > best.get(term, (0.0, 0))[0]:
                best[term] = (credit, word)
    analysis = candidate.analysis
    words = [word for _, word in best.values()]
    found = tuple(
        (term.surface, analysis.words[best[t][1]])
        for t, term in zip(held, terms, strict=True)
        if t in best
    )
    lost = tuple(
        term.surface
        for t, term in zip(held, terms, strict=True)
        if t not in best and matches.credit[t] < SHOWN
    )
    if not words:
        return Evidence(None, None, found, lost)
    return Evidence(analysis.starts[min(words)], analysis.ends[max(words)], found, lost)


def reason(shown: Evidence, covered: bool, jumbled: bool) -> str:
    """Return one short sentence for a verdict.

    >>> shown = Evidence(0, 9, (("courier", "couriers"), ("killed", "died")), ("41",))
    >>> reason(shown, covered=True, jumbled=False)
    'states "couriers"; "died" matches "killed"; no mention of "41"'
    >>> reason(shown, covered=False, jumbled=False)
    'no mention of "41"; it has "couriers", "died"'
    """
    same = [there for here, there in shown.found if _one_word(here, there)]
    other = [(here, there) for here, there in shown.found if not _one_word(here, there)]
    if covered:
        parts = [f"states {_list(same)}"] if same else []
        parts += [f"{_quoted(there)} matches {_quoted(here)}" for here, there in other[:2]]
        if shown.lost:
            parts.append(f"no mention of {_list(shown.lost)}")
        return "; ".join(parts)
    has = [there for _, there in shown.found]
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
    a, b = here.casefold(), there.casefold()
    return a.startswith(b[:4]) or b.startswith(a[:4])


def _quoted(word: str) -> str:
    return f'"{word[:_LONGEST]}"'


def _list(words: list[str] | tuple[str, ...]) -> str:
    shown = ", ".join(_quoted(word) for word in words[:_LISTED])
    return shown + (f" and {len(words) - _LISTED} more" if len(words) > _LISTED else "")
