"""The leaderboard of the page: scores as written, intervals as drawn."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from factcov.agreement import among_grid, judges_among
from factcov.formatting import decimals, number
from factcov.panel import split_name
from factcov.reports.charts import Whisker, whiskers
from factcov.scoring import Run, Score
from factcov.standings import Standings
from factcov.tables import Grid

INTERVALS = ("coverage", "contradiction")
"""Columns of the leaderboard that get a drawn interval, beside the one that ranks."""


class Column(msgspec.Struct, frozen=True):
    """A column of the leaderboard."""

    title: str
    signature: str


class Cell(msgspec.Struct, frozen=True):
    """A score of the leaderboard as written, and its number for sorting."""

    text: str
    value: float | None
    beside: str
    best: bool
    whisker: Whisker | None
    kind: str


class Line(msgspec.Struct, frozen=True):
    """A row of the leaderboard; a heavy rule follows where ``rule``."""

    system: str
    control: bool
    ranks: str
    rank_value: str
    rule: bool
    opens_controls: bool
    cells: tuple[Cell, ...]


def order(run: Run, table: Standings) -> list[str]:
    """Return the columns: the metric that ranks, coverage and contradiction, then the others.

    What several judges say of coverage stands side by side.
    """
    first = [
        name
        for metric in (table.metric, *INTERVALS)
        for name in run.metrics
        if metric in (name, split_name(run.record.header, name)[0])
    ]
    return list(dict.fromkeys([*first, *run.metrics]))


def column(run: Run, name: str) -> Column:
    """Return one column's title, with an arrow towards the better end, and its signature."""
    info = next(info for info in run.record.header.metrics if info.name == name)
    arrow = {True: "\u00a0↑", False: "\u00a0↓", None: ""}[info.higher_is_better]
    return Column(info.name + arrow, info.signature)


def lines(run: Run, table: Standings) -> list[Line]:
    """Return the rows, best first, controls last."""
    names = order(run, table)
    columns = [[table.scores[place.system, name] for place in table.places] for name in names]
    header = run.record.header
    drawn = [
        whiskers(scores)[0]
        if name == table.metric or split_name(header, name)[0] in INTERVALS
        else [None] * len(scores)
        for name, scores in zip(names, columns, strict=True)
    ]
    higher = {info.name: info.higher_is_better for info in header.metrics}
    found = []
    for n, place in enumerate(table.places):
        after = table.places[n + 1] if n + 1 < len(table.places) else None
        cells = tuple(
            _cell(scores, n, table, higher[name], marks[n], name)
            for name, scores, marks in zip(names, columns, drawn, strict=True)
        )
        ends = place.ranks or ()
        found.append(
            Line(
                place.system, place.control, "–".join(dict.fromkeys(map(str, ends))),
                f"{sum(ends) / 2 + ends[0] / 1000:g}" if ends else "",
                after is not None and not place.control and place.cluster != after.cluster,
                place.control and (n == 0 or not table.places[n - 1].control),
                cells,
            )
        )  # fmt: skip
    return found


def among(run: Run) -> Grid | None:
    """Return how well the judges agree with each other; None where there is one."""
    found = judges_among(run.record, replicates=run.replicates, level=run.level, seed=run.seed)
    return among_grid(found) if found else None


def _cell(
    scores: Sequence[Score], n: int, table: Standings, higher: bool | None,
    whisker: Whisker | None, name: str,
) -> Cell:  # fmt: skip
    base, _ = split_name(table.run.record.header, name)
    score, digits = scores[n], decimals(score.value for score in scores)
    competing = [
        s.value
        for s, place in zip(scores, table.places, strict=True)
        if s.value is not None and not place.control
    ]
    best = None if higher is None or not competing else (max if higher else min)(competing)
    beside = ""
    if score.low is not None and score.high is not None:
        beside = f"{number(score.low, digits)}–{number(score.high, digits)}"
    return Cell(
        number(score.value, digits), score.value, beside,
        best is not None and score.value == best and not table.places[n].control, whisker,
        "contradiction" if base == "contradiction" else "",
    )  # fmt: skip
