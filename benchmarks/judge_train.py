"""Training the judge on labelled sets, with what its shipped coefficients file must say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import judge_data
import msgspec
import numpy as np
from judge_fit import fit, levelled
from numpy.typing import NDArray

from factcov.judges.lexical.features import WRITING
from factcov.judges.lexical.model import Model

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]
NATURAL_ODDS = 20.0
"""Natural texts to shuffled or listed ones, when the writing model is fitted."""
BROKEN_SHARE = 0.1
"""Weight of a broken text beside that of the text itself, when the coverage model is fitted."""
THRESHOLDS = tuple(np.arange(0.30, 0.61, 0.025).round(3).tolist())


class Set:
    """A labelled set with all its features: with and without references, and rewritten."""

    def __init__(self, data: judge_data.Labelled, reader: judge_data.Reader) -> None:
        self.data, self.reader = data, reader
        self.coverage = tuple(name for name in reader.names if name not in WRITING)
        self.x: dict[str, Floats] = {
            "references": judge_data.features(data, reader=reader),
            "no references": judge_data.features(data, references=False, reader=reader),
        }
        for name, change in (judge_data.CHANGES | judge_data.NATURAL | judge_data.BROKEN).items():
            self.x[name] = judge_data.features(data, change=change, reader=reader)

    def folds(self, count: int = 5) -> list[tuple[Rows, Rows]]:
        """Return (training rows, test rows) of each fold; a document is in one fold."""
        shuffled = np.random.default_rng(0).permutation(len(self.data.documents))
        fold = np.empty(len(shuffled), np.intp)
        fold[shuffled] = np.arange(len(shuffled)) % count
        of = fold[self.data.document]
        return [(np.flatnonzero(of != k), np.flatnonzero(of == k)) for k in range(count)]


def train(
    sets: Sequence[Set],
    rows: Sequence[Rows],
    *,
    columns: Sequence[int] | None = None,
    trained: Mapping[str, Any] | None = None,
) -> Model:
    """Return the model fitted to some rows of each set; only *columns* of coverage are used.

    Each label counts half with the references and half without, so that neither is needed. Broken
    texts bend the curves, but how high and how steep they all are is fitted to the labels alone:
    p_covered stays calibrated.
    """
    split = len(sets[0].coverage)
    used = list(range(split)) if columns is None else list(columns)
    names = tuple(sets[0].coverage[c] for c in used)
    parts = [
        (s.x[kind][r][:, used], s.data.y[r], np.full(len(r), 0.5))
        for s, r in zip(sets, rows, strict=True)
        for kind in ("references", "no references")
    ]
    broken = [
        (s.x[kind][c][:, used], np.zeros(len(c)), np.full(len(c), share))
        for s, r in zip(sets, rows, strict=True)
        for c in [r[s.data.y[r] == 1]]
        for kind in judge_data.BROKEN
        for share in [BROKEN_SHARE / len(judge_data.BROKEN)]
    ]
    coverage = levelled(fit(names, *_stacked(parts + broken)), *_stacked(parts))
    base = round(float(np.concatenate([y for _, y, _ in parts]).mean()), 4)
    parts = []
    for s, r in zip(sets, rows, strict=True):
        covered = r[s.data.y[r] == 1]
        ones = np.ones(len(covered))
        natural = ["references", *judge_data.NATURAL]
        parts += [
            (s.x[kind][covered][:, split:], ones, ones * NATURAL_ODDS / len(natural))
            for kind in natural
        ]
        parts += [
            (s.x[change][covered][:, split:], ones * 0, ones / len(judge_data.CHANGES))
            for change in judge_data.CHANGES
        ]
    writing = fit(WRITING, *_stacked(parts), ridge=1e-5, bend=1e-5)
    model = Model(0.5, base, coverage, writing, dict(trained or {}))
    return msgspec.structs.replace(model, threshold=_threshold(model, sets, rows, used))


def predict(model: Model, x: Floats, columns: Sequence[int] | None = None) -> Floats:
    """Return p_covered of each row of all features."""
    split = x.shape[1] - len(WRITING)
    used = list(range(split)) if columns is None else list(columns)
    return model.probability(np.hstack([x[:, used], x[:, split:]]))


def _threshold(
    model: Model, sets: Sequence[Set], rows: Sequence[Rows], used: Sequence[int]
) -> float:
    """Return the threshold of the best kappa, averaged over sets, so that each counts alike."""
    found = [
        (s.data.y[r], predict(model, s.x["references"][r], used))
        for s, r in zip(sets, rows, strict=True)
    ]
    scores = [float(np.mean([kappa(y, p >= t) for y, p in found])) for t in THRESHOLDS]
    return float(THRESHOLDS[int(np.argmax(scores))])


def cross_validated(
    sets: Sequence[Set], columns: Sequence[int] | None = None
) -> tuple[list[dict[str, Floats]], list[Floats]]:
    """Return p_covered and verdicts of every label by models that saw no fact of its document.

    The models are trained on both sets together; each fold's threshold comes from its training
    rows. The probabilities are by kind of features, the verdicts for those with references.
    """
    probabilities = [{kind: np.zeros(len(s.data.y)) for kind in s.x} for s in sets]
    verdicts = [np.zeros(len(s.data.y)) for s in sets]
    folds = [s.folds() for s in sets]
    for k in range(len(folds[0])):
        model = train(sets, [f[k][0] for f in folds], columns=columns)
        for s, f, p, v in zip(sets, folds, probabilities, verdicts, strict=True):
            test = f[k][1]
            for kind, x in s.x.items():
                p[kind][test] = predict(model, x[test], columns)
            v[test] = p["references"][test] >= model.threshold
    return probabilities, verdicts


def kappa(y: Floats, verdicts: NDArray[np.bool_] | Floats) -> float:
    """Return Cohen's kappa (1960) of two binary vectors."""
    agreed, a, b = np.mean(y == verdicts), np.mean(y), np.mean(verdicts)
    chance = a * b + (1 - a) * (1 - b)
    return float((agreed - chance) / (1 - chance)) if chance < 1 else 0.0


def calibration(y: Floats, p: Floats, bins: int = 10) -> list[tuple[int, float, float]]:
    """Return (labels, mean p, share covered) of each tenth of the probability scale."""
    edges = np.linspace(0, 1, bins + 1)
    table = []
    for low, high in pairwise(edges):
        inside = (p >= low) & ((p < high) | (high == 1))
        if inside.any():
            table.append((int(inside.sum()), float(p[inside].mean()), float(y[inside].mean())))
    return table


def _stacked(parts: Sequence[tuple[Floats, Floats, Floats]]) -> tuple[Floats, Floats, Floats]:
    x, y, weights = zip(*parts, strict=True)
    return np.vstack(x), np.concatenate(y), np.concatenate(weights)
