"""A small benchmark written for the gate's tests, and a judge whose verdicts a text can dictate."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from factcov.types import Item, Verdict

TOWNS = (
    "Aldermoor", "Brackwater", "Carrowby", "Dunsfold", "Eastrigg", "Fenwick", "Garstang",
    "Holmbury", "Inverlair", "Kettleby", "Lynmouth", "Marrick", "Netherfield", "Oakhanger",
    "Pentwyn", "Ravenglass", "Saltburn", "Thornby", "Ulverton", "Wexcombe", "Yarnfield",
    "Ashwater", "Birchover", "Cleobury",
)  # fmt: skip

SENTENCES = (
    "The harbour of {town} closed after a storm.",
    "Engineers repaired {n} bridges during the winter.",
    "A baker won the regional chess prize.",
    "Pupils planted {m} apple trees behind the school.",
    "The library lends violins to beginners.",
)


def facts(index: int) -> list[str]:
    """Return the five facts of an item."""
    town = TOWNS[index % len(TOWNS)]
    return [s.format(town=town, n=index + 3, m=10 * index + 20) for s in SENTENCES]


def text(index: int, leave_out: Sequence[int] = (), replace: tuple[str, str] = ("", "")) -> str:
    """Return a candidate that states an item's facts, but for some."""
    kept = [fact for number, fact in enumerate(facts(index)) if number not in leave_out]
    return " ".join(kept).replace(*replace) if replace[0] else " ".join(kept)


def write_benchmark(folder: Path, items: int = 24) -> Path:
    """Write documents with five facts each; the first fact of the first one is required."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "benchmark.toml").write_text(f'name = "{folder.name}"\ntask = "summarization"\n')
    rows, lines = [], []
    for index in range(items):
        source = " ".join(facts(index))
        rows.append({
            "id": f"n{index:02}", "source": source, "references": [source],
            "metadata": {"desk": "north" if index % 2 else "south"},
        })  # fmt: skip
        for number, fact in enumerate(facts(index)):
            lines.append({
                "item": f"n{index:02}", "id": f"f{number}", "text": fact,
                "kind": ("place", "quantity", "actor", "quantity", "other")[number],
                "evidence": fact, "required": index == 0 and number == 0,
            })  # fmt: skip
    write_rows(folder / "items.jsonl", rows)
    write_rows(folder / "facts.jsonl", lines)
    return folder


def write_outputs(path: Path, texts: Sequence[str]) -> Path:
    """Write one system's outputs."""
    return write_rows(path, [{"id": f"n{i:02}", "text": text} for i, text in enumerate(texts)])


def write_rows(path: Path, rows: Sequence[object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


class Dictated:
    """A judge for tests: a fact's own words cover it, NOT: before them contradicts, FAIL: fails."""

    def __init__(self, *, note: str = "") -> None:
        self.signature = f"judge:dictated|note:{note}"

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        return [
            [_verdict(candidate, str(fact.text)) for fact in item.facts]
            for candidate, item in zip(candidates, items, strict=True)
        ]


def _verdict(candidate: str, fact: str) -> Verdict:
    start = candidate.find(fact)
    if start < 0:
        return Verdict("missing", 0.0, 0.0, reason="not said")
    end = start + len(fact)
    if candidate[:start].endswith("FAIL:"):
        return Verdict("error", None, None, reason="no answer")
    if candidate[:start].endswith("NOT:"):
        return Verdict("contradicted", 0.0, 1.0, start - 4, end, "says the opposite")
    return Verdict("covered", 1.0, 0.0, start, end, "said")
