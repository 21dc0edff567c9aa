"""The leaderboard as text: Markdown, LaTeX and HTML for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from itertools import groupby

import msgspec

from factcov.agreement import among_grid
from factcov.errors import UnknownNameError
from factcov.formatting import count, decimals, interval, number
from factcov.leaderboards.board import Board, Column, Entry, Row
from factcov.tables import Cell, Grid, Group, to_html, to_latex, to_markdown

INTERVALS = ("first", "all", "none")
"""Which columns show their interval: the one that ranks, all, or none."""


def render(board: Board, format_: str = "md", intervals: str = "first") -> str:
    """Return the board in one of FORMATS, ending with a line feed.

    CSV and JSON hold every interval; *intervals* is for the formats that people read.

    Raises:
        UnknownNameError: there is no such format.
    """
    if format_ not in FORMATS:
        raise UnknownNameError("format", format_, FORMATS)
    if intervals not in INTERVALS:
        raise UnknownNameError("choice of intervals", intervals, INTERVALS)
    return FORMATS[format_](board, intervals)


def grid(board: Board, intervals: str = "first") -> Grid:
    """Return the board as a grid: ranks, systems and scores, a group for each cluster."""
    digits = [decimals(row.scores[i].value for row in board.rows)
              for i in range(len(board.columns))]  # fmt: skip
    shown = [
        intervals == "all" or (intervals == "first" and column.metric == board.sort)
        for column in board.columns
    ]

    def cells(row: Row) -> tuple[Cell, ...]:
        scores = zip(row.scores, digits, shown, strict=True)
        return (Cell(ranks(row)), Cell(row.system), *(_cell(*score) for score in scores))

    groups = tuple(
        Group(tuple(cells(row) for row in rows), "controls" if control else "")
        for (control, _), rows in groupby(board.rows, key=lambda row: (row.control, row.cluster))
    )
    header = ("rank", "system", *(title(column) for column in board.columns))
    signatures = tuple((column.metric, column.signature) for column in board.columns)
    return Grid(header, groups, (1,), board.benchmark, _notes(board, any(shown)), signatures)


def tables(board: Board, intervals: str = "first") -> tuple[Grid, ...]:
    """Return the board as a grid and, with several judges, how well they agree as another."""
    main = grid(board, intervals)
    return (main, among_grid(board.among)) if board.among else (main,)


def ranks(row: Row) -> str:
    """Return a system's rank, or the range of ranks that its comparisons leave open."""
    if row.ranks is None:
        return ""
    best, worst = row.ranks
    return str(best) if best == worst else f"{best}–{worst}"


def title(column: Column) -> str:
    """Return a column's name with an arrow towards the better end.

    >>> title(Column("ter", False, ""))
    'ter ↓'
    """
    return column.metric + {True: " ↑", False: " ↓", None: ""}[column.higher_is_better]


def _cell(entry: Entry, digits: int, with_interval: bool) -> Cell:
    mark = ("*" if entry.baseline else "") + ("†" if entry.next == "better" else "")
    beside = interval(entry.low, entry.high, digits) if with_interval else ""
    return Cell(number(entry.value, digits), beside, mark, entry.best)


def _notes(board: Board, with_interval: bool) -> tuple[str, ...]:
    """Explain what the table shows: the ranks, the marks that occur, the notices."""
    entries = [entry for row in board.rows for entry in row.scores]
    notes = [f"{count(board.items, 'item')}; ranks by {board.sort}"]
    if any(row.cluster for row in board.rows):
        notes[0] += (
            f": a range holds the ranks that tests leave open (p ≤ {board.alpha:g} after "
            "correction), a rule parts systems that all differ"
        )
    if with_interval and any(entry.low is not None for entry in entries):
        notes.append(f"[low, high]: {board.level:.0%} interval")
    if any(entry.next == "better" for entry in entries):
        notes.append(f"†: better than the next row, p ≤ {board.alpha:g} after correction")
    if any(entry.baseline for entry in entries):
        notes.append(f"*: differs from {board.baseline}, p ≤ {board.alpha:g} after correction")
    return (*notes, *board.notices)


def _csv(board: Board, intervals: str) -> str:
    """Return one line a system; what is undefined is empty."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    fields = ("value", "low", "high", "next", "baseline")
    names = [f"{column.metric} {field}" for column in board.columns for field in fields]
    writer.writerow(["system", "control", "rank best", "rank worst", "cluster", *names])
    for row in board.rows:
        values = [getattr(entry, field) for entry in row.scores for field in fields]
        places = row.ranks or (None, None)
        writer.writerow([row.system, str(row.control).lower(), *places, row.cluster, *values])
    return sink.getvalue()


def _json(board: Board, intervals: str) -> str:
    return msgspec.json.format(msgspec.json.encode(board), indent=1).decode() + "\n"


def _written(to_text: Callable[[Grid], str]) -> Callable[[Board, str], str]:
    return lambda board, intervals: "\n".join(map(to_text, tables(board, intervals)))


FORMATS: dict[str, Callable[[Board, str], str]] = {
    "md": _written(to_markdown),
    "csv": _csv,
    "tex": _written(to_latex),
    "html": _written(to_html),
    "json": _json,
}
