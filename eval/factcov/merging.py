"""Several runs of one benchmark joined into one, where they measured the same thing.

Systems are often scored on different days. Their numbers may stand in one table only if
benchmark, facts, judge and metrics are the same; otherwise the join is refused.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from factcov.errors import DataError, UsageError
from factcov.scoring import Run
from factcov.types import Header

_SAME = ("benchmark_hash", "facts_hash", "facts", "judge", "source_language", "target_language")


def merge_runs(runs: Sequence[Run]) -> Run:
    """Return one run with the systems of all, in order, and the metrics that all have.

    A system may stand in several runs if its outputs are the same. Intervals are made with the
    first run's seed and replicates.

    Raises:
        DataError: the runs differ in what they measured, or in a system's outputs.
        UsageError: there is no run, or no metric that all have.
    """
    if not runs:
        raise UsageError("no run to show; give at least one run folder")
    first = runs[0]
    if len(runs) == 1:
        return first
    for number, run in enumerate(runs[1:], start=2):
        _check(first.record.header, run.record.header, number)
    home: dict[str, Run] = {}
    for run in runs:
        for system in run.systems:
            home.setdefault(system, run)
    infos = [
        info
        for info in first.record.header.metrics
        if all(info in run.record.header.metrics for run in runs)
    ]
    if not infos:
        raise UsageError("the runs have no metric in common; score them with the same metrics")
    judges = tuple(
        judge
        for judge in first.record.header.judges
        if all(judge.name in run.judges for run in runs)
    )
    notices = dict.fromkeys(notice for run in runs for notice in run.notices)
    header = msgspec.structs.replace(
        first.record.header,
        systems=tuple(home),
        outputs_hash={s: run.record.header.outputs_hash[s] for s, run in home.items()},
        metrics=tuple(infos),
        notices=tuple(notices),
        judges=judges if len(judges) > 1 else (),
    )
    record = msgspec.structs.replace(
        first.record,
        header=header,
        candidates={s: run.record.candidates[s] for s, run in home.items()},
        verdicts={s: run.record.verdicts[s] for s, run in home.items()},
        further={
            judge.name: {s: run.record.further[judge.name][s] for s, run in home.items()}
            for judge in judges[1:]
        },
        statistics={
            info.name: np.stack([
                run.record.statistics[info.name][run.systems.index(s)] for s, run in home.items()
            ])
            for info in infos
        },
    )  # fmt: skip
    return Run(record, seed=first.seed, replicates=first.replicates, level=first.level)


def _check(first: Header, other: Header, number: int) -> None:
    for field in _SAME:
        one, two = getattr(first, field), getattr(other, field)
        if one != two:
            raise DataError(
                f"run {number} does not fit run 1: {field.replace('_', ' ')} is "
                f'"{_short(two)}", not "{_short(one)}"; '
                "score both on the same benchmark with the same judge"
            )
    judges = {judge.name: judge.signature for judge in other.judges[1:]}
    for judge in first.judges[1:]:
        if judges.get(judge.name, judge.signature) != judge.signature:
            raise DataError(
                f'run {number} does not fit run 1: judge "{judge.name}" is '
                f'"{judges[judge.name]}", not "{judge.signature}"; score both with the same judges'
            )
    signatures = {info.name: info.signature for info in first.metrics}
    for info in other.metrics:
        if signatures.get(info.name, info.signature) != info.signature:
            raise DataError(
                f'run {number} does not fit run 1: signature of metric "{info.name}" is '
                f'"{info.signature}", not "{signatures[info.name]}"; score both again'
            )
    for system, digest in other.outputs_hash.items():
        if first.outputs_hash.get(system, digest) != digest:
            raise DataError(
                f'run {number} does not fit run 1: system "{system}" has other outputs there; '
                "rename one of the two"
            )


def _short(value: str) -> str:
    return value[:12] if len(value) == 64 else value
