"""What a reader of a run should know of a model's verdicts, counted as they come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from factcov.judges.llm.dialect import Dialect
from factcov.judges.llm.spending import Spending, Spent
from factcov.judges.llm.vote import FLAG, unanimous
from factcov.types import Verdict

_REASONS = 3
"""Reasons for failures that are shown."""


class Tally:
    """Counts of verdicts, fresh and kept ones alike."""

    def __init__(self, repeat: int) -> None:
        self._repeat = repeat
        self._judged, self._flagged, self._split = 0, 0, 0
        self._failures: Counter[str] = Counter()

    def add(self, verdicts: Sequence[Verdict]) -> None:
        """Count some verdicts."""
        for verdict in verdicts:
            if verdict.verdict == "error":
                self._failures[verdict.reason] += 1
                continue
            self._judged += 1
            self._flagged += verdict.reason.startswith(FLAG)
            self._split += not unanimous(verdict)

    def notices(self, where: str, spending: Spending, dialect: Dialect) -> list[str]:
        """Return the counts in plain words."""
        return [f"judge llm: {said}" for said in (
            _spent(where, spending),
            *_unknown(spending.spent),
            *dialect.notices(),
            *self._verdicts(),
        )]  # fmt: skip

    def _verdicts(self) -> Iterator[str]:
        if self._repeat > 1 and self._judged:
            yield (
                f"{self._split} of {self._judged} verdicts ({self._split / self._judged:.1%}) "
                f"differed between the {self._repeat} repeats"
            )
        if self._flagged:
            yield f"{self._flagged} of {self._judged} verdicts quote what the text does not hold"
        if self._failures:
            shown = [f"{reason} ({n})" for reason, n in self._failures.most_common(_REASONS)]
            more = ", ..." if len(self._failures) > _REASONS else ""
            yield f"{self._failures.total()} verdicts failed: {'; '.join(shown)}{more}"


def _spent(where: str, spending: Spending) -> str:
    spent = spending.spent
    cost = f", cost {spent.cost:.4g}" if spending.prices else ""
    return (
        f"{spent.calls:,} calls to {where}, {spent.tokens_in:,} tokens in and "
        f"{spent.tokens_out:,} out{cost}"
    )


def _unknown(spent: Spent) -> Iterator[str]:
    if spent.uncounted:
        yield f"{spent.uncounted:,} answers did not say their tokens and are not in that count"
    if spent.lost:
        yield (
            f"{spent.lost:,} calls brought nothing back (cut off, timed out, not readable); the "
            "endpoint may have charged them, and they are not in that count"
        )
