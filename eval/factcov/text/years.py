"""Years named from now: "last year" is 2023 in a text of 2024."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from factcov.text.analysis import Analysis
from factcov.text.dates import date_part
from factcov.text.quantity import Quantity

_DISTANCES = {"before": -1, "now": 0, "after": 1}
_LONGEST = 3  # words


@cache
def _phrases(code: str) -> tuple[dict[str, int], frozenset[str]]:
    tables = tomllib.loads((files("factcov.text") / "years.toml").read_text("utf-8"))
    table = tables.get(code, {})
    phrases = {
        phrase: distance
        for role, distance in _DISTANCES.items()
        for phrase in table.get(role, "").split()
    }
    return phrases, frozenset(table.get("spells", "").split())


def year_of(metadata: dict[str, Any]) -> int | None:
    """Return the year of an item's ``date`` ("2024-05-13", "2024"), None where it has none.

    >>> year_of({"date": "2024-05-13"}), year_of({})
    (2024, None)
    """
    found = re.match(r"(\d{4})(?!\d)", str(metadata.get("date", "")))
    return int(found[1]) if found else None


def named_years(analysis: Analysis, year: int) -> tuple[Quantity, ...]:
    """Return the years that a text of *year* names by their distance, as dates, in order.

    >>> from factcov.text.analysis import analyse
    >>> [q.value for q in named_years(analyse("Sold last year, over the last year.", "en"), 2024)]
    [2023]
    """
    phrases, spells = _phrases(analysis.language)
    folded = analysis.folded
    found: list[Quantity] = []
    for i, word in enumerate(folded):
        if not any(phrase.startswith(word) for phrase in phrases):
            continue
        for length in range(min(_LONGEST, len(folded) - i), 1, -1):
            distance = phrases.get("_".join(folded[i : i + length]))
            if distance is not None:
                if not i or folded[i - 1] not in spells:
                    span = (analysis.starts[i], analysis.ends[i + length - 1])
                    found.append(date_part(year + distance, "year", span, i, i + length))
                break
    return tuple(found)
