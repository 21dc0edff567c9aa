"""A grid as a Markdown table that also reads well unrendered."""

from __future__ import annotations

import re

from factcov.escaping import code, visible
from factcov.tables.grid import LIMIT, Cell, Grid


def to_markdown(grid: Grid) -> str:
    r"""Return an aligned Markdown table, then its notes as a list, ending with a line feed.

    Markdown has no rules inside a table: an empty row stands between groups.

    >>> from factcov.tables import Group
    >>> print(to_markdown(Grid(("a", "b"), (Group(((Cell("x|y"), Cell("1", bold=True)),)),))))
    | a    |     b |
    | ---- | ----: |
    | x\|y | **1** |
    <BLANKLINE>
    """
    size = len(grid.header)
    body: list[list[str]] = []
    for index, group in enumerate(grid.groups):
        if index:
            body.append([""] * size)
        if group.title:
            cells = [""] * size
            cells[grid.labels[0]] = f"*{escape(group.title)}*"
            body.append(cells)
        body += [[_cell(cell) for cell in row] for row in group.rows]
    header = [escape(text) for text in grid.header]
    widths = [max(3, *(len(line[i]) for line in [header, *body])) for i in range(size)]
    rule = ["-" * w if i in grid.labels else "-" * (w - 1) + ":" for i, w in enumerate(widths)]
    lines = [_line(line, widths, grid.labels) for line in [header, rule, *body]]
    caption = [escape(grid.caption), ""] if grid.caption else []
    notes = [f"- {escape(note)}" for note in grid.notes]
    notes += [f"- {escape(name)}: {code(literal, LIMIT)}" for name, literal in grid.literals]
    return "\n".join([*caption, *lines, *([""] if notes else []), *notes, ""])


def escape(text: str) -> str:
    r"""Return *text* so that Markdown shows it as it is, on one line.

    >>> escape("a_b <i> [x](y)")
    'a\\_b \\<i> \\[x\\](y)'
    """
    return re.sub(r"([\\`*_|<\[\]])", r"\\\1", visible(text, LIMIT))


def _cell(cell: Cell) -> str:
    text = f"{escape(cell.text)}{escape(cell.mark)}"
    return f"{f'**{text}**' if cell.bold else text} {cell.beside}".strip()


def _line(cells: list[str], widths: list[int], labels: tuple[int, ...]) -> str:
    padded = (
        cell.ljust(width) if i in labels else cell.rjust(width)
        for i, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"
