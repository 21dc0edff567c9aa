"""A comparison as text for people: for each metric the standings, then every pair."""

from __future__ import annotations

from collections.abc import Sequence

from factcov.comparison.result import Comparison, MetricComparison, Pair, Standing

_WORDED = 15
"""More pairs than this are not put in words as well; the JSON has them all."""


def render(comparison: Comparison) -> str:
    """Return Markdown, ending with a line feed."""
    parts = [_section(result, comparison) for result in comparison.metrics]
    if comparison.notices:
        parts.append("\n".join(f"- {notice}" for notice in comparison.notices))
    parts.append(
        f"p: approximate randomization, {comparison.trials} trials, correction "
        f"{comparison.correction}; intervals: {comparison.interval} of {comparison.replicates} "
        f"paired bootstrap replicates, level {comparison.level:g}; seed {comparison.seed}"
    )
    return "\n\n".join(parts) + "\n"


def _section(result: MetricComparison, comparison: Comparison) -> str:
    arrow = {True: " (higher is better)", False: " (lower is better)", None: ""}
    unit = result.unit if result.units != 1 else result.unit.removesuffix("s")
    title = f"## {result.metric}{arrow[result.higher_is_better]}, {result.units} {unit}"
    digits = _digits(result)
    standings = [
        ["cluster", "ranks", "system", "score"],
        *(_standing(one, digits) for one in result.standings),
    ]
    if comparison.baseline is not None:
        standings = [row[2:] for row in standings]
    if result.units < 2:
        return f"{title}\n\n{_table(standings)}"
    pairs = [
        ["system", "against", "difference", "p", "p uncorrected", "p bootstrap", "detectable"],
        *(_pair(pair, digits) for pair in result.pairs),
    ]
    parts = [title, _table(standings), _table(pairs)]
    if len(result.pairs) <= _WORDED:
        parts.append("\n".join(f"- {pair.statement}" for pair in result.pairs))
    return "\n\n".join(parts)


def _digits(result: MetricComparison) -> int:
    """Return the decimals of a metric's numbers: four where all scores are below 2, else two."""
    scores = [abs(one.score) for one in result.standings if one.score is not None]
    return 4 if max(scores, default=0.0) < 2 else 2


def _standing(one: Standing, digits: int) -> list[str]:
    ranks = "-" if one.best_rank is None else f"{one.best_rank}-{one.worst_rank}"
    cluster = "-" if one.cluster is None else str(one.cluster)
    return [cluster, ranks, one.system, _number(one.score, digits)]


def _pair(pair: Pair, digits: int) -> list[str]:
    difference = _number(pair.effect, digits, "+")
    if pair.low is not None and pair.high is not None:
        difference += f" [{_number(pair.low, digits, '+')}, {_number(pair.high, digits, '+')}]"
    return [
        pair.system, pair.baseline, difference, _p(pair.p), _p(pair.p_randomization),
        _p(pair.p_bootstrap), _number(pair.detectable, digits),
    ]  # fmt: skip


def _number(value: float | None, digits: int, sign: str = "") -> str:
    """Return a number as it is shown; a dash for what is not defined.

    >>> _number(0.03125, 4, "+"), _number(27.316, 2), _number(None, 2)
    ('+0.0312', '27.32', '-')
    """
    return "-" if value is None else f"{value:{sign}.{digits}f}"


def _p(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _table(rows: Sequence[Sequence[str]]) -> str:
    escaped = [[cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*escaped, strict=True)]
    lines = [
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)) + " |"
        for row in escaped
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])
