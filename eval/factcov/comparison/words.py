"""A comparison in words that a reader without statistics understands."""

from __future__ import annotations

from collections.abc import Sequence

from factcov.comparison.result import Correction, MetricComparison, Pair
from factcov.types import MetricInfo

_FACTS = {"coverage": "covers", "contradiction": "contradicts"}

FEW = 10
"""Fewer units than this say little about others of their kind."""


def statement(
    pair: Pair, info: MetricInfo, alpha: float, correction: Correction, family: int
) -> str:
    """Return one sentence: who is better by how much, and how sure that is.

    >>> pair = Pair("B", "A", 0.031, 0.012, 0.05, 0.004, 0.0003, 0.0003, 0.004, 0.02, 0, "")
    >>> coverage = MetricInfo("coverage", (), True, "", True, True)
    >>> print(statement(pair, coverage, 0.05, "none", 15))
    B covers 3.1 points more of the facts than A [1.2, 5.0], p = 0.004
    """
    if pair.effect is None:
        return f"{pair.system} and {pair.baseline} cannot be compared: no score by {info.name}"
    scale = 100.0 if _of_facts(info) else 1.0
    size = _difference(pair, info, scale)
    if pair.p is None or pair.low is None or pair.high is None:
        return f"{size}; with nothing to resample, how sure this is cannot be said"
    digits = _digits(pair, scale)
    bounds = sorted(scale * end for end in (pair.low, pair.high))
    if pair.effect < 0:
        bounds = [-end for end in reversed(bounds)]
    interval = f"[{bounds[0]:.{digits}f}, {bounds[1]:.{digits}f}]"
    over = "" if correction == "none" else f" after correction over {_plural(family, 'pair')}"
    tested = f"{size} {interval}, {_p(pair.p)}{over}"
    if pair.p <= alpha:
        return tested
    found = "" if pair.detectable is None else (
        f" (at least {scale * pair.detectable:.{digits}f} would probably have been found)"
    )  # fmt: skip
    return f"no difference shown: {tested}{found}"


def notices(results: Sequence[MetricComparison], level: float) -> tuple[str, ...]:
    """Return what a reader of the comparison must know."""
    found = []
    by_unit = {unit: [r for r in results if r.unit == unit] for unit in ("facts", "items")}
    if by_unit["facts"]:
        facts = by_unit["facts"][0].units
        found.append(
            f"one document: its {facts} facts are resampled for the fact metrics, so intervals "
            "and p-values say how much the choice of facts matters, not what other documents show"
        )
    alone = [result.metric for result in results if result.units < 2]
    if alone:
        found.append(f"one item: nothing to resample for {', '.join(alone)}, so no test")
    few = {(r.unit, r.units) for r in results if 2 <= r.units < FEW}
    found += [
        f"only {units} {unit}: intervals at {level:.0%} are too narrow with so few"
        for unit, units in sorted(few)
    ]
    for result in results:
        undefined = max((pair.undefined for pair in result.pairs), default=0)
        if undefined:
            found.append(
                f"{result.metric}: up to {undefined} replicates of a pair had no score; left out"
            )
    if any(result.variant == "sacrebleu" and result.units > 1 for result in results):
        found.append(
            "p_bootstrap of BLEU, chrF and TER is sacreBLEU's, which rejects about twice as often "
            "as its level says; p (randomization) does not"
        )
    return tuple(found)


def _difference(pair: Pair, info: MetricInfo, scale: float) -> str:
    effect = pair.effect or 0.0
    size = f"{scale * abs(effect):.{_digits(pair, scale)}f}"
    if _of_facts(info):
        spec, _, judge = info.name.partition("@")
        verb = _FACTS[spec.partition(":")[0]]
        kind = spec.partition("kind=")[2].partition(",")[0]
        facts = f"{kind} facts" if kind else "facts"
        by = f", judged by {judge}" if judge else ""
        if float(size) == 0:
            return f"{pair.system} {verb} as much of the {facts} as {pair.baseline}{by}"
        more = "more" if effect >= 0 else "fewer" if verb == "contradicts" else "less"
        return f"{pair.system} {verb} {size} points {more} of the {facts} than {pair.baseline}{by}"
    if info.higher_is_better is None:
        than = "higher" if effect >= 0 else "lower"
        return f"{info.name} of {pair.system} is {size} {than} than of {pair.baseline}"
    if float(size) == 0:
        return f"{pair.system} has the same {info.name} as {pair.baseline}"
    better = (effect >= 0) == info.higher_is_better
    word = "better" if better else "worse"
    return f"{pair.system} is {size} {info.name} {word} than {pair.baseline}"


def _digits(pair: Pair, scale: float) -> int:
    """Return as many digits as a table of such scores shows."""
    ends = [abs(scale * end) for end in (pair.effect, pair.low, pair.high) if end is not None]
    return 1 if scale == 100.0 or max(ends) > 2 else 3


def _of_facts(info: MetricInfo) -> bool:
    return info.per_fact and info.name.partition("@")[0].partition(":")[0] in _FACTS


def _p(value: float) -> str:
    return "p < 0.001" if value < 0.001 else f"p = {value:.2g}"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
