"""What to expect of a translation before reading it: the judge lexical on DEMETR, into English.

DEMETR (Karpinska et al. 2022) pairs a reference with a good machine translation of the same
sentence, from ten languages. Clauses of the reference stand for facts: the translation should
state nearly all of them, and none of another sentence's. Nothing is fitted to this.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import regex
from judge_report import markdown
from numpy.typing import NDArray

from factcov.judges import get_judge
from factcov.types import Fact, Item

_CUT = regex.compile(r"[,;:]|\b(?:and|but|which|who|because|while|after|before)\b")
_WORDS = 4  # A shorter piece says nothing by itself.
_PRIORS = (0.0, 0.5, 0.7, 0.9)


def prior_table(path: Path) -> str:
    """Return the share of clauses called covered, by prior, as a Markdown table."""
    pairs = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        pairs.setdefault(row["reference"], row["good"])
    items, texts = [], []
    for n, (reference, good) in enumerate(pairs.items()):
        clauses = [c.strip() for c in _CUT.split(reference) if len(c.split()) >= _WORDS]
        if clauses:
            facts = (Fact(f"f{k}", str(n), text) for k, text in enumerate(clauses))
            items.append(Item(str(n), "", (), tuple(facts)))
            texts.append(good)
    rows = []
    for prior in _PRIORS:
        spec = f"lexical:prior={prior}" if prior else "lexical"
        own, own_covered = _judged(spec, texts, items)
        other, other_covered = _judged(spec, texts[1:] + texts[:1], items)
        rows.append([
            f"{prior:g}" if prior else "the labels' own", f"{own.mean():.3f}", f"{own_covered:.3f}",
            f"{other.mean():.3f}", f"{other_covered:.3f}",
        ])  # fmt: skip
    head = ["prior", "own clauses: mean p_covered", "called covered",
            "another sentence's: mean p_covered", "called covered"]  # fmt: skip
    return markdown(head, rows)


def _judged(
    spec: str, texts: Sequence[str], items: Sequence[Item]
) -> tuple[NDArray[np.float64], float]:
    verdicts = [v for row in get_judge(spec).judge(texts, items) for v in row]
    chances = np.array([v.p_covered for v in verdicts if v.p_covered is not None])
    return chances, float(np.mean([v.verdict == "covered" for v in verdicts]))
