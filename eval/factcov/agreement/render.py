"""An agreement as text for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from factcov.agreement.results import (
    Agreement,
    Among,
    Annotators,
    FactLevel,
    Figure,
    Labelled,
    Pooled,
    SummaryLevel,
    SystemLevel,
)
from factcov.calibrations import judge_name

_PAIRS = 10
"""Pairs of annotators that are listed one by one; a crowd has hundreds."""


def render(agreement: Agreement) -> str:
    """Return tables of every figure, ending with a line feed; undefined figures are "-"."""
    parts = [f"# Agreement with people: {agreement.benchmark}", _labels(agreement.labelled)]
    if agreement.annotators:
        parts.append(_people(agreement.annotators))
    levels = _by_judge(agreement)
    if levels:
        parts.append(_facts(levels))
    if agreement.among:
        parts.append(_among(agreement.among))
    if agreement.scorers:
        parts.append(_summaries(agreement))
        parts.append(_pooled(agreement))
        parts.append(_systems(agreement))
    parts.append(_notes(agreement))
    return "\n\n".join(parts) + "\n"


def _labels(labelled: Labelled) -> str:
    lines = [
        f"{labelled.labels:,} labels of {labelled.pairs:,} facts in candidates "
        f"({labelled.pairs_of_run:,} in the run): {labelled.systems} systems, "
        f"{labelled.items} of {labelled.items_of_run} items, {labelled.documents} documents."
    ]
    if labelled.systems_without_labels:
        lines.append(f"Without labels: {', '.join(labelled.systems_without_labels)}.")
    if labelled.undecided:
        lines.append(f"Left out, people are divided equally: {labelled.undecided:,}.")
    if labelled.judge_errors:
        lines.append(f"Left out of the judge's figures, it failed: {labelled.judge_errors:,}.")
    return "\n".join(lines)


def _people(people: Annotators) -> str:
    rows = [
        ["Krippendorff's alpha (nominal)", "", _figure(people.alpha)],
        ["kappa, one against the rest", "", _figure(people.one_against_rest)],
    ]
    rows += [
        [f"kappa, {pair.first} and {pair.second}", f"{pair.facts:,}", _figure(pair.kappa)]
        for pair in people.pairs[:_PAIRS]
    ]
    title = f"## {len(people.names)} people among themselves"
    if len(people.pairs) > _PAIRS:
        title += f" ({len(people.pairs) - _PAIRS} further pairs: see --json)"
    return _table(title, ["", "facts", "value"], rows)


def _by_judge(agreement: Agreement) -> dict[str, FactLevel]:
    """Return the fact level of each judge that has one, by name."""
    name = agreement.among.judges[0] if agreement.among else judge_name(agreement.judge)
    levels = {name: agreement.fact_level} | {
        judge.name: judge.fact_level for judge in agreement.judges
    }
    return {name: level for name, level in levels.items() if level}


def _facts(levels: Mapping[str, FactLevel]) -> str:
    facts = [_fact_rows(level) for level in levels.values()]
    labels = list(dict.fromkeys(label for rows in facts for label in rows))
    table = [[label, *(rows.get(label, "-") for rows in facts)] for label in labels]
    if len(levels) == 1:
        (level,) = levels.values()
        title = f"## Fact level: the judge on {level.facts:,} facts, {level.covered:.0%} covered"
        bins = "Reliability:"
        return "\n\n".join([_table(title, ["", "value"], table), _reliability(bins, level)])
    sizes = ["facts", *(f"{level.facts:,}" for level in levels.values())]
    covered = ["people say covered", *(f"{level.covered:.0%}" for level in levels.values())]
    title = f"## Fact level: {len(levels)} judges on the facts that each judged"
    parts = [_table(title, ["", *levels], [sizes, covered, *table])]
    parts += [_reliability(f"Reliability of {name}:", level) for name, level in levels.items()]
    return "\n\n".join(parts)


def _fact_rows(facts: FactLevel) -> dict[str, str]:
    rows = {
        "AUC": facts.auc,
        "balanced accuracy": facts.balanced_accuracy,
        "kappa": facts.kappa,
        "precision of covered": facts.precision,
        "recall of covered": facts.recall,
        "Brier score (0 best)": facts.brier,
        "calibration error (0 best)": facts.calibration_error,
    }
    if facts.three_way:
        rows["kappa, three verdicts"] = facts.three_way
    return {label: _figure(figure) for label, figure in rows.items()}


def _reliability(title: str, facts: FactLevel) -> str:
    bins = [
        [f"{b.low:.1f} to {b.high:.1f}", f"{b.facts:,}", _number(b.mean_probability),
         _number(b.share_covered)]
        for b in facts.reliability
    ]  # fmt: skip
    return _table(title, ["p_covered", "facts", "mean p_covered", "share covered"], bins)


def _among(among: Among) -> str:
    rows = [
        [f"{pair.first}, {pair.second}", f"{pair.verdicts:,}", f"{pair.left_out:,}",
         *map(_figure, (pair.same, pair.kappa, pair.kappa_covered))]
        for pair in among.pairs
    ]  # fmt: skip
    title = "## The judges among themselves, on all verdicts of the run"
    head = ["", "verdicts", "left out", "same", "kappa", "kappa of covered"]
    return _table(title, head, rows)


def _summaries(agreement: Agreement) -> str:
    def row(level: SummaryLevel) -> list[str]:
        degenerate = (level.constant_human, level.constant_metric, level.too_few_systems)
        return [*_correlations(level), str(level.items), "/".join(map(str, degenerate))]

    title = "## Summary level: correlation over systems within an item, averaged over items"
    head = ["", "Pearson", "Spearman", "Kendall", "items", "degenerate"]
    return _table(
        title, head, [[_name(s.name, s.turned), *row(s.summary)] for s in agreement.scorers]
    )


def _pooled(agreement: Agreement) -> str:
    title = "## Pooled: correlation over all systems and items at once"
    head = ["", "Pearson", "Spearman", "Kendall", "cells"]
    rows = [
        [_name(s.name, s.turned), *_correlations(s.pooled), f"{s.pooled.cells:,}"]
        for s in agreement.scorers
    ]
    return _table(title, head, rows)


def _systems(agreement: Agreement) -> str:
    title = "## System level: agreement on the systems' means"
    head = ["", "Pearson", "Spearman", "Kendall", "pairwise", "soft pairwise", "items"]
    rows = [
        [
            _name(s.name, s.turned),
            *_correlations(s.system),
            _figure(s.system.pairwise_accuracy),
            _figure(s.system.soft_pairwise_accuracy),
            str(s.system.items),
        ]
        for s in agreement.scorers
    ]
    return _table(title, head, rows)


def _notes(agreement: Agreement) -> str:
    scorers = agreement.scorers
    notes = []
    if agreement.judge:
        notes.append(f"judge: {agreement.judge}")
    notes += [f"judge {judge.name}: {judge.judge}" for judge in agreement.judges]
    notes += [
        f"judge {judge.name} failed on {judge.errors:,} labelled facts, which are left out"
        for judge in agreement.judges
        if judge.errors
    ]
    if agreement.among:
        notes.append("left out among judges: verdicts that one of the two failed to give")
    if agreement.resampled == "documents":
        notes.append(
            f"in brackets: {agreement.level:.0%} intervals from {agreement.replicates:,} "
            f"resamples of {agreement.labelled.documents} documents, seed {agreement.seed}"
        )
    else:
        notes.append(
            "a single document: intervals of the fact level and of the people resample its facts "
            "and speak about this document only; the other figures have none"
        )
    if scorers:
        treated = {"skip": "are left out", "zero": "count as 0", "nudge": "are nudged"}
        notes.append(
            "degenerate: items where people / the metric give all systems one score (they "
            f"{treated[agreement.degenerate]}) / with fewer than three systems (left out)"
        )
    if any(s.name == "judge:verdict" for s in scorers):
        notes.append(
            "judge:verdict is the share of the labelled facts called covered, "
            "judge:probability their mean p_covered"
        )
    if any(s.turned for s in scorers):
        notes.append("(-): lower is better, the sign is turned")
    return "\n".join(f"- {note}" for note in notes)


def _correlations(level: SummaryLevel | Pooled | SystemLevel) -> list[str]:
    return [_figure(level.pearson), _figure(level.spearman), _figure(level.kendall)]


def _name(name: str, turned: bool) -> str:
    return f"{name} (-)" if turned else name


def _figure(figure: Figure) -> str:
    """Return the value with its interval.

    >>> _figure(Figure(0.5, 0.25, 0.75)), _figure(Figure(None))
    ('0.500 [0.250, 0.750]', '-')
    """
    if figure.low is None or figure.high is None:
        return _number(figure.value)
    return f"{_number(figure.value)} [{figure.low:.3f}, {figure.high:.3f}]"


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[i]) for line in [head, *rows]) for i in range(len(head))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]

    def line(cells: Sequence[str]) -> str:
        first, *others = (cell.replace("|", "\\|") for cell in cells)
        padded = [first.ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        return f"| {' | '.join(padded)} |"

    return "\n".join([title, "", line(head), line(rule), *map(line, rows)])
