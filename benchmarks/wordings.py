"""The detection of contradictions on wordings/: five languages, written apart from the rules."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from msgspec.structs import replace
from separation import auc, contradicted, score

from factcov.judges.lexical import LexicalJudge
from factcov.text.statements import derive_facts
from factcov.types import Item, Verdict

FOLDER = Path(__file__).parent / "wordings"
LANGUAGES = ("en", "fr", "de", "es", "it")
WRONG = (
    "number", "unit", "date", "name", "role", "gender", "negation", "antonym", "direction",
)  # fmt: skip
HARMLESS = ("lower case", "tokenised", "misspelt")

USES = {"read": "read by the rules' authors", "fit": "fitted on, unread", "held": "held"}

Row = dict[str, Any]
Judged = tuple[float, list[Verdict]]
"""A text's score, and the verdicts on its reference's statements."""


def wording_tables() -> list[str]:
    """Return two tables: each language's figures, and what share of each kind of error is found."""
    sets = {
        (code, use): [row for row in rows_of(code) if row["use"] == use]
        for code in LANGUAGES
        for use in USES
    }
    sets = {key: rows for key, rows in sets.items() if rows}
    judged = {key: _judged(key[0], rows) for key, rows in sets.items()}
    lines = [
        "| language | rows | texts | false alarms | errors | AUC "
        "| called contradicted | paired accuracy | verdicts changed by harmless changes |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for (code, use), rows in sets.items():
        good = [judged[code, use][row["good"]] for row in rows]
        pairs = _pairs(rows, judged[code, use], WRONG)
        lines.append(
            f"| {code} | {USES[use]} | {len(rows)} "
            f"| {np.mean([contradicted(one[1]) for one in good]):.1%} | {len(pairs)} "
            f"| {auc([a[0] for a, _ in pairs], [b[0] for _, b in pairs]):.3f} "
            f"| {np.mean([contradicted(bad[1]) for _, bad in pairs]):.3f} "
            f"| {np.mean([a[0] > b[0] for a, b in pairs]):.3f} "
            f"| {_changed(_pairs(rows, judged[code, use], HARMLESS))} |"
        )
    shown = [*LANGUAGES]
    lines += ["", "| called contradicted | " + " | ".join(shown) + " |", "|---" * 6 + "|"]
    for kind in WRONG:
        cells = []
        for code in shown:
            pairs = [
                pair
                for use in USES
                if (code, use) in sets
                for pair in _pairs(sets[code, use], judged[code, use], (kind,))
            ]
            found = sum(contradicted(bad[1]) for _, bad in pairs)
            cells.append(f"{found} of {len(pairs)}" if pairs else "-")
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    return lines


def rows_of(code: str) -> list[Row]:
    """Return the rows of one language."""
    return [json.loads(line) for line in (FOLDER / f"{code}.jsonl").read_text("utf-8").splitlines()]


def _judged(code: str, rows: Sequence[Row]) -> dict[str, Judged]:
    """Return each text's score and verdicts, judged against its own reference's statements."""
    texts: list[str] = []
    items: list[Item] = []
    for row in rows:
        item = Item(row["id"], "", (row["reference"],), language=code)
        item = replace(item, facts=derive_facts(item))
        own = [row["good"], *(error["text"] for error in row["errors"])]
        texts += own
        items += [item] * len(own)
    found = LexicalJudge(language=code, task="translation").judge(texts, items)
    return {
        text: (score(item, verdicts), verdicts)
        for text, item, verdicts in zip(texts, items, found, strict=True)
    }


def _pairs(
    rows: Sequence[Row], judged: dict[str, Judged], kinds: Sequence[str]
) -> list[tuple[Judged, Judged]]:
    """Return the good text and the changed one of every change of these kinds."""
    return [
        (judged[row["good"]], judged[error["text"]])
        for row in rows
        for error in row["errors"]
        if error["kind"] in kinds
    ]


def _changed(pairs: Sequence[tuple[Judged, Judged]]) -> str:
    verdicts = [
        a.verdict != b.verdict
        for (_, one), (_, two) in pairs
        for a, b in zip(one, two, strict=True)
    ]
    return f"{sum(verdicts)} of {len(verdicts)}" if verdicts else "-"
