"""gate and diff: what Python and the command line call."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from factcov.calibrations import FOLDER as CALIBRATIONS
from factcov.calibrations import read_folder, shipped
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.gates.baseline import FOLDER, find_baseline, is_baseline, read_baseline
from factcov.gates.decide import decide
from factcov.gates.differences import Finding, differences
from factcov.gates.measured import Measured, measured
from factcov.gates.result import Gated
from factcov.gates.rules import Demand, Rules
from factcov.gates.same import refuse_other
from factcov.scoring import Run, load_run

Old = Run | Measured | str | os.PathLike[str]
"""What to compare with: a run, or a folder (a baseline or a run), or a baseline's name."""


def gate(
    run: Run,
    against: Old | None = None,
    *,
    min: Mapping[str, float] | None = None,  # noqa: A002 - the word of the command and the settings
    max: Mapping[str, float] | None = None,  # noqa: A002
    margin: float | Mapping[str, float] = 0.0,
    slices: Sequence[str] = (),
    systems: Sequence[str] = (),
    required: bool = True,
    max_errors: float = 0.0,
    calibration: Demand | None = None,
    min_kappa: float | None = None,
    max_age: int | None = None,
    baselines: str | os.PathLike[str] = FOLDER,
    calibrations: str | os.PathLike[str] = CALIBRATIONS,
    today: date | None = None,
) -> Gated:
    """Return pass, fail, inconclusive or error, with every check and its reason.

    ``min`` and ``max`` limit scores; ``margin`` says how much worse than *against* a score may be,
    one number for the fact metrics or one for each metric named; ``slices`` guards each value of
    ``kind``, ``document``, ``language`` or a metadata field too; ``required`` demands that facts
    so marked are covered; ``max_errors`` is the share of verdicts the judge may fail to give.
    ``calibration`` says what to do when no record in *calibrations*, or shipped, shows how well
    the judge agrees with people: ``require`` stops, ``warn`` says so, ``off`` does nothing;
    ``min_kappa`` is the least kappa, ``max_age`` the days (up to *today*) a record is good for.

    >>> import factcov
    >>> bench = factcov.load_benchmark("cyberstups")
    >>> run = factcov.score(bench, {"s": [bench.items[0].source]}, metrics=["coverage"])
    >>> factcov.gate(run, min={"coverage": 0.5}, required=False).outcome
    'pass'

    Raises:
        UnknownNameError: a rule names a metric, system or slice that the run lacks.
        UsageError: a limit makes no sense, or there is nothing to check.
        DataError: there is no such baseline, or it was not measured as the run was.
    """
    rules = Rules(
        dict(min or {}), dict(max or {}),
        dict(margin) if isinstance(margin, Mapping) else float(margin),
        tuple(slices), tuple(systems), required, max_errors, calibration, min_kappa, max_age,
    )  # fmt: skip
    return decide(
        run, measured(run), None if against is None else _old(against, run, baselines), rules,
        () if calibration == "off" else (*read_folder(calibrations), *shipped()),
        today or datetime.now(UTC).date(),
    )  # fmt: skip


def diff(
    run: Run,
    other: Old | None = None,
    *,
    systems: Sequence[str] = (),
    baselines: str | os.PathLike[str] = FOLDER,
) -> tuple[Finding, ...]:
    """Return the facts whose verdict changed, gravest first.

    From *other* to *run* for each system they share (or those named); without *other*, from the
    first to the second of two ``systems`` of the run.

    Raises:
        UnknownNameError: the run has no such system.
        UsageError: there are not two sides to compare.
        DataError: the two were not measured with the same facts and judge.
    """
    for name in systems:
        if name not in run.systems:
            raise UnknownNameError("system of this run", name, run.systems)
    new = measured(run)
    if other is None:
        if len(systems) != 2:
            raise UsageError(
                "nothing to compare with: give another run, or two systems of this one"
            )
        return differences(run.record.items, new, systems[0], new, systems[1])
    old = _old(other, run, baselines)
    shared = [name for name in systems or run.systems if name in old.header.systems]
    if not shared:
        raise DataError(
            f"{old.name} has the systems {', '.join(old.header.systems)}, the run "
            f"{', '.join(systems or run.systems)}: none in common"
        )
    return tuple(
        one for name in shared for one in differences(run.record.items, old, name, new, name)
    )


def _old(against: Old, run: Run, baselines: str | os.PathLike[str]) -> Measured:
    if isinstance(against, Measured):
        return against
    name = "the other run"
    if not isinstance(against, Run):
        path = Path(against)
        if is_baseline(path) or not (path / "run.json").is_file():
            return read_baseline(find_baseline(against, baselines), run)
        name, against = f"{path}", load_run(path)
    refuse_other(against.record.header, run.record.header, name)
    return measured(against, name)
