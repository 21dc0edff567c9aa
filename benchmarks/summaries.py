"""What the judge says of summaries/: key facts of invented articles, with labels."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import factcov
from factcov.judges.lexical import LexicalJudge
from factcov.types import Fact, Item, Task

FOLDER = Path(__file__).parent / "summaries"
LABELS = ("covered", "missing", "contradicted")
USES = {"read": "read by the rules' authors", "fit": "fitted on, unread", "held": "held"}
SHIPPED = {"cyberstups": "en", "cyberstups-fr": "fr"}

Row = dict[str, Any]
Text = tuple[str, Item, dict[str, str]]
"""A text, the item with its facts, and a label for each fact."""


def summary_tables() -> list[str]:
    """Return a table: how the judge's verdicts agree with the labels, a line a set."""
    lines = [
        "| set | texts | facts | contradicted: called so | not contradicted: called so "
        "| covered: called so | not covered: called so | kappa of three |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for code, name in (("en", "English"), ("fr", "French")):
        for use, title in USES.items():
            texts = list(of_articles(code, use))
            if texts:
                lines.append(_line(f"summaries, {name}, {title}", code, "summarization", texts))
    for bench, code in SHIPPED.items():
        for use, title in USES.items():
            texts = list(of_the_shipped(bench, use))
            if texts:
                task: Task = "translation" if code == "fr" else "summarization"
                lines.append(_line(f"texts on {bench}, {title}", code, task, texts))
    return lines


def of_articles(code: str, use: str) -> Iterator[Text]:
    """Yield the texts of a language's invented articles, one by one."""
    for row in _rows(FOLDER / f"{code}.jsonl"):
        if row["use"] == use:
            facts = tuple(Fact(name, row["id"], text) for name, text in row["facts"].items())
            item = Item(row["id"], "", (), facts, language=code)
            for name, text in row["texts"].items():
                yield text, item, row["labels"][name]


def of_the_shipped(name: str, use: str) -> Iterator[Text]:
    """Yield the texts about a shipped benchmark."""
    items = {item.id: item for item in factcov.load_benchmark(name).items}
    for row in _rows(FOLDER / f"{name}.jsonl"):
        if row["use"] == use:
            yield row["text"], items[row["item"]], row["labels"]


def _rows(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _line(title: str, code: str, task: Task, texts: Sequence[Text]) -> str:
    source = "en" if task == "translation" else code
    judge = LexicalJudge(language=code, source_language=source, task=task)
    found = judge.judge([text for text, _, _ in texts], [item for _, item, _ in texts])
    pairs = Counter(
        (labels[fact.id], verdict.verdict)
        for (_, item, labels), verdicts in zip(texts, found, strict=True)
        for fact, verdict in zip(item.facts, verdicts, strict=True)
    )
    total = pairs.total()

    def share(verdict: str, label: str, *, other: bool = False) -> str:
        rows = {key: n for key, n in pairs.items() if (key[0] == label) != other}
        return f"{sum(n for key, n in rows.items() if key[1] == verdict)} of {sum(rows.values())}"

    cells = [
        share("contradicted", "contradicted"), share("contradicted", "contradicted", other=True),
        share("covered", "covered"), share("covered", "covered", other=True),
    ]  # fmt: skip
    agreed = sum(pairs[label, label] for label in LABELS) / total
    chance = (
        sum(
            sum(n for key, n in pairs.items() if key[0] == label)
            * sum(n for key, n in pairs.items() if key[1] == label)
            for label in LABELS
        )
        / total**2
    )
    kappa = (agreed - chance) / (1 - chance)
    return f"| {title} | {len(texts)} | {total} | " + " | ".join(cells) + f" | {kappa:.2f} |"
