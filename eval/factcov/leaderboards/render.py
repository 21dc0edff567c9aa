"""The leaderboard as text: Markdown for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import msgspec

from factcov.errors import UnknownNameError
from factcov.leaderboards.board import Board, Column
from factcov.scoring import Score


def render(board: Board, format_: str = "md") -> str:
    """Return the table in one of FORMATS, ending with a line feed.

    Raises:
        UnknownNameError: there is no such format.
    """
    if format_ not in FORMATS:
        raise UnknownNameError("format", format_, FORMATS)
    return FORMATS[format_](board)


def _markdown(board: Board) -> str:
    """Return an aligned Markdown table, then the notices and the signatures."""
    header = ["rank", "system", *(_title(column) for column in board.columns)]
    body = [
        [
            "" if row.rank is None else str(row.rank),
            _escape(row.system),
            *(_cell(score) for score in row.scores),
        ]
        for row in board.rows
    ]
    widths = [max(len(line[i]) for line in [header, *body]) for i in range(len(header))]
    rule = ["-" * (width - 1) + ":" if i != 1 else "-" * width for i, width in enumerate(widths)]
    lines = [_line(line, widths) for line in [header, rule, *body]]
    notes = [f"- {notice}" for notice in board.notices]
    notes += [f"- {column.metric}: `{column.signature}`" for column in board.columns]
    return "\n".join([*lines, "", *notes, ""])


def _csv(board: Board) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    names = [column.metric for column in board.columns]
    bounds = [f"{name} {bound}" for name in names for bound in ("value", "low", "high")]
    writer.writerow(["rank", "system", *bounds])
    for row in board.rows:
        cells = [cell for score in row.scores for cell in (score.value, score.low, score.high)]
        writer.writerow([row.rank, row.system, *cells])
    return sink.getvalue()


def _json(board: Board) -> str:
    return msgspec.json.format(msgspec.json.encode(board), indent=1).decode() + "\n"


FORMATS: dict[str, Callable[[Board], str]] = {"md": _markdown, "csv": _csv, "json": _json}


def _title(column: Column) -> str:
    arrow = {True: " ↑", False: " ↓", None: ""}[column.higher_is_better]
    return column.metric + arrow


def _cell(score: Score) -> str:
    """Return a score with its interval, or a dash where it is not defined.

    >>> _cell(Score("a", "bleu", 31.25, 30.0, 32.5, 9, ""))
    '31.2 [30.0, 32.5]'
    """
    if score.value is None:
        return "-"
    size = max(abs(v) for v in (score.value, score.low, score.high) if v is not None)
    digits = 3 if size <= 2 else 1
    value = f"{score.value:.{digits}f}"
    if score.low is None or score.high is None:
        return value
    return f"{value} [{score.low:.{digits}f}, {score.high:.{digits}f}]"


def _line(cells: list[str], widths: list[int]) -> str:
    padded = [
        cell.ljust(width) if i == 1 else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "| " + " | ".join(padded) + " |"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ")
