"""The page: templates filled, styles and scripts inlined, and a policy that allows nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from factcov.reports.texts import visible

if TYPE_CHECKING:
    from jinja2 import Environment

SCRIPTS = ("dom", "theme", "tables", "map", "panel", "pairs", "segments", "start")
"""The parts of the page's script, in the order in which they are joined."""


def render_page(context: Mapping[str, Any]) -> str:
    """Return the page. Texts are escaped by the templates; ``data`` must be safe JSON already.

    The policy allows the one style and the one script by their hashes, no request of any kind,
    and no way to make markup out of a string (Trusted Types).
    """
    from markupsafe import Markup

    style, script = _style(), _script()
    page = _environment().get_template("page.html.j2")
    return page.render({
        **context,
        "data": Markup(context["data"]),
        "style": Markup(style),
        "script": Markup(script),
        "policy": "; ".join([
            "default-src 'none'", f"script-src {_hash(script)}", f"style-src {_hash(style)}",
            "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]),
    })  # fmt: skip


def link_part(text: str) -> str:
    """Return one part of a deep link, as the page's script writes it (encodeURIComponent).

    >>> link_part("a b/c")
    'a%20b%2Fc'
    """
    return quote(visible(text), safe="!'()*-._~")


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _style() -> str:
    return _read("style.css")


@cache
def _script() -> str:
    parts = "\n".join(_read(f"{name}.js") for name in SCRIPTS)
    return f'"use strict";\n{{\n{parts}\n}}'


def _read(name: str) -> str:
    return (files("factcov.reports") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("factcov.reports"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=False, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["visible"] = visible
    environment.filters["part"] = link_part
    return environment
