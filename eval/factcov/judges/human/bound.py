"""People's verdicts by item and text: what judges once the systems' outputs are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from factcov.types import Item, Verdict, Verdicts

Key: TypeAlias = tuple[str, str]
"""An item's id and a candidate's text: rows that share them get the same verdicts."""

UNLABELLED = Verdict("error", None, None, reason="no label")


class BoundLabels(msgspec.Struct, frozen=True):
    """A judge that looks verdicts up: ``rows`` maps a key to verdicts by the fact's id."""

    signature: str
    rows: dict[Key, dict[str, Verdict]]
    told: tuple[str, ...] = ()

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Return people's verdict on each fact; ``error`` where nobody labelled it."""
        rows = []
        for text, item in zip(candidates, items, strict=True):
            known = self.rows.get((item.id, text), {})
            rows.append([known.get(fact.id, UNLABELLED) for fact in item.facts])
        return rows

    def judge_all(
        self, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]
    ) -> Iterator[Verdict]:
        """Yield the verdict on every fact of every system."""
        for texts in outputs.values():
            for row in self.judge(texts, items):
                yield from row

    def notices(self) -> Sequence[str]:
        """Return what a reader of the run should know: how much is labelled, how well agreed."""
        return self.told
