"""A candidate is whatever somebody submits: a megabyte of anything must be scored."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from factcov.metrics import get_metric, metric_names
from factcov.types import Fact, Item, Verdict

_PART = 50_000
_REFERENCE = " ".join(f"word{n * 7 % 300}" for n in range(200))
_PIECES = [
    "a" * _PART,
    "y" * _PART,
    " " * _PART,
    "." * _PART + "x",
    "!" * _PART,
    "9" * _PART,
    "1," * (_PART // 2),
    "a'" * (_PART // 2),
    "a" + "\u0315\u0300" * (_PART // 2),  # quadratic to normalise
    "\ud800" * _PART,
    "\x00\x07\u202e" * (_PART // 3),
    "\ufdfa数据" * (_PART // 3),
    "word1 " * (_PART // 6),
    " ".join(f"x{n}" for n in range(_PART // 6)),
    " ".join(f"Ab{chr(97 + n % 26)}{chr(97 + n // 26 % 26)} x" for n in range(_PART // 7)),
    "\n".join(f"word{n % 300} x{n}" for n in range(_PART // 13)),
    " ".join(str(n) for n in range(_PART // 6)),
    "(" * _PART,
    "two million and " * (_PART // 16),
    "&amp;" * (_PART // 5),
]
_ITEM = Item("n1", "Marie Roux paid 13,000 euros.", (_REFERENCE,), (Fact("f1", "n1", "x"),))
_VERDICTS = [(Verdict("missing", 0.0, 0.0),)]


@pytest.mark.parametrize("spec", [*metric_names(), "rouge1:tokenizer=unicode"])
def test_a_megabyte_of_hostile_text_is_scored(spec: str) -> None:
    candidate = " ".join(_PIECES)
    assert len(candidate) > 950_000
    metric = get_metric(spec)

    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ter: 1 candidates of more than 5000 words")
        stats = metric.extract([candidate], [_ITEM], _VERDICTS)

    assert np.isfinite(stats).all()


@pytest.mark.parametrize("spec", ["rouge1:stemmer=true", "rougeL:stemmer=true,tokenizer=unicode"])
def test_stemmers_survive_endless_words(spec: str) -> None:
    item = Item("n1", "", ("y" * 100_000,))

    stats = get_metric(spec).extract(["y" * 100_000], [item], [()])

    assert stats.tolist() == [[1, 1]]
