"""Which passages of a text a fact is held against.

Each sentence by itself, as SummaC does (Laban et al. 2022, "SummaC: Re-visiting NLI-based models
for inconsistency detection in summarization", the zero-shot variant, which takes the strongest
sentence), and the whole text, as Lite2Pyramid does (Zhang and Bansal 2021, "Finding a balanced
degree of automation for summary evaluation"): a sentence alone loses what "he" stands for, and a
long text hides a sentence. A text longer than the model reads is taken in runs of whole sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import msgspec

from factcov.text.analysis import Analysis

WORDS = 100
"""Words of a sentence, at most: a longer one, most often a list, is cut."""
CHARACTERS = 4_000
"""Characters of such a piece that are read, at most; more is no sentence."""


class Window(msgspec.Struct, frozen=True):
    """A passage: character offsets, and the stems of its words."""

    start: int
    end: int
    stems: frozenset[str]


def sentences(analysis: Analysis) -> tuple[Window, ...]:
    """Return the sentences of a text, long ones cut, with their closing punctuation.

    >>> from factcov.text.analysis import analyse
    >>> text = "Prices rose. He left!"
    >>> [text[w.start : w.end] for w in sentences(analyse(text, "en"))]
    ['Prices rose.', 'He left!']
    """
    found = []
    for _, group in groupby(range(len(analysis.words)), key=analysis.sentences.__getitem__):
        indexes = list(group)
        for k in range(0, len(indexes), WORDS):
            first, last = indexes[k], indexes[min(k + WORDS, len(indexes)) - 1]
            start, following = analysis.starts[first], last + 1
            end = analysis.starts[following] if following < len(analysis.words) else None
            text = analysis.text[start : min(end or len(analysis.text), start + CHARACTERS)]
            stems = frozenset(analysis.stems[first:following])
            found.append(Window(start, start + len(text.rstrip()), stems))
    return tuple(found)


def runs(parts: Sequence[Window], sizes: Sequence[int], most: int) -> tuple[Window, ...]:
    """Return *parts* joined to runs of at most *most* in *sizes*, one size a part.

    >>> one, two, three = (Window(n, n + 1, frozenset("abc"[n])) for n in range(3))
    >>> [(run.start, run.end) for run in runs([one, two, three], [4, 4, 4], 8)]
    [(0, 2), (2, 3)]
    """
    found: list[list[Window]] = []
    room = 0
    for part, size in zip(parts, sizes, strict=True):
        if not found or size > room:
            found.append([])
            room = most
        found[-1].append(part)
        room -= size
    return tuple(
        Window(run[0].start, run[-1].end, frozenset().union(*(part.stems for part in run)))
        for run in found
    )


def likeliest(windows: Sequence[Window], stems: frozenset[str], most: int) -> list[int]:
    """Return the places of the windows that share most of *stems*, at most *most*, in order."""
    if len(windows) <= most:
        return list(range(len(windows)))
    ranked = sorted(range(len(windows)), key=lambda k: (-len(stems & windows[k].stems), k))
    return sorted(ranked[:most])
