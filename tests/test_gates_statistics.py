"""The gate's statistics: rare false alarms, and drops found as often as it says."""

import numpy as np
import pytest

from factcov.gates.noninferiority import POWER, fewest, noninferiority
from factcov.types import Stats

PAIRS = 500


def share(sums: Stats) -> Stats:
    return sums[..., 0] / sums[..., 1]


def corpora(
    rng: np.random.Generator, documents: int, facts: int, redrawn: float, drop: float = 0.0
) -> tuple[Stats, Stats]:
    """Return (covered weight, weight) by document, of two runs of one system.

    A fact has its document's own chance of being covered. Each run settles a share of the facts
    anew, as another sample of the same model would; *drop* lowers the chance in the second run.
    """
    weight = rng.integers(1, 4, size=(documents, facts))
    chance = 0.35 + 0.55 * rng.beta(2, 2, size=(documents, 1))  # room for a drop
    kept = rng.random((documents, facts)) < chance
    tables = []
    for lowered in (0.0, drop):
        anew = rng.random((documents, facts)) < np.clip(chance - lowered / redrawn, 0, 1)
        covered = np.where(rng.random((documents, facts)) < redrawn, anew, kept)
        tables.append(np.stack([(covered * weight).sum(1), weight.sum(1)], axis=1).astype(float))
    return tables[0], tables[1]


@pytest.mark.parametrize(
    ("documents", "facts", "redrawn"),
    [(4, 10, 0.5), (8, 10, 0.5), (26, 3, 0.2), (26, 10, 1.0), (100, 5, 0.2)],
)
def test_false_alarms_at_margin_0_are_at_most_5_in_100(
    documents: int, facts: int, redrawn: float
) -> None:
    rng = np.random.default_rng(20)
    groups = np.arange(documents)

    answers = [
        noninferiority(share, *corpora(rng, documents, facts, redrawn), groups, margin=0)
        for _ in range(PAIRS)
    ]

    alarms = sum(one.answer == "fail" for one in answers) / PAIRS
    assert alarms <= 0.05


def test_false_alarms_stay_rare_over_a_whole_gate() -> None:
    rng = np.random.default_rng(21)
    gates = [
        [
            noninferiority(
                share, *corpora(rng, 30, 8, 0.5), np.arange(30), margin=0, comparisons=10
            ).answer
            for _ in range(10)
        ]
        for _ in range(150)
    ]

    assert sum("fail" in answers for answers in gates) / len(gates) <= 0.05


@pytest.mark.parametrize("margin", [0.0, 0.03])
@pytest.mark.parametrize(("documents", "facts"), [(26, 10), (100, 5)])
def test_a_drop_of_the_stated_size_is_found_4_times_in_5(
    documents: int, facts: int, margin: float
) -> None:
    rng = np.random.default_rng(22)
    groups = np.arange(documents)
    unchanged = [
        noninferiority(share, *corpora(rng, documents, facts, 0.5), groups, margin=margin)
        for _ in range(50)
    ]
    stated = float(np.mean([one.detectable for one in unchanged]))

    answers = [
        noninferiority(share, *corpora(rng, documents, facts, 0.5, stated), groups, margin=margin)
        for _ in range(PAIRS)
    ]

    true = -np.mean([one.difference for one in answers])
    found = sum(one.answer == "fail" for one in answers) / PAIRS
    assert true == pytest.approx(stated, rel=0.05)
    assert found == pytest.approx(POWER, abs=0.08)


def test_no_loss_within_the_margin_is_shown_by_enough_documents() -> None:
    rng = np.random.default_rng(23)

    answers = [
        noninferiority(share, *corpora(rng, 100, 10, 0.1), np.arange(100), margin=0.05).answer
        for _ in range(100)
    ]

    assert answers.count("pass") >= 95


def test_a_loss_as_large_as_the_margin_seldom_passes() -> None:
    rng = np.random.default_rng(24)

    answers = [
        noninferiority(share, *corpora(rng, 50, 10, 0.5, 0.05), np.arange(50), margin=0.05).answer
        for _ in range(PAIRS)
    ]

    assert answers.count("pass") / PAIRS <= 0.05


def test_documents_are_resampled_whole() -> None:
    rng = np.random.default_rng(25)
    old, new = corpora(rng, 12, 5, 1.0)
    by_document = noninferiority(share, old, new, np.arange(12), margin=0)

    # The same documents, cut in three rows each: no more evidence than before.
    rows = [np.repeat(table / 3, 3, axis=0) for table in (old, new)]
    cut = noninferiority(share, *rows, np.repeat(np.arange(12), 3), margin=0)

    assert cut.units == by_document.units == 12
    assert cut.low == pytest.approx(by_document.low)


def test_equal_rows_pass_and_lower_is_better_turns_the_sign() -> None:
    old = np.tile([[1.0, 4.0]], (10, 1))
    worse = old + np.array([1.0, 0.0])
    groups = np.arange(10)

    assert noninferiority(share, old, old, groups, margin=0).answer == "pass"
    assert noninferiority(share, old, worse, groups, margin=0).answer == "pass"
    turned = noninferiority(share, old, worse, groups, margin=0, higher_is_better=False)
    assert turned.answer == "fail"
    assert turned.difference == pytest.approx(0.25)


@pytest.mark.parametrize("documents", [1, 2, 5])
def test_too_few_documents_never_fail(documents: int) -> None:
    old = np.tile([[4.0, 4.0]], (documents, 1))

    found = noninferiority(share, old, old - [[2.0, 0.0]], np.arange(documents), margin=0)

    assert found.answer == "inconclusive"
    assert documents < fewest(1)


def test_an_undefined_score_is_inconclusive() -> None:
    empty = np.zeros((6, 2))

    with np.errstate(invalid="ignore"):
        found = noninferiority(share, empty, empty, np.arange(6), margin=0)

    assert (found.answer, found.old, found.difference) == ("inconclusive", None, None)
