"""A clause or sentence less, a sentence more."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

import numpy as np

from factcov.stressing.passage import Change, Passage, pick, splice

_OPENING = '«“"(‘'
_LEAST = 3  # words of a clause that says something
_COMMA = re.compile(r",\s")


def sentence_bounds(passage: Passage) -> list[int]:
    """Return the character offsets at which sentences begin, and the end of the text.

    >>> from factcov.stressing.passage import read
    >>> sentence_bounds(read("He left. She stayed.", "en"))
    [0, 9, 20]
    """
    text, analysis = passage.text, passage.analysis
    bounds = [0]
    for i in range(1, len(analysis.words)):
        if analysis.sentences[i] == analysis.sentences[i - 1]:
            continue
        at = analysis.starts[i]
        while at > analysis.ends[i - 1] and (
            text[at - 1] in _OPENING or (text[at - 1].isspace() and text[at - 2] in _OPENING)
        ):
            at -= 1
        bounds.append(at)
    return [*bounds, len(text)]


def sentences(passage: Passage) -> list[str]:
    """Return the sentences of a passage, without the space around them."""
    bounds = sentence_bounds(passage)
    return [passage.text[a:b].strip() for a, b in pairwise(bounds) if passage.text[a:b].strip()]


def omission(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text without one of its sentences, or without a clause where it has only one.

    A clause stands between two commas, or between a comma and the final mark.

    >>> from factcov.stressing.passage import read
    >>> omission(read("He left. She stayed.", "en"), np.random.default_rng(0)).text
    'He left.'
    """
    bounds = sentence_bounds(passage)
    spans = list(pairwise(bounds))
    if len(spans) < 2:
        spans = _clauses(passage)
    span = pick(spans, rng)
    if span is None:
        return None
    start, end = span
    if end == len(passage.text):  # no space is left at the end
        start = len(passage.text[:start].rstrip())
    return splice(passage.text, start, end, "")


def addition(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with a sentence of another item after one of its own.

    >>> from factcov.stressing.passage import read
    >>> addition(read("He left.", "en", other_sentences=["It rained."]),
    ...          np.random.default_rng(0)).text
    'He left. It rained.'
    """
    new = pick([s for s in passage.other_sentences if s not in passage.text], rng)
    at = pick(sentence_bounds(passage)[1:], rng)
    if new is None or at is None or not passage.analysis.words:
        return None
    return splice(passage.text, at, at, f" {new}" if at == len(passage.text) else f"{new} ")


def _clauses(passage: Passage) -> list[tuple[int, int]]:
    text, starts = passage.text, passage.analysis.starts
    final = len(text.rstrip(' .!?…»”"'))
    marks = [m.start() for m in _COMMA.finditer(text)]
    found = []
    for a, b in pairwise([*marks, final]):
        inside = bisect_left(starts, b) - bisect_left(starts, a)
        if _LEAST <= inside <= len(starts) - _LEAST:
            found.append((a, b))
    return found
