"""Resampling of statistics tables: intervals, paired tests, corrections and rankings.

Knows arrays only. ``stats`` is (items, columns); ``counts`` is (replicates, items); ``aggregate``
scores (..., columns) and returns (...). An undefined score is nan and is counted, never dropped
in silence.
"""

from factcov.resampling.corrections import benjamini_hochberg, holm
from factcov.resampling.draws import count_blocks, counts, group_sums, swap_blocks
from factcov.resampling.intervals import Interval, bca, percentile
from factcov.resampling.paired import bootstrap_test, randomization_test
from factcov.resampling.power import detectable_effect
from factcov.resampling.ranking import clusters, rank_ranges
from factcov.resampling.replicates import (
    Aggregate,
    bootstrap,
    jackknife,
    replicate_sums,
    resampled_sums,
)

__all__ = [
    "Aggregate",
    "Interval",
    "bca",
    "benjamini_hochberg",
    "bootstrap",
    "bootstrap_test",
    "clusters",
    "count_blocks",
    "counts",
    "detectable_effect",
    "group_sums",
    "holm",
    "jackknife",
    "percentile",
    "randomization_test",
    "rank_ranges",
    "replicate_sums",
    "resampled_sums",
    "swap_blocks",
]
