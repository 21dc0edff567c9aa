"""Items repeat, once for each system, next to each other: prepare each a single time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from factcov.errors import UsageError
from factcov.types import Item

T = TypeVar("T")


def prepared(items: Iterable[Item], prepare: Callable[[Item], T]) -> Iterator[T]:
    """Yield ``prepare(item)`` for every item, called once for a run of the same object.

    Only the last result is kept, so memory does not grow with the benchmark.
    """
    previous: Item | None = None
    for item in items:
        if item is not previous:
            value = prepare(item)
            previous = item
        yield value


def all_references(items: Iterable[Item], metric: str) -> list[tuple[str, ...]]:
    """Return every item's references; an item that repeats gives the same object.

    Raises:
        UsageError: an item has none.
    """
    return [references_of(item, metric) for item in items]


def references_of(item: Item, metric: str) -> tuple[str, ...]:
    """Return the item's references.

    Raises:
        UsageError: the item has none.
    """
    if not item.references:
        raise UsageError(
            f'metric {metric} needs references; item "{item.id}" has none: '
            "add one, or leave this metric out"
        )
    return item.references
