"""What the page holds of a run too large for one page.

The scores are always those of the whole run. When its texts and verdicts would not fit, the items
on which the systems differ most are kept, and the page says how many of how many.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcov.reports.facts import FactRow
from factcov.types import Record

BUDGET = 11_000_000
"""Bytes of texts and verdicts in the page; with the rest it stays under 15 MB."""

LONGEST = 200_000
"""Characters of one text in the page."""

VERDICT_BYTES, FACT_BYTES = 18, 160
"""About what a verdict without its reason, and a fact without its text, take."""


def cut(text: str) -> str:
    """Return *text*, or its first LONGEST characters and a word on what is left out."""
    if len(text) <= LONGEST:
        return text
    return f"{text[:LONGEST]}\n[cut here: {LONGEST:,} of {len(text):,} characters]"


def kept_items(record: Record, rows: Sequence[FactRow], budget: int = BUDGET) -> tuple[int, ...]:
    """Return the indexes of the items that the page holds, in the benchmark's order."""
    sizes = [_size(record, index) for index in range(len(record.items))]
    if sum(sizes) <= budget:
        return tuple(range(len(sizes)))
    apart: dict[str, float] = {}
    for row in rows:
        apart[row.item.id] = apart.get(row.item.id, 0.0) + row.apart
    order = sorted(range(len(sizes)), key=lambda i: (-apart.get(record.items[i].id, 0.0), i))
    kept: list[int] = []
    total = 0
    for index in order:
        if kept and total + sizes[index] > budget:
            continue
        kept.append(index)
        total += sizes[index]
    return tuple(sorted(kept))


def _size(record: Record, index: int) -> int:
    """Return about how many bytes an item takes in the page."""
    item = record.items[index]
    texts = [item.source, *item.references]
    texts += [record.candidates[system][index] for system in record.header.systems]
    reasons = sum(
        VERDICT_BYTES + len(verdict.reason)
        for system in record.header.systems
        for verdict in record.verdicts[system][index]
    )
    facts = sum(FACT_BYTES + len(str(fact.text)) for fact in item.facts)
    return sum(_bytes(text[:LONGEST]) for text in texts) + reasons + facts


def _bytes(text: str) -> int:
    """Return how long a text is in UTF-8, about; escapes are not counted."""
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))
