"""What a judge is: one function from candidates and facts to verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from factcov.types import Item, Verdicts


@runtime_checkable
class Judge(Protocol):
    """Decides for each (candidate, fact): covered, contradicted, missing or error.

    Row i depends on candidate i and item i only, so work can be sharded and cached. Items may
    repeat, next to each other, once for each system: a judge prepares an item once.
    """

    signature: str
    """Everything that changes a verdict, as ``key:value|key:value``."""

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Return one verdict for each fact of each item, in order."""
        ...
