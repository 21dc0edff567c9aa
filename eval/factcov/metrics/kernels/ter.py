"""TER's statistics for all candidates at once; compiled only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from factcov.metrics.kernels import tier
from factcov.metrics.kernels.batch import batch
from factcov.metrics.kernels.encode import Encode
from factcov.types import Stats

_SECONDS = 1e-5
"""What sacreBLEU takes for each cell of the edit matrix, shifts included."""


def ter_edits(
    candidates: Sequence[str],
    references: Sequence[Sequence[str]],
    encode: Encode,
    limit: int,
) -> Stats | None:
    """Return (rows, 2): edits to the nearest reference and mean reference length.

    None when compiled code is not to be had or not worth loading. Rows of more than *limit* words,
    and those for which sacreBLEU would raise, are nan.
    """
    texts = batch(candidates, references)
    words = sum(len(text) for text in texts.texts) / max(1, len(texts.texts)) / 6
    if not tier.compiled(_SECONDS * texts.rows * words * words):
        return None
    from factcov.metrics.kernels.compiled import edits

    encoded = encode(texts.texts)
    lengths = encoded.lengths
    candidate, reference = texts.pairs
    within = lengths[candidate] <= limit
    found = np.full(len(candidate), -1)
    found[within] = edits.edits(
        encoded.symbols, encoded.offsets, candidate[within], reference[within]
    )
    first = np.searchsorted(candidate, np.arange(texts.rows))
    totals = np.add.reduceat(lengths[reference], first) if texts.rows else first
    nearest = np.minimum.reduceat(found, first) if texts.rows else first
    stats = np.column_stack([nearest.astype(np.float64), totals / (texts.ends - texts.begins)])
    stats[nearest < 0] = np.nan
    return stats
