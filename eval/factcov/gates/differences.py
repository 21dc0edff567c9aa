"""Which facts a system lost, gained or got wrong since the baseline, with the evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeAlias

import msgspec

from factcov.escaping import visible
from factcov.gates.measured import Measured
from factcov.types import Decision, Fact, Item, Kind, Verdict

Change: TypeAlias = Literal["wrong", "lost", "righted", "gained"]

CHANGES: dict[Change, str] = {
    "wrong": "newly wrong",
    "lost": "lost",
    "righted": "no longer wrong",
    "gained": "gained",
}
"""In the order in which they are told, and in words."""


class Finding(msgspec.Struct, frozen=True):
    """One fact, what a system makes of it, and what the baseline made of it.

    ``change`` and ``before`` are None where there is nothing to compare with.
    """

    system: str
    item: str
    fact: str
    text: str
    kind: Kind
    weight: float
    required: bool
    change: Change | None
    before: Decision | None
    after: Decision
    quote_before: str
    quote: str
    reason: str

    @property
    def key(self) -> str:
        """The fact's name within the benchmark."""
        return f"{self.item}/{self.fact}"


def differences(
    items: Sequence[Item], old: Measured, old_system: str, new: Measured, new_system: str
) -> tuple[Finding, ...]:
    """Return the facts whose verdict changed, the gravest change first.

    A verdict that the judge failed to give is no change.
    """
    found = []
    for index, item in enumerate(items):
        rows = zip(
            item.facts,
            old.verdicts[old_system][index], new.verdicts[new_system][index],
            old.quotes[old_system][index], new.quotes[new_system][index],
            strict=False,
        )  # fmt: skip
        for fact, before, after, quote_before, quote in rows:
            change = changed(before.verdict, after.verdict)
            if change is not None:
                found.append(
                    finding(new_system, item, fact, after, quote, change, before, quote_before)
                )
    return gravest_first(found)


def findings(
    items: Sequence[Item], new: Measured, system: str, wanted: Callable[[Fact, Verdict], bool]
) -> tuple[Finding, ...]:
    """Return the facts that are wanted, the gravest first."""
    found = [
        finding(system, item, fact, verdict, quote)
        for index, item in enumerate(items)
        for fact, verdict, quote in zip(
            item.facts, new.verdicts[system][index], new.quotes[system][index], strict=False
        )
        if wanted(fact, verdict)
    ]
    return gravest_first(found)


def got(decision: Decision) -> Callable[[Fact, Verdict], bool]:
    """Return whether a fact's verdict is *decision*, for `findings`."""
    return lambda _, verdict: verdict.verdict == decision


def changed(before: Decision, after: Decision) -> Change | None:
    """Return what happened to a fact.

    >>> changed("covered", "contradicted"), changed("covered", "missing")
    ('wrong', 'lost')
    >>> changed("missing", "error") is None
    True
    """
    if before == after or "error" in (before, after):
        return None
    if after == "contradicted":
        return "wrong"
    if after == "covered":
        return "gained"
    return "lost" if before == "covered" else "righted"


def finding(
    system: str,
    item: Item,
    fact: Fact,
    after: Verdict,
    quote: str,
    change: Change | None = None,
    before: Verdict | None = None,
    quote_before: str = "",
) -> Finding:
    """Return what is told of one fact; foreign text is made visible."""
    return Finding(
        system=system,
        item=item.id,
        fact=fact.id,
        text=visible(fact.wording(item.language, item.source_language)[0]),
        kind=fact.kind,
        weight=fact.weight,
        required=fact.required,
        change=change,
        before=before.verdict if before else None,
        after=after.verdict,
        quote_before=visible(quote_before),
        quote=visible(quote),
        reason=visible(after.reason),
    )


def gravest_first(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by change, required facts before others, heavy ones before light ones."""
    order = list(CHANGES)

    def place(one: Finding) -> tuple[int, bool, float]:
        rank = order.index(one.change) if one.change else len(order)
        return rank, not one.required, -one.weight

    return tuple(sorted(found, key=place))
