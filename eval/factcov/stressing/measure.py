"""The experiment: plant changes, score clean and changed texts, count who notices."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.benchmarks import build_benchmark
from factcov.engine import Progress
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.judges.base import Judge
from factcov.scoring import Run, score
from factcov.stressing.kinds import ERRORS, KINDS, PARAPHRASE
from factcov.stressing.passage import Change
from factcov.stressing.plant import Row, plant
from factcov.stressing.result import KindResult, Reaction, Stress
from factcov.types import Benchmark, Verdict

METRICS = (
    "coverage", "contradiction", "bleu", "chrf", "ter", "rouge1", "rouge2", "rougeL",
    "unsupported-numbers", "unsupported-names",
)  # fmt: skip
_EXAMPLES = 3
_LONG = 200  # characters of an example

Scores = NDArray[np.float64]


class _Pair(msgspec.Struct, frozen=True):
    """Where one changed text is scored: its row, its column (0 is the clean text), its change."""

    kind: str
    row: int
    column: int
    change: Change


def stress(
    benchmark: Benchmark,
    *,
    metrics: Sequence[str] = METRICS,
    kinds: Sequence[str] = KINDS,
    judge: str | Judge = "lexical",
    facts: str = "benchmark",
    limit: int = 100,
    seed: int = 0,
    progress: Progress | None = None,
) -> Stress:
    """Return how each metric reacts to each kind of change planted into the references.

    At most *limit* changes of a kind are planted, one a text. A changed text is compared with its
    clean twin; both are scored against the item's other references.

    Raises:
        DataError: no item has a reference with words.
        UsageError: an unknown kind, metric or judge, a metric that has no better direction, or a
            limit below 1.
    """
    for kind in kinds:
        if kind not in KINDS:
            raise UnknownNameError("kind of change", kind, KINDS)
    if limit < 1:
        raise UsageError(f"the limit is {limit}; plant at least one change of a kind")
    if seed < 0:
        raise UsageError(f"the seed is {seed}; a seed is 0 or more")
    rows, skipped = plant(benchmark, kinds, limit, seed)
    if not rows:
        raise DataError(
            f'"{benchmark.name}": nothing to change; stress needs references with words in them'
        )
    run = _score(benchmark, rows, metrics, judge, facts, progress)
    undirected = [i.name for i in run.record.header.metrics if i.higher_is_better is None]
    if undirected:
        raise UsageError(
            f"{undirected[0]} is neither better high nor better low, so it cannot notice an "
            "error; leave it out"
        )
    pairs = [
        _Pair(kind, r, c, change)
        for r, row in enumerate(rows)
        for c, (kind, change) in enumerate(row.changes, 1)
    ]
    return Stress(
        benchmark.name,
        benchmark.target_language,
        run.metrics,
        run.record.header.judge,
        run.record.header.facts,
        _results(run, pairs, [kind for kind in KINDS if kind in kinds]),
        skipped,
        seed,
        limit,
        tuple(_notices(benchmark, run, rows)),
    )


def _score(
    benchmark: Benchmark, rows: Sequence[Row], metrics: Sequence[str], judge: str | Judge,
    facts: str, progress: Progress | None,
) -> Run:  # fmt: skip
    """Score all texts in one call: a row an item, the clean text and then its copies as systems.

    Rows with fewer copies than others are filled with empty texts, which cost nothing to judge
    and are never looked at.
    """
    made = build_benchmark(
        [row.item for row in rows], [fact for row in rows for fact in row.item.facts],
        name=benchmark.name, task=benchmark.task, version=benchmark.version,
        source_language=benchmark.source_language, target_language=benchmark.target_language,
        licence=benchmark.licence, description=benchmark.description,
    )  # fmt: skip
    copies = max(len(row.changes) for row in rows)
    outputs = {"clean": [row.clean for row in rows]} | {
        str(c + 1): [row.changes[c][1].text if c < len(row.changes) else "" for row in rows]
        for c in range(copies)
    }
    return score(made, outputs, metrics=metrics, judge=judge, facts=facts, progress=progress)


def _results(run: Run, pairs: Sequence[_Pair], kinds: Sequence[str]) -> tuple[KindResult, ...]:
    """Return one result a kind that was planted.

    A paraphrase starts from a word-for-word copy of a reference, so it says nothing of how clean
    texts spread, and is no measure for what an error costs a text that is no copy.
    """
    goodness = {info.name: _goodness(run, info.name) for info in run.record.header.metrics}
    groups = {kind: [pair for pair in pairs if pair.kind == kind] for kind in kinds}
    harmless = [pair for pair in pairs if pair.kind not in (*ERRORS, PARAPHRASE)]
    rows = sorted({pair.row for pair in pairs if pair.kind != PARAPHRASE})
    spreads = {name: _spread(values[0, rows]) for name, values in goodness.items()}
    found = []
    for kind, group in groups.items():
        if not group:
            continue
        error = kind in ERRORS
        found.append(
            KindResult(
                kind, error, len(group), len({pair.row for pair in group}),
                *_on_facts(run, group),
                tuple(
                    _reaction(name, values, group, harmless if error else [], spreads[name])
                    for name, values in goodness.items()
                ),
                tuple(
                    (p.change.before[:_LONG], p.change.after[:_LONG]) for p in group[:_EXAMPLES]
                ),
            )
        )  # fmt: skip
    return tuple(found)


def _goodness(run: Run, name: str) -> Scores:
    """Return the score of every text, higher is better, shape (systems, rows)."""
    metric = run.metric(name)
    values = np.asarray(metric.aggregate(run.record.statistics[name]), dtype=np.float64)
    return values if metric.higher_is_better else -values


def _reaction(
    name: str, values: Scores, group: Sequence[_Pair], harmless: Sequence[_Pair], spread: float
) -> Reaction:
    clean, changed = _columns(values, group)
    moves = changed - clean
    if not len(moves):
        return Reaction(name, None, None, None, None, None, None)
    moved = float(moves.mean())
    other = _columns(values, harmless)
    return Reaction(
        name,
        worse=float((moves < -_SAME).mean()),
        better=float((moves > _SAME).mean()),
        auc=_auc(clean, changed),
        told=_auc(other[1] - other[0], moves) if len(other[0]) else None,
        moved=moved,
        moved_spreads=moved / spread if spread > _SAME else None,
    )


def _spread(values: Scores) -> float:
    """Return the standard deviation of the scores of the clean texts; 0 where there is one."""
    known = values[np.isfinite(values)]
    return float(np.std(known, ddof=1)) if len(known) > 1 else 0.0


_SAME = 1e-9
"""Sums of floats in another order differ by less; so do no two scores that differ."""


def _columns(values: Scores, pairs: Sequence[_Pair]) -> tuple[Scores, Scores]:
    """Return the clean and the changed scores of those pairs that have both."""
    rows = np.array([pair.row for pair in pairs], dtype=np.intp)
    columns = np.array([pair.column for pair in pairs], dtype=np.intp)
    clean, changed = values[0, rows], values[columns, rows]
    both = np.isfinite(clean) & np.isfinite(changed)
    return clean[both], changed[both]


def _auc(high: Scores, low: Scores) -> float:
    """Return how often one of *high* is above one of *low*, ties half (Mann & Whitney 1947).

    >>> _auc(np.array([2.0, 1.0]), np.array([1.0, 0.0]))
    0.875
    """
    from scipy.stats import rankdata

    both = np.round(np.concatenate([high, low]), 9)
    ranks = rankdata(both)[: len(high)].sum()
    return float((ranks - len(high) * (len(high) + 1) / 2) / (len(high) * len(low)))


def _on_facts(
    run: Run, group: Sequence[_Pair]
) -> tuple[int | None, float | None, float | None]:  # fmt: skip
    """Return how many changes lie on a covered fact, and in which shares one is wrong, is lost."""
    if not run.record.header.judge:
        return None, None, None
    verdicts = [run.record.verdicts[system] for system in run.systems]
    turned = [
        [
            after.verdict
            for before, after in zip(
                verdicts[0][pair.row], verdicts[pair.column][pair.row], strict=True
            )
            if _touches(pair.change, before)
        ]
        for pair in group
    ]
    hit = [found for found in turned if found]
    if not hit:
        return 0, None, None
    return (
        len(hit),
        sum("contradicted" in found for found in hit) / len(hit),
        sum(any(verdict != "covered" for verdict in found) for found in hit) / len(hit),
    )


def _touches(change: Change, verdict: Verdict) -> bool:
    """Return whether the change lies in the evidence of a fact that the clean text covers."""
    if verdict.verdict != "covered" or verdict.start is None or verdict.end is None:
        return False
    end = change.start + max(1, len(change.before))
    return change.start < verdict.end and verdict.start < end


def _notices(benchmark: Benchmark, run: Run, rows: Sequence[Row]) -> list[str]:
    """Return what a reader of the table must know."""
    counts = [len(item.references) for item in benchmark.items if item.references]
    found = []
    alone = sum(count == 1 for count in counts)
    if alone:
        found.append(
            f"{alone} of {len(counts)} items have a single reference: there the clean text is "
            "scored against itself, so overlap metrics start at their best"
        )
    if len(counts) < 2:
        found.append("one item: its texts are alike, so the figures speak about this item only")
    if run.record.header.judge:
        seen = {row.item.id: at for at, row in enumerate(rows) if row.changes[0][0] != PARAPHRASE}
        clean = [v for at in seen.values() for v in run.record.verdicts["clean"][at]]
        wrong = sum(verdict.verdict == "contradicted" for verdict in clean)
        if clean:
            found.append(
                f"the judge calls {wrong} of {len(clean)} facts contradicted in the clean texts"
            )
    return found + [n for n in run.notices if "single document" not in n]
