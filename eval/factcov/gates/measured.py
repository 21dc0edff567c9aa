"""What a gate reads, the same of a run and of a baseline."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np

from factcov.escaping import visible
from factcov.panel import split_name
from factcov.scoring import Run
from factcov.types import Header, Record, Stats, Verdict


class Measured(msgspec.Struct, frozen=True):
    """Statistics and verdicts of some systems, without the texts.

    ``statistics`` maps a metric to shape (systems, items, columns); ``verdicts`` and ``quotes``
    (the evidence, in the candidate's words) map a system to one row an item, one entry a fact.
    ``others`` is the same with the verdicts of each judge after the first.
    """

    name: str
    """What people call it: the folder it was read from."""
    header: Header
    statistics: Mapping[str, Stats]
    verdicts: dict[str, tuple[tuple[Verdict, ...], ...]]
    quotes: dict[str, tuple[tuple[str, ...], ...]]
    others: dict[str, Measured] = {}

    def of(self, metric: str) -> Measured:
        """Return it with the verdicts that a metric counts."""
        _, judge = split_name(self.header, metric)
        return self.others[judge] if judge else self


def measured(run: Run, name: str = "this run") -> Measured:
    """Return what a gate reads of a run."""
    record = run.record
    others = {
        judge: _measured(msgspec.structs.replace(record, verdicts=verdicts), name)
        for judge, verdicts in record.further.items()
    }
    return msgspec.structs.replace(_measured(record, name), others=others)


def _measured(record: Record, name: str) -> Measured:
    quotes = {
        system: tuple(
            tuple(_quote(text, verdict) for verdict in verdicts)
            for text, verdicts in zip(
                record.candidates[system], record.verdicts[system], strict=True
            )
        )
        for system in record.header.systems
    }
    return Measured(name, record.header, record.statistics, record.verdicts, quotes)


def score_of(run: Run, one: Measured, system: str, metric: str) -> float | None:
    """Return a system's score; None where it is not defined."""
    rows = one.statistics[metric][one.header.systems.index(system)]
    value = float(run.metric(metric).aggregate(rows.sum(0)))
    return None if np.isnan(value) else value


def _quote(candidate: str, verdict: Verdict) -> str:
    if verdict.start is None or verdict.end is None:
        return ""
    return visible(candidate[verdict.start : verdict.end])
