"""The statistics are right: levels, coverage, and agreement with other people's code."""

import numpy as np
import pytest
from scipy import stats as scipy_stats
from statsmodels.stats.multitest import multipletests

from factcov.resampling import (
    bca,
    benjamini_hochberg,
    bootstrap,
    bootstrap_test,
    clusters,
    counts,
    detectable_effect,
    holm,
    jackknife,
    percentile,
    randomization_test,
    rank_ranges,
)


def mean(sums):
    return sums[..., 0] / sums[..., 1]


def table(values):
    """Statistics whose score is the mean of the values."""
    return np.stack([values, np.ones_like(values)], axis=-1)


def test_under_the_null_one_test_in_twenty_rejects():
    rng = np.random.default_rng(1)
    rejected = 0
    for _ in range(2000):
        difficulty = rng.normal(size=30)
        systems = difficulty + rng.normal(size=(2, 30))

        p, _ = randomization_test(mean, table(systems), np.arange(30), 199, rng)

        rejected += p[0, 1] <= 0.05

    # 5 % of 2,000 draws is 100 with a standard error of 9.7.
    assert 71 <= rejected <= 129


def test_under_the_null_with_documents_whole_documents_are_swapped():
    rng = np.random.default_rng(2)
    groups = np.repeat(np.arange(20), 5)
    rejected = {"documents": 0, "items": 0}
    for _ in range(400):
        shared = rng.normal(size=(2, 20))[:, groups]
        systems = table(shared + rng.normal(size=(2, 100)))

        by_document, _ = randomization_test(mean, systems, groups, 99, rng)
        by_item, _ = randomization_test(mean, systems, np.arange(100), 99, rng)

        rejected["documents"] += by_document[0, 1] <= 0.05
        rejected["items"] += by_item[0, 1] <= 0.05

    # 20 expected with a standard error of 4.4; swapping items ignores that they are alike.
    assert rejected["documents"] <= 33
    assert rejected["items"] > 60


def test_the_bootstrap_test_rejects_about_as_often():
    rng = np.random.default_rng(3)
    rejected = 0
    for _ in range(1000):
        systems = table(rng.normal(size=(2, 40)) + rng.normal(size=40))
        drawn = counts(np.arange(40), 199, rng)

        p, _ = bootstrap_test(mean(systems.sum(axis=1)), bootstrap(mean, systems, drawn))

        rejected += p[0, 1] <= 0.05

    # The bootstrap is slightly liberal on 40 items: 5 to 6.5 % is usual.
    assert 30 <= rejected <= 85


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_intervals_cover_the_truth(method):
    rng = np.random.default_rng(4)
    groups = np.arange(100)
    covered = 0
    for _ in range(1000):
        values = table(rng.normal(loc=3.0, size=100))
        replicates = bootstrap(mean, values, counts(groups, 400, rng))

        if method == "percentile":
            interval = percentile(replicates)
        else:
            score = float(mean(values.sum(axis=0)))
            interval = bca(score, replicates, jackknife(mean, values, groups))

        covered += interval.low <= 3.0 <= interval.high

    assert 930 <= covered <= 970


def test_bca_equals_scipy():
    values = np.random.default_rng(5).exponential(size=40)
    theirs = scipy_stats.bootstrap(
        (values,), np.mean, n_resamples=4000, method="BCa", rng=np.random.default_rng(0)
    )
    groups = np.arange(40)

    ours = bca(values.mean(), theirs.bootstrap_distribution, jackknife(mean, table(values), groups))

    assert (ours.low, ours.high) == pytest.approx(theirs.confidence_interval, abs=1e-12)


@pytest.mark.parametrize("items", [3, 5, 8])
def test_small_randomization_tests_are_exact_as_in_scipy(items):
    rng = np.random.default_rng(items)
    for _ in range(20):
        # Coarse values, so that ties occur.
        a, b = rng.integers(0, 4, size=(2, items)) / 3

        theirs = scipy_stats.permutation_test(
            (a, b), lambda x, y: abs(np.mean(x) - np.mean(y)),
            permutation_type="samples", alternative="greater", n_resamples=np.inf,
        )  # fmt: skip
        p, _ = randomization_test(mean, table(np.stack([a, b])), np.arange(items), 10_000, rng)

        assert p[0, 1] == pytest.approx(theirs.pvalue, abs=1e-12)


def test_random_swaps_approach_the_exact_p_value():
    values = table(np.random.default_rng(0).normal([[0.0] * 12, [0.8] * 12]))
    exact, _ = randomization_test(mean, values, np.arange(12), 2**12, np.random.default_rng(0))

    drawn, _ = randomization_test(mean, values, np.arange(12), 2**12 - 1, np.random.default_rng(0))

    assert drawn[0, 1] == pytest.approx(exact[0, 1], abs=0.02)


def test_a_system_against_itself_has_p_one():
    values = np.random.default_rng(0).normal(size=50)
    both = table(np.stack([values, values]))

    randomized, _ = randomization_test(mean, both, np.arange(50), 99, np.random.default_rng(0))
    drawn = counts(np.arange(50), 99, np.random.default_rng(0))
    resampled, _ = bootstrap_test(mean(both.sum(axis=1)), bootstrap(mean, both, drawn))

    assert randomized[0, 1] == 1
    assert resampled[0, 1] == 1


def test_undefined_replicates_are_counted_and_left_out():
    # One item in two has nothing to score, so some replicates are 0 / 0.
    stats = np.zeros((2, 4, 2))
    stats[:, 0] = [[1.0, 1.0], [0.0, 1.0]]

    def rate(sums):
        with np.errstate(invalid="ignore"):
            return sums[..., 0] / sums[..., 1]

    drawn = counts(np.arange(4), 1000, np.random.default_rng(0))
    replicates = bootstrap(rate, stats, drawn)
    never = int((drawn[:, 0] == 0).sum())

    assert percentile(replicates[0]).undefined == never
    assert percentile(replicates[0]).low == 1.0
    _, undefined = bootstrap_test(rate(stats.sum(axis=1)), replicates)
    assert undefined[0, 1] == never
    assert percentile(np.full(3, np.nan)).low is None


@pytest.mark.parametrize(("ours", "method"), [(holm, "holm"), (benjamini_hochberg, "fdr_bh")])
def test_corrections_equal_statsmodels(ours, method):
    rng = np.random.default_rng(0)
    for size in (1, 2, 15, 120):
        p = rng.choice([0.001, 0.01, 0.03, 0.05, 0.5], size=size) * rng.choice([1.0, 0.37], size)

        corrected = multipletests(p, method=method)[1]

        assert ours(p) == pytest.approx(corrected, abs=1e-15)


def test_corrections_skip_what_was_not_tested():
    assert holm(np.array([0.02, np.nan, 0.04])).tolist()[0] == 0.04
    assert np.isnan(benjamini_hochberg(np.array([0.02, np.nan]))[1])
    assert holm(np.array([])).size == 0


def test_rank_ranges_and_clusters_follow_who_beats_whom():
    # a beats c and d; b beats d; nothing else is significant.
    beats = np.zeros((4, 4), bool)
    beats[0, [2, 3]] = beats[1, 3] = True
    scores = np.array([4.0, 3.0, 2.0, 1.0])

    assert rank_ranges(beats) == [(1, 2), (1, 3), (2, 4), (3, 4)]
    assert clusters(scores, beats) == [1, 1, 1, 1]
    beats[1, 2] = True
    assert clusters(scores, beats) == [1, 1, 2, 2]


def test_an_effect_of_the_detectable_size_is_found_four_times_in_five():
    rng = np.random.default_rng(6)
    items, found, trials = 100, 0, 400
    noise = rng.normal(size=(2, items))
    drawn = counts(np.arange(items), 400, rng)
    replicates = bootstrap(mean, table(noise), drawn)
    effect = detectable_effect(replicates[1] - replicates[0])
    # What this sample's spread says, applied to new samples of the same spread.
    spread = (noise[1] - noise[0]).std(ddof=1)
    for _ in range(trials):
        difference = rng.normal(loc=effect, scale=spread, size=items)
        systems = table(np.stack([np.zeros(items), difference]))

        p, _ = randomization_test(mean, systems, np.arange(items), 199, rng)

        found += p[0, 1] <= 0.05

    assert 0.72 <= found / trials <= 0.88


def test_a_long_table_is_tested_a_part_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    stats = np.random.default_rng(3).integers(0, 9, (3, 50, 2))

    def tested() -> np.ndarray:
        rng = np.random.default_rng(4)
        return randomization_test(lambda s: s[..., 0], stats, np.arange(50), 200, rng)[0]

    whole = tested()
    monkeypatch.setattr("factcov.resampling.paired.ROWS", 7)
    assert np.array_equal(tested(), whole, equal_nan=True)
