"""BLEU's statistics for all candidates at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.batch import Batch, batch
from factcov.metrics.kernels.encode import Encode
from factcov.metrics.kernels.ngrams import matches
from factcov.types import Stats


def bleu_statistics(
    candidates: Sequence[str], references: Sequence[Sequence[str]], encode: Encode, order: int = 4
) -> Stats:
    """Return (rows, 2 + 2 * order): lengths, clipped matches and totals of each n-gram order.

    The reference length is the one closest to the candidate's, the shorter of two as close. Rows
    that cannot be done are nan.

    >>> from factcov.metrics.kernels.tokenise import encode_13a
    >>> bleu_statistics(["the cat sat down"], [("the cat sat",)], encode_13a).tolist()
    [[4.0, 3.0, 3.0, 2.0, 1.0, 0.0, 4.0, 3.0, 2.0, 1.0]]
    """
    texts = batch(candidates, references)
    encoded = encode(texts.texts)
    rows = np.arange(texts.rows)
    hits = matches(encoded, rows, texts.begins, texts.ends, order)
    lengths = encoded.lengths
    own = lengths[: texts.rows]
    totals = np.maximum(own[:, None] - np.arange(order), 0)
    stats = np.column_stack([own, _closest(lengths, texts), hits, totals]).astype(np.float64)
    stats[hits[:, 0] < 0] = np.nan
    return stats


def _closest(lengths: NDArray[np.int64], texts: Batch) -> NDArray[np.int64]:
    candidate, reference = texts.pairs
    if len(candidate) == texts.rows:
        return lengths[reference]
    apart = np.abs(lengths[candidate] - lengths[reference])
    # Closest first, then shortest: both in one number.
    scale = int(lengths.max(initial=0)) + 1
    first = np.searchsorted(candidate, np.arange(texts.rows))
    best: NDArray[np.int64] = np.minimum.reduceat(apart * scale + lengths[reference], first) % scale
    return best
