"""Where labels stand: names become positions in a run, or one clear error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from factcov.errors import DataError, nearest_first
from factcov.labels.read import Label
from factcov.types import Item

Place: TypeAlias = tuple[int, int, int]
"""Positions in a run: system, item, fact of that item."""


def finder(systems: Sequence[str], items: Sequence[Item]) -> Callable[[Label], Place]:
    """Return a function that finds a label's system, item and fact.

    The function raises DataError where the run does not have what the label names.
    """
    system_rows = {name: n for n, name in enumerate(systems)}
    item_rows = {item.id: n for n, item in enumerate(items)}
    facts = [{fact.id: n for n, fact in enumerate(item.facts)} for item in items]

    def find(label: Label) -> Place:
        system = _position(label.system, "system", system_rows, label)
        item = _position(label.item, "item", item_rows, label)
        return system, item, _position(label.fact, f'fact of "{label.item}"', facts[item], label)

    return find


def _position(name: str, what: str, known: Mapping[str, int], label: Label) -> int:
    if name not in known:
        near = nearest_first(name, known)
        more = f" and {len(near) - 5} more" if len(near) > 5 else ""
        raise DataError(
            f'{label.where}: the run has no {what} called "{name}"; '
            f"it has {', '.join(near[:5]) or 'none'}{more}"
        )
    return known[name]
