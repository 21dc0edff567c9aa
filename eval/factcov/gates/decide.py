"""The gate's decision: every check with its answer and its reason, from a run and a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

import msgspec

from factcov import formatting
from factcov.calibrations import Kept
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.gates.calibrated import calibration_check
from factcov.gates.differences import Finding, differences, findings, got
from factcov.gates.measured import Measured, score_of
from factcov.gates.noninferiority import NOISE, noninferiority
from factcov.gates.pairing import Pairing, pairings
from factcov.gates.result import Check, Gated, Outcome, Scored, worst
from factcov.gates.rules import Rules, checked_metrics
from factcov.gates.words import sentence
from factcov.panel import split_name
from factcov.scoring import Run
from factcov.types import Header


def decide(
    run: Run,
    new: Measured,
    old: Measured | None,
    rules: Rules,
    kept: Sequence[Kept] = (),
    today: date | None = None,
) -> Gated:
    """Return the decision on *new* (the run, measured) against *old*.

    *kept* are the calibration records at hand, *today* the day by which they are old.

    Raises:
        UnknownNameError: a rule names a metric, system or slice that the run lacks.
        UsageError: a limit makes no sense, or there is nothing to check.
        DataError: the run and the baseline share no system.
    """
    infos = {info.name: info for info in run.record.header.metrics}
    margins = checked_metrics(rules, infos)
    systems = _systems(rules, run, old)
    shared = [name for name in systems if old and name in old.header.systems]
    changes = {name: differences(run.record.items, old, name, new, name) for name in shared if old}
    pairs: list[Pairing] = []
    if old is not None:
        pairs += pairings(run, old, new, shared, list(margins), rules.slices)
    checks = [
        *(check for name in systems for check in _alone(run, new, name, rules)),
        *(_margin(run, pair, margins[pair.metric], len(pairs), old, new) for pair in pairs if old),
        *_absent(rules, run, old),
    ]
    if all(check.rule == "errors" for check in checks):
        raise UsageError("nothing to check: give a baseline (--against), --min or --max")
    doubts = []
    for header in _headers(run, rules):
        calibrated, doubted = calibration_check(header, rules, kept, today)
        checks += calibrated
        doubts += doubted
    return Gated(
        outcome=worst([check.outcome for check in checks]),
        benchmark=run.record.header.benchmark,
        against=old.name if old else None,
        systems=systems,
        checks=tuple(checks),
        findings=tuple(one for name in shared for one in changes[name]),
        scores=tuple(_scores(run, new, old, systems)),
        notices=(*_notices(run, old, systems), *doubts),
    )


def _systems(rules: Rules, run: Run, old: Measured | None) -> tuple[str, ...]:
    for name in rules.systems:
        if name not in run.systems:
            raise UnknownNameError("system of this run", name, run.systems)
    systems = rules.systems or run.systems
    if old is not None and not set(systems) & set(old.header.systems):
        raise DataError(
            f"{old.name}: has the systems {', '.join(old.header.systems)}, the run "
            f"{', '.join(systems)}; systems are paired by name: give the outputs file the old name"
        )
    return systems


def _alone(run: Run, new: Measured, system: str, rules: Rules) -> Iterator[Check]:
    """Yield the checks that need no baseline."""
    items = run.record.items
    judged = any(new.verdicts[system])
    if judged:
        yield _failures(run, new, system, rules, "judge")
    for judge, seen in new.others.items():
        if judge in _relied_on(run, rules):
            yield _failures(run, seen, system, rules, f"judge {judge}")
    if judged and rules.required:
        for one in findings(items, new, system, lambda fact, _: fact.required):
            yield _required(one)
    for metric, limit in rules.min.items():
        yield _limit(run, new, system, "min", metric, limit)
    for metric, limit in rules.max.items():
        yield _limit(run, new, system, "max", metric, limit)


def _failures(run: Run, one: Measured, system: str, rules: Rules, judge: str) -> Check:
    failed = findings(run.record.items, one, system, got("error"))
    verdicts = sum(len(row) for row in one.verdicts[system])
    share = len(failed) / verdicts
    over = share > rules.max_errors + NOISE
    return Check(
        system, "errors", judge, "error" if over else "pass",
        f"the judge failed on {len(failed)} of {verdicts} verdicts"
        f" (allowed: {formatting.percent(rules.max_errors)})",
        rules.max_errors, share, facts=failed,
    )  # fmt: skip


def _relied_on(run: Run, rules: Rules) -> set[str]:
    """Return the judges after the first whose metrics a limit names."""
    margins = rules.margin if isinstance(rules.margin, dict) else {}
    names = [*rules.min, *rules.max, *margins]
    return {split_name(run.record.header, name)[1] for name in names}


def _headers(run: Run, rules: Rules) -> Iterator[Header]:
    """Yield the run's header, and one with each further judge that a limit relies on."""
    header = run.record.header
    yield header
    for judge in header.judges[1:]:
        if judge.name in _relied_on(run, rules):
            yield msgspec.structs.replace(header, judge=judge.signature)


def _required(one: Finding) -> Check:
    outcome: Outcome = "pass" if one.after == "covered" else "fail"
    reason: str = one.after
    if one.after == "error":
        outcome, reason = "inconclusive", "the judge failed on it"
    return Check(one.system, "required", one.key, outcome, f"required: {reason}", facts=(one,))


def _limit(
    run: Run, new: Measured, system: str, rule: Literal["min", "max"], metric: str, limit: float
) -> Check:
    value = score_of(run, new, system, metric)
    if value is None:
        # A limit that cannot be shown to hold must not let anything through.
        reason = f"not defined for this system, so {rule} {limit:g} cannot hold"
        return Check(system, rule, metric, "fail", reason, limit, None)
    holds = value >= limit - NOISE if rule == "min" else value <= limit + NOISE
    words = {"min": ("at least", "below"), "max": ("at most", "above")}[rule][not holds]
    facts: tuple[Finding, ...] = ()
    if not holds and run.metric(metric).name.partition(":")[0] == "contradiction":
        facts = findings(run.record.items, new.of(metric), system, got("contradicted"))
    return Check(
        system, rule, metric, "pass" if holds else "fail",
        f"{value:.4g} is {words} {limit:g}", limit, value, facts=facts,
    )  # fmt: skip


def _margin(
    run: Run,
    pair: Pairing,
    margin: float,
    comparisons: int,
    old: Measured,
    new: Measured,
) -> Check:
    metric = run.metric(pair.metric)
    found = noninferiority(
        metric.aggregate, pair.old, pair.new, pair.groups,
        margin=margin, higher_is_better=metric.higher_is_better is not False,
        comparisons=comparisons, seed=run.seed,
    )  # fmt: skip
    facts: tuple[Finding, ...] = ()
    if found.answer != "pass":
        facts = tuple(
            one
            for one in differences(
                run.record.items,
                old.of(pair.metric),
                pair.system,
                new.of(pair.metric),
                pair.system,
            )
            if one.change in ("wrong", "lost")
            and (pair.facts is None or (one.item, one.fact) in pair.facts)
        )
    subject = f"{pair.metric} ({pair.slice})" if pair.slice else pair.metric
    return Check(
        pair.system, "margin", subject, found.answer,
        sentence(found, margin, pair.unit, comparisons),
        margin, found.new, found, facts,
    )  # fmt: skip


def _absent(rules: Rules, run: Run, old: Measured | None) -> Iterator[Check]:
    """Yield a doubt for each system that the baseline guards and the run does not have."""
    if old is None or rules.systems:
        return
    for name in old.header.systems:
        if name not in run.systems:
            yield Check(name, "system", "run", "inconclusive", "in the baseline, not in this run")


def _scores(
    run: Run, new: Measured, old: Measured | None, systems: Sequence[str]
) -> Iterator[Scored]:
    theirs = {info.name: info.signature for info in old.header.metrics} if old else {}
    for system in systems:
        for info in run.record.header.metrics:
            before = None
            if old and system in old.header.systems and theirs.get(info.name) == info.signature:
                before = score_of(run, old, system, info.name)
            yield Scored(system, info.name, score_of(run, new, system, info.name), before)


def _notices(run: Run, old: Measured | None, systems: Sequence[str]) -> Iterator[str]:
    if old is not None:
        for name in systems:
            if name not in old.header.systems:
                yield f'"{name}" is not in the baseline: only its own limits are checked'
        if run.documents.max() == 0:
            yield (
                "a single document: its facts are resampled, so the gate speaks about this "
                "document only"
            )
