"""What a gate says: one answer, the checks behind it, and all that is needed to tell them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import msgspec

from factcov.gates.differences import Finding
from factcov.gates.noninferiority import Difference

Outcome: TypeAlias = Literal["pass", "fail", "inconclusive", "error"]
Rule: TypeAlias = Literal["required", "min", "max", "margin", "errors", "system", "calibration"]

EXIT: dict[Outcome, int] = {"pass": 0, "fail": 1, "inconclusive": 0, "error": 4}
STRICT_INCONCLUSIVE = 3


class Check(msgspec.Struct, frozen=True):
    """One demand on one system, or on the judge.

    ``reason`` holds no word of a candidate; ``facts`` may.
    """

    system: str
    rule: Rule
    subject: str
    """The metric, with its slice; or the fact."""
    outcome: Outcome
    reason: str
    limit: float | None = None
    value: float | None = None
    difference: Difference | None = None
    facts: tuple[Finding, ...] = ()
    """What the answer is about: facts required, contradicted, lost."""


class Scored(msgspec.Struct, frozen=True):
    """One score beside the baseline's."""

    system: str
    metric: str
    value: float | None
    baseline: float | None


class Gated(msgspec.Struct, frozen=True):
    """What a gate says, and everything needed to tell it."""

    outcome: Outcome
    benchmark: str
    against: str | None
    systems: tuple[str, ...]
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]
    """Facts whose verdict changed since the baseline."""
    scores: tuple[Scored, ...]
    notices: tuple[str, ...]

    def exit_status(self, *, strict: bool = False) -> int:
        """Return the command's exit status; *strict* makes inconclusive 3."""
        if strict and self.outcome == "inconclusive":
            return STRICT_INCONCLUSIVE
        return EXIT[self.outcome]

    def __bool__(self) -> bool:
        """Return whether nothing failed, so that ``assert factcov.gate(...)`` reads well."""
        return self.outcome in ("pass", "inconclusive")


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the answer that decides: an unusable judge before a failure before a doubt.

    >>> worst(["pass", "inconclusive", "fail"])
    'fail'
    """
    order: tuple[Outcome, ...] = ("error", "fail", "inconclusive")
    return next((outcome for outcome in order if outcome in outcomes), "pass")
