"""How the judges do where nobody has labelled: translations of the article in references/.

There the label is known by construction. A reference, and a translation written to keep every
fact, state the facts of their paragraph and hardly any of another paragraph's; what was left out
of the twin "omissions" is listed in outputs/. Six English references come with a table of who
states what (pyramid.csv). Nothing is fitted to any of it.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from judge_report import auc, markdown
from judge_train import kappa
from numpy.typing import NDArray

from factcov.judges import get_judge
from factcov.types import Fact, Item, Verdict

Floats = NDArray[np.float64]
ROOT = Path(__file__).resolve().parent.parent
_BENCHMARK, _OUTPUTS = ROOT / "references/cyberstups-fr", ROOT / "outputs/cyberstups-fr"
_FAULTS = ROOT / "outputs/faults-cyberstups-fr.jsonl"
_ENGLISH = ROOT / "references/cyberstups"
_AWAY = (3, 7, 11, 17)
"""How many paragraphs away the facts are taken from that a text should not state."""


def french_table() -> str:
    """Return what the judges call covered in French translations, as a Markdown table."""
    names = ("lexical", "semantic")
    columns = [_French(name).figures() for name in names]
    rows = [[row, *(f"{column[row]:.3f}" for column in columns)] for row in columns[0]]
    return markdown(["", *names], rows)


class _French:
    """The French benchmark under one judge."""

    def __init__(self, judge: str) -> None:
        self._judge = get_judge(judge, language="fr", task="translation")
        self._items = [_item(row, facts) for row, facts in _with_facts(_BENCHMARK)]
        self._english = get_judge(judge)

    def figures(self) -> dict[str, float]:
        second = [item.references[1] for item in self._items]
        # A reference that is judged is no reference: only the first one is left then.
        first_only = [_without(item, 1) for item in self._items]
        texts = {
            "a close translation": (_texts("good"), self._items),
            "the second reference": (second, first_only),
            "a free translation": (_texts("free"), self._items),
            "apertium": (_texts("apertium"), self._items),
        }
        figures: dict[str, float] = {}
        own, other = {}, {}
        for name, (candidates, items) in texts.items():
            own[name] = self._verdicts(candidates, items)
            figures[f"covered: own facts, {name}"] = _covered(own[name])
        left_out = {
            fact for fault in _lines(_FAULTS) if fault["system"] == "omissions"
            for fact in fault["fact"]
        }  # fmt: skip
        kept = self._by_fact(_texts("omissions"))
        gone = [v for fact, v in kept.items() if fact in left_out]
        figures["covered: facts left out of the close translation"] = _covered(gone)
        for name, (candidates, items) in texts.items():
            other[name] = [
                v for step in _AWAY
                for v in self._verdicts(candidates, [*items[step:], *items[:step]])
            ]  # fmt: skip
            figures[f"covered: other paragraphs' facts, {name}"] = _covered(other[name])
        for name in ("the second reference", "a free translation"):
            figures[f"AUC, own against others', {name}"] = _ranked(own[name], other[name])
        return figures | self._pyramid()

    def _verdicts(self, texts: Sequence[str], items: Sequence[Item]) -> list[Verdict]:
        return [v for row in self._judge.judge(texts, items) for v in row]

    def _by_fact(self, texts: Sequence[str]) -> dict[str, Verdict]:
        ids = [fact.id for item in self._items for fact in item.facts]
        return dict(zip(ids, self._verdicts(texts, self._items), strict=True))

    def _pyramid(self) -> dict[str, float]:
        """Return how the English judge agrees with who states what in the six references."""
        [(row, facts)] = _with_facts(_ENGLISH)
        item = _item(row, facts)
        with (_ENGLISH / "pyramid.csv").open(encoding="utf-8", newline="") as file:
            stated = {line.pop("fact"): line for line in csv.DictReader(file)}
        y, p, covered = [], [], []
        for k, text in enumerate(item.references):
            for fact, v in zip(
                item.facts, self._english.judge([text], [_without(item, k)])[0], strict=True
            ):
                y.append(float(stated[fact.id][f"r{k + 1}"]))
                p.append(v.p_covered or 0.0)
                covered.append(float(v.verdict == "covered"))
        labels = np.array(y)
        return {
            "English references: AUC against pyramid.csv": auc(labels, np.array(p)),
            "English references: kappa with it": kappa(labels, np.array(covered)),
        }


def _covered(verdicts: Sequence[Verdict]) -> float:
    return float(np.mean([v.verdict == "covered" for v in verdicts]))


def _ranked(own: Sequence[Verdict], other: Sequence[Verdict]) -> float:
    labels = np.repeat([1.0, 0.0], [len(own), len(other)])
    return auc(labels, np.array([v.p_covered or 0.0 for v in [*own, *other]]))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _texts(system: str) -> list[str]:
    return [str(row["text"]) for row in _lines(_OUTPUTS / f"{system}.jsonl")]


def _with_facts(folder: Path) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    facts = _lines(folder / "facts.jsonl")
    return [
        (row, [fact for fact in facts if fact["item"] == row["id"]])
        for row in _lines(folder / "items.jsonl")
    ]


def _item(row: dict[str, Any], facts: Iterable[dict[str, Any]]) -> Item:
    return Item(
        row["id"], row.get("source", ""), tuple(row["references"]),
        tuple(Fact(fact["id"], row["id"], fact["text"]) for fact in facts),
    )  # fmt: skip


def _without(item: Item, k: int) -> Item:
    """Return *item* without its reference *k*."""
    kept = tuple(text for i, text in enumerate(item.references) if i != k)
    return Item(item.id, item.source, kept, item.facts)
