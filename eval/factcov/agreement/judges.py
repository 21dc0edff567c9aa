"""The judges of a run among themselves: how often two say the same, and their kappa."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np

from factcov.agreement.confusion import kappa
from factcov.agreement.results import Among, Figure, JudgePair
from factcov.arrays import Floats, Ints, ratio
from factcov.panel import judge_names, seen_by
from factcov.resampling import percentile, replicate_sums
from factcov.types import Record

_CODES = {"missing": 0, "covered": 1, "contradicted": 2, "error": -1}
_KINDS = 3


def judges_among(
    record: Record, *, replicates: int = 1_000, level: float = 0.95, seed: int = 0
) -> Among | None:
    """Return the agreement of each two judges, with intervals; None where there are not two.

    Documents are resampled, or the facts of a single document. A verdict that one of the two
    judges failed to give is left out and counted.
    """
    names = judge_names(record.header)
    if len(names) < 2:
        return None
    codes = {name: _verdicts(seen_by(record, name)) for name in names}
    groups, several = _groups(record)
    tables = {
        pair: _tables(codes[pair[0]], codes[pair[1]], groups) for pair in combinations(names, 2)
    }
    drawn: dict[tuple[str, str], Floats] = {}
    if replicates and groups.max(initial=0) > 0:
        keyed = {str(n): table for n, table in enumerate(tables.values())}
        sums = replicate_sums(keyed, replicates, seed)
        drawn = dict(zip(tables, sums.values(), strict=True))
    facts = sum(row.size for row in codes.values()) // len(names)
    return Among(
        judges=names,
        pairs=tuple(
            _pair(pair, table.sum(axis=0), drawn.get(pair), facts, level)
            for pair, table in tables.items()
        ),
        resampled="documents" if several else "facts",
        level=level,
        replicates=replicates,
        seed=seed,
    )


def _verdicts(record: Record) -> Ints:
    """Return the code of each verdict, shape (systems, facts)."""
    return np.array(
        [
            [_CODES[verdict.verdict] for row in record.verdicts[system] for verdict in row]
            for system in record.header.systems
        ],
        dtype=np.intp,
    )


def _groups(record: Record) -> tuple[Ints, bool]:
    """Return what each fact is resampled with, shape (facts,), and whether that is a document."""
    index: dict[str, int] = {}
    documents = np.array(
        [index.setdefault(item.document or item.id, len(index))
         for item in record.items for _ in item.facts],
        dtype=np.intp,
    )  # fmt: skip
    several = len(set(documents.tolist())) > 1
    return (documents if several else np.arange(len(documents))), several


def _tables(first: Ints, second: Ints, groups: Ints) -> Floats:
    """Return how often two judges gave each pair of verdicts, shape (groups, 9)."""
    both = (first >= 0) & (second >= 0)
    where = np.broadcast_to(groups, first.shape)[both]
    cells = where * _KINDS**2 + first[both] * _KINDS + second[both]
    size = (int(groups.max(initial=-1)) + 1) * _KINDS**2
    counted = np.bincount(cells, minlength=size).astype(np.float64)
    return counted.reshape(-1, _KINDS**2)


def _pair(
    names: tuple[str, str], whole: Floats, drawn: Floats | None, facts: int, level: float
) -> JudgePair:
    def figure(measure: Callable[[Floats], Floats]) -> Figure:
        value = float(measure(whole.reshape(_KINDS, _KINDS)))
        if np.isnan(value):
            return Figure(None)
        if drawn is None:
            return Figure(value)
        ends = percentile(measure(drawn.reshape(-1, _KINDS, _KINDS)), level)
        return Figure(value, ends.low, ends.high, ends.undefined)

    verdicts = int(whole.sum())
    return JudgePair(
        *names, verdicts, facts - verdicts, figure(_same), figure(kappa), figure(_kappa_covered)
    )


def _same(table: Floats) -> Floats:
    """Return the share of equal verdicts.

    >>> _same(np.array([[2.0, 1.0, 0.0], [1.0, 4.0, 0.0], [0.0, 0.0, 0.0]])).item()
    0.75
    """
    return ratio(np.trace(table, axis1=-2, axis2=-1), table.sum(axis=(-2, -1)))


def _kappa_covered(table: Floats) -> Floats:
    """Return kappa over covered or not: missing and contradicted are one."""
    covered = table[..., 1, 1]
    rows, columns = table[..., 1, :].sum(axis=-1), table[..., :, 1].sum(axis=-1)
    neither = table.sum(axis=(-2, -1)) - rows - columns + covered
    two = np.stack([neither, columns - covered, rows - covered, covered], axis=-1)
    return kappa(two.reshape(*two.shape[:-1], 2, 2))
