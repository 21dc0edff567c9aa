"""Whether the judge may be trusted: does a calibration record show that it agrees with people?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from factcov import formatting
from factcov.calibrations import Calibration, Kept, judge_name
from factcov.gates.result import Check, Outcome
from factcov.gates.rules import Demand, Rules
from factcov.types import Header

_PEOPLE = "human"
"""The judge that others are measured against."""
_SHOWN = 2
"""Differences between two signatures that are told."""


def calibration_check(
    header: Header, rules: Rules, kept: Sequence[Kept], today: date | None
) -> tuple[list[Check], list[str]]:
    """Return the check of the run's judge where one is demanded, else what to say of it."""
    demand, name = demanded(rules), judge_name(header.judge)
    if demand == "off" or not header.judge or name == _PEOPLE:
        return [], []
    found = chosen(header, kept)
    doubt = _doubt(header, kept) if found is None else _refused(found, rules, today)
    if demand == "warn":
        return [], [f"judge {name}: {doubt}"] if doubt else []
    told = doubt or (_told(found) if found else "")
    value = found.record.kappa if found else None
    outcome: Outcome = "error" if doubt else "pass"
    return [
        Check("judge", "calibration", name, outcome, told, rules.min_kappa, value)
    ], []  # fmt: skip


def demanded(rules: Rules) -> Demand:
    """Return what the rules demand of the judge's calibration.

    >>> demanded(Rules()), demanded(Rules(min_kappa=0.6))
    ('warn', 'require')
    """
    if rules.calibration is not None:
        return rules.calibration
    limited = rules.min_kappa is not None or rules.max_age is not None
    return "require" if limited else "warn"


def chosen(header: Header, kept: Sequence[Kept]) -> Kept | None:
    """Return the record that speaks for the run's judge; None where none does.

    One on the same key facts comes first, then the project's own, then those that ship with
    factcov; of these the newest, and of one day's the one of the lowest kappa.
    """
    same = [one for one in kept if one.record.judge == header.judge]
    here = [one for one in same if one.record.facts_hash == header.facts_hash]
    return min(here or same, key=_order, default=None)


def _order(one: Kept) -> tuple[bool, int, float]:
    day, kappa = date.fromisoformat(one.record.date), one.record.kappa
    return one.shipped, -day.toordinal(), -2.0 if kappa is None else kappa


def _doubt(header: Header, kept: Iterable[Kept]) -> str:
    """Return why no record speaks for the judge."""
    name = judge_name(header.judge)
    remedy = "factcov agree RUN --human LABELS --record makes one"
    others = [one for one in kept if judge_name(one.record.judge) == name]
    if not others:
        return f"no calibration record, so how well it agrees with people is not known; {remedy}"
    nearest = min(others, key=lambda one: len(_differences(one.record.judge, header.judge)))
    differing = _differences(nearest.record.judge, header.judge)
    more = f" and {len(differing) - _SHOWN} more" if len(differing) > _SHOWN else ""
    return (
        f"its calibration record is of another version of it ({nearest.where}: "
        f"{', '.join(differing[:_SHOWN])}{more}); {remedy}"
    )


def _differences(recorded: str, run: str) -> list[str]:
    """Return the parts of two signatures that differ.

    >>> _differences("judge:a|threshold:0.5", "judge:a|threshold:0.6")
    ['threshold:0.5 there, threshold:0.6 here']
    """
    old, new = recorded.split("|"), run.split("|")
    keys = dict.fromkeys(part.partition(":")[0] for part in [*old, *new])

    def parts(signature: list[str], key: str) -> str:
        return "|".join(part for part in signature if part.partition(":")[0] == key)

    return [
        f"{parts(old, key) or f'no {key}'} there, {parts(new, key) or f'no {key}'} here"
        for key in keys
        if parts(old, key) != parts(new, key)
    ]


def _refused(found: Kept, rules: Rules, today: date | None) -> str:
    """Return why a record does not do; nothing where it does."""
    record = found.record
    age = (today - date.fromisoformat(record.date)).days if today else 0
    if rules.max_age is not None and age > rules.max_age:
        return (
            f"its calibration record is {formatting.count(age, 'day')} old ({found.where}; allowed:"
            f" {rules.max_age}); measure again: factcov agree RUN --human LABELS --record"
        )
    if rules.min_kappa is not None and (record.kappa is None or record.kappa < rules.min_kappa):
        return f"{_told(found)}; at least {rules.min_kappa:g} is demanded"
    return ""


def _told(found: Kept) -> str:
    """Return how well the judge agrees with people, in one sentence."""
    record: Calibration = found.record
    value = formatting.number(record.kappa, 3)
    interval = formatting.interval(record.low, record.high, 3)
    return (
        f"kappa {' '.join(filter(None, [value, interval]))} with people on "
        f"{formatting.count(record.facts, 'fact')} of {record.benchmark} "
        f"({found.where}, {record.date})"
    )
