"""Evidence: a metric's replicates and raw p-values, for every pair of systems."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.comparison.result import Variant
from factcov.comparison.tables import Table
from factcov.resampling import (
    bootstrap_test,
    jackknife,
    randomization_test,
    sacrebleu,
)
from factcov.types import Stats


class Evidence(msgspec.Struct, frozen=True):
    """What resampling says of one metric; p-values are (systems, systems), nan where untested."""

    replicates: NDArray[np.float64]
    """Scores, (systems, replicates)."""
    p_bootstrap: NDArray[np.float64]
    p_randomization: NDArray[np.float64]
    undefined: NDArray[np.int64]
    """Replicates without a score, (systems, systems)."""
    variant: Variant
    means: list[tuple[float, float]] | None
    """sacreBLEU's mean and half width of each system's replicates."""


def evidence(one: Table, sums: Stats, trials: int, seed: int) -> Evidence:
    """Return the tests of one metric; untested where there is but one unit to resample.

    A metric with ``sacrebleu_scores`` gets sacreBLEU's variants, except where documents or facts
    are resampled: its tests know items only.
    """
    scores = one.scores
    exact = getattr(one.metric, "sacrebleu_scores", None) if one.unit == "items" else None
    replicates = np.asarray(one.metric.aggregate(sums), np.float64)
    p_bootstrap, undefined = bootstrap_test(scores, replicates)
    variant: Variant = "sacrebleu" if exact else "two-sided"
    if one.units < 2:
        untested = np.full_like(p_bootstrap, np.nan)
        return Evidence(replicates, untested, untested, undefined, variant, None)
    means = None
    if exact:
        single = [
            sacrebleu.replicates(exact, rows, replicated, seed)
            for rows, replicated in zip(one.stats, sums, strict=True)
        ]
        p_bootstrap = sacrebleu.bootstrap_test(scores, single)
        means = [sacrebleu.mean_and_half_width(values) for values in single]
    p_randomization, _ = randomization_test(
        exact or one.metric.aggregate, one.stats, np.arange(one.units), trials,
        np.random.default_rng(seed), strict=exact is not None,
    )  # fmt: skip
    return Evidence(replicates, p_bootstrap, p_randomization, undefined, variant, means)


def jackknifed(one: Table) -> NDArray[np.float64]:
    """Return each system's scores without each unit in turn, (systems, units); for BCa."""
    units = np.arange(one.units)
    return np.stack([jackknife(one.metric.aggregate, rows, units) for rows in one.stats])
