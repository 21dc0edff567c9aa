"""Judges by name: the built-in ones and those other packages register."""

from __future__ import annotations

from factcov.judges.base import Judge
from factcov.plugins import describe_plugin, make_plugin, plugin_names
from factcov.types import Task

_GROUP = "factcov.judges"


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

    ``source_language`` is the language of the sources, and of facts that state no other.

    >>> get_judge("lexical:threshold=0.6").signature.split("|")[0]
    'judge:lexical'

    Raises:
        UnknownNameError: no judge has that name, or it has no such option.
        UsageError: the judge refuses an option's value.
    """
    context = {"language": language, "source_language": source_language, "task": task}
    judge: Judge = make_plugin(_GROUP, "judge", spec, context)
    return judge
