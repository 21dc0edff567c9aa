"""What a comparison says, as frozen values; None where something is not defined."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from factcov.tables import to_html, to_latex, to_markdown

Unit: TypeAlias = Literal["documents", "items", "facts"]
Variant: TypeAlias = Literal["sacrebleu", "two-sided"]
Correction: TypeAlias = Literal["holm", "benjamini-hochberg", "none"]
IntervalMethod: TypeAlias = Literal["percentile", "bca"]


class Pair(msgspec.Struct, frozen=True):
    """Two systems by one metric; every difference is *system* minus *baseline*."""

    system: str
    baseline: str
    effect: float | None
    low: float | None
    high: float | None
    p: float | None
    """Approximate randomization, corrected over the family: the one to quote."""
    p_randomization: float | None
    p_bootstrap: float | None
    p_bootstrap_corrected: float | None
    detectable: float | None
    """The smallest true difference that would probably (80 %) have been found."""
    undefined: int
    """Bootstrap replicates in which one of the two had no score; they are left out."""
    statement: str


class Standing(msgspec.Struct, frozen=True):
    """Where one system stands by one metric.

    Ranks and cluster are None for a metric without a better direction, and in a comparison with a
    baseline only. ``mean`` and ``half_width`` are what sacreBLEU prints as ``μ ± CI``.
    """

    system: str
    score: float | None
    best_rank: int | None
    worst_rank: int | None
    cluster: int | None
    mean: float | None = None
    half_width: float | None = None


class MetricComparison(msgspec.Struct, frozen=True):
    """Every pair by one metric, and the ranking that follows; best systems first."""

    metric: str
    signature: str
    higher_is_better: bool | None
    unit: Unit
    units: int
    """How many of them are resampled."""
    variant: Variant
    """``sacrebleu``: its PairedTest's own p-values; ``two-sided``: the ordinary tests."""
    family: int
    """Pairs that the p-values are corrected over."""
    standings: tuple[Standing, ...]
    pairs: tuple[Pair, ...]


class Comparison(msgspec.Struct, frozen=True):
    """All pairs by all metrics of a run, and how they were tested."""

    benchmark: str
    baseline: str | None
    seed: int
    replicates: int
    trials: int
    level: float
    alpha: float
    correction: Correction
    interval: IntervalMethod
    metrics: tuple[MetricComparison, ...]
    notices: tuple[str, ...]

    def to_markdown(self) -> str:
        """Return the pairs as a Markdown table."""
        from factcov.comparison.grid import grid

        return to_markdown(grid(self))

    def to_latex(self) -> str:
        """Return the pairs as a LaTeX tabular (booktabs)."""
        from factcov.comparison.grid import grid

        return to_latex(grid(self))

    def __str__(self) -> str:
        """Return what ``print`` shows: the Markdown."""
        return self.to_markdown()

    def _repr_html_(self) -> str:
        from factcov.comparison.grid import grid

        return to_html(grid(self))
