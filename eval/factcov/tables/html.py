"""A grid as an HTML fragment: a table that carries its own small style, for notebooks and pages."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from factcov.tables.grid import Grid

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE = """\
<div class="factcov-table">
<style>
.factcov-table table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.factcov-table caption { text-align: left; font-weight: 600; padding-bottom: .4em; }
.factcov-table th, .factcov-table td { padding: .2em .7em; text-align: right; }
.factcov-table .label { text-align: left; }
.factcov-table thead tr, .factcov-table tbody { border-bottom: 1px solid; }
.factcov-table small { opacity: .75; }
.factcov-table ul { padding-left: 1.2em; font-size: .85em; }
</style>
<table>
{%- if grid.caption %}
<caption>{{ grid.caption }}</caption>
{%- endif %}
<thead><tr>
{%- for name in grid.header %}
<th scope="col"{% if loop.index0 in grid.labels %} class="label"{% endif %}>{{ name }}</th>
{%- endfor %}
</tr></thead>
{%- for group in grid.groups %}
<tbody>
{%- if group.title %}
<tr>
<th scope="rowgroup" class="label" colspan="{{ grid.header | length }}">{{ group.title }}</th>
</tr>
{%- endif %}
{%- for row in group.rows %}
<tr>
{%- for cell in row %}
<td{% if loop.index0 in grid.labels %} class="label"{% endif %}>
{%- if cell.bold %}<b>{{ cell.text }}</b>{% else %}<bdi>{{ cell.text }}</bdi>{% endif %}
{%- if cell.mark %}<sup>{{ cell.mark }}</sup>{% endif %}
{%- if cell.beside %} <small>{{ cell.beside }}</small>{% endif %}</td>
{%- endfor %}
</tr>
{%- endfor %}
</tbody>
{%- endfor %}
</table>
{%- if grid.notes or grid.literals %}
<ul>
{%- for note in grid.notes %}
<li>{{ note }}</li>
{%- endfor %}
{%- for name, literal in grid.literals %}
<li>{{ name }}: <code>{{ literal }}</code></li>
{%- endfor %}
</ul>
{%- endif %}
</div>
"""


def to_html(grid: Grid) -> str:
    """Return the grid as an HTML fragment; every text in it is escaped.

    >>> from factcov.tables import Cell, Group
    >>> page = to_html(Grid(("a",), (Group(((Cell("<script>"),),)),)))
    >>> "<script>" in page, "&lt;script&gt;" in page
    (False, True)
    """
    return _template().render(grid=grid)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string(_TEMPLATE)
