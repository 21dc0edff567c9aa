"""Several people's votes on the same units: the majority, and Krippendorff's alpha.

``votes`` has shape (units, annotators): the category each annotator gave each unit, masked where
they gave none.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from factcov.arrays import Floats, Ints, MaskedInts, ratio
from factcov.labels.places import Place
from factcov.labels.read import CATEGORY, Label


def ballots(
    labels: Sequence[Label], places: Sequence[Place], keys: Sequence[Place], people: Sequence[str]
) -> MaskedInts:
    """Return the category that each of the people gave each key, shape (keys, people)."""
    row = {key: n for n, key in enumerate(keys)}
    column = {name: n for n, name in enumerate(people)}
    votes = np.zeros((len(keys), len(people)), dtype=np.intp)
    absent = np.ones(votes.shape, dtype=bool)
    for label, place in zip(labels, places, strict=True):
        cell = row[place], column[label.annotator]
        votes[cell], absent[cell] = CATEGORY[label.opinion], False
    return np.ma.MaskedArray(votes, mask=absent)


def tally(votes: MaskedInts, categories: int) -> Floats:
    """Return how many annotators gave each unit each category, shape (units, categories)."""
    given = ~np.ma.getmaskarray(votes)
    return np.stack(
        [((votes.data == k) & given).sum(axis=1) for k in range(categories)], axis=-1
    ).astype(float)


def majority(counted: Floats) -> MaskedInts:
    """Return the commonest category of each unit, masked where two are equally common.

    >>> majority(np.array([[2.0, 1.0], [1.0, 1.0]])).tolist()
    [0, None]
    """
    most = counted.max(axis=1, keepdims=True)
    tied = (counted == most).sum(axis=1) > 1
    return np.ma.MaskedArray(counted.argmax(axis=1), mask=tied)


def coincidences(counted: Floats, groups: Ints, size: int) -> Floats:
    """Return Krippendorff's coincidence matrix of each group, shape (size, k, k).

    Each unit adds every ordered pair of its values, over (values - 1); a unit with fewer than two
    values adds nothing.
    """
    values = counted.sum(axis=1)
    pairs = counted[:, :, None] * counted[:, None, :]
    pairs -= np.eye(counted.shape[1]) * counted[:, :, None]
    matched = values >= 2
    summed = np.zeros((size, counted.shape[1], counted.shape[1]))
    np.add.at(summed, groups[matched], pairs[matched] / (values[matched] - 1)[:, None, None])
    return summed


def alpha(coincidence: Floats) -> Floats:
    """Return Krippendorff's alpha for nominal values, shape (..., k, k) to (...).

    Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": 1 is perfect, 0 is chance.
    nan where nobody shares a unit or everybody always gives one category.

    >>> alpha(np.array([[10.0, 4.0], [4.0, 2.0]])).round(3).item()  # his ten-article example
    0.095
    """
    n = coincidence.sum(axis=-1)
    total = n.sum(axis=-1)
    observed = total - np.trace(coincidence, axis1=-2, axis2=-1)
    expected = total * total - (n * n).sum(axis=-1)
    return np.asarray(1 - ratio(observed * (total - 1), expected))
