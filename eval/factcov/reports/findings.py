"""Where it is worth looking: metrics that disagree with the facts, and the hardest facts."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.reports.facts import FactRow
from factcov.scoring import Run
from factcov.standings import Standings

SHOWN = 12
"""Findings listed at most; the page says how many there are."""

HIGH = 2 / 3
"""A candidate is high by a metric when it beats this share of all candidates of the run."""

REFERENCE_METRICS = ("chrf", "chrf++", "rouge1", "rougeL", "bleu")


class Disagreement(msgspec.Struct, frozen=True):
    """A candidate that a reference metric likes although it contradicts facts, or the reverse."""

    system: str
    item: str
    metric: str
    score: float
    percentile: float
    coverage: float
    contradicted: tuple[FactRow, ...]


class Findings(msgspec.Struct, frozen=True):
    """Lists for the reader, each with the number there are in all."""

    metric: str | None
    liked: tuple[Disagreement, ...]
    liked_in_all: int
    disliked: tuple[Disagreement, ...]
    disliked_in_all: int
    nobody: tuple[FactRow, ...]
    nobody_in_all: int
    hardest: tuple[FactRow, ...]


def findings(run: Run, table: Standings, rows: tuple[FactRow, ...]) -> Findings:
    """Return what the page points at."""
    competing = sum(not place.control for place in table.places)
    nobody = [row for row in rows if not row.covered]
    hardest = sorted(
        (row for row in rows if row.covered),
        key=lambda row: (row.covered, -row.contradicted, -row.fact.weight),
    )
    nobody.sort(key=lambda row: (-row.fact.weight, -row.contradicted))
    metric = next((name for name in REFERENCE_METRICS if name in run.metrics), None)
    liked: list[Disagreement] = []
    disliked: list[Disagreement] = []
    if metric and rows and competing:
        liked, disliked = _disagreements(run, table, rows, metric)
    return Findings(
        metric, tuple(liked[:SHOWN]), len(liked), tuple(disliked[:SHOWN]), len(disliked),
        tuple(nobody[:SHOWN]), len(nobody),
        tuple(row for row in hardest[:SHOWN] if 2 * row.covered < competing),
    )  # fmt: skip


def _disagreements(
    run: Run, table: Standings, rows: Sequence[FactRow], metric: str
) -> tuple[list[Disagreement], list[Disagreement]]:
    systems = [place.system for place in table.places if not place.control]
    order = [run.systems.index(system) for system in systems]
    columns = [n for n, place in enumerate(table.places) if not place.control]
    scores = _by_item(run, metric)[order]
    covered = _coverage_by_item(run)[order]
    high, sure = _percentiles(scores), _percentiles(covered)
    by_item: dict[str, list[FactRow]] = {}
    for row in rows:
        by_item.setdefault(row.item.id, []).append(row)
    liked, disliked = [], []
    for n, (system, column) in enumerate(zip(systems, columns, strict=True)):
        for i, item in enumerate(run.record.items):
            if np.isnan(scores[n, i]) or np.isnan(covered[n, i]):
                continue
            wrong = tuple(row for row in by_item.get(item.id, []) if row.codes[column] == "x")
            one = Disagreement(system, item.id, metric, float(scores[n, i]), float(high[n, i]),
                               float(covered[n, i]), wrong)  # fmt: skip
            if high[n, i] >= HIGH and wrong:
                liked.append(one)
            elif high[n, i] <= 1 - HIGH and sure[n, i] >= HIGH and not wrong:
                disliked.append(one)
    liked.sort(key=lambda one: (-len(one.contradicted), -one.percentile))
    disliked.sort(key=lambda one: (one.percentile, -one.coverage))
    return liked, disliked


def _by_item(run: Run, metric: str) -> NDArray[np.float64]:
    """Return item scores, shape (systems, items)."""
    return np.asarray(run.metric(metric).aggregate(run.record.statistics[metric]), np.float64)


def _coverage_by_item(run: Run) -> NDArray[np.float64]:
    if "coverage" in run.metrics:
        return _by_item(run, "coverage")
    return np.full((len(run.systems), len(run.record.items)), np.nan)


def _percentiles(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of the other scores that each one reaches, 0 to 1; nan stays nan."""
    defined = np.sort(scores[~np.isnan(scores)])
    if len(defined) < 2:
        return np.full(scores.shape, np.nan)
    ranks = (np.searchsorted(defined, scores, "right") - 1) / (len(defined) - 1)
    return np.where(np.isnan(scores), np.nan, ranks)
