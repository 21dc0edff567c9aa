"""Text of others, made harmless: what a system wrote must stay text wherever it is shown.

Each place has one rule, kept here: every reader (one line, nothing hidden), Markdown, and the
commands that CI runners read from a log.
"""

from __future__ import annotations

import re
import unicodedata

LIMIT = 160
"""Characters of a quote that are shown."""

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Unicode categories that a reader cannot see: controls, format and bidi marks, lone surrogates,
private use, unassigned, line and paragraph separators."""

_JOINERS = "\u200c\u200d"
"""Part of words in Persian, Hindi and other scripts."""

_COMMAND = re.compile("#(?=#)")
_BACKTICKS = re.compile("`+")


def visible(text: str, limit: int = LIMIT) -> str:
    r"""Return *text* on one line of at most *limit* characters, with what is hidden written out.

    White space becomes one space, a control or bidi mark its escape; ``##``, with which some CI
    runners start a command anywhere in a line, gets a backslash. Safe to apply twice.

    >>> print(visible("a\n b\u202ec ##[error]x\x00"))
    a b\u202ec #\#[error]x\x00
    """
    line = " ".join(text[: 4 * limit].split())
    kept = line[: limit + 1]
    shown = _COMMAND.sub(r"#\\", kept if kept.isprintable() else "".join(map(_seen, kept)))
    return shown if len(line) <= limit and len(text) <= 4 * limit else shown[: limit - 1] + "…"


def code(text: str, limit: int = LIMIT) -> str:
    """Return *text* as a Markdown code span: no markup, link, mention or HTML comes out of it.

    The fence is one backtick longer than the longest run inside (CommonMark 0.31, 6.1).

    >>> code("a `b` @team")
    '``a `b` @team``'
    """
    shown = visible(text, limit)
    if not shown:
        return "(empty)"
    fence = "`" * (1 + max((len(run) for run in _BACKTICKS.findall(shown)), default=0))
    pad = " " if shown[0] == "`" or shown[-1] == "`" else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def cell(text: str, limit: int = LIMIT) -> str:
    r"""Return *text* as a code span inside a Markdown table, where a pipe ends even a code span.

    >>> print(cell("a|b"))
    `a\|b`
    """
    return code(text, limit).replace("|", r"\|")


def _seen(character: str) -> str:
    if unicodedata.category(character) not in _HIDDEN or character in _JOINERS:
        return character
    number = ord(character)
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
