"""What a judge is: one function from candidates and facts to verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from factcov.types import Item, Verdict, Verdicts


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


@runtime_checkable
class CostlyJudge(Judge, Protocol):
    """A judge whose answers cost time or money: each is kept as it comes, and not asked twice.

    It runs in one process; it may ask for several rows at a time itself. Three more members are
    read where a judge has them: ``reads``, the fields of Item and Fact that it looks at beside the
    facts' wording and the languages (without it all of them, and an answer is asked for again when
    any changes); ``block``, how many facts it answers for at a time, each such answer being kept;
    ``recalled(verdicts)``, told of verdicts it was not asked for because they were kept. A judge
    made of several has ``wrapped(wrap)``, which returns it with *wrap* around the costly ones.
    """

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (row, its verdicts), one for each row, in the order of completion."""
        ...

    def notices(self) -> Sequence[str]:
        """Return what a reader of the run should know: calls, costs, verdicts flagged."""
        ...


@runtime_checkable
class BoundJudge(Judge, Protocol):
    """A judge that has to know which system wrote which text: people's labels name systems."""

    def bound(self, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]) -> Judge:
        """Return the judge for these outputs, texts in item order.

        It may have a method ``notices()`` that returns what a reader of the run should know.

        Raises:
            DataError: what the judge knows does not fit them.
        """
        ...


def in_order(rows: Iterable[tuple[int, Sequence[Verdict]]]) -> list[Sequence[Verdict]]:
    """Return what ``judge_each`` yields, each row once, in the order of the rows.

    >>> in_order([(1, ["b"]), (0, ["a"])])
    [['a'], ['b']]
    """
    return [verdicts for _, verdicts in sorted(rows, key=lambda one: one[0])]
