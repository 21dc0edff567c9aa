"""How far a finding is believed: a logistic model of all that two texts of one length show.

The rules say what may be wrong, and where. How often each is right, beside how much else the texts
share, was fitted on pairs that the authors of the rules had not read: benchmarks/trust.py.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from msgspec.structs import replace

from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.seen import Seen
from factcov.judges.contradiction.signs import SIGNS, with_renamed

# What a rule's own estimate comes to in texts of another length than the fact: isotonic regression
# (Zadrozny & Elkan 2002), smoothed, for texts of which one in five is wrong.
_ESTIMATE = (0.0, 0.5, 0.6, 0.7, 0.8, 1.0)
_SHARE = (0.0, 0.5, 0.65, 0.85, 0.92, 0.97)
_EXCUSED = 0.1  # what has so low an estimate was excused: nothing makes it likely again


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """log-odds = ``bias`` + the sum of the signs, each times its weight; ``trained`` says how."""

    bias: float
    weights: dict[str, float]
    trained: dict[str, object] = {}


def believed(found: Contradiction | None, seen: Seen) -> tuple[Contradiction | None, float]:
    """Return *found* with the probability that it is right, and how far p_covered is to be doubted.

    *found* may be other than what was *seen*, once neighbours of the fact were looked at. Where
    nothing is found in a text of the fact's length, the model's probability is the doubt: the texts
    differ in some way that no rule names.
    """
    signs = seen.signs
    if signs is None:
        return found and replace(found, probability=calibrated(found.probability)), 0.0
    if found is None:
        return None, trusted(signs)
    if found is not seen.found:
        if found.probability < _EXCUSED:
            return found, 0.0
        signs = with_renamed(signs, found.probability)
    return replace(found, probability=trusted(signs)), 0.0


def calibrated(estimate: float) -> float:
    """Return the probability of a contradiction, from a rule's estimate.

    >>> calibrated(0.0), round(calibrated(0.65), 2), calibrated(1.0)
    (0.0, 0.75, 0.97)
    """
    return float(np.interp(estimate, _ESTIMATE, _SHARE))


def trusted(signs: Sequence[float]) -> float:
    """Return the probability of a contradiction that the values of ``SIGNS`` show."""
    bias, weights = _model()
    odds = bias + sum([w * v for w, v in zip(weights, signs, strict=True)])
    return 1 / (1 + math.exp(-odds))


def trust_hash() -> str:
    """Return the SHA-256 of the weights, for signatures."""
    return hashlib.sha256(_file()).hexdigest()


@cache
def _file() -> bytes:
    return (files("factcov.judges.contradiction") / "trust.json").read_bytes()


@cache
def _model() -> tuple[float, tuple[float, ...]]:
    model = msgspec.json.decode(_file(), type=Weights)
    return model.bias, tuple([model.weights[name] for name in SIGNS])
