"""Compare: effects, intervals, corrected p-values and ranks, for all pairs and all metrics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.comparison.evidence import Evidence, evidence, jackknifed
from factcov.comparison.result import (
    Comparison,
    Correction,
    IntervalMethod,
    MetricComparison,
    Pair,
    Standing,
)
from factcov.comparison.tables import Table, table
from factcov.comparison.words import notices, statement
from factcov.errors import UnknownNameError, UsageError
from factcov.resampling import (
    Interval,
    bca,
    benjamini_hochberg,
    clusters,
    detectable_effect,
    holm,
    percentile,
    rank_ranges,
    replicate_sums,
)
from factcov.scoring import Run

CORRECTIONS: dict[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = {
    "holm": holm,
    "benjamini-hochberg": benjamini_hochberg,
    "none": np.array,
}
INTERVALS = ("percentile", "bca")
REPLICATES, TRIALS = 1_000, 10_000


class _Settings(msgspec.Struct, frozen=True):
    """How everything is tested."""

    baseline: int | None
    seed: int
    replicates: int
    trials: int
    level: float
    alpha: float
    correction: Correction
    interval: IntervalMethod


def compare(
    run: Run,
    baseline: str | None = None,
    metrics: Sequence[str] | None = None,
    *,
    seed: int | None = None,
    replicates: int = REPLICATES,
    trials: int = TRIALS,
    level: float = 0.95,
    alpha: float = 0.05,
    correction: Correction = "holm",
    interval: IntervalMethod = "percentile",
) -> Comparison:
    """Return effects, intervals and p-values of every pair of systems, for each metric.

    With a *baseline* only its pairs are tested. p-values are corrected over a metric's pairs;
    *seed* is the run's by default. BLEU, chrF and TER get sacreBLEU's own variants of the tests
    where items are resampled one by one: with ``seed=12345`` their p-values are those of
    ``sacrebleu --paired-bs`` and ``--paired-ar`` with as many *replicates* and *trials*.

    Raises:
        UnknownNameError: the run has no such system or metric, or there is no such method.
        UsageError: there is nothing to compare, or a number makes no sense.
    """
    infos = {info.name: info for info in run.record.header.metrics}
    names = [metrics] if isinstance(metrics, str) else list(metrics or infos)
    _check("correction", [correction], list(CORRECTIONS))
    _check("interval", [interval], INTERVALS)
    _check("metric of this run", names, list(infos))
    _check("system of this run", [baseline] if baseline is not None else [], run.systems)
    if len(run.systems) < 2:
        raise UsageError(f'"{run.systems[0]}" is the only system; score at least two to compare')
    if replicates < 2 or trials < 1 or (seed or 0) < 0 or not 0 < level < 1 or not 0 < alpha < 1:
        raise UsageError(
            "replicates must be 2 or more, trials 1 or more, the seed 0 or more, level and alpha "
            "between 0 and 1"
        )
    settings = _Settings(
        baseline=None if baseline is None else run.systems.index(baseline),
        seed=run.seed if seed is None else seed,
        replicates=replicates,
        trials=trials,
        level=level,
        alpha=alpha,
        correction=correction,
        interval=interval,
    )
    tables = [table(run, infos[name]) for name in names]
    sums = replicate_sums({one.info.name: one.stats for one in tables}, replicates, settings.seed)
    results = tuple(
        _metric(
            run.systems, one, evidence(one, sums[one.info.name], trials, settings.seed), settings
        )
        for one in tables
    )
    return Comparison(
        run.record.header.benchmark, baseline, settings.seed, replicates, trials, level, alpha,
        correction, interval, results, notices(results, settings.level),
    )  # fmt: skip


def _metric(
    systems: Sequence[str], one: Table, found: Evidence, settings: _Settings
) -> MetricComparison:
    scores, higher = one.scores, one.info.higher_is_better
    goodness = -scores if higher is False else scores
    order = [int(system) for system in np.argsort(-goodness, kind="stable")]
    pairs = list(_pairs(order, settings.baseline))
    rows, columns = np.array(pairs).T
    correct = CORRECTIONS[settings.correction]
    p = correct(found.p_randomization[rows, columns])
    p_bootstrap = correct(found.p_bootstrap[rows, columns])
    family = int(np.count_nonzero(~np.isnan(p)))
    beats = np.zeros((len(systems), len(systems)), bool)
    beats[rows, columns] = (p <= settings.alpha) & (goodness[rows] > goodness[columns])
    ranked = higher is not None and settings.baseline is None and one.units > 1
    places: list[Any] = rank_ranges(beats) if ranked else [(None, None)] * len(systems)
    groups: list[Any] = clusters(goodness, beats) if ranked else [None] * len(systems)
    means: list[Any] = found.means or [(None, None)] * len(systems)
    return MetricComparison(
        metric=one.info.name,
        signature=one.signature,
        higher_is_better=higher,
        unit=one.unit,
        units=one.units,
        variant=found.variant,
        family=family,
        standings=tuple(
            _standing(systems[i], scores[i], places[i], groups[i], means[i]) for i in order
        ),
        pairs=tuple(
            _pair(systems, one, found, settings, (i, j), (p[n], p_bootstrap[n]), family)
            for n, (i, j) in enumerate(pairs)
        ),
    )


def _standing(system: str, score: float, ranks: Any, cluster: int | None, mean: Any) -> Standing:
    return Standing(system, _defined(score), ranks[0], ranks[1], cluster, mean[0], mean[1])


def _pairs(order: Sequence[int], baseline: int | None) -> Iterator[tuple[int, int]]:
    """Yield (better, worse) of all systems, or (system, baseline) of each other one."""
    if baseline is None:
        yield from combinations(order, 2)
    else:
        yield from ((system, baseline) for system in order if system != baseline)


def _pair(
    systems: Sequence[str],
    one: Table,
    found: Evidence,
    settings: _Settings,
    pair: tuple[int, int],
    corrected: tuple[float, float],
    family: int,
) -> Pair:
    i, j = pair
    effect = one.scores[i] - one.scores[j]
    apart = found.replicates[i] - found.replicates[j]
    ends, detectable = Interval(None, None), None
    if one.units > 1:
        ends = _interval(one, effect, apart, pair, settings)
        detectable = detectable_effect(apart, alpha=settings.alpha, tests=max(1, family))
    result = Pair(
        system=systems[i],
        baseline=systems[j],
        effect=_defined(effect),
        low=ends.low,
        high=ends.high,
        p=_defined(corrected[0]),
        p_randomization=_defined(found.p_randomization[i, j]),
        p_bootstrap=_defined(found.p_bootstrap[i, j]),
        p_bootstrap_corrected=_defined(corrected[1]),
        detectable=detectable,
        undefined=int(found.undefined[i, j]),
        statement="",
    )
    words = statement(result, one.info, settings.alpha, settings.correction, family)
    return msgspec.structs.replace(result, statement=words)


def _interval(
    one: Table,
    effect: float,
    apart: NDArray[np.float64],
    pair: tuple[int, int],
    settings: _Settings,
) -> Interval:
    if settings.interval == "percentile":
        return percentile(apart, settings.level)
    left_out = jackknifed(one)
    return bca(effect, apart, left_out[pair[0]] - left_out[pair[1]], settings.level)


def _defined(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _check(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownNameError(what, name, known)
