"""The gate's decision: every check with its answer and its reason, from a run and a baseline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from factcov import formatting
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.gates.differences import Finding, differences, findings
from factcov.gates.measured import Measured, score_of
from factcov.gates.noninferiority import NOISE, Difference, fewest, noninferiority
from factcov.gates.pairing import Pairing, pairings
from factcov.gates.rules import Rules, checked_metrics
from factcov.scoring import Run

Outcome: TypeAlias = Literal["pass", "fail", "inconclusive", "error"]
Rule: TypeAlias = Literal["required", "min", "max", "margin", "errors", "system"]

EXIT: dict[Outcome, int] = {"pass": 0, "fail": 1, "inconclusive": 0, "error": 4}
STRICT_INCONCLUSIVE = 3


class Check(msgspec.Struct, frozen=True):
    """One demand on one system. ``reason`` holds no word of a candidate; ``facts`` may."""

    system: str
    rule: Rule
    subject: str
    """The metric, with its slice; or the fact."""
    outcome: Outcome
    reason: str
    limit: float | None = None
    value: float | None = None
    difference: Difference | None = None
    facts: tuple[Finding, ...] = ()
    """What the answer is about: facts required, contradicted, lost."""


class Scored(msgspec.Struct, frozen=True):
    """One score beside the baseline's."""

    system: str
    metric: str
    value: float | None
    baseline: float | None


class Gated(msgspec.Struct, frozen=True):
    """What a gate says, and everything needed to tell it."""

    outcome: Outcome
    benchmark: str
    against: str | None
    systems: tuple[str, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    """Facts whose verdict changed since the baseline."""
    scores: tuple[Scored, ...]
    notices: tuple[str, ...]

    def exit_status(self, *, strict: bool = False) -> int:
        """Return the command's exit status; *strict* makes inconclusive 3."""
        if strict and self.outcome == "inconclusive":
            return STRICT_INCONCLUSIVE
        return EXIT[self.outcome]

    def __bool__(self) -> bool:
        """Return whether nothing failed, so that ``assert factcov.gate(...)`` reads well."""
        return self.outcome in ("pass", "inconclusive")


def decide(run: Run, new: Measured, old: Measured | None, rules: Rules) -> Gated:
    """Return the decision on *new* (the run, measured) against *old*.

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
    pairs = [
        pair
        for name in shared
        for metric in margins
        if old is not None
        for pair in pairings(run, old, new, name, infos[metric], rules.slices)
    ]
    checks = [
        *(check for name in systems for check in _alone(run, new, name, rules)),
        *(_margin(run, pair, margins[pair.metric], len(pairs), changes) for pair in pairs),
        *_absent(rules, run, old),
    ]
    if not checks:
        raise UsageError("nothing to check: give a baseline (--against), --min or --max")
    return Gated(
        outcome=worst([check.outcome for check in checks]),
        benchmark=run.record.header.benchmark,
        against=old.name if old else None,
        systems=systems,
        checks=tuple(checks),
        findings=tuple(one for name in shared for one in changes[name]),
        scores=tuple(_scores(run, new, old, systems)),
        notices=tuple(_notices(run, old, systems)),
    )


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the answer that decides: an unusable judge before a failure before a doubt.

    >>> worst(["pass", "inconclusive", "fail"])
    'fail'
    """
    order: tuple[Outcome, ...] = ("error", "fail", "inconclusive")
    return next((outcome for outcome in order if outcome in outcomes), "pass")


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
    verdicts = [verdict.verdict for row in new.verdicts[system] for verdict in row]
    if verdicts:
        failed = findings(items, new, system, ["error"])
        share = len(failed) / len(verdicts)
        over = share > rules.max_errors + NOISE
        yield Check(
            system, "errors", "judge", "error" if over else "pass",
            f"the judge failed on {len(failed)} of {len(verdicts)} verdicts"
            f" (allowed: {formatting.percent(rules.max_errors)})",
            rules.max_errors, share, facts=failed,
        )  # fmt: skip
    if verdicts and rules.required:
        for one in findings(items, new, system, ["covered", "contradicted", "missing", "error"]):
            if one.required:
                yield _required(one)
    for metric, limit in rules.min.items():
        yield _limit(run, new, system, "min", metric, limit)
    for metric, limit in rules.max.items():
        yield _limit(run, new, system, "max", metric, limit)


def _required(one: Finding) -> Check:
    outcome: Outcome = {"covered": "pass", "error": "inconclusive"}.get(one.after, "fail")  # type: ignore[assignment]
    reason = "the judge failed on it" if one.after == "error" else one.after
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
    digits = max(formatting.decimals([value]), formatting.decimals([limit]))
    facts: tuple[Finding, ...] = ()
    if not holds and run.metric(metric).name.partition(":")[0] == "contradiction":
        facts = findings(run.record.items, new, system, ["contradicted"])
    return Check(
        system, rule, metric, "pass" if holds else "fail",
        f"{formatting.number(value, digits)} is {words} {limit:g}", limit, value, facts=facts,
    )  # fmt: skip


def _margin(
    run: Run,
    pair: Pairing,
    margin: float,
    comparisons: int,
    changes: dict[str, tuple[Finding, ...]],
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
            for one in changes[pair.system]
            if one.change in ("wrong", "lost")
            and (pair.facts is None or (one.item, one.fact) in pair.facts)
        )
    subject = f"{pair.metric} ({pair.slice})" if pair.slice else pair.metric
    return Check(
        pair.system, "margin", subject, found.answer,
        _words(found, margin, pair.unit, comparisons),
        margin, found.new, found, facts,
    )  # fmt: skip


def _words(found: Difference, margin: float, unit: str, comparisons: int) -> str:
    """Return the comparison in one sentence."""
    if found.difference is None:
        return "not defined for both sides"
    if not found.changed:
        return f"no difference in any of {formatting.count(found.units, unit)}"
    digits = formatting.decimals([found.old, found.new])
    told = (
        f"{formatting.number(found.old, digits)} to {formatting.number(found.new, digits)}: "
        f"{formatting.signed(found.difference, digits)}"
    )
    if found.low is None:
        return f"{told}; one {unit}, nothing to resample, so how sure this is cannot be said"
    told += (
        f" {formatting.interval(found.low, found.high, digits)}, "
        f"{found.changed} of {formatting.count(found.units, unit)} changed"
    )
    if found.answer == "pass":
        return f"{told}; not worse by more than {margin:g}"
    if found.answer == "fail":
        return f"{told}; worse by more than {margin:g}"
    return f"{told}; {_doubt(found, margin, comparisons, digits)}"


def _doubt(found: Difference, margin: float, comparisons: int, digits: int) -> str:
    """Return why nobody can say, and what could have been found."""
    told = f"neither a loss of more than {margin:g} nor its absence is shown"
    if found.changed < fewest(comparisons):
        among = f" in {formatting.count(comparisons, 'comparison')}" if comparisons > 1 else ""
        told += f" (so few changes may be chance{among})"
    falling = (found.difference or 0.0) < 0
    if falling and (found.detectable or 0.0) > (found.old or 0.0):
        return f"{told}; with so few not even the loss of everything would be found"
    least = formatting.number(found.detectable, digits)
    return f"{told}; a loss of {least} would be found 4 times in 5"


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
