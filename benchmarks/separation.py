"""How a text scores for contradictions, and how well scores part good texts from wrong ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import rankdata

from factcov.types import Item, Verdict


def score(item: Item, verdicts: Sequence[Verdict]) -> float:
    """Return the weighted mean of p_covered - p_contradicted."""
    weights = np.array([fact.weight for fact in item.facts])
    values = [(v.p_covered or 0.0) - (v.p_contradicted or 0.0) for v in verdicts]
    return float(np.dot(weights, values) / weights.sum())


def contradicted(verdicts: Sequence[Verdict]) -> bool:
    """Return whether any verdict is "contradicted"."""
    return any(v.verdict == "contradicted" for v in verdicts)


def auc(good: Sequence[float], bad: Sequence[float]) -> float:
    """Return the chance that a good one scores above a bad one, ties counting half."""
    ranks = rankdata([*good, *bad])
    wins = ranks[: len(good)].sum() - len(good) * (len(good) + 1) / 2
    return float(wins / (len(good) * len(bad)))
