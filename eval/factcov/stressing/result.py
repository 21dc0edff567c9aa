"""What a stress test says, as frozen values; None where something is not defined."""

from __future__ import annotations

import msgspec


class Reaction(msgspec.Struct, frozen=True):
    """How one metric reacts to one kind of change; shares and AUCs are 0 to 1."""

    metric: str
    worse: float | None
    """Share of pairs in which the changed text scores worse than the clean one: an error noticed,
    or a cry of wolf over a harmless change."""
    better: float | None
    """Share of pairs in which it scores better."""
    auc: float | None
    """How often a clean text scores better than a changed one of any pair, ties half."""
    told: float | None
    """How often an error costs more than a harmless change, ties half; None for harmless kinds."""
    moved: float | None
    """Mean change in the metric's own points; below 0 is worse, whatever its direction."""
    moved_spreads: float | None
    """The same in standard deviations of the metric over the clean texts; None where that is 0."""


class KindResult(msgspec.Struct, frozen=True):
    """One kind of change: how many were planted, and how the metrics react."""

    kind: str
    error: bool
    n: int
    texts: int
    """How many different clean texts they were planted in."""
    on_fact: int | None
    """Changes made inside the evidence of a fact that the clean text covers; None without a judge.
    Only there can a fact metric be expected to notice."""
    contradicted: float | None
    """Share of those in which such a fact turns contradicted; None where there are none."""
    lost: float | None
    """Share of those in which such a fact is covered no longer, contradicted or missing."""
    reactions: tuple[Reaction, ...]
    examples: tuple[tuple[str, str], ...]
    """A few of them: (before, after)."""


class Stress(msgspec.Struct, frozen=True):
    """Which metric notices what, on one benchmark."""

    benchmark: str
    language: str
    metrics: tuple[str, ...]
    judge: str
    """The judge's signature; empty when no metric needed one."""
    facts: str
    kinds: tuple[KindResult, ...]
    skipped: dict[str, str]
    """Kinds that could not be planted, and why."""
    seed: int
    limit: int
    notices: tuple[str, ...]

    def to_markdown(self) -> str:
        """Return the result as Markdown tables."""
        from factcov.stressing.render import render

        return render(self)

    def __str__(self) -> str:
        """Return what ``print`` shows: the Markdown."""
        return self.to_markdown()
