"""What a metric is: two pure functions joined by a table of sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from factcov.types import Item, Stats, Verdicts


@runtime_checkable
class Metric(Protocol):
    """A score that depends on a corpus only through summed statistics.

    ``extract`` turns each item into one row of additive statistics; ``aggregate`` turns summed
    rows into scores. All rows summed give the corpus score, one row an item's score, resampled
    rows a bootstrap replicate, concatenated shards a distributed run.

    Row i of ``extract`` depends on candidate i, item i and verdicts i only. Items may repeat
    (all systems are extracted in one call), so references can be prepared once.

    Two optional class attributes, read with these defaults when a metric lacks them:
    ``judged`` (True) - the metric reads verdicts, so a judge must run; ``per_fact`` (False) - its
    statistics are sums over the item's facts, so facts can be resampled.
    """

    name: str
    columns: tuple[str, ...]
    higher_is_better: bool | None
    """None: neither direction is better (length)."""
    signature: str
    """Everything that changes the number, as ``key:value|key:value``."""

    def extract(
        self, candidates: Sequence[str], items: Sequence[Item], verdicts: Verdicts
    ) -> Stats:
        """Return statistics of shape (items, columns), one row a candidate."""
        ...

    def aggregate(self, sums: Stats) -> Stats:
        """Return scores of shape (...) for summed statistics (..., columns); nan: undefined."""
        ...
