"""ROUGE's matches for all pairs of candidate and reference at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.ascii import STEMMED, AsciiWords
from factcov.metrics.kernels import tier
from factcov.metrics.kernels.batch import Batch, best_of
from factcov.metrics.kernels.encode import Encoded, encode_chunks
from factcov.metrics.kernels.ngrams import matches
from factcov.types import Stats

_SECONDS = 1e-6
"""What the slow path takes for each word of a pair."""

_SECONDS_A_LETTER = 5e-8
"""What it takes to read a text."""


def rouge_counts(
    kind: str, texts: Batch, tokenize: Callable[[str], list[str]]
) -> NDArray[np.int64] | None:
    """Return (pairs, 3): matches, words or n-grams of the candidate, and of the reference.

    *kind* is rouge1, rouge2, rougeL or rougeLsum. *tokenize* finds no word across white space. None
    when compiled code is not to be had or not worth loading; a pair that cannot be done has -1.
    """
    lines, begins = _encoded(texts.texts, tokenize)
    sizes = Encoded(lines.symbols, lines.offsets[begins], lines.size)
    candidate, reference = texts.pairs
    own, theirs = sizes.lengths[candidate], sizes.lengths[reference]
    if kind in ("rouge1", "rouge2"):
        order = int(kind[-1])
        hits = matches(sizes, candidate, reference, reference + 1, order)
        found = np.where(hits[:, 0] < 0, -1, hits[:, -1])
        less = order - 1
        return np.column_stack([found, np.maximum(own - less, 0), np.maximum(theirs - less, 0)])
    if not tier.compiled(_SECONDS * float((own + theirs).sum())):
        return None
    from factcov.metrics.kernels.compiled import lcs

    if kind == "rougeL":
        found = lcs.lengths(sizes.symbols, sizes.offsets, sizes.size, candidate, reference)
    else:
        found = lcs.union_hits(
            lines.symbols, lines.offsets, lines.size, begins[candidate], begins[candidate + 1],
            begins[reference], begins[reference + 1],
        )  # fmt: skip
    return np.column_stack([found, own, theirs])


def rouge_part(counts: NDArray[np.int64], texts: Batch, part: str) -> Stats:
    """Return each candidate's precision, recall or fmeasure against its best reference, (rows,).

    The best is the first with the highest fmeasure; nan where a pair could not be done.
    """
    matched, own, theirs = counts.T.astype(np.float64)
    precision = matched / np.maximum(own, 1)
    recall = matched / np.maximum(theirs, 1)
    both = precision + recall
    fmeasure = 2 * precision * recall / np.where(both > 0, both, 1)
    values = {"precision": precision, "recall": recall, "fmeasure": fmeasure}[part]
    chosen: Stats = values[best_of(fmeasure, texts)]
    chosen[texts.pairs[0][matched < 0]] = np.nan
    return chosen


@lru_cache(maxsize=2)
def _encoded(
    texts: tuple[str, ...], tokenize: Callable[[str], list[str]]
) -> tuple[Encoded, NDArray[np.int64]]:
    """Return the lines of all texts encoded, and where each text's lines begin."""
    begins = np.zeros(len(texts) + 1, np.int64)
    np.cumsum([text.count("\n") + 1 for text in texts], out=begins[1:])
    joined = "\n".join(texts)
    if isinstance(tokenize, AsciiWords) and tier.compiled(_SECONDS_A_LETTER * len(joined)):
        return _encoded_ascii(joined, tokenize), begins
    return encode_chunks(tuple(joined.split("\n")) if texts else (), tokenize), begins


def _encoded_ascii(text: str, tokenize: AsciiWords) -> Encoded:
    from factcov.metrics.kernels.compiled import porter, words

    # Any other character ends a word, as white space does.
    data = np.frombuffer(bytearray(text.lower().encode("ascii", "replace")), np.uint8)
    symbols, offsets, distinct = words.numbered(data)
    size = len(distinct)
    if tokenize.stemmer:
        stems = porter.stems(data, distinct, STEMMED, porter.rules())
        same, _, distinct = words.numbered(stems)
        symbols, size = same[symbols], len(distinct)
    return Encoded(symbols, offsets, size)
