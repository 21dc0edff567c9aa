"""Single candidates, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from factcov.reports.facts import FactRow
from factcov.scoring import Run
from factcov.standings import Standings

SHOWN = 100
"""Segments in the table, of all systems."""

OWN = 10
"""Segments in the table of each system at least, so that none hides behind a worse one."""

EXCERPT = 300
"""Characters of a text in the table."""

SCORES = ("chrf", "bleu", "ter", "rougeL")


class Segment(msgspec.Struct, frozen=True):
    """One candidate: its scores in the order of `Segments.metrics`; None where undefined."""

    system: str
    item: str
    source: str
    candidate: str
    contradicted: int
    values: tuple[float | None, ...]


class Segments(msgspec.Struct, frozen=True):
    """The worst segments of the systems that compete."""

    metrics: tuple[str, ...]
    rows: tuple[Segment, ...]
    in_all: int


def segments(run: Run, table: Standings, rows: tuple[FactRow, ...]) -> Segments:
    """Return the worst segments: most contradicted facts first, then the lowest score.

    The score is the first of coverage, chrF, BLEU, TER and ROUGE-L that the run has.
    """
    metrics = tuple(name for name in ("coverage", *SCORES) if name in run.metrics)
    systems = [place.system for place in table.places if not place.control]
    if not metrics or len(run.record.items) < 2:
        return Segments((), (), 0)
    higher = {info.name: info.higher_is_better for info in run.record.header.metrics}
    values = np.stack([
        np.asarray(run.metric(name).aggregate(run.record.statistics[name]), np.float64)
        for name in metrics
    ])  # fmt: skip
    contradicted: dict[tuple[str, str], int] = {}
    for row in rows:
        for place, code in zip(table.places, row.codes, strict=True):
            key = place.system, row.item.id
            contradicted[key] = contradicted.get(key, 0) + (code == "x")
    found = []
    for system in systems:
        index = run.systems.index(system)
        for i, item in enumerate(run.record.items):
            scores = values[:, index, i]
            found.append(
                Segment(
                    system, item.id, _excerpt(item.source),
                    _excerpt(run.record.candidates[system][i]),
                    contradicted.get((system, item.id), 0),
                    tuple(None if np.isnan(score) else float(score) for score in scores),
                )
            )  # fmt: skip

    def badness(segment: Segment) -> tuple[int, tuple[float, ...]]:
        goodness = tuple(
            np.inf if value is None else value if higher[name] is not False else -value
            for name, value in zip(metrics, segment.values, strict=True)
        )
        return -segment.contradicted, goodness

    found.sort(key=badness)
    return Segments(metrics, _shown(found), len(found))


def _shown(found: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the worst of all and the worst of each system, in the order given."""
    seen: Counter[str] = Counter()
    shown = []
    for number, segment in enumerate(found):
        seen[segment.system] += 1
        if number < SHOWN or seen[segment.system] <= OWN:
            shown.append(segment)
    return tuple(shown)


def _excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT].rstrip()} …"
