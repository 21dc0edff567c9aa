"""What a gate demands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

import msgspec

from factcov.errors import UnknownNameError, UsageError
from factcov.types import MetricInfo

Demand: TypeAlias = Literal["require", "warn", "off"]

FACT_METRICS = ("coverage", "contradiction")
"""What a margin without a name, or no margin at all, guards."""


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Limits, all optional; a metric's limit is in its own unit.

    ``margin`` is how much a score may get worse than the baseline's: one number for the fact
    metrics, or one for each metric named.
    """

    min: dict[str, float] = {}
    max: dict[str, float] = {}
    margin: float | dict[str, float] = 0.0
    slices: tuple[str, ...] = ()
    """Guard each value of these too: ``kind``, ``document``, ``language``, a metadata field."""
    systems: tuple[str, ...] = ()
    """The systems to judge; all when empty."""
    required: bool = True
    """Facts marked ``required`` must be covered."""
    max_errors: float = 0.0
    """The share of verdicts that the judge may fail to give, 0 to 1."""
    calibration: Demand | None = None
    """What to do when the judge has no calibration record that holds: stop, say so, or nothing.
    Unset, it is ``require`` where one of the two below is given, else ``warn``."""
    min_kappa: float | None = None
    """The least agreement with people that the record must show."""
    max_age: int | None = None
    """The days after which a record is out of date."""


def checked_metrics(rules: Rules, metrics: Mapping[str, MetricInfo]) -> dict[str, float]:
    """Return the margin of each metric to guard, after checking every limit against the run.

    Raises:
        UnknownNameError: the run lacks a metric that a limit names.
        UsageError: a limit makes no sense.
    """
    if isinstance(rules.margin, dict):
        margins = rules.margin
    else:
        margins = {name: rules.margin for name in FACT_METRICS if name in metrics}
    for name in [*rules.min, *rules.max, *margins]:
        if name not in metrics:
            raise UnknownNameError("metric of this run", name, metrics)
    for name, margin in margins.items():
        if metrics[name].higher_is_better is None:
            raise UsageError(
                f'margin {name}: neither direction of "{name}" is better; use min, max'
            )
        if not 0 <= margin < float("inf"):
            raise UsageError(f"margin {name}={margin:g}: a margin is 0 or more")
    for name, limit in [*rules.min.items(), *rules.max.items()]:
        if limit != limit:
            raise UsageError(f"{name}={limit}: a limit is a number")
    if not 0 <= rules.max_errors <= 1:
        raise UsageError(f"max_errors {rules.max_errors:g}: a share is from 0 to 1")
    if rules.calibration is not None and rules.calibration not in get_args(Demand):
        raise UnknownNameError("demand on calibration", rules.calibration, get_args(Demand))
    if rules.min_kappa is not None and not -1 <= rules.min_kappa <= 1:
        raise UsageError(f"min_kappa {rules.min_kappa:g}: kappa is at most 1, and 0 is chance")
    if rules.max_age is not None and rules.max_age < 0:
        raise UsageError(f"max_age {rules.max_age}: an age is 0 days or more")
    return margins
