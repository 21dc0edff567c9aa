"""Tables for people: one plain grid, written as Markdown, LaTeX or HTML."""

from factcov.tables.grid import Cell, Grid, Group
from factcov.tables.html import to_html
from factcov.tables.latex import to_latex
from factcov.tables.markdown import to_markdown

__all__ = ["Cell", "Grid", "Group", "to_html", "to_latex", "to_markdown"]
