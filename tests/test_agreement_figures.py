"""Every figure of agreement against scipy, scikit-learn, a published example or brute force."""

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

from factcov.agreement import annotators, calibration, confusion, correlation, pairs, pooled
from factcov.agreement.ranking import auc
from factcov.arrays import Floats, MaskedInts
from factcov.labels.votes import alpha, coincidences, tally

SCIPY: dict[str, Callable[..., Any]] = {
    "pearson": stats.pearsonr,
    "spearman": stats.spearmanr,
    "kendall": stats.kendalltau,
}

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", section C: four observers,
# twelve units, seven values missing. His nominal alpha is 0.743.
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def votes(columns: list[list[int | None]]) -> MaskedInts:
    data = [[0 if vote is None else vote for vote in row] for row in zip(*columns, strict=True)]
    mask = [[vote is None for vote in row] for row in zip(*columns, strict=True)]
    return np.ma.MaskedArray(np.array(data), mask=mask)


def coarse(rng: np.random.Generator, *shape: int) -> Floats:
    """Return numbers with many ties."""
    return rng.integers(0, 5, shape).astype(float)


@pytest.mark.parametrize("name", SCIPY)
@pytest.mark.parametrize("ties", [False, True])
def test_correlations_equal_scipy_row_by_row(name: str, ties: bool) -> None:
    rng = np.random.default_rng(1)
    x, y = (coarse(rng, 50, 9) if ties else rng.normal(size=(50, 9)) for _ in range(2))

    ours = correlation.CORRELATIONS[name](x, y)

    theirs = [SCIPY[name](a, b).statistic for a, b in zip(x, y, strict=True)]
    assert ours == pytest.approx(theirs, abs=1e-12)


@pytest.mark.parametrize("name", SCIPY)
def test_a_constant_side_or_two_points_have_no_correlation(name: str) -> None:
    correlate = correlation.CORRELATIONS[name]

    assert np.isnan(correlate(np.full((2, 5), 0.3), np.arange(10.0).reshape(2, 5))).all()
    assert np.isnan(correlate(np.array([0.1, 0.2]), np.array([0.3, 0.4])))


@pytest.mark.parametrize("name", SCIPY)
def test_a_pooled_replicate_equals_scipy_on_the_resampled_cells(name: str) -> None:
    rng = np.random.default_rng(2)
    groups = np.repeat(np.arange(8), 6)
    rng.shuffle(groups)
    x, y = coarse(rng, 48), rng.normal(size=48)
    counts = np.vstack([np.ones(8), rng.multinomial(8, np.full(8, 1 / 8), size=20)])

    ours = pooled.POOLED[name](x, y, groups, counts)

    for row, value in zip(counts, ours, strict=True):
        drawn = np.repeat(np.arange(48), row[groups].astype(int))
        assert value == pytest.approx(SCIPY[name](x[drawn], y[drawn]).statistic, abs=1e-12)


@pytest.mark.parametrize("name", SCIPY)
def test_pooled_cells_that_cannot_correlate_are_undefined(name: str) -> None:
    correlate, one = pooled.POOLED[name], np.ones((1, 1))

    assert np.isnan(correlate(np.full(4, 0.3), np.arange(4.0), np.zeros(4, int), one)).all()
    assert np.isnan(correlate(np.arange(2.0), np.arange(2.0), np.zeros(2, int), one)).all()
    assert np.isnan(correlate(np.empty(0), np.empty(0), np.empty(0, int), one)).all()


def test_auc_equals_scikit_learn_on_every_resample() -> None:
    rng = np.random.default_rng(3)
    probability, truth = coarse(rng, 60) / 4, rng.integers(0, 2, 60)
    groups = np.repeat(np.arange(10), 6)
    counts = np.vstack([np.ones(10), rng.multinomial(10, np.full(10, 0.1), size=20)])

    ours = auc(probability, truth, groups, counts)

    for row, value in zip(counts, ours, strict=True):
        weight = row[groups]
        assert value == pytest.approx(sk.roc_auc_score(truth, probability, sample_weight=weight))


def test_auc_without_both_kinds_is_undefined() -> None:
    none = np.empty(0, int)

    assert np.isnan(auc(np.array([0.1, 0.2]), np.array([1, 1]), np.zeros(2, int), np.ones((1, 1))))
    assert np.isnan(auc(np.empty(0), none, none, np.ones((1, 0)))).all()


def test_confusion_figures_equal_scikit_learn() -> None:
    rng = np.random.default_rng(4)
    truth = rng.integers(0, 2, 200)
    said = np.where(rng.random(200) < 0.7, truth, 1 - truth)
    table = confusion.tables(truth, said, np.zeros(200, int), (1, 2))[0]

    assert (table == sk.confusion_matrix(truth, said)).all()
    assert confusion.kappa(table) == pytest.approx(sk.cohen_kappa_score(truth, said))
    assert confusion.precision(table) == pytest.approx(sk.precision_score(truth, said))
    assert confusion.recall(table) == pytest.approx(sk.recall_score(truth, said))
    balanced = sk.balanced_accuracy_score(truth, said)
    assert confusion.balanced_accuracy(table) == pytest.approx(balanced)


def test_confusion_figures_are_undefined_rather_than_zero() -> None:
    always = np.array([[0.0, 0.0], [0.0, 9.0]])

    assert np.isnan(confusion.kappa(always))
    assert np.isnan(confusion.balanced_accuracy(always))
    assert np.isnan(confusion.precision(np.array([[4.0, 0.0], [5.0, 0.0]])))
    assert np.isnan(confusion.kappa(np.zeros((2, 2))))


def test_calibration_equals_scikit_learn() -> None:
    rng = np.random.default_rng(5)
    probability = rng.random(500)
    truth = (rng.random(500) < probability**2).astype(int)

    summed = calibration.sums(probability, truth, np.zeros(500, int), (1, 10))[0]

    assert calibration.brier(summed) == pytest.approx(sk.brier_score_loss(truth, probability))
    covered, predicted = calibration_curve(truth, probability, n_bins=10)
    assert summed[:, 1] / summed[:, 0] == pytest.approx(predicted)
    assert summed[:, 2] / summed[:, 0] == pytest.approx(covered)
    gaps = np.abs(covered - predicted)
    assert calibration.expected_error(summed) == pytest.approx(gaps @ summed[:, 0] / 500)


def test_probabilities_0_and_1_have_a_bin() -> None:
    summed = calibration.sums(
        np.array([0.0, 1.0, 0.5]), np.array([0, 1, 1]), np.zeros(3, int), (1, 2)
    )

    assert summed[0, :, 0].tolist() == [1.0, 2.0]


def test_alpha_equals_krippendorffs_examples() -> None:
    four = votes(OBSERVERS)
    counted = tally(four, 6)
    meg, owen = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]  # his section A

    pooled_units = coincidences(counted, np.zeros(12, int), 1)[0]
    two = coincidences(tally(votes([list(meg), list(owen)]), 2), np.zeros(10, int), 1)[0]

    assert alpha(pooled_units) == pytest.approx(0.743, abs=0.0005)
    assert two.tolist() == [[10, 4], [4, 2]]
    assert alpha(two) == pytest.approx(0.095, abs=0.0005)


def test_alpha_adds_up_over_documents() -> None:
    counted = tally(votes(OBSERVERS), 6)

    whole = coincidences(counted, np.zeros(12, int), 1)[0]
    parts = coincidences(counted, np.arange(12) % 5, 5)

    assert parts.sum(axis=0) == pytest.approx(whole)


def test_alpha_of_one_category_is_undefined() -> None:
    counted = tally(votes([[1, 1, None], [1, 1, 1]]), 2)

    assert np.isnan(alpha(coincidences(counted, np.zeros(3, int), 1)[0]))


def test_one_against_the_rest_leaves_ties_out() -> None:
    people = votes([[1, 0, 1], [1, 0, 0], [1, 1, None]])

    table = annotators.rest_tables(people, np.zeros(3, int), (1, 2))[0]

    # Unit 1: thrice 1 against 1. Unit 2: the third person says 1 against 0, 0; for the others the
    # rest is 0 and 1. Unit 3: 0 against 1 and 1 against 0.
    assert table.tolist() == [[0, 2], [1, 3]]


def test_pairs_of_annotators_are_compared_where_both_labelled() -> None:
    people = votes([[1, 0, 1, None], [1, 0, 0, None], [None, None, None, 1]])

    found = list(annotators.pair_tables(people, np.zeros(4, int), (1, 2)))

    assert [(one, other) for one, other, _ in found] == [(0, 1)]
    kappa = sk.cohen_kappa_score([1, 0, 1], [1, 0, 0])
    assert confusion.kappa(found[0][2][0]) == pytest.approx(kappa)


def test_pairwise_accuracy_counts_ties_as_deutsch_does() -> None:
    human = np.array([1.0, 1.0, 2.0, 3.0])
    metric = np.array([5.0, 5.0, 5.0, 6.0])

    # Tied on both sides 1, tied by the metric alone 2, ordered alike 3.
    assert pairs.pairwise_accuracy(human, metric) == pytest.approx(4 / 6)
    assert np.isnan(pairs.pairwise_accuracy(human[:1], metric[:1]))


def test_permutation_p_equals_the_example_published_with_soft_pairwise_accuracy() -> None:
    # google-research/mt-metrics-eval, pce.py: the docstring works this one through, p = 1/10.
    first, second = [0.8, 0.9, 0.7, 1.0, 0.6], [0.2, 0.3, 0.1, 0.4, 0.0]
    signs = np.array([
        [1, 1, -1, -1, -1], [1, -1, 1, -1, 1], [1, -1, 1, 1, -1], [-1, 1, -1, -1, 1],
        [1, 1, 1, -1, 1], [-1, 1, -1, 1, -1], [1, 1, 1, 1, 1], [1, -1, 1, -1, 1],
        [1, -1, 1, -1, 1], [-1, 1, -1, -1, -1],
    ], dtype=float)  # fmt: skip

    p = pairs.permutation_p(np.array([first, second]).T, signs)

    assert p[0, 1] == pytest.approx(0.1)
    assert p[1, 0] == pytest.approx(1.0)


def test_permutation_p_over_all_permutations_equals_scipy() -> None:
    scores = np.random.default_rng(6).normal(size=(8, 3))
    signs = np.array(list(itertools.product([-1.0, 1.0], repeat=8)))

    p = pairs.permutation_p(scores, signs)

    for i, j in itertools.permutations(range(3), 2):
        exact = stats.permutation_test(
            (scores[:, i], scores[:, j]), lambda a, b: a.sum() - b.sum(),
            permutation_type="samples", alternative="greater", n_resamples=1000,
        )  # fmt: skip
        assert p[i, j] == pytest.approx(exact.pvalue)


def test_the_normal_approximation_is_close_to_the_permutations() -> None:
    rng = np.random.default_rng(7)
    human = rng.integers(0, 8, (25, 6)) / 7 + np.linspace(0, 0.3, 6)
    metric = human + rng.normal(size=(25, 6)) / 3
    signs = rng.choice([-1.0, 1.0], size=(5000, 25))
    one = np.ones((1, 25))

    exact = [pairs.permutation_p(scores, signs) for scores in (human, metric)]
    near = [pairs.normal_p(scores, one)[0] for scores in (human, metric)]

    soft = pairs.soft_pairwise_accuracy(exact[0], exact[1])
    assert pairs.soft_pairwise_accuracy(near[0], near[1]) == pytest.approx(soft, abs=0.02)


def test_a_normal_replicate_is_that_of_the_resampled_documents() -> None:
    scores = np.random.default_rng(8).normal(size=(5, 3))
    counts = np.array([[2.0, 0.0, 1.0, 1.0, 1.0]])

    drawn = np.repeat(scores, counts[0].astype(int), axis=0)

    assert pairs.normal_p(scores, counts) == pytest.approx(pairs.normal_p(drawn, np.ones((1, 5))))


def test_soft_pairwise_accuracy_does_not_depend_on_the_order_of_systems() -> None:
    rng = np.random.default_rng(9)
    human, metric = coarse(rng, 6, 5), coarse(rng, 6, 5)
    signs = np.array(list(itertools.product([-1.0, 1.0], repeat=6)))

    def soft(order: list[int]) -> float:
        p = [pairs.permutation_p(scores[:, order], signs) for scores in (human, metric)]
        return float(pairs.soft_pairwise_accuracy(p[0], p[1]))

    assert soft([0, 1, 2, 3, 4]) == pytest.approx(soft([3, 1, 4, 0, 2]))
    assert soft([0, 1]) >= 0
    assert np.isnan(pairs.soft_pairwise_accuracy(np.ones((1, 1)), np.ones((1, 1))))
