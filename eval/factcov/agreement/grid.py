"""The judges among themselves as a table for leaderboards and reports."""

from __future__ import annotations

from factcov.agreement.results import Among, Figure
from factcov.formatting import interval, number
from factcov.tables import Cell, Grid, Group


def among_grid(among: Among) -> Grid:
    """Return how well each two judges agree, on the verdicts that both gave."""

    def cell(figure: Figure, digits: int) -> Cell:
        return Cell(number(figure.value, digits), interval(figure.low, figure.high, digits))

    rows = tuple(
        (
            Cell(f"{pair.first}, {pair.second}"), Cell(f"{pair.verdicts:,}"),
            Cell(f"{pair.left_out:,}"), cell(pair.same, 3), cell(pair.kappa, 2),
            cell(pair.kappa_covered, 2),
        )
        for pair in among.pairs
    )  # fmt: skip
    header = ("judges", "verdicts", "left out", "same", "kappa", "kappa of covered")
    notes = (
        "same: share of the verdicts that both judges gave on which they say the same; kappa: "
        "Cohen's, over the three verdicts, and over covered or not",
        "left out: verdicts that one of the two failed to give",
        f"[low, high]: {among.level:.0%} interval over {among.resampled}",
    )
    return Grid(header, (Group(rows),), (0,), "The judges among themselves", notes)
