"""Judges by name: the built-in ones and those other packages register.

A judge is named by a *spec*: its name, then options after a colon, ``lexical:threshold=0.6``.
Another package adds a judge through the entry-point group ``factcov.judges``; a built-in name
cannot be taken. A judge's class is called with the keyword arguments ``language``,
``source_language`` and ``task`` of the benchmark, and with the options of the spec.
"""

from __future__ import annotations

import inspect
import json
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from factcov.errors import UnknownNameError, UsageError
from factcov.judges.base import Judge
from factcov.types import Task

_GROUP = "factcov.judges"
_BUILT_IN = "factcov.judges."


def judge_names() -> list[str]:
    """Return the names of all judges, sorted.

    >>> "lexical" in judge_names()
    True
    """
    return sorted(_entries())


def get_judge(
    spec: str,
    *,
    language: str = "en",
    source_language: str = "en",
    task: Task = "summarization",
) -> Judge:
    """Return the judge that *spec* names, ready to judge candidates written in *language*.

    *source_language* is the language of the sources, and of facts that state no other.

    >>> get_judge("lexical:threshold=0.6").signature.split("|")[0]
    'judge:lexical'

    Raises:
        UnknownNameError: no judge has that name.
        UsageError: the judge has no such option, or refuses its value.
    """
    name, options = parse_spec(spec)
    entries = _entries()
    if name not in entries:
        raise UnknownNameError("judge", name, entries)
    judge_class = entries[name].load()
    known = _options(judge_class)
    for option in options:
        if known is not None and option not in known:
            raise UnknownNameError(f'option of judge "{name}"', option, known)
    context = {"language": language, "source_language": source_language, "task": task}
    judge: Judge = judge_class(**context, **options)
    return judge


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
                f'judge "{spec}": cannot read the option "{part}"; write name:option=value,'
                " each option once"
            )
        options[key] = _typed(value)
    return name.strip(), options


def _typed(value: str) -> Any:
    try:
        return json.loads(value)
    except ValueError:
        return value


@cache
def _entries() -> dict[str, EntryPoint]:
    entries: dict[str, EntryPoint] = {}
    for entry in sorted(entry_points(group=_GROUP), key=lambda e: (e.name, e.value)):
        # A built-in name stays ours, whatever else is installed.
        if entry.name not in entries or entry.value.startswith(_BUILT_IN):
            entries[entry.name] = entry
    return entries


def _options(judge_class: Any) -> list[str] | None:
    """Return the options a judge takes beyond the context; None when it takes any."""
    parameters = inspect.signature(judge_class).parameters.values()
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return None
    return [p.name for p in parameters if p.name not in ("language", "source_language", "task")]
