"""Words that say whether an event is still to come or over: ahead of it, after it, it over."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import Analysis
from factcov.text.voices import prepositions

_REACH = 4  # words from a preposition to the event
_WORDS = 3  # content words of its name
_BEHIND = 3  # words from the event to what follows it: "the Games are over"


class Phase(msgspec.Struct, frozen=True):
    """An event's name as word indexes, the words that place it, and whether it is to come."""

    event: tuple[int, ...]
    first: int
    last: int
    ahead: bool


@cache
def _markers(code: str) -> tuple[dict[str, bool], dict[str, bool]]:
    tables = tomllib.loads((files("factcov.text") / "phases.toml").read_text("utf-8"))
    table = {role: words.split() for role, words in tables.get(code, {}).items()}
    before, behind = (
        {word: ahead for role, ahead in (("ahead", True), ("over", False))
         for word in table.get(role + end, ())}
        for end in ("", "_behind")
    )  # fmt: skip
    return before, behind


def phases(analysis: Analysis) -> Iterator[Phase]:
    """Yield the events that a text places before or after what it tells, in order.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("With the summer fair over, they rest before the harvest.", "en")
    >>> [([a.words[i] for i in p.event], p.ahead) for p in phases(a)]
    [(['summer', 'fair'], False), (['harvest'], True)]
    """
    before, behind = _markers(analysis.language)
    folded = analysis.folded
    for i, word in enumerate(folded):
        if word in behind and _closes(i, analysis):
            event = _event_before(i, analysis)
            if event:
                yield Phase(event, event[0], i + 1, behind[word])
                continue
        for length in (1, 2):
            ahead = before.get("_".join(folded[i : i + length]))
            if ahead is None:
                continue
            event = _event_after(i + length, analysis)
            if event:
                yield Phase(event, i, event[-1] + 1, ahead)
            break


def _closes(i: int, analysis: Analysis) -> bool:
    """Return whether a clause ends with word i: "the Games over", not "over the Games"."""
    if i + 1 == len(analysis.words) or analysis.sentences[i + 1] != analysis.sentences[i]:
        return True
    gap = analysis.text[analysis.ends[i] : analysis.starts[i + 1]]
    return any(mark in gap for mark in ",;:)")


def _event_before(i: int, analysis: Analysis) -> tuple[int, ...]:
    found: list[int] = []
    for j in range(i - 1, max(-1, i - 1 - _BEHIND - _WORDS), -1):
        within = analysis.content[j] or analysis.folded[j] in prepositions().of
        if _mark(j + 1, analysis) or (found and not within):
            break
        if analysis.content[j]:
            found.append(j)
        elif i - j > _BEHIND:
            break
    return tuple(reversed(found[:_WORDS]))


def _event_after(k: int, analysis: Analysis) -> tuple[int, ...]:
    found: list[int] = []
    for j in range(k, min(len(analysis.words), k + _REACH + _WORDS)):
        if j > k and _mark(j, analysis):
            break
        if analysis.content[j]:
            found.append(j)
            if len(found) == _WORDS:
                break
        elif (found and analysis.folded[j] not in prepositions().of) or j - k >= _REACH:
            break
    return tuple(found)


def _mark(j: int, analysis: Analysis) -> bool:
    gap = analysis.text[analysis.ends[j - 1] : analysis.starts[j]]
    return (
        any(mark in gap for mark in ",;:().") or analysis.sentences[j] != analysis.sentences[j - 1]
    )
