"""What GitHub Actions reads from a log: annotations that point at the line of a fact."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from factcov.benchmarks.read import FactRow
from factcov.escaping import visible
from factcov.gates.differences import CHANGES, Finding
from factcov.gates.result import Check, Gated
from factcov.lines import read_rows

ANNOTATIONS = 8
"""GitHub shows ten of a kind in a step; the rest of the step wants some too."""


def fact_lines(path: Path) -> dict[tuple[str, str], int]:
    """Return the line of each (item, fact) in a facts.jsonl."""
    rows, _ = read_rows(path, FactRow)
    return {(row.item, row.id): number for number, row in rows}


def annotate(
    gated: Gated, file: str | None = None, lines: Mapping[tuple[str, str], int] | None = None
) -> list[str]:
    """Return at most ANNOTATIONS workflow commands: facts of failed checks, then facts lost.

    *lines* are the facts' lines in *file*; without them an annotation names no place. Checks that
    name no fact are told where no fact is.
    """
    failed = {
        (one.system, one.key): one
        for check in gated.checks
        if check.outcome in ("fail", "error")
        for one in check.facts
    }
    others = {
        (one.system, one.key): one for one in gated.findings if one.change in ("wrong", "lost")
    }
    place = _Place(file, lines or {})
    found = [_fact("error", one, place) for one in failed.values()]
    found += [_fact("warning", one, place) for key, one in others.items() if key not in failed]
    return (found or [_check(check) for check in gated.checks if check.outcome != "pass"])[
        :ANNOTATIONS
    ]


class _Place(msgspec.Struct, frozen=True):
    file: str | None
    lines: Mapping[tuple[str, str], int]


def _fact(level: str, one: Finding, place: _Place) -> str:
    line = place.lines.get((one.item, one.fact))
    where = {"file": place.file, "line": str(line)} if place.file and line else {}
    what = CHANGES[one.change] if one.change else one.after
    reason = f" ({one.reason})" if one.reason else ""
    quote = f' It says "{one.quote}".' if one.quote and one.after != "missing" else ""
    title = f"{one.system}: {one.key} {what}"
    return _command(level, {**where, "title": title}, f"{one.text}{reason}{quote}")


def _check(check: Check) -> str:
    level = "warning" if check.outcome == "inconclusive" else "error"
    return _command(level, {"title": check.system}, f"{check.subject}: {check.reason}")


def _command(level: str, properties: Mapping[str, str], message: str) -> str:
    r"""Return a workflow command; nothing in its parts can end it or start another.

    >>> print(_command("error", {"title": "a,b:c"}, "100 %\n::set-output name=x::y"))
    ::error title=a%2Cb%3Ac::100 %25 ::set-output name=x::y
    """
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{level} {listed}::{_data(message)}"


def _data(text: str) -> str:
    # visible() leaves no line end; % is what the runner unescapes.
    return visible(text, 1_000).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
