"""BLEU, chrF and TER scores of summed statistics, equal to sacreBLEU's to the last bit.

Each takes sums of shape (..., columns) and returns (...), in the precision it was given: sacreBLEU
scores bootstrap replicates in single precision. numpy's log and exp differ from the C library's in
the last bit, so BLEU takes them one by one.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LOG_OF_ZERO = -9999999999
"""sacreBLEU's stand-in for log(0)."""


def bleu_scores(
    sums: NDArray[Any], smoothing: str = "exp", value: float = 0.0, effective: bool = False
) -> NDArray[Any]:
    """Return BLEU, 0 to 100; 0 where nothing matches.

    Columns: candidate length, reference length, matches and totals of each n-gram order.
    *smoothing* is sacreBLEU's method (exp, floor, add-k or none) and *value* what it adds; with
    *effective* orders that the candidates are too short for are left out.

    >>> bleu_scores(np.array([4.0, 4.0, 4.0, 3.0, 2.0, 1.0, 4.0, 3.0, 2.0, 1.0]))
    array(100.)
    """
    rows = sums.reshape(-1, sums.shape[-1])
    order = (rows.shape[1] - 2) // 2
    correct, total = rows[:, 2 : 2 + order], rows[:, 2 + order :]
    matched = (correct > 0).any(axis=1)
    number = rows.dtype.type
    if smoothing == "add-k":
        added = np.where(np.arange(order) > 0, number(value), number(0))
        correct, total = correct + added, total + added
    # sacreBLEU stops at the first order without n-grams; later ones count as no match either.
    reached = np.logical_and.accumulate(total > 0, axis=1)
    empty = (correct == 0) & (total > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        if smoothing == "exp":
            halvings = (2.0 ** np.cumsum(empty, axis=1)).astype(rows.dtype)
            smoothed = number(100) / (halvings * total)
        else:
            smoothed = number(100 * value if smoothing == "floor" else 0) / total
        precision = np.where(empty, smoothed, number(100) * correct / total)
    precision = np.where(reached, precision, 0)
    logs = map(math.log, np.where(precision > 0, precision, 1).ravel().tolist())
    table = np.fromiter(logs, np.float64, precision.size).reshape(precision.shape)
    table[precision == 0] = _LOG_OF_ZERO
    # Python's own sum: from 3.12 on it compensates, and sacreBLEU's does too.
    by_row: Any = table.tolist()
    if effective:
        orders = np.maximum(reached.sum(axis=1), 1).tolist()
        means = [sum(row[:n]) / n for row, n in zip(by_row, orders, strict=True)]
    else:
        means = [sum(row) / order for row in by_row]
    geometric = np.fromiter(map(math.exp, means), np.float64, len(rows))
    scores = _brevity(rows[:, 0], rows[:, 1]) * geometric
    return np.where(matched, scores, 0.0).reshape(sums.shape[:-1])


def _brevity(length: NDArray[Any], reference: NDArray[Any]) -> NDArray[np.float64]:
    penalty = np.ones(len(length))
    candidates, references = length.astype(np.int64), reference.astype(np.int64)
    for short in np.flatnonzero(candidates < references):
        size = int(candidates[short])
        penalty[short] = math.exp(1 - int(references[short]) / size) if size > 0 else 0.0
    return penalty


def chrf_scores(sums: NDArray[Any], beta: int = 2) -> NDArray[Any]:
    """Return chrF, 0 to 100: the F-score of precision and recall averaged over n-gram orders.

    Columns: candidate, reference and matching n-grams of each order. Orders that one side lacks are
    left out; 0 where all are, or nothing matches.

    >>> chrf_scores(np.array([2.0, 2.0, 2.0, 1.0, 1.0, 0.0]))
    array(50.)
    """
    factor = beta**2
    rows = sums.reshape(-1, sums.shape[-1])
    precision, recall = np.zeros((2, len(rows)), rows.dtype)
    orders = np.zeros(len(rows), rows.dtype)
    for column in range(0, rows.shape[1], 3):
        candidate, reference, match = rows[:, column : column + 3].T
        both = (candidate > 0) & (reference > 0)
        precision += np.divide(match, candidate, out=np.zeros_like(match), where=both)
        recall += np.divide(match, reference, out=np.zeros_like(match), where=both)
        orders += both
    orders = np.maximum(orders, 1)
    precision /= orders
    recall /= orders
    matched = precision + recall > 0
    product = (1 + factor) * precision * recall
    weighted = np.where(matched, (factor * precision) + recall, 1)
    return _plain_zeros(100 * (product / weighted), ~matched).reshape(sums.shape[:-1])


def ter_scores(sums: NDArray[Any]) -> NDArray[Any]:
    """Return TER: edits per 100 reference words; an empty reference makes any edit 100.

    >>> ter_scores(np.array([[1.0, 4.0], [2.0, 0.0], [0.0, 0.0]])).tolist()
    [25.0, 100.0, 0.0]
    """
    edits, words = sums[..., 0], sums[..., 1]
    some = words > 0
    ratio = np.where(some, edits / np.where(some, words, 1), edits > 0)
    return _plain_zeros(100 * ratio, ~some)


def _plain_zeros(scores: NDArray[Any], plain: NDArray[np.bool_]) -> NDArray[Any]:
    """Return *scores* in double precision if any is *plain*, a Python number in sacreBLEU.

    One Python float among single-precision replicates makes sacreBLEU's whole array double.
    """
    return np.asarray(scores, np.float64) if plain.any() else np.asarray(scores)
