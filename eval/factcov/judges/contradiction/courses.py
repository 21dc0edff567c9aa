"""A course from one amount to another, run the other way: from 7 to 18 % for from 18 to 7 %."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.quantities import Quantity
from factcov.text.voices import voice

_PROBABILITY = 0.8
_COVERED = 0.5  # of the fact
_OTHERS = ("date", "time", "score")  # "from noon to midnight" is a span


def courses(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield the candidate's courses between two amounts of the fact that begin where its end."""
    if pairs.covered < _COVERED:
        return
    stated = [(a.value, b.value) for a, b in _legs(fact)]
    for a, b in _legs(candidate) if stated else ():
        there, back = (a.value, b.value), (b.value, a.value)
        if back in stated and there not in stated and pairs.first <= a.first < pairs.last:
            said = candidate.analysis.text[a.start : b.end]
            reason = f'goes "{said}", the fact the other way'
            yield Contradiction(_PROBABILITY, a.start, b.end, reason, "direction")


def _legs(text: Prepared) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the two amounts of each "from A to B"."""
    words = voice(text.analysis.language)
    for a, b in pairwise(text.quantities):
        if a.kind in _OTHERS or b.kind in _OTHERS:
            continue
        between = text.folded[a.last : b.first]
        joined = len(between) == 1 and between[0] in words.to | words.goal | words.until
        if joined and a.first and text.folded[a.first - 1] in words.starts and a.value != b.value:
            yield a, b
