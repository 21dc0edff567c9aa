"""Fit how far the rules for contradictions are trusted, and write the weights.

    FACTCOV_DATA=/path/to/data python benchmarks/trust.py          # fit, write trust.json
    FACTCOV_DATA=/path/to/data python benchmarks/trust.py --check  # cross-validate, write the table

On the rows of wordings/ that are not held, and DEMETR's five tuning languages (see
contradiction.py). Good texts count three times as much as wrong ones, as if one text in four were
wrong. Rows that the authors of the rules had not read (``fit``) count three times, for on the
others the rules look better than they are; DEMETR, the only real translations, twice. Only for
texts about as long as the fact: on summaries/ such a model did no better than the rules alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import numpy as np
from contradiction import TUNING, demetr
from msgspec.structs import replace
from numpy.typing import NDArray
from scipy.optimize import minimize
from separation import auc
from wordings import FOLDER, LANGUAGES, WRONG, rows_of

import factcov
from factcov.judges.contradiction import Contradiction, Seen
from factcov.judges.contradiction.signs import RULES, SIGNS, with_renamed
from factcov.judges.lexical import LexicalJudge
from factcov.text.statements import derive_facts
from factcov.types import Item

Floats = NDArray[np.float64]
GOOD, RIDGE, EXCUSED = 3.0, 2e-3, 0.1
TIMES = {"read": 1.0, "fit": 3.0, "demetr": 2.0}
"""How much a row counts, by its use."""
RISING = frozenset([
    *RULES, "antonym", "strongest", "weighed", "lost_amounts", "new_amounts", "exchanged_amounts",
    "exchanged_names", "exchanged_genders", "more_denials", "fewer_denials", "uneven", "turned",
])  # fmt: skip
"""Signs that can only make a contradiction more likely."""
KINDS = {
    "numbers_replaced": "number", "gender": "gender", "negation": "negation", "ne_replaced": "name",
    "antonym": "antonym",
}  # fmt: skip
WEIGHTS = Path(factcov.__file__).parent / "judges" / "contradiction" / "trust.json"

PAGE = Path(__file__).parent.parent / "docs" / "decisions" / "contradiction-trust.md"
MARK = "<!-- figures -->"

Row = dict[str, Any]
Signs = tuple[float, ...]
Kept = tuple[Signs | None, float]
"""Signs, where the text is about as long as the fact, and the rules' estimate."""


class Reader(LexicalJudge):
    """The judge, keeping the signs that it would have trusted, and what the rules alone say."""

    kept: list[Kept]

    def _believe(
        self, found: Contradiction | None, seen: Seen
    ) -> tuple[Contradiction | None, float]:
        signs, estimate = seen.signs, 0.0 if found is None else found.probability
        if signs is not None and found is not None and found is not seen.found:
            signs = None if estimate < EXCUSED else with_renamed(signs, estimate)
        self.kept.append((signs, estimate))
        return super()._believe(found, seen)


class Set:
    """Statements: signs (rows, signs), whether wrong, weights, the rules' estimates, owners."""

    def __init__(self) -> None:
        self._rows: list[tuple[Signs, float, float, float, int, bool]] = []

    def add(self, kept: Kept, wrong: float, weight: float, owner: int, use: str) -> None:
        """Add a statement, unless nothing of it is there."""
        signs, estimate = kept
        if signs is not None:
            weight *= TIMES[use]
            self._rows.append((signs, wrong, weight, estimate, owner, use == "fit"))

    @property
    def x(self) -> Floats:
        """Signs, (statements, signs)."""
        return np.array([row[0] for row in self._rows])

    def column(self, n: int) -> Floats:
        """Return whether wrong (1), weight (2), the rules' estimate (3), owner (4), unread (5)."""
        return np.array([row[n] for row in self._rows])


def pairs() -> Set:
    """Return the statements of wordings and of DEMETR, as translations of them tell them."""
    set_ = Set()
    for number, row in enumerate(data()):
        item = Item(row["id"], "", (row["reference"],), language=row["language"])
        item = replace(item, facts=derive_facts(item))
        errors = [e for e in row["errors"] if e["kind"] in WRONG]
        good = read(row["good"], item)
        for kept in good:
            set_.add(kept, 0.0, GOOD, number, row["use"])
        for error in errors:
            found = read(error["text"], item)
            for n, kept in enumerate(found):
                elsewhere = len(found) > 1 and kept == good[min(n, len(good) - 1)]
                if not elsewhere:  # the error is in this statement
                    set_.add(kept, 1.0, 1 / len(errors) ** 0.5, number, row["use"])
    return set_


JUDGES: dict[str, Reader] = {}


def read(text: str, item: Item) -> list[Kept]:
    """Return the signs and the rules' estimate of each statement that is compared at all."""
    judge = JUDGES.setdefault(item.language, Reader(language=item.language, task="translation"))
    judge.kept = []
    judge.judge([text], [item])
    return judge.kept


def data() -> list[Row]:
    """Return the rows to fit on: wordings that are not held, DEMETR's tuning half."""
    rows: list[Row] = [
        {**row, "language": code}
        for code in LANGUAGES
        for row in rows_of(code)
        if row["use"] != "held"
    ]
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in demetr(Path(os.environ["FACTCOV_DATA"]), TUNING):
        if row["phenomenon"] in KINDS:
            error = {"kind": KINDS[row["phenomenon"]], "text": row["bad"]}
            pairs.setdefault((row["reference"], row["good"]), []).append(error)
    return rows + [
        {"id": f"demetr {n}", "language": "en", "use": "demetr", "reference": reference,
         "good": good, "errors": errors}
        for n, ((reference, good), errors) in enumerate(pairs.items())
    ]  # fmt: skip


def fit(x: Floats, y: Floats, weights: Floats) -> tuple[float, Floats]:
    """Return bias and weights of least penalised log-loss; signs of ``RISING`` weigh at least 0."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z, share = (x - mean) / spread, weights / weights.sum()

    def loss(theta: Floats) -> tuple[float, Floats]:
        odds = z @ theta[1:] + theta[0]
        error = share * (1 / (1 + np.exp(-odds)) - y)
        slope = np.concatenate([[error.sum()], z.T @ error + 2 * RIDGE * theta[1:]])
        value = share @ (np.logaddexp(0, odds) - y * odds) + RIDGE * theta[1:] @ theta[1:]
        return float(value), slope

    bounds = [(None, None)] + [(0, None) if name in RISING else (None, None) for name in SIGNS]
    found = minimize(loss, np.zeros(len(SIGNS) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return float(found[0] - (found[1:] * mean / spread).sum()), found[1:] / spread


def check(set_: Set) -> list[str]:
    """Return how the model and the rules alone do, a row of the data in one of five folds."""
    x, y, weights, estimates, owners, unread = set_.x, *map(set_.column, range(1, 6))
    known, place = np.unique(owners, return_inverse=True)
    fold = np.random.default_rng(0).permutation(len(known))[place] % 5
    chance = np.zeros(len(y))
    for k in range(5):
        train, test = fold != k, fold == k
        bias, slopes = fit(x[train], y[train], weights[train])
        chance[test] = 1 / (1 + np.exp(-(bias + x[test] @ slopes)))
    strongest = x[:, SIGNS.index("strongest")]
    share = weights[unread == 1].sum() / weights.sum()
    lines = [
        "| pairs | by | false alarms | of | errors called | of | AUC |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, kind in ((f"unread ({share:.0%} of the weight)", 1), ("read", 0)):
        good, bad = (unread == kind) & (y == 0), (unread == kind) & (y == 1)
        for what, value in (("the rules' estimates", estimates), ("the model", chance)):
            called = (value >= 0.5) & (strongest > 0)
            lines.append(
                f"| {name} | {what} | {called[good].mean():.1%} | {good.sum()} "
                f"| {called[bad].mean():.3f} | {bad.sum()} | {auc(-value[good], -value[bad]):.3f} |"
            )
    return lines


def main() -> None:
    """Fit and write the weights, or cross-validate and write the table."""
    set_ = pairs()
    if "--check" in sys.argv:
        head = PAGE.read_text("utf-8").split(MARK)[0]
        PAGE.write_text(head + MARK + "\n\n" + "\n".join(check(set_)) + "\n", "utf-8")
        print(PAGE)
        return
    bias, slopes = fit(set_.x, set_.column(1), set_.column(2))
    files = [FOLDER / f"{code}.jsonl" for code in LANGUAGES]
    hashes = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    model = {
        "bias": round(bias, 4),
        "weights": {s: round(float(w), 4) for s, w in zip(SIGNS, slopes, strict=True)},
        "trained": {
            "command": "python benchmarks/trust.py",
            "statements": len(set_.x),
            "wrong": int(set_.column(1).sum()),
            "data": {**hashes, "demetr-dev.jsonl": ", ".join(TUNING)},
        },
    }
    WEIGHTS.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    print(WEIGHTS)


if __name__ == "__main__":
    main()
