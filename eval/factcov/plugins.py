"""Metrics and judges by name: one door for the built-in ones and for those of other packages.

A *spec* is a name, then options after a colon: ``bleu:tokenize=intl,lowercase=true``. A package
adds a metric or a judge through the entry-point group ``factcov.metrics`` or ``factcov.judges``; a
built-in name cannot be taken. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from factcov.errors import UnknownNameError, UsageError


def plugin_names(group: str) -> list[str]:
    """Return the names in an entry-point group, sorted.

    >>> "lexical" in plugin_names("factcov.judges")
    True
    """
    return sorted(_entries(group))


def make_plugin(group: str, what: str, spec: str, context: Mapping[str, Any]) -> Any:
    """Return what *spec* names, made from its options and from what it takes of *context*.

    *what* is the word for it in messages ("metric").

    Raises:
        UnknownNameError: nothing has that name, or it has no such option.
        UsageError: the spec cannot be read.
    """
    name, options = parse_spec(spec)
    factory = _load(group, what, name)
    known = _parameters(factory)
    for option in options:
        if known is not None and (option not in known or option in context):
            allowed = [key for key in known if key not in context]
            raise UnknownNameError(f'option of {what} "{name}"', option, allowed)
    given = {key: value for key, value in context.items() if known is None or key in known}
    return factory(**given, **options)


def describe_plugin(group: str, what: str, name: str) -> str:
    """Return the first line of a plugin's docstring."""
    return (inspect.getdoc(_load(group, what, name)) or "").partition("\n")[0].removesuffix(".")


def parse_spec(spec: str) -> tuple[str, dict[str, Any]]:
    """Return the name and the options of *spec*; a value that JSON can read is typed.

    >>> parse_spec("lexical:threshold=0.6,model=a.json")
    ('lexical', {'threshold': 0.6, 'model': 'a.json'})

    Raises:
        UsageError: an option is not written ``name=value``.
    """
    name, _, tail = spec.strip().partition(":")
    options: dict[str, Any] = {}
    for part in filter(None, tail.split(",")):
        key, found, value = (piece.strip() for piece in part.partition("="))
        if not found or not key or key in options:
            raise UsageError(
                f'"{spec}": cannot read the option "{part}"; write name:option=value, each once'
            )
        options[key] = _typed(value)
    return name.strip(), options


def format_spec(name: str, options: Mapping[str, Any]) -> str:
    """Return the canonical spec, options sorted by name; parse_spec reads it back.

    >>> format_spec("bleu", {"tokenize": "intl", "lowercase": True})
    'bleu:lowercase=true,tokenize=intl'
    """
    parts = [f"{key}={_written(options[key])}" for key in sorted(options)]
    return f"{name}:{','.join(parts)}" if parts else name


def _typed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _load(group: str, what: str, name: str) -> Any:
    entries = _entries(group)
    if name not in entries:
        raise UnknownNameError(what, name, entries)
    try:
        return entries[name].load()
    except (ImportError, AttributeError) as error:
        raise UsageError(f'{what} "{name}" cannot be loaded: {error}') from error


@cache
def _entries(group: str) -> dict[str, EntryPoint]:
    found: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(group=group):
        found.setdefault(entry.name, []).append(entry)
    entries = {}
    for name, same in found.items():
        built_in = [entry for entry in same if entry.value.startswith(f"{group}.")]
        values = sorted({entry.value for entry in built_in or same})
        if len(values) > 1:
            raise UsageError(
                f'several packages call something "{name}" in {group}: {", ".join(values)}; '
                "uninstall all but one"
            )
        entries[name] = (built_in or same)[0]
    return entries


def _parameters(factory: Any) -> list[str] | None:
    """Return the names of what a factory takes; None when it takes anything."""
    parameters = inspect.signature(factory).parameters.values()
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return None
    return [p.name for p in parameters if p.kind is not p.VAR_POSITIONAL]
