"""Agreement on categories, from a table of counts: rows are people, columns the judge.

A table has shape (..., k, k), category 0 first; for two categories 0 is "not covered" and 1
"covered". Tables add up, so a bootstrap replicate is a weighted sum of the documents' tables.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from factcov.agreement.correlation import Floats


def tables(
    truth: NDArray[np.intp], said: NDArray[np.intp], groups: NDArray[np.intp], shape: tuple[int, int]
) -> Floats:
    """Return one table a group, shape (groups, k, k), for *shape* = (groups, k).

    >>> tables(np.array([1, 1, 0]), np.array([1, 0, 0]), np.array([0, 0, 1]), (2, 2)).tolist()
    [[[0.0, 0.0], [1.0, 1.0]], [[1.0, 0.0], [0.0, 0.0]]]
    """
    counted = np.zeros((shape[0], shape[1], shape[1]))
    np.add.at(counted, (groups, truth, said), 1.0)
    return counted


def kappa(table: Floats) -> Floats:
    """Return Cohen's kappa (1960): (observed - expected) / (1 - expected) agreement.

    nan where the table is empty or both sides always say the same one category.

    >>> kappa(np.array([[20.0, 5.0], [10.0, 15.0]])).item()  # 0.70 observed, 0.50 by chance
    0.4
    """
    total = table.sum(axis=(-2, -1))
    observed = _over(np.trace(table, axis1=-2, axis2=-1), total)
    expected = _over((table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1), total * total)
    return _over(observed - expected, 1 - expected)


def recall(table: Floats) -> Floats:
    """Return the share of facts that people call covered which the judge calls covered."""
    return _over(table[..., 1, 1], table[..., 1, :].sum(axis=-1))


def precision(table: Floats) -> Floats:
    """Return the share of facts that the judge calls covered which people call covered."""
    return _over(table[..., 1, 1], table[..., :, 1].sum(axis=-1))


def balanced_accuracy(table: Floats) -> Floats:
    """Return the mean of the recalls of "covered" and "not covered"; nan where one is absent.

    >>> balanced_accuracy(np.array([[90.0, 0.0], [5.0, 5.0]])).item()
    0.75
    """
    return (recall(table) + _over(table[..., 0, 0], table[..., 0, :].sum(axis=-1))) / 2


def _over(part: Floats, whole: Floats) -> Floats:
    part, whole = np.asarray(part, float), np.asarray(whole, float)
    return np.divide(part, whole, out=np.full(whole.shape, np.nan), where=whole > 1e-12)
