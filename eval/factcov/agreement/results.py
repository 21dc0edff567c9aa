"""What `agree` returns: frozen values that turn into typed JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from factcov.calibrations import Bin

Degenerate = Literal["skip", "nudge", "zero"]


class Figure(msgspec.Struct, frozen=True):
    """A number and its bootstrap interval; None where it is not defined.

    ``undefined`` replicates had no value; the interval leaves them out.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    undefined: int = 0


class FactLevel(msgspec.Struct, frozen=True):
    """The judge against people, fact by fact; ``three_way`` is kappa over the three verdicts."""

    facts: int
    covered: float
    """The share that people call covered."""
    confusion: tuple[tuple[int, int], tuple[int, int]]
    """Facts by what people say (rows) and the judge says; "not covered" first."""
    auc: Figure
    balanced_accuracy: Figure
    kappa: Figure
    precision: Figure
    recall: Figure
    brier: Figure
    calibration_error: Figure
    three_way: Figure | None
    reliability: tuple[Bin, ...]


class SummaryLevel(msgspec.Struct, frozen=True):
    """One correlation over systems for each item, averaged over items.

    ``items`` went into the average; the others are counted by reason: people gave every system
    the same score, the metric did, fewer than three systems have both scores.
    """

    pearson: Figure
    spearman: Figure
    kendall: Figure
    items: int
    constant_human: int
    constant_metric: int
    too_few_systems: int


class Pooled(msgspec.Struct, frozen=True):
    """One correlation over all (system, item) cells."""

    pearson: Figure
    spearman: Figure
    kendall: Figure
    cells: int


class SystemLevel(msgspec.Struct, frozen=True):
    """Agreement on the systems' means over the items that every system has both scores for."""

    pearson: Figure
    spearman: Figure
    kendall: Figure
    pairwise_accuracy: Figure
    soft_pairwise_accuracy: Figure
    systems: int
    items: int


class Scorer(msgspec.Struct, frozen=True):
    """How one score agrees with people; ``turned``: lower is better, so its sign was changed."""

    name: str
    turned: bool
    summary: SummaryLevel
    pooled: Pooled
    system: SystemLevel


class Pair(msgspec.Struct, frozen=True):
    """Two annotators and their kappa on the facts that both labelled."""

    first: str
    second: str
    facts: int
    kappa: Figure


class Annotators(msgspec.Struct, frozen=True):
    """Agreement between people: nominal alpha; kappa of each against the majority of the others."""

    names: tuple[str, ...]
    alpha: Figure
    one_against_rest: Figure
    pairs: tuple[Pair, ...]


class Labelled(msgspec.Struct, frozen=True):
    """What was labelled: (system, fact) pairs, and what was left out of the comparison."""

    labels: int
    pairs: int
    pairs_of_run: int
    systems: int
    systems_without_labels: tuple[str, ...]
    items: int
    items_of_run: int
    documents: int
    undecided: int
    """Pairs on which as many annotators say covered as not; left out."""
    judge_errors: int
    """Labelled pairs on which the judge failed; left out of its figures."""
    hash: str
    """Of all labels, in any order."""


class JudgeLevel(msgspec.Struct, frozen=True):
    """One of several judges against people; ``errors`` are labelled pairs on which it failed."""

    name: str
    judge: str
    errors: int
    fact_level: FactLevel | None


class JudgePair(msgspec.Struct, frozen=True):
    """Two judges on the verdicts that both gave.

    ``same`` is the share on which they say the same, ``kappa`` Cohen's over the three verdicts,
    ``kappa_covered`` over covered or not.
    """

    first: str
    second: str
    verdicts: int
    left_out: int
    """Verdicts that one of the two, or both, failed to give."""
    same: Figure
    kappa: Figure
    kappa_covered: Figure


class Among(msgspec.Struct, frozen=True):
    """How well the judges of a run agree with each other, pair by pair."""

    judges: tuple[str, ...]
    pairs: tuple[JudgePair, ...]
    resampled: Literal["documents", "facts"]
    level: float
    replicates: int
    seed: int


class Agreement(msgspec.Struct, frozen=True, omit_defaults=True):
    """How well a run's judge and metrics agree with people."""

    benchmark: str
    facts_hash: str
    judge: str
    labelled: Labelled
    fact_level: FactLevel | None
    """None when the run has no verdicts."""
    scorers: tuple[Scorer, ...]
    annotators: Annotators | None
    """None when one person labelled."""
    resampled: Literal["documents", "facts"]
    level: float
    replicates: int
    permutations: int
    seed: int
    degenerate: Degenerate
    judges: tuple[JudgeLevel, ...] = ()
    """The judges after the first, where the run has several; the first is ``fact_level``."""
    among: Among | None = None
    """The judges among themselves, on all their verdicts; None where there is one."""
