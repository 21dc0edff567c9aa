"""A run's scores as a board: which columns, in which order, who is best, who beats whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from factcov.agreement import Among, judges_among
from factcov.errors import UnknownNameError
from factcov.scoring import ALIASES, Run
from factcov.standings import Standings, standings

Mark = Literal["better", "worse"]


class Column(msgspec.Struct, frozen=True):
    """One metric of the table and how to read its numbers."""

    metric: str
    higher_is_better: bool | None
    signature: str


class Entry(msgspec.Struct, frozen=True):
    """One score. None where it is not defined, or where no difference was shown."""

    value: float | None
    low: float | None
    high: float | None
    best: bool
    """The best value of the column among the systems that compete."""
    next: Mark | None
    """Significantly better or worse than the next row."""
    baseline: Mark | None
    """Significantly better or worse than the baseline."""


class Row(msgspec.Struct, frozen=True):
    """One system: its best and worst rank, its cluster, and a score for each column."""

    system: str
    control: bool
    ranks: tuple[int, int] | None
    cluster: int | None
    scores: tuple[Entry, ...]


class Board(msgspec.Struct, frozen=True, omit_defaults=True):
    """Rows best first by the metric ``sort``, controls last; p-values corrected over all pairs."""

    benchmark: str
    sort: str
    baseline: str | None
    alpha: float
    level: float
    items: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...]
    among: Among | None = None
    """How well the judges agree with each other, where the run has several."""

    def to_markdown(self) -> str:
        """Return the board as Markdown."""
        from factcov.leaderboards.render import render

        return render(self, "md")

    def to_latex(self) -> str:
        """Return the board as a LaTeX tabular (booktabs)."""
        from factcov.leaderboards.render import render

        return render(self, "tex")

    def __str__(self) -> str:
        """Return what ``print`` shows: the Markdown."""
        return self.to_markdown()

    def _repr_html_(self) -> str:
        from factcov.leaderboards.render import render

        return render(self, "html")


def leaderboard(
    run: Run,
    metrics: Sequence[str] | None = None,
    sort: str | None = None,
    *,
    baseline: str | None = None,
    controls: Sequence[str] | None = None,
) -> Board:
    """Return the leaderboard of a run.

    ``metrics`` chooses and orders the columns (all the run's by default; ``rouge`` stands for
    all of its); ``sort`` names the metric that ranks (the first with a direction by default);
    scores that differ significantly from ``baseline`` are marked; ``controls`` are set apart
    (by default the systems named like one: lead, random, copy, source, empty).

    Raises:
        UnknownNameError: the run has no such metric or system.
    """
    names = list(dict.fromkeys(
        name for given in metrics or run.metrics for name in _expand(given, run)
    ))  # fmt: skip
    if baseline is not None and baseline not in run.systems:
        raise UnknownNameError("system of this run", baseline, run.systems)
    table = standings(run, names, sort, controls)
    infos = {info.name: info for info in run.record.header.metrics}
    best = {name: _best(table, name, infos[name].higher_is_better) for name in names}
    order = [place.system for place in table.places]
    rows = tuple(
        Row(
            place.system, place.control, place.ranks, place.cluster,
            tuple(
                _entry(table, name, place.system, after, best[name], baseline) for name in names
            ),
        )
        for place, after in zip(table.places, [*order[1:], None], strict=True)
    )  # fmt: skip
    columns = tuple(
        Column(name, infos[name].higher_is_better, table.scores[order[0], name].signature)
        for name in names
    )
    header = run.record.header
    return Board(
        header.benchmark, table.metric, baseline,
        table.comparison.alpha if table.comparison else 0.05,
        run.level, len(run.record.items), columns, rows, run.notices,
        judges_among(run.record, replicates=run.replicates, level=run.level, seed=run.seed),
    )  # fmt: skip


def _expand(name: str, run: Run) -> Sequence[str]:
    """Return the metrics that an alias stands for and the run has; any other name as it is."""
    if name in run.metrics or name not in ALIASES:
        return [name]
    return [known for known in ALIASES[name] if known in run.metrics] or [name]


def _best(table: Standings, metric: str, higher: bool | None) -> float | None:
    values = [
        value
        for place in table.places
        if not place.control and (value := table.scores[place.system, metric].value) is not None
    ]
    if higher is None or not values:
        return None
    return max(values) if higher else min(values)


def _entry(
    table: Standings, metric: str, system: str, after: str | None, best: float | None,
    baseline: str | None,
) -> Entry:  # fmt: skip
    score = table.scores[system, metric]
    control = system in table.controls
    return Entry(
        value=score.value,
        low=score.low,
        high=score.high,
        best=best is not None and score.value == best and not control,
        next=table.verdict(metric, system, after) if after and after not in table.controls
        else None,
        baseline=table.verdict(metric, system, baseline) if baseline else None,
    )  # fmt: skip
