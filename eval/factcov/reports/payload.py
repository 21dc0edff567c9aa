"""The data that the page's script reads: each text once, verdicts as one array a system.

Offsets are in UTF-16 units, as browsers count. Spans are flat: begin, end, begin, end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from factcov.formatting import decimals, interval, p_value, signed
from factcov.reports.evidence import Span, evidence
from factcov.reports.facts import FactRow
from factcov.reports.limits import LONGEST, cut
from factcov.reports.texts import Ruler, visible
from factcov.scoring import Run
from factcov.standings import Standings
from factcov.text.analysis import analyse
from factcov.text.support import item_backing, unsupported
from factcov.types import Item, Verdict


def payload(
    run: Run, table: Standings, rows: Sequence[FactRow], kept: Sequence[int]
) -> dict[str, Any]:
    """Return the page's data, ready for JSON."""
    systems = [place.system for place in table.places]
    items = run.record.items
    by_item: dict[str, list[FactRow]] = {}
    for row in rows:
        by_item.setdefault(row.item.id, []).append(row)
    return {
        "languages": [run.record.header.source_language, run.record.header.target_language],
        "systems": [{"name": visible(p.system), "control": p.control} for p in table.places],
        "items": [_item(run, systems, index) for index in kept],
        "facts": [
            fact
            for position, index in enumerate(kept)
            for fact in _facts(position, items[index], by_item.get(items[index].id, []))
        ],
        "verdicts": _verdicts(run, systems, kept),
        "pairs": _pairs(run, table),
    }  # fmt: skip


def encode(data: dict[str, Any]) -> str:
    r"""Return JSON that can stand inside a script element: it holds no "<", ">" or "&".

    >>> encode({"a": "</script>"})
    '{"a":"\\u003c/script\\u003e"}'
    """
    text = msgspec.json.encode(data).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _item(run: Run, systems: Sequence[str], index: int) -> dict[str, Any]:
    item = run.record.items[index]
    return {
        "id": visible(item.id),
        "source": visible(cut(item.source)),
        "references": [visible(cut(text)) for text in item.references],
        "candidates": [visible(cut(run.record.candidates[s][index])) for s in systems],
        "unsupported": _unsupported(item, [run.record.candidates[s][index] for s in systems]),
    }


def _unsupported(item: Item, texts: Sequence[str]) -> list[list[int]]:
    """Return, for each text, the spans of what neither source nor references hold."""
    if not item.source.strip() and not item.references:
        return [[] for _ in texts]
    known = item_backing(item, item.language, item.source_language)
    found = []
    for text in texts:
        ruler = Ruler(text)
        mentions = unsupported(analyse(text, item.language), known)
        spans = (_units(ruler, (mention.start, mention.end)) for mention in mentions)
        found.append([end for span in spans if span for end in span])
    return found


def _facts(position: int, item: Item, rows: Sequence[FactRow]) -> list[dict[str, Any]]:
    source = Ruler(item.source)
    references = [Ruler(text) for text in item.references]
    facts = []
    for row, found in zip(rows, evidence(item), strict=True):
        wording, _ = row.fact.wording(item.language, item.source_language)
        facts.append({
            "item": position,
            "id": visible(row.fact.id),
            "text": visible(row.text),
            **({} if wording == row.text else {"wording": visible(wording)}),
            "kind": row.fact.kind,
            "weight": row.fact.weight,
            "required": row.fact.required,
            "codes": row.codes,
            "source": _units(source, found.source),
            "references": [_units(ruler, span)
                           for ruler, span in zip(references, found.references, strict=True)],
        })  # fmt: skip
    return facts


def _units(ruler: Ruler, span: Span | None) -> Span | None:
    if span is None or span[1] > LONGEST:
        return None
    return ruler.units(span[0]), ruler.units(span[1])


def _verdicts(run: Run, systems: Sequence[str], kept: Sequence[int]) -> dict[str, Any]:
    """Return columns with an entry a system: probabilities in hundredths, spans, reasons."""
    reasons: dict[str, int] = {}
    columns: dict[str, list[list[Any]]] = {"covered": [], "contradicted": [], "spans": [],
                                           "reasons": []}  # fmt: skip
    for system in systems:
        row: dict[str, list[Any]] = {name: [] for name in columns}
        for index in kept:
            ruler = Ruler(run.record.candidates[system][index])
            verdicts = run.record.verdicts[system][index]
            for number in range(len(run.record.items[index].facts)):
                verdict = verdicts[number] if number < len(verdicts) else None
                row["covered"].append(_hundredths(verdict.p_covered if verdict else None))
                row["contradicted"].append(_hundredths(verdict.p_contradicted if verdict else None))
                row["spans"] += _units(ruler, _span(verdict)) or (-1, -1)
                reason = visible(verdict.reason) if verdict else "not judged"
                row["reasons"].append(reasons.setdefault(reason, len(reasons)))
        for name, values in row.items():
            columns[name].append(values)
    return {**columns, "words": list(reasons)}


def _span(verdict: Verdict | None) -> Span | None:
    if verdict is None or verdict.start is None or verdict.end is None:
        return None
    return verdict.start, verdict.end


def _hundredths(probability: float | None) -> int | None:
    return None if probability is None else round(100 * probability)


def _pairs(run: Run, table: Standings) -> list[dict[str, Any]]:
    """Return, for each tested metric, the matrix row minus column as written."""
    systems = [place.system for place in table.places]
    tested = [found.metric for found in table.comparison.metrics] if table.comparison else []
    matrices = []
    for metric in tested:
        digits = decimals(table.scores[system, metric].value for system in systems)
        matrices.append({
            "metric": metric,
            "cells": [[_pair(table, metric, a, b, digits) for b in systems] for a in systems],
        })  # fmt: skip
        if metric == table.metric:
            matrices[-1]["statements"] = [[_statement(table, metric, a, b) for b in systems]
                                          for a in systems]  # fmt: skip
    return matrices


def _pair(table: Standings, metric: str, one: str, other: str, digits: int) -> list[str] | None:
    """Return effect, interval, p and what it shows; None on the diagonal and where untested."""
    pair, sign = table.pairs.get((metric, one, other)), 1
    if pair is None:
        pair, sign = table.pairs.get((metric, other, one)), -1
    if pair is None or pair.effect is None:
        return None
    ends = sorted(sign * end for end in (pair.low, pair.high) if end is not None)
    bounds = interval(ends[0], ends[1], digits) if len(ends) == 2 else ""
    shown = table.verdict(metric, one, other) or ""
    return [signed(sign * pair.effect, digits), bounds, p_value(pair.p), shown]


def _statement(table: Standings, metric: str, one: str, other: str) -> str:
    pair = table.pairs.get((metric, one, other)) or table.pairs.get((metric, other, one))
    return visible(pair.statement) if pair else ""
