"""Whether a metric orders pairs of systems as people do: pairwise and soft pairwise accuracy."""

from __future__ import annotations

import numpy as np

from factcov.arrays import CELLS, Floats


def pairwise_accuracy(human: Floats, metric: Floats) -> Floats:
    """Return the share of system pairs that both order alike, shape (..., systems) to (...).

    Kocmi et al. (2021), with ties as in Deutsch et al. (2023): a pair tied on one side only is
    wrong, tied on both sides is right. nan for fewer than two systems.

    >>> pairwise_accuracy(np.array([1.0, 2.0, 3.0]), np.array([1.0, 3.0, 2.0])).item()
    0.6666666666666666
    """
    first, second = np.triu_indices(human.shape[-1], 1)
    if not len(first):
        return np.full(human.shape[:-1], np.nan)
    same = np.sign(human[..., first] - human[..., second]) == np.sign(
        metric[..., first] - metric[..., second]
    )
    return np.asarray(same.mean(axis=-1))


def permutation_p(scores: Floats, signs: Floats) -> Floats:
    """Return one-sided p-values of "system i is better than j", shape (systems, systems).

    *scores* are (units, systems). Each row of *signs* (permutations, units; -1 or +1) swaps the
    two systems' scores where it is -1; p is the share of rows whose difference of sums is at least
    the observed one. The diagonal is 1.
    """
    observed, permuted = scores.sum(axis=0), signs @ scores
    slack = 1e-9 * max(
        np.abs(scores).sum(axis=0).max(initial=0.0), 1e-300
    )  # equal sums, other order
    p = np.ones((scores.shape[1], scores.shape[1]))
    for i in range(scores.shape[1]):
        gap = (permuted[:, i : i + 1] - permuted) - (observed[i] - observed)
        p[i] = (gap >= -slack).mean(axis=0)
    return p


def normal_p(scores: Floats, counts: Floats) -> Floats:
    """Return the normal approximation of `permutation_p` for every replicate.

    Shape (replicates, systems, systems). Swapping scores at random gives a difference of sums with
    mean 0 and, exactly, variance sum d^2: p = Phi(-sum d / sqrt(sum d^2)), 1 where all d are 0.
    """
    from scipy.special import ndtr

    systems = scores.shape[1]
    first, second = np.triu_indices(systems, 1)
    p = np.ones((len(counts), systems, systems))
    step = max(1, CELLS // (len(scores) + len(counts)))
    for begin in range(0, len(first), step):  # few large products: small ones pay for threads
        i, j = first[begin : begin + step], second[begin : begin + step]
        gaps = scores[:, i] - scores[:, j]
        spread = np.sqrt(counts @ (gaps * gaps))
        same = spread == 0
        z = (counts @ gaps) / np.where(same, 1.0, spread)
        p[:, i, j] = np.where(same, 1.0, ndtr(-z))
        p[:, j, i] = np.where(same, 1.0, ndtr(z))
    return p


def soft_pairwise_accuracy(human_p: Floats, metric_p: Floats) -> Floats:
    """Return the mean over pairs of 1 - |p of people - p of the metric|; nan below two systems.

    Thompson et al. (2024), averaged over both ways to write a pair so that the order of the systems
    does not matter (the two ways differ only where a permuted difference equals the observed one).

    >>> sure, unsure = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[1.0, 0.5], [0.5, 1.0]])
    >>> soft_pairwise_accuracy(sure, unsure).item()
    0.5
    """
    size = human_p.shape[-1]
    if size < 2:
        return np.full(human_p.shape[:-2], np.nan)
    gaps = np.abs(human_p - metric_p)[..., ~np.eye(size, dtype=bool)]
    return np.asarray(1 - gaps.mean(axis=-1))
