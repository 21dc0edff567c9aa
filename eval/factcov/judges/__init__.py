"""Judges by name: the built-in ones and those other packages register."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from factcov.errors import UnknownNameError, UsageError
from factcov.judges.base import Judge
from factcov.plugins import (
    SUBJECT,
    describe_plugin,
    format_spec,
    make_plugin,
    option_names,
    parse_spec,
    plugin_names,
)
from factcov.types import Task

_GROUP = "factcov.judges"
_BAND = "band"
REPLAY = "cache"
"""What is written for a judge whose answers are kept: ``cache`` or ``cache:SPEC``."""


def judge_names() -> list[str]:
    """Return the names of all judges, sorted."""
    return plugin_names(_GROUP)


def describe_judge(name: str) -> str:
    """Return one line that says what the judge is."""
    return describe_plugin(_GROUP, "judge", name)


def get_judge(
    spec: str,
    *,
    language: str = "en",
    source_language: str = "en",
    task: Task = "summarization",
) -> Judge:
    """Return the judge that *spec* names, ready to judge candidates written in *language*.

    ``source_language`` is the language of the sources, and of facts that state no other. Two specs
    joined by ``+`` make a cascade: the second judge is asked where the first is unsure, in the
    ``band`` that is written among the first one's options, or shown by the record written there.

    >>> get_judge("lexical:threshold=0.6").signature.split("|")[0]
    'judge:lexical'

    Raises:
        UnknownNameError: no judge has that name, or it has no such option.
        UsageError: the judge refuses an option's value.
    """
    context = {"language": language, "source_language": source_language, "task": task}
    specs = split_cascade(spec)
    if len(specs) == 1:
        _refuse_lone_band(spec)
        judge: Judge = make_plugin(_GROUP, "judge", spec, context)
        return judge
    from factcov.judges.cascade import cascade, read_band

    cheap, band = _without_band(specs[0])
    _refuse_band(specs)
    first, second = (make_plugin(_GROUP, "judge", one, context) for one in (cheap, specs[1]))
    return cascade(first, second, None if band is None else read_band(band, first.signature))


def split_cascade(spec: str) -> list[str]:
    """Return the specs of a cascade, or the one spec: a ``+`` before a judge's name parts them.

    >>> split_cascade("lexical:band=0.1..0.8+semantic:model=a+b")
    ['lexical:band=0.1..0.8', 'semantic:model=a+b']

    Raises:
        UnknownNameError: what is joined to a judge's name is no judge.
        UsageError: more than two judges.
    """
    names = judge_names()
    alternatives = "|".join(map(re.escape, names))
    specs = re.split(rf"\+(?=(?:{alternatives})(?:[:+]|$))", spec.strip())
    for name in (name for one in specs for name in one.partition(":")[0].split("+")):
        if name.strip() == REPLAY and "+" in spec:
            raise UsageError(
                f'"{spec}": {REPLAY} replays the answers of one judge and is no part of a cascade; '
                "a cascade given again asks nothing that was answered before"
            )
        if name.strip() not in names:
            raise UnknownNameError("judge", name.strip(), names)
    if len(specs) > 2:
        raise UsageError(f'"{spec}": a cascade has two judges, not {len(specs)}')
    return specs


def with_options(spec: str, options: Mapping[str, str]) -> str:
    """Return *spec* with options added to those of its judges that take them.

    >>> with_options("lexical+llm:qwen2.5:7b", {"repeat": "3"})
    'lexical+llm:qwen2.5:7b,repeat=3'

    Raises:
        UsageError: an option stands in the spec already.
    """
    made = []
    for one in split_cascade(spec):
        name, written = parse_spec(one)
        taken = {key: value for key, value in options.items() if key in judge_options(name)}
        for key in taken.keys() & written.keys():
            raise UsageError(f'"{spec}" says {key}={written[key]}; give {key} once')
        added = ",".join(f"{key}={value}" for key, value in taken.items())
        made.append(one + ("," if ":" in one else ":") * bool(added) + added)
    return "+".join(made)


def judge_options(name: str) -> list[str]:
    """Return the names of a judge's options."""
    return option_names(_GROUP, "judge", name)


def _without_band(spec: str) -> tuple[str, str | None]:
    name, options = parse_spec(spec)
    band = options.pop(_BAND, None)
    return format_spec(name, options, SUBJECT), band


def _refuse_lone_band(spec: str) -> None:
    """Raise where a band is written and no second judge, unless the judge has such an option."""
    name, band = parse_spec(spec)[0], _without_band(spec)[1]
    if band is not None and _BAND not in judge_options(name):
        raise UsageError(
            f'"{spec}": a band is for a cascade; join the second judge: {spec}+llm:MODEL'
        )


def _refuse_band(specs: Sequence[str]) -> None:
    """Raise where the band stands with the judge that is asked, not with the one that is unsure."""
    second, band = _without_band(specs[1])
    if band is not None:
        first = specs[0] if ":" in specs[0] else f"{specs[0]}:"
        comma = "" if first.endswith(":") else ","
        raise UsageError(
            f'"{"+".join(specs)}": the band is of the judge that is unsure; '
            f"write {first}{comma}band={band}+{second}"
        )
