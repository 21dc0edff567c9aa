"""Facts aligned with a candidate, word by word, by the vectors of both.

Each word of a fact takes the candidate word whose vector is nearest (greedy alignment as in
BERTScore, Zhang et al. 2020, recall side); what distinguishes the fact from the item's other facts
weighs most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.text.analysis import Analysis

Floats = NDArray[np.float64]
Vectors = NDArray[np.float32]

FEATURES = {
    "near": "mean nearness of the fact's words in the best sentence, distinctive words first",
    "near_weakest": "nearness of the content word that fits worst in the whole text",
    "near_last": "nearness of the last content word",
    "near_missing": "content words that nothing in the whole text is near, counted",
}
"""Name and meaning, in the order of the columns. A nearness is a cosine, at least 0."""

_FAR, _NEAR = 0.3, 0.6
"""Nearness up to which nothing stands for a word, and from which something does; in between, a
word is missing in part."""
_FUNCTION = 0.05
"""Weight of a function word, where log 2 is the least that a content word weighs."""


class FactWords(msgspec.Struct, frozen=True):
    """One reading of a fact: the fact's number, its analysis and its words' vectors."""

    owner: int
    analysis: Analysis
    vectors: Vectors


class FactBlock(msgspec.Struct, frozen=True):
    """The words of several readings, one under the other; a reading is a row.

    ``vectors`` is (words, dimensions), ``rows`` each word's row and ``first`` where each row's
    words begin; ``weights`` sums to 1 within a row and ``last`` is each row's last content word.
    ``bridge`` is the place in ``references`` of the word that stands for a word in the reference
    sentence that fits its row best; ``linked`` (rows,) how well that sentence fits, 0 without
    references.
    """

    vectors: Vectors
    rows: NDArray[np.intp]
    first: NDArray[np.intp]
    weights: Floats
    content: NDArray[np.bool_]
    last: NDArray[np.intp]
    references: Vectors
    bridge: NDArray[np.intp]
    linked: Floats


class Alignment(msgspec.Struct, frozen=True):
    """What aligning a block with a candidate gives.

    ``features`` is (rows, features), ``units`` (rows,) the unit nearest to each row, -1 for a
    candidate without words, and ``near`` (words of the block, words of the candidate).
    """

    features: Floats
    units: NDArray[np.intp]
    near: Floats


def holding(facts: Sequence[FactWords]) -> Counter[str]:
    """Return in how many facts each stem stands; the readings of one fact count once."""
    stems: dict[int, set[str]] = {}
    for fact in facts:
        stems.setdefault(fact.owner, set()).update(fact.analysis.stems)
    return Counter(stem for found in stems.values() for stem in found)


def stack(
    facts: Sequence[FactWords], references: Sequence[Vectors], held: Counter[str], count: int
) -> FactBlock:
    """Return *facts* (none without a word) as one block.

    Each of *references* holds the words of one sentence; *held* says in how many of the item's
    *count* facts a stem stands.
    """
    sizes = [len(fact.analysis.words) for fact in facts]
    first = np.cumsum([0, *sizes[:-1]])
    rows = np.repeat(np.arange(len(facts)), sizes)
    stems = np.array([stem for fact in facts for stem in fact.analysis.stems])
    content = np.concatenate([_content(fact.analysis) for fact in facts])
    distinct = np.log1p(count / np.array([held[stem] for stem in stems]))
    vectors = np.concatenate([fact.vectors for fact in facts])
    weights = _shares(np.where(content, distinct, _FUNCTION), first, rows)
    bridge, linked = _bridge(vectors, references, weights, first, rows)
    return FactBlock(
        vectors=vectors, rows=rows, first=first, weights=weights, content=content,
        last=np.maximum.reduceat(np.where(content, np.arange(len(rows)), -1), first),
        references=np.concatenate(references) if references else vectors[:0],
        bridge=bridge, linked=linked,
    )  # fmt: skip


def align(block: FactBlock, candidate: Vectors, units: Sequence[int]) -> Alignment:
    """Return how near the candidate's words are to those of each row.

    *candidate* is (words, dimensions); *units* says for each word in which unit (a sentence or a
    piece of one) it stands, ascending.
    """
    near = _nearness(block.vectors, candidate)
    if not len(candidate):
        rows = len(block.first)
        return Alignment(np.zeros((rows, len(FEATURES))), np.full(rows, -1), near)
    starts = np.flatnonzero(np.diff(units, prepend=-1))
    by_unit = np.maximum.reduceat(near, starts, axis=1)
    scores = _rows(block.weights[:, None] * by_unit, block)
    bridged = _bridged(block, candidate, starts, by_unit)
    columns = {
        "near": _rows(block.weights[:, None] * bridged, block).max(1),
        "near_weakest": _weakest(bridged.max(1), block),
        "near_last": by_unit.max(1)[block.last],
        "near_missing": _rows(np.where(block.content, _missing(bridged.max(1)), 0.0), block),
    }
    features = np.column_stack([columns[name] for name in FEATURES])
    return Alignment(features, np.asarray(units)[starts[scores.argmax(1)]], near)


def _bridged(block: FactBlock, candidate: Vectors, starts: NDArray[np.intp], own: Floats) -> Floats:
    """Return the nearness by unit in the reference's words, as far as the reference fits."""
    if not len(block.references):
        return own
    near = np.maximum.reduceat(_nearness(block.references, candidate), starts, axis=1)
    linked = block.linked[block.rows, None]
    mixed: Floats = linked * near[block.bridge] + (1.0 - linked) * own
    return mixed


def _content(analysis: Analysis) -> NDArray[np.bool_]:
    """Return which words are content words; all where there is none."""
    content = np.array(analysis.content, np.bool_)
    return content if content.any() else ~content


def _shares(values: Floats, first: NDArray[np.intp], rows: NDArray[np.intp]) -> Floats:
    """Return *values* divided by the sum of their row."""
    shares: Floats = values / np.add.reduceat(values, first)[rows]
    return shares


def _rows(values: Floats, block: FactBlock) -> Floats:
    """Return the sum of each row's words, (words, ...) -> (rows, ...)."""
    sums: Floats = np.add.reduceat(values, block.first, axis=0)
    return sums


def _nearness(a: Vectors, b: Vectors) -> Floats:
    near: Floats = np.maximum(a @ b.T, 0.0).astype(np.float64)
    return near


def _bridge(
    vectors: Vectors,
    references: Sequence[Vectors],
    weights: Floats,
    first: NDArray[np.intp],
    rows: NDArray[np.intp],
) -> tuple[NDArray[np.intp], Floats]:
    """Return each word's place in the best sentence for its row, and how well that fits."""
    best = np.zeros(len(first))
    bridge = np.zeros(len(vectors), np.intp)
    begin = 0
    for sentence in references:
        near = _nearness(vectors, sentence)
        fits = np.add.reduceat(weights * near.max(1), first)
        better = fits > best
        bridge = np.where(better[rows], begin + near.argmax(1), bridge)
        best = np.where(better, fits, best)
        begin += len(sentence)
    return bridge, best


def _missing(nearness: Floats) -> Floats:
    """Return how far each word is missing, 0 to 1."""
    lost: Floats = np.clip((_NEAR - nearness) / (_NEAR - _FAR), 0.0, 1.0)
    return lost


def _weakest(nearness: Floats, block: FactBlock) -> Floats:
    """Return the lowest value of each row's content words, (rows,)."""
    lowest: Floats = np.minimum.reduceat(np.where(block.content, nearness, np.inf), block.first)
    return lowest
