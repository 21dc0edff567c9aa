"""Who stands where: systems in order, with rank ranges, clusters and who beats whom.

Controls (a lead, a copy of the source, an empty text) show what a score is worth and do not
compete: they have no rank and stand last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Literal

import msgspec
import numpy as np

from factcov.comparison import Comparison, Pair, compare
from factcov.errors import UnknownNameError
from factcov.resampling import clusters, rank_ranges
from factcov.scoring import Run, Score

CONTROL = re.compile(r"(lead|random|copy|empty|source)[-_]?\d*")
"""Names of systems that are controls unless the caller says which are."""

ALPHA = 0.05


class Place(msgspec.Struct, frozen=True):
    """One system's place; ``ranks`` are its best and worst rank, None where it has none."""

    system: str
    control: bool
    ranks: tuple[int, int] | None
    cluster: int | None


class Standings:
    """The systems of a run, best first by one metric, controls last."""

    def __init__(
        self, run: Run, metric: str, controls: frozenset[str], comparison: Comparison | None
    ) -> None:
        self.run, self.metric, self.controls = run, metric, controls
        self.comparison = comparison
        """None with a single system."""
        self.scores: dict[tuple[str, str], Score] = {
            (score.system, score.metric): score for score in run.score_list
        }
        self._higher = {info.name: info.higher_is_better for info in run.record.header.metrics}

    @cached_property
    def pairs(self) -> dict[tuple[str, str, str], Pair]:
        """Every tested pair by (metric, system, baseline)."""
        return {
            (result.metric, pair.system, pair.baseline): pair
            for result in (self.comparison.metrics if self.comparison else ())
            for pair in result.pairs
        }

    def verdict(self, metric: str, one: str, other: str) -> Literal["better", "worse"] | None:
        """Return whether *one* is significantly better or worse than *other*, after correction."""
        higher = self._higher[metric]
        pair, sign = self.pairs.get((metric, one, other)), 1
        if pair is None:
            pair, sign = self.pairs.get((metric, other, one)), -1
        if pair is None or higher is None or pair.p is None or not pair.effect:
            return None
        alpha = self.comparison.alpha if self.comparison else ALPHA
        if pair.p > alpha:
            return None
        return "better" if (sign * pair.effect > 0) == higher else "worse"

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """All systems, best first, controls last."""
        order = sorted(self.run.systems, key=self._goodness)
        ranked = [system for system in order if system not in self.controls]
        tested = self._higher[self.metric] is not None and self.comparison is not None
        beats = np.array(
            [[self.verdict(self.metric, a, b) == "better" for b in ranked] for a in ranked], bool
        )
        values = [self.scores[system, self.metric].value for system in ranked]
        ranges = rank_ranges(beats) if tested and ranked else [None] * len(ranked)
        goodness = np.array([-self._goodness(s)[1] if v is not None else np.nan
                             for s, v in zip(ranked, values, strict=True)])  # fmt: skip
        groups = clusters(goodness, beats) if tested and ranked else [None] * len(ranked)
        places = [
            Place(system, False, None if value is None else ranks, cluster)
            for system, value, ranks, cluster in zip(ranked, values, ranges, groups, strict=True)
        ]
        places += [Place(s, True, None, None) for s in order if s in self.controls]
        return tuple(places)

    def _goodness(self, system: str) -> tuple[bool, float]:
        """Sort key: the best score first, undefined ones last."""
        value = self.scores[system, self.metric].value
        sign = 1.0 if self._higher[self.metric] is False else -1.0
        return value is None, 0.0 if value is None else sign * value


def standings(
    run: Run,
    metrics: Sequence[str] | None = None,
    sort: str | None = None,
    controls: Sequence[str] | None = None,
) -> Standings:
    """Return the standings of a run by *sort*, with every pair tested for *metrics*.

    By default the first of *metrics* (all the run's) with a direction sorts, and systems whose
    name is a control's (``lead``, ``lead3``, ``random``, ``copy``, ``source``, ``empty``) are
    set apart; an empty sequence sets none apart.

    Raises:
        UnknownNameError: the run has no such metric or system.
    """
    names = list(metrics or run.metrics)
    _known("metric of this run", [*names, *([sort] if sort else [])], run.metrics)
    _known("system of this run", controls or [], run.systems)
    directed = [name for name in names if _directed(run, name)]
    key = sort or (directed or names)[0]
    apart = (
        frozenset(s for s in run.systems if CONTROL.fullmatch(s.lower()))
        if controls is None
        else frozenset(controls)
    )
    # A run of controls only is a competition of its own.
    apart = apart if len(apart) < len(run.systems) else frozenset()
    tested = [name for name in dict.fromkeys([key, *names]) if _directed(run, name)]
    comparison = None
    if len(run.systems) > 1 and tested:
        comparison = compare(run, metrics=tested, alpha=ALPHA)
    return Standings(run, key, apart, comparison)


def _directed(run: Run, name: str) -> bool:
    found = {info.name: info.higher_is_better for info in run.record.header.metrics}
    return found[name] is not None


def _known(what: str, names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownNameError(what, name, known)
