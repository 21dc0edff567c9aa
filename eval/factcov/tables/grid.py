"""The grid: what a table says, before it is written in any format."""

from __future__ import annotations

import msgspec

LIMIT = 2_000
"""Characters of a text that a table shows."""


class Cell(msgspec.Struct, frozen=True):
    """One cell: its text, an interval beside it, and a mark such as ``*`` after it."""

    text: str
    beside: str = ""
    mark: str = ""
    bold: bool = False

    @property
    def plain(self) -> str:
        """Text, mark and interval on one line, without emphasis.

        >>> Cell("0.49", "[0.38, 0.60]", "*").plain
        '0.49* [0.38, 0.60]'
        """
        return f"{self.text}{self.mark} {self.beside}".strip()


class Group(msgspec.Struct, frozen=True):
    """Rows that belong together; a rule is drawn between groups, a title above when it has one."""

    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""


class Grid(msgspec.Struct, frozen=True):
    """A table. The first *labels* columns hold names and are set left, the others right.

    ``notes`` explain the marks and follow the table, then ``literals``: names and what they stand
    for to the letter, such as a metric's signature.
    """

    header: tuple[str, ...]
    groups: tuple[Group, ...]
    labels: tuple[int, ...] = (0,)
    caption: str = ""
    notes: tuple[str, ...] = ()
    literals: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """All rows, without the grouping."""
        return tuple(row for group in self.groups for row in group.rows)
