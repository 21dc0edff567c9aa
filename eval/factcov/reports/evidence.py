"""Where a fact is said in its source and in the references.

In the source the benchmark quotes it. In a reference nobody has marked it: the sentence that
holds most of the fact's words is shown, and the page says that it is the nearest, not a judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TypeAlias

import msgspec

from factcov.text.analysis import Analysis, analyse
from factcov.types import Item

Span: TypeAlias = tuple[int, int]

NEAREST = 0.5
"""Share of the fact's content words that the nearest sentence must hold."""


class Evidence(msgspec.Struct, frozen=True):
    """Character spans of one fact; None where there is none."""

    source: Span | None
    references: tuple[Span | None, ...]


def evidence(item: Item) -> tuple[Evidence, ...]:
    """Return the evidence of each fact of an item."""
    references = [_sentences(analyse(text, item.language)) for text in item.references]
    found = []
    for fact in item.facts:
        wording, code = fact.wording(item.language, item.source_language)
        stems = _content(analyse(wording, code))
        spans = tuple(_nearest(stems, sentences) for sentences in references)
        found.append(Evidence(_quoted(fact.evidence, item.source), spans))
    return tuple(found)


def _quoted(quote: str, source: str) -> Span | None:
    begin = source.find(quote) if quote else -1
    return None if begin < 0 else (begin, begin + len(quote))


def _content(analysis: Analysis) -> frozenset[str]:
    stems = zip(analysis.stems, analysis.content, strict=True)
    return frozenset(stem for stem, content in stems if content)


def _sentences(analysis: Analysis) -> list[tuple[frozenset[str], Span]]:
    """Return each sentence's content stems and its span, first word to last."""
    words: dict[int, list[int]] = defaultdict(list)
    for index, sentence in enumerate(analysis.sentences):
        words[sentence].append(index)
    return [
        (
            frozenset(analysis.stems[i] for i in indexes if analysis.content[i]),
            (analysis.starts[indexes[0]], analysis.ends[indexes[-1]]),
        )
        for indexes in words.values()
    ]


def _nearest(
    stems: frozenset[str], sentences: Sequence[tuple[frozenset[str], Span]]
) -> Span | None:
    """Return the first sentence that holds the most of *stems*, if it holds enough."""
    if not stems or not sentences:
        return None
    shared, span = max(((len(stems & held), span) for held, span in sentences),
                       key=lambda found: found[0])  # fmt: skip
    return span if shared >= NEAREST * len(stems) else None
