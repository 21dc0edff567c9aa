"""A grid as a LaTeX tabular with booktabs rules, to paste into a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcov.escaping import visible
from factcov.tables.grid import LIMIT, Cell, Grid

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}", "\u2191": r"$\uparrow$",
    "\u2193": r"$\downarrow$", "\u2020": r"\textdagger{}", "\u2013": "--", "\u2212": "$-$",
}  # fmt: skip


def to_latex(grid: Grid) -> str:
    r"""Return a tabular environment; it needs \usepackage{booktabs} and nothing else.

    Groups are divided by a midrule; the notes follow as comments, for the caption.

    >>> from factcov.tables import Group
    >>> print(to_latex(Grid(("a", "b"), (Group(((Cell("x_y"), Cell("1", mark="*")),)),))))
    \begin{tabular}{lr}
    \toprule
    a & b \\
    \midrule
    x\_y & 1\textsuperscript{*} \\
    \bottomrule
    \end{tabular}
    <BLANKLINE>
    """
    size = len(grid.header)
    columns = "".join("l" if i in grid.labels else "r" for i in range(size))
    lines = [rf"\begin{{tabular}}{{{columns}}}", r"\toprule", _line(map(escape, grid.header))]
    for group in grid.groups:
        lines.append(r"\midrule")
        if group.title:
            lines.append(rf"\multicolumn{{{size}}}{{l}}{{\textit{{{escape(group.title)}}}}} \\")
        lines += [_line(map(_cell, row)) for row in group.rows]
    lines += [r"\bottomrule", r"\end{tabular}"]
    notes = [grid.caption, *grid.notes, *(f"{name}: {text}" for name, text in grid.literals)]
    lines += [f"% {' '.join(note.split())}" for note in notes if note]
    return "\n".join(lines) + "\n"


def escape(text: str) -> str:
    r"""Return *text* so that LaTeX prints it as it is, on one line.

    >>> escape("50% of a_b")
    '50\\% of a\\_b'
    """
    pattern = "|".join(map(re.escape, _SPECIAL))
    return re.sub(pattern, lambda found: _SPECIAL[found[0]], visible(text, LIMIT))


def _cell(cell: Cell) -> str:
    text = rf"\textbf{{{escape(cell.text)}}}" if cell.bold else escape(cell.text)
    mark = rf"\textsuperscript{{{escape(cell.mark)}}}" if cell.mark else ""
    # Braces, or a bracket at the start of the next line would be read as an argument of "\\".
    beside = rf" {{\small {escape(cell.beside)}}}" if cell.beside else ""
    return f"{text}{mark}{beside}"


def _line(cells: Iterable[str]) -> str:
    return " & ".join(cells) + r" \\"
