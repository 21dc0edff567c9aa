"""Agreement on categories, from a table of counts: rows are people, columns the judge.

A table has shape (..., k, k), category 0 first; for two categories 0 is "not covered" and 1
"covered". Tables add up, so a bootstrap replicate is a weighted sum of the documents' tables.
"""

from __future__ import annotations

import numpy as np

from factcov.arrays import Floats, Ints, ratio


def tables(
    truth: Ints,
    said: Ints,
    groups: Ints,
    shape: tuple[int, int],
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

    >>> kappa(np.array([[20.0, 5.0], [10.0, 15.0]])).round(3).item()  # 0.7 seen, 0.5 expected
    0.4
    """
    total = table.sum(axis=(-2, -1))
    observed = ratio(np.trace(table, axis1=-2, axis2=-1), total)
    expected = ratio((table.sum(axis=-1) * table.sum(axis=-2)).sum(axis=-1), total * total)
    return ratio(observed - expected, 1 - expected)


def recall(table: Floats) -> Floats:
    """Return the share of facts that people call covered which the judge calls covered."""
    return ratio(table[..., 1, 1], table[..., 1, :].sum(axis=-1))


def precision(table: Floats) -> Floats:
    """Return the share of facts that the judge calls covered which people call covered."""
    return ratio(table[..., 1, 1], table[..., :, 1].sum(axis=-1))


def balanced_accuracy(table: Floats) -> Floats:
    """Return the mean of the recalls of "covered" and "not covered"; nan where one is absent.

    >>> balanced_accuracy(np.array([[90.0, 0.0], [5.0, 5.0]])).item()
    0.75
    """
    return (recall(table) + ratio(table[..., 0, 0], table[..., 0, :].sum(axis=-1))) / 2
