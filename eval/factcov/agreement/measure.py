"""How well a run's judge and metrics agree with people."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from factcov.agreement.align import Aligned, align, means
from factcov.agreement.facts import fact_level
from factcov.agreement.judges import judges_among
from factcov.agreement.levels import Data, Summarise, pooled_level, summary_level, system_level
from factcov.agreement.people import people_level
from factcov.agreement.results import Agreement, Degenerate, Figure, JudgeLevel, Labelled, Scorer
from factcov.arrays import Floats
from factcov.errors import UsageError
from factcov.labels import Label, labels_hash, read_labels
from factcov.panel import judge_names, seen_by
from factcov.resampling import counts, percentile
from factcov.types import Record

if TYPE_CHECKING:
    import pandas as pd

    from factcov.scoring import Run


def agree(
    run: Run,
    labels: str | os.PathLike[str] | pd.DataFrame,
    *,
    replicates: int = 1_000,
    level: float = 0.95,
    permutations: int = 1_000,
    seed: int = 0,
    degenerate: Degenerate = "skip",
) -> Agreement:
    """Return how well a run's judge and metrics agree with people's labels.

    *labels* is a .jsonl or .csv file or a DataFrame: system, item, fact, covered and, when several
    people labelled, annotator. *replicates* documents are drawn for intervals at *level* (0 to 1);
    *permutations* are those of soft pairwise accuracy; *degenerate* is explained in
    `factcov.agreement.levels.summary_level`.

    Raises:
        DataError: the labels are malformed or do not line up with the run.
        UsageError: an option is out of range.
    """
    record = run.record
    scores = {
        info.name: np.asarray(run.metric(info.name).aggregate(record.statistics[info.name]))
        for info in record.header.metrics
    }
    found = measure(
        record, scores, read_labels(labels), replicates=replicates, level=level,
        permutations=permutations, seed=seed, degenerate=degenerate,
    )  # fmt: skip
    among = judges_among(record, replicates=replicates, level=level, seed=seed)
    return msgspec.structs.replace(found, among=among)


def measure(
    record: Record,
    scores: Mapping[str, Floats],
    labels: Sequence[Label],
    *,
    replicates: int,
    level: float,
    permutations: int,
    seed: int,
    degenerate: Degenerate,
) -> Agreement:
    """Return the agreement of a record and its items' scores, shape (systems, items) by metric.

    Raises:
        DataError: a label names a system, an item or a fact that the run does not have.
        UsageError: an option is out of range.
    """
    if not 0 < level < 1:
        raise UsageError(f"level is {level}; give a number between 0 and 1, such as 0.95")
    if replicates < 0 or permutations < 1 or seed < 0:
        raise UsageError("give at least 0 replicates, 1 permutation and a seed of 0 or more")
    if degenerate not in ("skip", "nudge", "zero"):
        raise UsageError(f'degenerate is "{degenerate}"; give skip, nudge or zero')
    aligned = align(record, labels)
    others = {name: align(seen_by(record, name), labels) for name in judge_names(record.header)[1:]}
    rng = np.random.default_rng(seed)
    documents = int(aligned.documents.max()) + 1
    drawn = _draw(documents, replicates, rng)
    signs = rng.choice(np.array([-1.0, 1.0]), size=(permutations, documents))

    by_document = documents > 1
    groups = aligned.units.document if by_document else aligned.units.fact
    fact_counts = drawn if by_document else _draw(int(groups.max()) + 1, replicates, rng)

    def figure(values: Floats) -> Figure:
        return _figure(values, level)

    return Agreement(
        benchmark=record.header.benchmark,
        facts_hash=record.header.facts_hash,
        judge=record.header.judge,
        labelled=_labelled(record, labels, aligned),
        fact_level=fact_level(aligned, groups, fact_counts, figure),
        scorers=_scorers(record, scores, aligned, others, drawn, signs, degenerate, figure),
        annotators=people_level(aligned, groups, fact_counts, figure),
        resampled="documents" if by_document else "facts",
        level=level,
        replicates=replicates,
        permutations=permutations,
        seed=seed,
        degenerate=degenerate,
        judges=tuple(
            JudgeLevel(
                name=judge.name,
                judge=judge.signature,
                errors=int(np.ma.getmaskarray(others[judge.name].units.verdict).sum()),
                fact_level=fact_level(others[judge.name], groups, fact_counts, figure),
            )
            for judge in record.header.judges[1:]
        ),
    )


def _draw(groups: int, replicates: int, rng: np.random.Generator) -> Floats:
    """Return the whole sample, then bootstrap draws of it: shape (1 + replicates, groups).

    A single group cannot be resampled: no replicates.
    """
    whole = np.ones((1, groups))
    if groups < 2 or not replicates:
        return whole
    return np.concatenate([whole, counts(np.arange(groups), replicates, rng)])


def _figure(values: Floats, level: float) -> Figure:
    """Return the first value with the percentile interval of the others."""
    if np.isnan(values[0]):
        return Figure(None)
    interval = percentile(values[1:], level)
    return Figure(float(values[0]), interval.low, interval.high, interval.undefined)


def _labelled(record: Record, labels: Sequence[Label], aligned: Aligned) -> Labelled:
    units = aligned.units
    judged = any(any(rows) for rows in record.verdicts.values())
    unlabelled = [name for name in record.header.systems if name not in aligned.systems]
    return Labelled(
        labels=len(labels),
        pairs=len(units.truth),
        pairs_of_run=sum(len(item.facts) for item in record.items) * len(record.header.systems),
        systems=len(aligned.systems),
        systems_without_labels=tuple(unlabelled),
        items=len(aligned.items),
        items_of_run=len(record.items),
        documents=int(aligned.documents.max()) + 1,
        undecided=int(np.ma.getmaskarray(units.truth).sum()),
        judge_errors=int(np.ma.getmaskarray(units.verdict).sum()) if judged else 0,
        hash=labels_hash(labels),
    )


def _scorers(
    record: Record,
    scores: Mapping[str, Floats],
    aligned: Aligned,
    others: Mapping[str, Aligned],
    drawn: Floats,
    signs: Floats,
    degenerate: Degenerate,
    figure: Summarise,
) -> tuple[Scorer, ...]:
    """Return the agreement of the judges' coverage of the labelled facts, then of each metric."""
    units = aligned.units
    rows = np.ix_(aligned.system_rows, aligned.item_rows)
    candidates = list(_shares(aligned))
    for judge, other in others.items():
        candidates += _shares(other, f"@{judge}")
    for info in record.header.metrics:
        turned = info.higher_is_better is False
        values = scores[info.name][rows]
        candidates.append((info.name, turned, -values if turned else values))

    human = means(aligned, np.ma.MaskedArray(units.truth.data * 1.0, mask=units.truth.mask))
    scorers = []
    for name, turned, values in candidates:
        data = Data(human, values, aligned.documents, drawn)
        scorers.append(
            Scorer(
                name=name,
                turned=turned,
                summary=summary_level(data, degenerate, figure),
                pooled=pooled_level(data, figure),
                system=system_level(data, signs, figure),
            )
        )
    return tuple(scorers)


def _shares(aligned: Aligned, by: str = "") -> Iterator[tuple[str, bool, Floats]]:
    """Yield a judge's scores of the labelled facts: name, whether it is turned, values."""
    units = aligned.units
    if not np.ma.getmaskarray(units.verdict).all():
        said = np.ma.MaskedArray((units.verdict.data == 1) * 1.0, mask=units.verdict.mask)
        yield f"judge:verdict{by}", False, means(aligned, said)
        yield f"judge:probability{by}", False, means(aligned, units.probability)
