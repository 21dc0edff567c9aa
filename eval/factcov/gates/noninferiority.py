"""Non-inferiority: has a score dropped by more than a margin, has it not, or can nobody say?

A drop is shown when even the upper end of the paired interval lies below minus the margin; that
there is none, when the lower end lies above it (Piaggio et al. 2012, CONSORT for non-inferiority
trials, https://doi.org/10.1001/jama.2012.87802). Anything between is inconclusive.
"""

from __future__ import annotations

import math
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.resampling import Aggregate, bootstrap, count_blocks, group_sums
from factcov.types import Stats

Answer: TypeAlias = Literal["pass", "fail", "inconclusive"]

REPLICATES = 2_000
ALPHA = 0.05
POWER = 0.8
NOISE = 1e-9
"""Differences below it are rounding."""


class Difference(msgspec.Struct, frozen=True):
    """New score minus old, with its interval; None where it cannot be had.

    ``detectable`` is the drop that such a test finds with probability POWER, the margin included.
    """

    answer: Answer
    old: float | None
    new: float | None
    difference: float | None
    low: float | None
    high: float | None
    detectable: float | None
    units: int
    changed: int


def noninferiority(
    aggregate: Aggregate,
    old: Stats,
    new: Stats,
    groups: NDArray[np.int64],
    *,
    margin: float,
    higher_is_better: bool = True,
    comparisons: int = 1,
    seed: int = 0,
) -> Difference:
    """Return whether *new* is worse than *old* by more than *margin*.

    *old* and *new* are (items, columns), row i of both for the same item; whole *groups* are
    resampled, both sides with the same draws. The interval is the difference +- t standard errors,
    by bootstrap, with n - 1 degrees of freedom and the factor sqrt(n / (n - 1)) for the bootstrap's
    narrowness with few groups (Hesterberg 2015, https://doi.org/10.1080/00031305.2015.1089789).

    Of several *comparisons* in one gate, all must pass, so each passes at ALPHA (Berger 1982); any
    may fail, so each fails at ALPHA / *comparisons* (Bonferroni). A drop in so few groups that
    chance alone would move them all one way is never a failure (the exact sign test's bound).

    >>> stats = np.ones((8, 1))
    >>> noninferiority(lambda s: s[..., 0], stats, stats * 0.9, np.arange(8), margin=0).answer
    'fail'
    """
    before, after = group_sums(old, groups), group_sums(new, groups)
    units = len(before)
    scores = float(aggregate(before.sum(0))), float(aggregate(after.sum(0)))
    changed = int(np.count_nonzero(np.abs(before - after).max(axis=1, initial=0) > NOISE))
    shown = _defined(scores[0]), _defined(scores[1])
    difference = scores[1] - scores[0]
    sign = 1.0 if higher_is_better else -1.0
    if math.isnan(difference):
        return Difference("inconclusive", *shown, None, None, None, None, units, changed)
    if not changed:
        return Difference("pass", *shown, 0.0, 0.0, 0.0, None, units, 0)
    error = _standard_error(aggregate, before, after, seed)
    if error is None:
        # Nothing to resample: only a score that did not fall is sure not to have fallen.
        answer: Answer = "pass" if sign * difference >= -NOISE else "inconclusive"
        return Difference(answer, *shown, difference, None, None, None, units, changed)
    wide, narrow, power = _quantiles(units, comparisons)
    gain = sign * difference
    answer = "inconclusive"
    if gain - narrow * error >= -margin - NOISE:
        answer = "pass"
    elif gain + wide * error < -margin - NOISE and changed >= fewest(comparisons):
        answer = "fail"
    return Difference(
        answer, *shown, difference, difference - narrow * error, difference + narrow * error,
        margin + (wide + power) * error, units, changed,
    )  # fmt: skip


def fewest(comparisons: int) -> int:
    """Return how many groups must have changed before a drop can be more than chance.

    If each were as likely to rise as to fall, all would fall by chance with 2 ** -n.

    >>> fewest(1), fewest(10)
    (6, 9)
    """
    return math.ceil(math.log2(2 * comparisons / ALPHA))


def _standard_error(aggregate: Aggregate, old: Stats, new: Stats, seed: int) -> float | None:
    units = len(old)
    if units < 2:
        return None
    rng = np.random.default_rng(seed)
    replicates = np.concatenate([
        bootstrap(aggregate, new, counts) - bootstrap(aggregate, old, counts)
        for counts in count_blocks(np.arange(units), REPLICATES, rng)
    ])  # fmt: skip
    defined = replicates[~np.isnan(replicates)]
    if len(defined) < 2:
        return None
    return float(defined.std(ddof=1)) * math.sqrt(units / (units - 1))


def _defined(score: float) -> float | None:
    return None if math.isnan(score) else score


def _quantiles(units: int, comparisons: int) -> tuple[float, float, float]:
    """Return t for failing, for passing and for the power, one-sided."""
    from scipy.special import stdtrit

    tails = [1 - ALPHA / 2 / comparisons, 1 - ALPHA / 2, POWER]
    wide, narrow, power = stdtrit(units - 1, np.array(tails))
    return float(wide), float(narrow), float(power)
