"""A comparison as one table: a row a pair, a group a metric."""

from __future__ import annotations

from factcov.comparison.result import Comparison, MetricComparison, Pair
from factcov.formatting import decimals, interval, p_value, signed
from factcov.tables import Cell, Grid, Group


def grid(comparison: Comparison) -> Grid:
    """Return every pair: difference with interval, bold where a difference is shown, and p."""
    groups = tuple(
        Group(tuple(_row(pair, result, comparison.alpha) for pair in result.pairs), result.metric)
        for result in comparison.metrics
    )
    notes = (
        f"difference: system minus other, {comparison.level:.0%} interval; bold: p ≤ "
        f"{comparison.alpha:g} after correction ({comparison.correction}) over a metric's pairs",
        *comparison.notices,
    )
    signatures = tuple((result.metric, result.signature) for result in comparison.metrics)
    header = ("system", "other", "difference", "p")
    return Grid(header, groups, (0, 1), comparison.benchmark, notes, signatures)


def _row(pair: Pair, result: MetricComparison, alpha: float) -> tuple[Cell, ...]:
    digits = decimals(standing.score for standing in result.standings)
    difference = Cell(
        signed(pair.effect, digits), interval(pair.low, pair.high, digits),
        bold=pair.p is not None and pair.p <= alpha,
    )  # fmt: skip
    return Cell(pair.system), Cell(pair.baseline), difference, Cell(p_value(pair.p))
