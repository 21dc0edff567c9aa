"""Every error factcov raises on purpose.

* FactcovError            - base; the command line prints it without a traceback and exits with 2
  x DataError             - a file is missing, malformed or does not line up
  x UsageError            - a name, an option or a combination of them is wrong
    + UnknownNameError    - no metric, judge, system, ... has that name
    + MissingExtraError   - an optional dependency is not installed
  x PluginError           - a judge or a metric did not do what it promises
    + JudgeError          - a judge could not do its work at all
    + OracleError         - a metric's numbers are not those of the library it stands for
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher


class FactcovError(Exception):
    """Base of all errors; its text says what was wrong, where, and what to do."""


class DataError(FactcovError):
    """Benchmark, output, label or run data is missing, malformed or does not line up."""


class UsageError(FactcovError):
    """A name, an option or a combination of them is wrong."""


class UnknownNameError(UsageError):
    """Nothing has that name; the message lists the known ones, the nearest first.

    >>> print(UnknownNameError("metric", "blue", ["chrf", "bleu"]))
    unknown metric "blue"; known: bleu, chrf
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        self.what, self.name = what, name
        self.known = nearest_first(name, known)
        super().__init__(f'unknown {what} "{name}"; known: {", ".join(self.known) or "none"}')


class MissingExtraError(UsageError):
    """An optional dependency is not installed; the message is the pip line that installs it."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f'{feature} needs an extra: pip install "factcov[{extra}]"')


class PluginError(FactcovError):
    """A judge or a metric did not do what it promises, such as one row an item."""


class JudgeError(PluginError):
    """A judge could not do its work at all (one failed verdict is ``error``, not this)."""


class OracleError(PluginError):
    """A metric's numbers are not those of the library that it stands for."""


def nearest_first(name: str, known: Iterable[str]) -> list[str]:
    """Return *known* names sorted by likeness to *name*, then by name.

    >>> nearest_first("rouge", ["bleu", "rouge1"])
    ['rouge1', 'bleu']
    """

    def distance(other: str) -> tuple[float, str]:
        return -SequenceMatcher(None, name.lower(), other.lower()).ratio(), other

    return sorted(known, key=distance)
