"""The judge's model: how features add up to the probability that a text states a fact."""

from __future__ import annotations

import hashlib
import math
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.errors import DataError

Floats = NDArray[np.float64]


class Curve(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a feature adds to the log-odds: ``adds[k]`` at ``at[k]``, straight lines between.

    Left of the first and right of the last knot the curve is flat. A curve only rises or only
    falls, as the meaning of its feature demands.
    """

    at: tuple[float, ...]
    adds: tuple[float, ...]


class Additive(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An additive logistic model (Hastie & Tibshirani 1986) with monotone curves.

    log-odds = intercept + the sum of the curves at the features' values.
    """

    intercept: float
    curves: dict[str, Curve]

    def probability(self, features: Floats, shift: float = 0.0) -> Floats:
        """Return the probability of each row of *features*, (rows, features) -> (rows,).

        *shift* is added to the log-odds.

        >>> model = Additive(-1.0, {"recall": Curve((0.0, 1.0), (0.0, 2.0))})
        >>> model.probability(np.array([[0.5], [2.0]])).round(3)
        array([0.5  , 0.731])
        """
        odds = np.full(len(features), self.intercept + shift)
        for column, curve in zip(features.T, self.curves.values(), strict=True):
            odds += np.interp(column, curve.at, curve.adds)
        chance: Floats = 1.0 / (1.0 + np.exp(-odds))
        return chance


class Model(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole judge: does the text state the fact, and is the text written at all?

    ``coverage`` reads the features that compare fact and text, and was fitted to people's labels;
    ``writing`` reads those of the text alone, and tells sentences from shuffled words and lists
    of keywords. ``base`` is the share of those labels that say covered. ``trained`` says how: the
    command, the data with their hashes, the sizes.
    """

    threshold: float
    base: float
    coverage: Additive
    writing: Additive
    trained: dict[str, Any] = {}
    hash: str = ""

    def probability(self, features: Floats, prior: float | None = None) -> Floats:
        """Return p_covered of each row: coverage, lowered where writing is more unlikely than not.

        The columns are those of ``coverage``, then those of ``writing``. *prior* is the share of
        facts expected to be covered where the texts are of another kind than those the model was
        fitted to: Bayes' rule then moves the odds (Saerens, Latinne & Decaestecker 2002).
        """
        shift = 0.0 if prior is None else _log_odds(prior) - _log_odds(self.base)
        split = len(self.coverage.curves)
        written = self.writing.probability(features[:, split:])
        stated = self.coverage.probability(features[:, :split], shift)
        chance: Floats = stated * np.minimum(1.0, 2.0 * written)
        return chance


def _log_odds(share: float) -> float:
    return math.log(share / (1.0 - share))


def read_model(text: bytes, known: tuple[str, ...], where: str) -> Model:
    """Return the model that a coefficients file holds.

    Raises:
        DataError: not a coefficients file, or one of other features than *known*.
    """
    try:
        model = msgspec.json.decode(text, type=Model)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{where}: not a coefficients file: {error}") from error
    curves = {**model.coverage.curves, **model.writing.curves}
    if tuple(curves) != known:
        raise DataError(
            f"{where}: made for other features; train it again: python benchmarks/judge.py train"
        )
    for name, curve in curves.items():
        if len(curve.at) != len(curve.adds) or list(curve.at) != sorted(set(curve.at)):
            raise DataError(f"{where}: the curve of {name} has no ascending, complete knots")
    for name, share in (("threshold", model.threshold), ("base", model.base)):
        if not 0 < share < 1:
            raise DataError(f"{where}: {name} is between 0 and 1, not {share}")
    return msgspec.structs.replace(model, hash=hashlib.sha256(text).hexdigest())


@cache
def shipped_model(known: tuple[str, ...]) -> Model:
    """Return the model that ships with factcov, trained on people's labels."""
    path = files("factcov.judges.lexical") / "coefficients.json"
    return read_model(path.read_bytes(), known, "factcov/judges/lexical/coefficients.json")
