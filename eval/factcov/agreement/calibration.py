"""Whether probabilities mean what they say: reliability bins, expected calibration error, Brier.

``sums`` has shape (..., bins, 4): how many facts, their summed p_covered, how many of them people
call covered, their summed squared error. They add up over documents.
"""

from __future__ import annotations

import numpy as np

from factcov.arrays import Floats, Ints, ratio


def sums(probability: Floats, truth: Ints, groups: Ints, shape: tuple[int, int]) -> Floats:
    """Return the sums of each group in bins of equal width, for *shape* = (groups, bins).

    A bin is closed below and open above; the last one also holds 1.

    >>> sums(np.array([0.1, 0.9]), np.array([0, 1]), np.array([0, 0]), (1, 2))[0, :, :3].tolist()
    [[1.0, 0.1, 0.0], [1.0, 0.9, 1.0]]
    """
    edges = np.linspace(0, 1, shape[1] + 1)
    bins = np.clip(np.searchsorted(edges, probability, side="right") - 1, 0, shape[1] - 1)
    summed = np.zeros((*shape, 4))
    error = (probability - truth) ** 2
    np.add.at(
        summed,
        (groups, bins),
        np.stack([np.ones_like(probability), probability, truth, error], axis=-1),
    )
    return summed


def brier(summed: Floats) -> Floats:
    """Return the mean squared error of the probabilities: Brier (1950), 0 best, nan if empty."""
    totals = summed.sum(axis=-2)
    return ratio(totals[..., 3], totals[..., 0])


def expected_error(summed: Floats) -> Floats:
    """Return the expected calibration error of p_covered, 0 best, nan if empty.

    The mean over facts of their bin's |mean probability - share covered|: Naeini et al. (2015),
    for the probability of one class (Guo et al. 2017 take that of the predicted class).

    >>> expected_error(np.array([[2.0, 0.4, 1.0, 0.0], [2.0, 1.8, 2.0, 0.0]])).round(3).item()
    0.2
    """
    total = summed[..., 0].sum(axis=-1)
    gaps = np.abs(summed[..., 1] - summed[..., 2]).sum(axis=-1)
    return ratio(gaps, total)
