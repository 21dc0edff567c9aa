"""Metrics and judges by name: one door for the built-in ones and for those of other packages.

A *spec* is a name, then options after a colon: ``bleu:tokenize=intl,lowercase=true``. Where the
factory's first parameter is positional and has no default, its value stands first and without its
name: ``nli:folder/model,batch=8``. A package
adds a metric or a judge through the entry-point group ``factcov.metrics`` or ``factcov.judges``; a
built-in name cannot be taken. Nothing is imported before it is asked for.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Literal, get_args, get_origin

import msgspec

from factcov.errors import PluginError, UnknownNameError, UsageError

SUBJECT = ""
"""What the option that is written without a name stands under."""


def plugin_names(group: str) -> list[str]:
    """Return the names in an entry-point group, sorted.

    >>> "lexical" in plugin_names("factcov.judges")
    True
    """
    return sorted(_entries(group))


def make_plugin(group: str, what: str, spec: str, context: Mapping[str, Any]) -> Any:
    """Return what *spec* names, made from its options and from what it takes of *context*.

    A factory that names the keyword ``name`` is given the spec in canonical form: options sorted,
    those left at their default dropped. *what* is the word for it in messages ("metric").

    Raises:
        UnknownNameError: nothing has that name, or it has no such option or choice.
        UsageError: the spec or a value cannot be read.
        PluginError: what was made calls itself something else than its canonical spec.
    """
    name, written = parse_spec(spec)
    factory = _load(group, what, name)
    context = {**context, "name": name}
    known = _parameters(factory)
    subject = _subject(known, context)
    if SUBJECT in written:
        if subject is None or subject in written:
            raise UsageError(
                f'"{spec}": cannot read the option "{written[SUBJECT]}"; '
                "write name:option=value, each once"
            )
        written[subject] = written.pop(SUBJECT)
    if subject is not None and subject not in written:
        raise UsageError(f'{what} "{name}": say which {subject}: {name}:{subject.upper()}')
    takes_all = any(p.kind is p.VAR_KEYWORD for p in known.values())
    options = {}
    for option, text in written.items():
        parameter = known.get(option)
        if option in context or (parameter is None and not takes_all):
            allowed = [key for key in known if key not in context]
            raise UnknownNameError(f"option of {what} {name}", option, allowed)
        annotation = parameter.annotation if parameter else inspect.Parameter.empty
        options[option] = _read(text, annotation, f"{option} of {what} {name}")
    changed = {
        option: value
        for option, value in options.items()
        if option not in known or value != known[option].default
    }
    context["name"] = format_spec(name, changed, subject)
    given = {key: value for key, value in context.items() if takes_all or key in known}
    made = factory(**given, **options)
    if getattr(made, "name", context["name"]) != context["name"]:
        raise PluginError(
            f'{what} "{context["name"]}" calls itself "{made.name}"; '
            "its factory must take the keyword `name` and keep it"
        )
    return made


def describe_plugin(group: str, what: str, name: str) -> str:
    """Return the first line of a plugin's docstring."""
    return (inspect.getdoc(_load(group, what, name)) or "").partition("\n")[0].removesuffix(".")


def option_names(group: str, what: str, name: str) -> list[str]:
    """Return the keywords that a plugin's factory takes, in its order."""
    return list(_parameters(_load(group, what, name)))


def parse_spec(spec: str) -> tuple[str, dict[str, str]]:
    """Return the name and the options of *spec*, values as written.

    A first option without a name stands under ``SUBJECT``.

    >>> parse_spec("lexical:threshold=0.6,model=a.json")
    ('lexical', {'threshold': '0.6', 'model': 'a.json'})
    >>> parse_spec("llm:qwen2.5:7b,repeat=3")
    ('llm', {'': 'qwen2.5:7b', 'repeat': '3'})

    Raises:
        UsageError: another option is not written ``name=value``.
    """
    name, _, tail = spec.strip().partition(":")
    options: dict[str, str] = {}
    for place, part in enumerate(tail.split(",")):
        if not part:
            continue
        key, found, value = (piece.strip() for piece in part.partition("="))
        if place == 0 and not found:
            options[SUBJECT] = key
            continue
        if not found or not key or key in options:
            raise UsageError(
                f'"{spec}": cannot read the option "{part}"; write name:option=value, each once'
            )
        options[key] = value
    return name.strip(), options


def format_spec(name: str, options: Mapping[str, Any], subject: str | None = None) -> str:
    """Return the canonical spec, options sorted by name; parse_spec reads it back.

    *subject* is the option that stands first and without its name.

    >>> format_spec("bleu", {"tokenize": "intl", "lowercase": True})
    'bleu:lowercase=true,tokenize=intl'
    >>> format_spec("nli", {"batch": 8, "model": "folder/model"}, "model")
    'nli:folder/model,batch=8'
    """
    parts = [f"{key}={_written(options[key])}" for key in sorted(options) if key != subject]
    if subject is not None and subject in options:
        parts.insert(0, _written(options[subject]))
    return f"{name}:{','.join(parts)}" if parts else name


def _subject(known: Mapping[str, inspect.Parameter], context: Mapping[str, Any]) -> str | None:
    """Return the option written without its name: a first positional parameter with no default."""
    first = next(iter(known.values()), None)
    if first is None or first.kind is not first.POSITIONAL_OR_KEYWORD or first.name in context:
        return None
    return first.name if first.default is first.empty else None


def _read(text: str, annotation: Any, where: str) -> Any:
    """Return the value *text* stands for: as annotated, else as JSON, else the text itself."""
    if annotation is inspect.Parameter.empty:
        try:
            return json.loads(text)
        except ValueError:
            return text
    try:
        return msgspec.convert(text, type=annotation, strict=False)
    except msgspec.ValidationError as error:
        choices = _choices(annotation)
        if choices:
            raise UnknownNameError(where, text, choices) from None
        raise UsageError(f'cannot use "{text}" as {where}: {error}') from None


def _choices(annotation: Any) -> list[str]:
    """Return the strings of a Literal, also inside a union."""
    if get_origin(annotation) is Literal:
        return [str(choice) for choice in get_args(annotation)]
    return [choice for part in get_args(annotation) for choice in _choices(part)]


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


def _parameters(factory: Any) -> Mapping[str, inspect.Parameter]:
    """Return what a factory takes, by name; annotations are evaluated."""
    return inspect.signature(factory, eval_str=True).parameters
