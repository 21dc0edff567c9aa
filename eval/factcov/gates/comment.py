"""What a reviewer reads, as Markdown within a limit: the verdict, the facts, then the scores."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from factcov import formatting
from factcov.escaping import cell, code
from factcov.gates.differences import CHANGES, Finding
from factcov.gates.result import Check, Gated, Scored

COMMENT_BYTES = 64_000
"""GitHub takes 65,536 characters in a comment."""

SUMMARY_BYTES = 1_000_000
"""GitHub takes 1 MiB in a step's summary."""

_KEPT = 3
"""Shares of the limit: the facts get what the scores leave, the scores at most a third."""


def marker(name: str) -> str:
    """Return the hidden line by which a bot finds its own comment and updates it in place.

    >>> marker("main")
    '<!-- factcov gate main -->'
    """
    return f"<!-- factcov gate {re.sub(r'[^A-Za-z0-9._/]+', '-', name)} -->"


def comment(gated: Gated, limit: int = COMMENT_BYTES) -> str:
    """Return the Markdown of a pull request comment, the hidden marker first."""
    first = marker(gated.benchmark) + "\n"
    return first + markdown(gated, limit - len(first))


def markdown(gated: Gated, limit: int = SUMMARY_BYTES) -> str:
    """Return a decision as Markdown of at most *limit* bytes; what does not fit is counted."""
    scores = fit(_scores(gated), limit // _KEPT)
    facts = fit([*_verdict(gated), *_changes(gated.findings)], limit - _size(scores))
    return facts + scores


def changes(found: Sequence[Finding], limit: int = SUMMARY_BYTES) -> str:
    """Return the facts that changed as Markdown of at most *limit* bytes."""
    return fit(_changes(found), limit) if found else "No fact changed.\n"


def fit(lines: Iterable[str], limit: int) -> str:
    """Return as many lines as fit, and how many did not.

    >>> print(fit(["- one", "- two", "- three"], 50), end="")
    - one
    <BLANKLINE>
    ... and 2 lines more
    <BLANKLINE>
    """
    kept: list[str] = []
    left = limit - 40  # room for the line that counts the rest
    lost = 0
    for line in lines:
        size = _size(line) + 1
        if lost or size > left:
            lost += bool(line)
            continue
        kept.append(line)
        left -= size
    if lost:
        kept += ["", f"... and {formatting.count(lost, 'line')} more", ""]
    return "".join(f"{line}\n" for line in kept)


def _verdict(gated: Gated) -> Iterator[str]:
    against = f" against {code(gated.against)}" if gated.against else ""
    yield f"## factcov: {gated.outcome}"
    yield ""
    yield f"{code(gated.benchmark)}{against}: {_tally(gated.checks)}."
    told = [check for check in gated.checks if check.outcome != "pass"]
    if told:
        yield ""
    for outcome in ("error", "fail", "inconclusive"):
        for check in told:
            if check.outcome == outcome:
                yield _line(check)
    if gated.notices:
        yield ""
    for notice in gated.notices:
        yield f"- {notice}"


def _line(check: Check) -> str:
    line = f"- **{check.outcome}** {code(check.system)} {code(check.subject)}: {check.reason}"
    if check.rule == "required" and check.facts:
        return f"{line}. {_evidence(check.facts[0])}"
    named = [code(one.key) for one in check.facts[:8]]
    if not named:
        return line
    more = f" and {len(check.facts) - 8} more" if len(check.facts) > 8 else ""
    return f"{line}. Facts: {', '.join(named)}{more}"


def _tally(checks: Sequence[Check]) -> str:
    words = {"error": "stopped by the judge", "fail": "failed", "inconclusive": "inconclusive",
             "pass": "passed"}  # fmt: skip
    counts = [(sum(c.outcome == o for c in checks), word) for o, word in words.items()]
    parts = [f"{number} {word}" for number, word in counts if number]
    return f"{formatting.count(len(checks), 'check')}, {', '.join(parts)}"


def _changes(found: Sequence[Finding]) -> Iterator[str]:
    for change, words in CHANGES.items():
        these = [one for one in found if one.change == change]
        if these:
            yield ""
            yield f"### Facts {words}: {len(these)}"
            yield ""
        for one in these:
            required = ", required" if one.required else ""
            yield f"- {code(one.system)} {code(one.key)} ({one.kind}{required}): {_evidence(one)}"


def _evidence(one: Finding) -> str:
    """Return the fact, what the candidate says now, and what it said before."""
    parts = [code(one.text)]
    now = f"now {one.after}" if one.before else one.after
    # What was found for a missing fact is the nearest thing, not evidence.
    shown = one.quote and one.after != "missing"
    parts.append(f"{now}: {code(one.quote)}" if shown else now)
    if one.reason:
        parts.append(f"because {code(one.reason)}")
    if one.before and one.quote_before:
        parts.append(f"before: {code(one.quote_before)}")
    return "; ".join(parts)


def _scores(gated: Gated) -> Iterator[str]:
    if not gated.scores:
        return
    yield ""
    yield "### Scores"
    yield ""
    if gated.against:
        yield "| system | metric | baseline | now | difference |"
        yield "|---|---|--:|--:|--:|"
    else:
        yield "| system | metric | score |"
        yield "|---|---|--:|"
    for row in gated.scores:
        yield _row(row, compared=gated.against is not None)


def _row(row: Scored, *, compared: bool) -> str:
    digits = formatting.decimals([row.value, row.baseline])
    value = formatting.number(row.value, digits)
    first = f"| {cell(row.system)} | {cell(row.metric)} |"
    if not compared:
        return f"{first} {value} |"
    both = row.value is not None and row.baseline is not None
    difference = row.value - row.baseline if both else None  # type: ignore[operator]
    before = formatting.number(row.baseline, digits)
    return f"{first} {before} | {value} | {formatting.signed(difference, digits)} |"


def _size(text: str) -> int:
    return len(text.encode())
