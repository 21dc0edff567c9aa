"""What a metric's comparison is made from: one statistics table, and what is resampled."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.compact import kept
from factcov.comparison.result import Unit
from factcov.metrics.base import Metric
from factcov.resampling import group_sums
from factcov.scoring import Run
from factcov.types import MetricInfo, Stats


class Table(msgspec.Struct, frozen=True):
    """One metric's statistics, a row for each unit that is resampled as a whole.

    ``stats`` is (systems, units, columns), as it is kept; ``whole``, (systems, columns), sums over
    the items.
    """

    info: MetricInfo
    signature: str
    metric: Metric
    stats: NDArray[Any]
    whole: Stats
    unit: Unit

    @property
    def units(self) -> int:
        """How many units there are to resample."""
        return int(self.stats.shape[1])

    @property
    def scores(self) -> NDArray[np.float64]:
        """Each system's score, shape (systems,)."""
        return np.asarray(self.metric.aggregate(self.whole), np.float64)


def table(run: Run, info: MetricInfo) -> Table:
    """Return a metric's table: a row a document, or an item where none share a document.

    With a single document a fact metric has a row a fact, another metric a row an item.
    """
    items = kept(run.record.statistics, info.name)
    documents = run.documents
    single = len(documents) == 0 or documents.max() == 0
    unit: Unit = "items"
    stats = items
    if single and info.per_fact:
        unit = "facts"
        by_system = run.fact_statistics(info.name)
        stats = np.stack([by_system[system] for system in run.systems])
    elif not single and documents.max() + 1 < len(documents):
        unit = "documents"
        stats = np.stack([group_sums(rows, documents) for rows in items])
    signatures = {score.metric: score.signature for score in run.score_list}
    return Table(
        info,
        signatures[info.name],
        run.metric(info.name),
        stats,
        items.sum(axis=1, dtype=np.float64),
        unit,
    )
