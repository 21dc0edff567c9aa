"""Fitting the judge's model: monotone additive logistic regression."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from factcov.judges.lexical.model import Additive, Curve

Floats = NDArray[np.float64]

_SHARES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_COUNTS = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0)
KNOTS = {
    **dict.fromkeys(("missing", "near_missing"), _COUNTS),
    "missing_numbers": (0.0, 1.0, 2.0),
    "missing_names": (0.0, 1.0, 2.0, 3.0),
    "prose": (0.1, 0.15, 0.2, 0.25, 0.3),
    "jumble": (0.0, 0.1, 0.2, 0.35, 0.5),
    **dict.fromkeys(("near", "near_weakest", "near_last"), (0.1, 0.25, 0.4, 0.55, 0.7, 0.9)),
}
FALLING = frozenset(["missing", "near_missing", "missing_numbers", "missing_names", "jumble"])


def fit(
    features: tuple[str, ...],
    x: Floats,
    y: Floats,
    weights: Floats,
    ridge: float = 3e-3,
    bend: float = 3e-3,
) -> Additive:
    """Return the model of least penalised log-loss whose every curve has its right direction.

    *ridge* falls on each curve's squared mean slope (per standard deviation of its feature),
    *bend* on how far its pieces leave that slope: curves stay straight where the data do not
    insist.
    """
    bases, knots = [], []
    for name, column in zip(features, x.T, strict=True):
        at = np.array(KNOTS.get(name, _SHARES))
        knots.append(at)
        ramp = np.clip((column[:, None] - at[:-1]) / np.diff(at), 0.0, 1.0)
        bases.append(-ramp if name in FALLING else ramp)
    basis = np.hstack(bases)
    share = weights / weights.sum()
    penalty = _penalty(bases, knots, share, ridge, bend)

    def loss(theta: Floats) -> tuple[float, Floats]:
        odds = basis @ theta[1:] + theta[0]
        error = share * (1.0 / (1.0 + np.exp(-odds)) - y)
        slope = np.concatenate([[error.sum()], basis.T @ error])
        pull = penalty @ theta[1:]
        slope[1:] += 2 * pull
        value = share @ (np.logaddexp(0.0, odds) - y * odds) + theta[1:] @ pull
        return float(value), slope

    start = np.zeros(basis.shape[1] + 1)
    bounds = [(None, None)] + [(0.0, None)] * basis.shape[1]
    found = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B",
                     options={"maxiter": 5000, "maxfun": 20000, "ftol": 1e-11})  # fmt: skip
    curves, first = {}, 1
    for name, at in zip(features, knots, strict=True):
        size = found.x[first : first + len(at) - 1]
        sign = -1.0 if name in FALLING else 1.0
        adds = sign * np.concatenate([[0.0], np.cumsum(size)]) + 0.0
        curves[name] = Curve(tuple(at.tolist()), tuple(round(float(a), 4) for a in adds))
        first += len(at) - 1
    return Additive(round(float(found.x[0]), 4), curves)


def levelled(model: Additive, x: Floats, y: Floats, weights: Floats) -> Additive:
    """Return *model* with its log-odds moved and stretched to the least log-loss on these rows."""
    odds = np.full(len(x), model.intercept)
    for column, curve in zip(x.T, model.curves.values(), strict=True):
        odds += np.interp(column, curve.at, curve.adds)

    def loss(move: Floats) -> tuple[float, Floats]:
        moved = move[0] + move[1] * odds
        error = weights * (1.0 / (1.0 + np.exp(-moved)) - y)
        value = weights @ (np.logaddexp(0.0, moved) - y * moved)
        return float(value / weights.sum()), np.array([error.sum(), error @ odds]) / weights.sum()

    start = np.array([0.0, 1.0])
    move, stretch = minimize(loss, start, jac=True, method="L-BFGS-B").x
    curves = {
        name: Curve(curve.at, tuple(round(float(stretch * a), 4) + 0.0 for a in curve.adds))
        for name, curve in model.curves.items()
    }
    return Additive(round(float(move + stretch * model.intercept), 4), curves)


def _penalty(
    bases: list[Floats], knots: list[Floats], share: Floats, ridge: float, bend: float
) -> Floats:
    """Return the matrix Q of the penalty theta Q theta over the steps of all curves."""
    size = sum(b.shape[1] for b in bases)
    matrix, first = np.zeros((size, size)), 0
    for basis, at in zip(bases, knots, strict=True):
        pieces = basis.shape[1]
        mean = share @ basis.sum(1)
        spread = np.sqrt(share @ (basis.sum(1) - mean) ** 2)
        part = np.diff(at) / (at[-1] - at[0])
        # What the steps sum to, shared out by width, is the straight line.
        straight = np.outer(part, np.ones(pieces))
        away = (np.eye(pieces) - straight) / np.sqrt(part)[:, None]
        block = ridge * (spread / pieces) ** 2 * np.ones((pieces, pieces)) + bend * (away.T @ away)
        matrix[first : first + pieces, first : first + pieces] = block
        first += pieces
    return matrix
