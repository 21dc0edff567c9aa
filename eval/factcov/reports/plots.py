"""Figures for papers: intervals by system, a score against length, the fact by system map.

Made with matplotlib (extra ``plots``). The same run gives the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from factcov.errors import DataError, MissingExtraError, UnknownNameError
from factcov.reports.charts import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, Scatter, scatter
from factcov.reports.facts import FactRow, fact_rows
from factcov.reports.texts import visible
from factcov.scoring import Run
from factcov.standings import Standings, standings

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS = ("svg", "pdf", "png")

COLOURS = {"c": "#1a69ab", "x": "#bf3f0a", "m": "#e9e5db", "e": "#f0cf2b", "-": "#ffffff"}
GLYPHS = {"x": "×", "e": "!"}

_STYLE: Any = {
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.parse_math": False,  # a "$" in a system's name is a dollar sign
    "svg.hashsalt": "factcov",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
}
_DATE: dict[str, dict[str, Any]] = {
    "svg": {"Date": None},
    "pdf": {"CreationDate": None},
    "png": {},
}


def plots(
    run: Run,
    folder: str | os.PathLike[str],
    *,
    sort: str | None = None,
    controls: Sequence[str] | None = None,
    formats: Sequence[str] = ("svg", "pdf"),
) -> tuple[Path, ...]:
    """Write the figures of a run into *folder* and return their paths.

    ``intervals`` always, ``length`` where lengths were measured, ``map`` where there are facts.

    Raises:
        MissingExtraError: matplotlib is not installed.
        UnknownNameError: no such metric, system or format.
        DataError: the folder cannot be written.
    """
    try:
        import matplotlib as mpl
    except ImportError as error:
        raise MissingExtraError("--plots", "plots") from error
    for name in formats:
        if name not in FORMATS:
            raise UnknownNameError("format", name, FORMATS)
    table = standings(run, sort=sort, controls=controls)
    rows = fact_rows(run, table)
    target = Path(folder)
    written = []
    with mpl.rc_context(_STYLE):
        figures = {"intervals": _intervals(table)}
        if plot := scatter(run, table):
            figures["length"] = _length(plot)
        if rows:
            figures["map"] = _map(table, rows)
        try:
            target.mkdir(parents=True, exist_ok=True)
            for name, figure in figures.items():
                for format_ in formats:
                    path = target / f"{name}.{format_}"
                    figure.savefig(path, metadata=_DATE[format_], bbox_inches="tight", dpi=200)
                    written.append(path)
        except OSError as error:
            raise DataError(f"{target}: cannot be written: {error.strerror or error}") from error
    return tuple(written)


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height))
    return figure, figure.add_subplot()


def _intervals(table: Standings) -> Figure:
    """One system a line, best at the top, with the interval of its score."""
    places = [p for p in table.places if table.scores[p.system, table.metric].value is not None]
    figure, axes = _figure(5.0, 0.6 + 0.27 * max(1, len(places)))
    for line, place in enumerate(places):
        score = table.scores[place.system, table.metric]
        colour = "0.45" if place.control else COLOURS["c"]
        if score.low is not None and score.high is not None:
            axes.plot([score.low, score.high], [line, line], color=colour, linewidth=1.5)
        face = "white" if place.control else colour
        axes.plot([score.value or 0.0], [line], "o", color=colour, markerfacecolor=face)
    axes.set_yticks(range(len(places)), [visible(place.system) for place in places])
    axes.set_ylim(len(places) - 0.5, -0.5)
    axes.set_xlabel(f"{table.metric}, {table.run.level:.0%} interval")
    axes.grid(axis="x", color="0.9")
    axes.set_axisbelow(True)
    return figure


def _length(plot: Scatter) -> Figure:
    """The score that ranks against mean words, laid out as on the page; controls hollow."""
    figure, axes = _figure(6.0, 3.4)
    for point in plot.points:
        colour = "0.45" if point.control else COLOURS["c"]
        if point.low is not None and point.high is not None:
            axes.plot([point.x, point.x], [point.low, point.high], color=colour, alpha=0.4)
        face = "white" if point.control else colour
        axes.plot([point.x], [point.y], "o", color=colour, markerfacecolor=face, markersize=5)
        axes.text(point.label_x, point.label_y, visible(point.system)[:24], fontsize=7,
                  ha="left" if point.anchor == "start" else "right")  # fmt: skip
    axes.set_xlim(LEFT, WIDTH - RIGHT)
    axes.set_ylim(HEIGHT - BOTTOM, TOP)
    axes.set_xticks([tick.at for tick in plot.x_ticks], [tick.text for tick in plot.x_ticks])
    axes.set_yticks([tick.at for tick in plot.y_ticks], [tick.text for tick in plot.y_ticks])
    axes.set_xlabel("mean words a candidate" + (", logarithmic" if plot.logarithmic else ""))
    axes.set_ylabel(plot.metric)
    axes.grid(axis="y", color="0.9")
    axes.set_axisbelow(True)
    return figure


def _map(table: Standings, rows: Sequence[FactRow]) -> Figure:
    """One column a system, one line a fact, by how many cover it; contradictions also crossed."""
    from matplotlib.colors import ListedColormap
    from matplotlib.patches import Patch

    order = sorted(rows, key=lambda row: (-row.covered, row.contradicted))
    codes = list(COLOURS)
    grid = np.array([[codes.index(code) for code in row.codes] for row in order])
    height = min(9.0, 0.9 + 0.09 * len(order))
    figure, axes = _figure(1.2 + 0.32 * len(table.places), height)
    axes.imshow(grid, cmap=ListedColormap(list(COLOURS.values())), vmin=0, vmax=len(codes) - 1,
                aspect="auto", interpolation="nearest")  # fmt: skip
    if len(order) <= 120:
        size = min(7.0, 72 * height / len(order) * 0.7)
        for line, row in enumerate(order):
            for column, code in enumerate(row.codes):
                if code in GLYPHS:
                    axes.text(column, line, GLYPHS[code], ha="center", va="center_baseline",
                              fontsize=size, color="white" if code == "x" else "black")  # fmt: skip
    names = [visible(place.system) for place in table.places]
    axes.set_xticks(range(len(names)), names, rotation=90)
    axes.xaxis.tick_top()
    axes.set_yticks([])
    axes.set_ylabel(f"{len(order)} facts")
    axes.spines[:].set_visible(False)
    present = {code for row in order for code in row.codes}
    words = {"c": "covered", "x": "contradicted", "m": "missing", "e": "judge failed"}
    patches = [Patch(color=COLOURS[code], label=word) for code, word in words.items()
               if code in present]  # fmt: skip
    axes.legend(handles=patches, loc="upper center", bbox_to_anchor=(0.5, -0.01), ncols=2,
                frameon=False, fontsize=7)  # fmt: skip
    return figure
