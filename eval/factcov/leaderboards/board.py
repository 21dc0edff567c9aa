"""A run's scores as a table: which columns, in which order, sorted by what."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from factcov.errors import UnknownNameError
from factcov.scoring import Run, Score


class Column(msgspec.Struct, frozen=True):
    """One metric of the table and how to read its numbers."""

    metric: str
    higher_is_better: bool | None
    signature: str


class Row(msgspec.Struct, frozen=True):
    """One system: a score for each column."""

    rank: int | None
    system: str
    scores: tuple[Score, ...]


class Board(msgspec.Struct, frozen=True):
    """Rows, best first by the column ``sort``; systems that tie share a rank."""

    benchmark: str
    sort: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notices: tuple[str, ...]


def leaderboard(run: Run, metrics: Sequence[str] | None = None, sort: str | None = None) -> Board:
    """Return the leaderboard of a run.

    ``metrics`` chooses and orders the columns (all the run's by default); ``sort`` names the
    metric that ranks (the first that has a direction by default).

    Raises:
        UnknownNameError: the run has no such metric.
    """
    infos = {info.name: info for info in run.record.header.metrics}
    names = list(metrics) if metrics else list(infos)
    for name in [*names, *([sort] if sort else [])]:
        if name not in infos:
            raise UnknownNameError("metric of this run", name, infos)
    directed = [n for n in names if infos[n].higher_is_better is not None]
    key = sort or (directed or names)[0]
    found = {(score.system, score.metric): score for score in run.score_list}
    sign = -1 if infos[key].higher_is_better is not False else 1

    def place(system: str) -> tuple[bool, float]:
        value = found[system, key].value
        return value is None, 0.0 if value is None else sign * value

    ordered = sorted(run.systems, key=place)
    places = [place(system) for system in ordered]
    rows = tuple(
        Row(
            rank=None if where[0] else places.index(where) + 1,
            system=system,
            scores=tuple(found[system, name] for name in names),
        )
        for system, where in zip(ordered, places, strict=True)
    )
    columns = tuple(
        Column(name, infos[name].higher_is_better, found[ordered[0], name].signature)
        for name in names
    )
    return Board(run.record.header.benchmark, key, columns, rows, run.notices)
