"""The weighted share of key facts that candidates cover, and that they contradict.

Coverage is the recall of weighted content units of the pyramid method (Nenkova & Passonneau 2004,
https://aclanthology.org/N04-1019), pooled over items: weight covered over weight judged.
Contradiction is the same share for facts the candidate gets wrong; the two are never blended.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np

from factcov.metrics.ratio import ratio
from factcov.types import Decision, Item, Kind, Stats, Verdicts


class _Share:
    """Weight of facts with one verdict over the weight of facts judged, 0 to 1."""

    decision: ClassVar[Decision]
    judged: ClassVar[bool] = True
    per_fact: ClassVar[bool] = True

    def __init__(self, *, name: str, kind: Kind | Literal["all"]) -> None:
        self.name = name
        self.kind = kind
        self.columns: tuple[str, ...] = (self.decision, "judged")
        self.signature = f"agg:micro|weights:facts|kind:{kind}"

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return weight with this verdict and weight judged, shape (items, 2).

        A fact whose verdict is ``error`` counts in neither; so does a row without verdicts.
        """
        rows = []
        for _, item, row in zip(candidates, items, verdicts, strict=True):
            if row and len(row) != len(item.facts):
                raise ValueError(f"{len(row)} verdicts for {len(item.facts)} facts of {item.id}")
            judged = [
                (fact.weight, verdict.verdict)
                for fact, verdict in zip(item.facts, row, strict=False)
                if verdict.verdict != "error" and self.kind in ("all", fact.kind)
            ]
            held = sum(weight for weight, decision in judged if decision == self.decision)
            rows.append((held, sum(weight for weight, _ in judged)))
        return np.array(rows, dtype=np.float64).reshape(-1, 2)

    def aggregate(self, sums: Stats) -> Stats:
        """Return the share; nan where nothing was judged."""
        return ratio(sums)


class Coverage(_Share):
    """Weight of covered facts over weight judged, 0 to 1; higher is better.

    An empty candidate covers nothing and scores 0.

    >>> from factcov.types import Fact, Verdict
    >>> item = Item("n1", "", facts=(Fact("f1", "n1", "a", 3.0), Fact("f2", "n1", "b", 1.0)))
    >>> verdicts = [[Verdict("covered", 0.9, 0.0), Verdict("missing", 0.1, 0.0)]]
    >>> coverage = Coverage()
    >>> float(coverage.aggregate(coverage.extract(["..."], [item], verdicts).sum(0)))
    0.75
    """

    decision = "covered"
    higher_is_better: bool | None = True

    def __init__(self, *, name: str = "coverage", kind: Kind | Literal["all"] = "all") -> None:
        super().__init__(name=name, kind=kind)


class Contradiction(_Share):
    """Weight of contradicted facts over weight judged, 0 to 1; lower is better.

    An empty candidate contradicts nothing and scores 0: read it beside coverage.
    """

    decision = "contradicted"
    higher_is_better: bool | None = False

    def __init__(self, *, name: str = "contradiction", kind: Kind | Literal["all"] = "all") -> None:
        super().__init__(name=name, kind=kind)
