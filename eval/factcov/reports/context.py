"""What the templates show: everything about a run that the page says, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from factcov.formatting import count, decimals
from factcov.reports import board
from factcov.reports.charts import scatter
from factcov.reports.facts import FactRow, fact_rows
from factcov.reports.findings import findings
from factcov.reports.headline import headline, statements
from factcov.reports.limits import kept_items
from factcov.reports.payload import encode, payload
from factcov.reports.provenance import provenance
from factcov.reports.segments import OWN, segments
from factcov.reports.slices import SMALLEST, slices
from factcov.scoring import Run
from factcov.standings import Standings, standings
from factcov.types import Item

STATIC_CELLS, PLAIN_FACTS, PLAIN_CHARACTERS = 1_200, 120, 300_000
"""What a reader without JavaScript gets of the map, the evidence and the texts."""


def context(
    run: Run, *, sort: str | None = None, controls: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return the values that the templates name."""
    table = standings(run, sort=sort, controls=controls)
    rows = fact_rows(run, table)
    kept = kept_items(run.record, rows)
    data = payload(run, table, rows, kept)
    competing = sum(not place.control for place in table.places)
    chosen = {run.record.items[index].id for index in kept}
    static = [row for row in rows if row.item.id in chosen]
    static = static[: max(1, STATIC_CELLS // max(1, len(table.places)))]
    low = segments(run, table, rows)
    header = run.record.header
    worth = findings(run, table, rows)
    return {
        "header": header,
        "size": _size(run),
        "table": table,
        "tested": table.comparison,
        "controls": bool(table.controls),
        "level": run.level,
        "headline": headline(table),
        "statements": statements(run, table, rows),
        "notices": run.notices,
        "columns": [board.column(run, name) for name in board.order(run, table)],
        "board": board.lines(run, table),
        "among": board.among(run),
        "rows": rows,
        "items": len(run.record.items),
        "kept": len(kept),
        "partial": len(kept) < len(run.record.items),
        "competing": competing,
        "first_control": competing if table.controls else -1,
        "shares": _shares(run, table),
        "kinds": sorted({row.fact.kind for row in rows}),
        "static_rows": static,
        "matrix": next((m for m in data["pairs"] if m["metric"] == table.metric), None),
        "slices": slices(run),
        "smallest": SMALLEST,
        "places_in_run": [run.systems.index(place.system) for place in table.places],
        "findings": worth,
        "scatter": scatter(run, table),
        "segments": low,
        "own_segments": OWN,
        "segment_digits": [decimals(one.values[n] for one in low.rows)
                           for n in range(len(low.metrics))],
        "provenance": provenance(run, table),
        "plain_rows": [(row, _evidence(run, table, row)) for row in static[:PLAIN_FACTS]],
        "plain_texts": _plain_texts(run, table, kept),
        "sections": _sections(rows, table, bool(low.rows)),
        "data": encode(data),
    }  # fmt: skip


def _size(run: Run) -> list[str]:
    record = run.record
    sizes = [count(len(run.systems), "system"), count(len(record.items), "item")]
    facts = sum(len(item.facts) for item in record.items)
    if facts:
        sizes.append(count(facts, "key fact"))
    languages = (record.header.source_language, record.header.target_language)
    return [*sizes, " → ".join(dict.fromkeys(languages))]


def _sections(
    rows: Sequence[FactRow], table: Standings, with_segments: bool
) -> list[tuple[str, str]]:
    sections = [("verdict", "Verdict"), ("leaderboard", "Leaderboard")]
    if rows:
        sections.append(("map", "Facts by system"))
    if table.comparison:
        sections.append(("pairs", "Head to head"))
    if rows:
        sections += [("slices", "Slices"), ("findings", "Worth a look")]
    if with_segments:
        sections.append(("segments", "Segments"))
    return [*sections, ("provenance", "Provenance")]


def _shares(run: Run, table: Standings) -> list[str]:
    if "coverage" not in run.metrics:
        return []
    values = [table.scores[place.system, "coverage"].value for place in table.places]
    return ["–" if value is None else f"{100 * value:.0f}%" for value in values]


def _evidence(run: Run, table: Standings, row: FactRow) -> list[tuple[str, str, str, str]]:
    """Return system, code, quoted evidence and reason for each verdict on a fact."""
    index = next(n for n, item in enumerate(run.record.items) if item.id == row.item.id)
    number = next(n for n, fact in enumerate(row.item.facts) if fact.id == row.fact.id)
    found = []
    for place, code in zip(table.places, row.codes, strict=True):
        verdicts = run.record.verdicts[place.system][index]
        if number >= len(verdicts):
            found.append((place.system, code, "", ""))
            continue
        verdict, text = verdicts[number], run.record.candidates[place.system][index]
        quote = text[verdict.start : verdict.end] if verdict.start is not None else ""
        found.append((place.system, code, quote[:500], verdict.reason[:500]))
    return found


def _plain_texts(
    run: Run, table: Standings, kept: Sequence[int]
) -> list[tuple[Item, list[tuple[str, str]]]]:
    """Return the texts of the first items, as many as fit into PLAIN_CHARACTERS."""
    found: list[tuple[Item, list[tuple[str, str]]]] = []
    room = PLAIN_CHARACTERS
    for index in kept:
        item = run.record.items[index]
        candidates = [(place.system, run.record.candidates[place.system][index])
                      for place in table.places]  # fmt: skip
        room -= sum(map(len, [item.source, *item.references, *(text for _, text in candidates)]))
        if room < 0:
            break
        found.append((item, candidates))
    return found
