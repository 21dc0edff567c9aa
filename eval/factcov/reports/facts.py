"""The fact by system map: each fact's verdicts, and how well it tells the systems apart."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import msgspec

from factcov.scoring import Run
from factcov.standings import Standings
from factcov.types import Fact, Item, Verdict

CODES = {"covered": "c", "contradicted": "x", "missing": "m", "error": "e"}
"""One letter a verdict, in the page's data and in its styles; ``-`` is not judged."""


class FactRow(msgspec.Struct, frozen=True):
    """One fact: a letter a system in ``codes``, in the order of the standings."""

    item: Item
    fact: Fact
    text: str
    codes: str
    covered: int
    """Competing systems that cover it."""
    contradicted: int
    apart: float
    """Share of the pairs of competing systems whose verdicts differ, 0 to 1."""


def fact_rows(run: Run, table: Standings) -> tuple[FactRow, ...]:
    """Return all facts in the benchmark's order."""
    systems = [place.system for place in table.places]
    competing = [n for n, place in enumerate(table.places) if not place.control]
    header = run.record.header
    rows = []
    for index, item in enumerate(run.record.items):
        verdicts = [run.record.verdicts[system][index] for system in systems]
        for number, fact in enumerate(item.facts):
            codes = "".join(_code(row, number) for row in verdicts)
            told = Counter(codes[n] for n in competing)
            text, _ = fact.wording(header.source_language, header.source_language)
            rows.append(FactRow(item, fact, text, codes, told["c"], told["x"], _apart(told)))
    return tuple(rows)


def tally(rows: tuple[FactRow, ...]) -> Counter[str]:
    """Return how often each verdict occurs, over all systems."""
    return Counter(chain.from_iterable(row.codes for row in rows))


def _code(verdicts: tuple[Verdict, ...], number: int) -> str:
    return CODES[verdicts[number].verdict] if number < len(verdicts) else "-"


def _apart(told: Counter[str]) -> float:
    """Return the share of pairs that differ.

    >>> _apart(Counter("ccm")), _apart(Counter("c"))
    (0.6666666666666666, 0.0)
    """
    size = told.total()
    pairs = size * (size - 1) / 2
    same = sum(n * (n - 1) / 2 for n in told.values())
    return (pairs - same) / pairs if pairs else 0.0
