"""chrF's statistics for all candidates at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.batch import batch, best_of
from factcov.metrics.kernels.encode import Encoded, encode_characters
from factcov.metrics.kernels.ngrams import matches
from factcov.metrics.kernels.scores import chrf_scores
from factcov.metrics.kernels.tokenise import encode_chrf
from factcov.types import Stats


def chrf_statistics(
    candidates: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    char_order: int = 6,
    word_order: int = 0,
    beta: int = 2,
    lowercase: bool = False,
    whitespace: bool = False,
) -> Stats:
    """Return (rows, 3 * orders): n-grams of the candidate, of its best reference, and of both.

    The best reference is the first with the highest score. Rows that cannot be done are nan.

    >>> chrf_statistics(["ab"], [("abc",)], char_order=2).tolist()
    [[2.0, 3.0, 2.0, 1.0, 2.0, 1.0]]
    """
    texts = batch(candidates, references)
    pairs = texts.pairs
    characters = encode_characters(texts.texts, lowercase, whitespace)
    tables = [_counts(characters, pairs, char_order)]
    if word_order:
        lines = tuple(text.lower() for text in texts.texts) if lowercase else texts.texts
        tables.append(_counts(encode_chrf(lines), pairs, word_order))
    stats = np.concatenate(tables, axis=1)
    if len(stats) == texts.rows:
        return stats
    chosen = stats[best_of(np.asarray(chrf_scores(stats, beta), np.float64), texts)]
    undone = np.isnan(stats).any(axis=1)
    chosen[np.unique(pairs[0][undone])] = np.nan
    return chosen


def _counts(
    encoded: Encoded, pairs: tuple[NDArray[np.int64], NDArray[np.int64]], order: int
) -> NDArray[np.float64]:
    """Return (pairs, 3 * order): n-grams of the candidate, the reference, and of both."""
    candidate, reference = pairs
    hits = matches(encoded, candidate, reference, reference + 1, order)
    steps = np.arange(order)
    own = np.maximum(encoded.lengths[candidate][:, None] - steps, 0)
    theirs = np.maximum(encoded.lengths[reference][:, None] - steps, 0)
    # sacreBLEU does not count a candidate's n-grams where the reference has none as long.
    table = np.stack([np.where(theirs > 0, own, 0), theirs, hits], axis=2).astype(np.float64)
    table[hits[:, 0] < 0] = np.nan
    return table.reshape(len(candidate), 3 * order)
