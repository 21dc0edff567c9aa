"""The random draws are sacreBLEU's, group by group, and blocks never change them."""

import numpy as np
import pytest

from factcov.resampling import bootstrap, count_blocks, counts, draws, group_sums, swap_blocks


def test_counts_are_the_draws_of_sacrebleu():
    drawn = np.random.default_rng(12345).choice(37, size=(50, 37), replace=True)

    ours = counts(np.arange(37), 50, np.random.default_rng(12345))

    assert (ours == [np.bincount(row, minlength=37) for row in drawn]).all()


@pytest.mark.parametrize("cells", [1, 100, 333])
@pytest.mark.parametrize("items", [7, 64])
def test_blocks_joined_equal_one_draw(monkeypatch, cells, items):
    whole_counts = counts(np.arange(items), 100, np.random.default_rng(3))
    whole_swaps = np.random.default_rng(3).integers(2, size=(100, items), dtype=bool)
    monkeypatch.setattr(draws, "_BLOCK", cells)
    monkeypatch.setattr(draws, "_COUNTS", 2 * cells)

    blocks = list(count_blocks(np.arange(items), 100, np.random.default_rng(3)))
    swaps = list(swap_blocks(items, 100, np.random.default_rng(3)))

    assert len(blocks) > 1
    assert len(swaps) > 1
    assert np.array_equal(np.concatenate(blocks), whole_counts)
    assert np.array_equal(np.concatenate(swaps), whole_swaps)


def test_items_of_one_document_are_drawn_together():
    groups = np.array([5, 5, 2, 5, 2, 9])

    drawn = counts(groups, 200, np.random.default_rng(0))

    assert (drawn[:, 0] == drawn[:, 1]).all()
    assert (drawn[:, 0] == drawn[:, 3]).all()
    assert (drawn[:, 2] == drawn[:, 4]).all()
    assert (drawn[:, [0, 2, 5]].sum(axis=1) == 3).all()


def test_group_numbers_do_not_matter():
    by_one_name = counts(np.array([0, 1, 1]), 20, np.random.default_rng(1))
    by_another = counts(np.array([9, 4, 4]), 20, np.random.default_rng(1))

    assert np.array_equal(by_one_name, by_another)


def test_no_items_and_no_replicates_are_empty():
    assert counts(np.array([], int), 3, np.random.default_rng(0)).shape == (3, 0)
    assert counts(np.arange(4), 0, np.random.default_rng(0)).shape == (0, 4)


def test_a_replicate_is_the_score_of_the_resampled_corpus():
    rng = np.random.default_rng(0)
    stats = rng.integers(0, 9, size=(30, 2)).astype(float)
    drawn = np.random.default_rng(5).choice(30, size=(8, 30), replace=True)
    expected = [stats[rows, 0].sum() / stats[rows, 1].sum() for rows in drawn]

    ours = bootstrap(
        lambda s: s[..., 0] / s[..., 1],
        stats,
        counts(np.arange(30), 8, np.random.default_rng(5)),
    )

    assert ours.tolist() == expected


def test_several_systems_and_integer_tables_give_the_same_replicates(monkeypatch):
    stats = np.random.default_rng(0).integers(0, 9, size=(3, 30, 2)).astype(np.int32)
    drawn = counts(np.arange(30), 8, np.random.default_rng(5))
    monkeypatch.setattr("factcov.resampling.replicates.ROWS", 7)

    together = bootstrap(lambda s: s[..., 0], stats, drawn)

    assert together.shape == (3, 8)
    assert np.array_equal(together[1], drawn @ stats[1, :, 0])


def test_group_sums_keep_the_totals():
    stats = np.arange(12.0).reshape(6, 2)

    sums = group_sums(stats, np.array([5, 5, 2, 5, 2, 9]))

    assert sums.tolist() == [[8.0, 11.0], [12.0, 14.0], [10.0, 11.0]]
