"""Calibration records of the shipped judges: people's labels against cross-validated verdicts.

    FACTCOV_DATA=folder python benchmarks/judge.py record            # after each training
    FACTCOV_DATA=folder python benchmarks/judge.py record semantic

A record bears the signature of the judge that ships, so it must be made again when coefficients or
word tables change; a test says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import judge_data
import msgspec
import numpy as np
from judge_report import _judged as judged
from judge_report import _pairs as pairs
from judge_train import Set, cross_validated
from numpy.typing import NDArray

from factcov.agreement import Label, measure, to_record
from factcov.benchmarks import build_benchmark
from factcov.calibrations import write
from factcov.judges import get_judge
from factcov.types import Header, Record, Verdict

Floats = NDArray[np.float64]
NOTE = (
    "verdicts by models that were fitted without the documents they judge (cross-validation); the "
    "shipped model was fitted to all of them"
)


class Judged(msgspec.Struct, frozen=True):
    """What a judge that did not see a label's document says of it; all arrays (labels,)."""

    covered: Floats
    p_covered: Floats
    p_contradicted: Floats

    def verdicts(self) -> list[Verdict]:
        """Return them as verdicts."""
        rows = zip(self.covered, self.p_covered, self.p_contradicted, strict=True)
        return [
            Verdict(
                "contradicted" if against >= 0.5 else "covered" if said else "missing",
                round(float(chance), 4), float(against),
            )
            for said, chance, against in rows
        ]  # fmt: skip


def crossed(sets: Sequence[Set], judge: str) -> list[Judged]:
    """Return the cross-validated answers of *judge*, contradictions weighed in as it does."""
    probabilities, verdicts = cross_validated(sets)
    found = []
    for s, p, v in zip(sets, probabilities, verdicts, strict=True):
        against = np.array([one.p_contradicted or 0.0 for one in judged(s.data, judge)])
        said = v * (against < 0.5)
        found.append(Judged(said, p["references"] * (1 - against), against))
    return found


def as_record(data: judge_data.Labelled, answers: Sequence[Verdict], signature: str) -> Record:
    """Return the record of a run whose judge gave *answers*, one for each label."""
    items = tuple({item.id: item for item in pairs(data)[0]}.values())
    bench = build_benchmark(
        items, [fact for item in items for fact in item.facts],
        name=data.name, task="summarization",
    )  # fmt: skip
    labels = zip(data.system.tolist(), data.document.tolist(), data.fact, strict=True)
    said = dict(zip(labels, answers, strict=True))
    failed = Verdict("error", None, None, reason="not labelled")
    header = Header(
        bench.name, "", "", bench.facts_hash, "benchmark", bench.task, "en", "en",
        data.systems, {}, (), signature, {}, (),
    )  # fmt: skip
    texts = {
        system: tuple(data.texts[s, d] for d in range(len(items)))
        for s, system in enumerate(data.systems)
    }
    verdicts = {
        system: tuple(
            tuple(said.get((s, d, fact.id), failed) for fact in item.facts)
            for d, item in enumerate(bench.items)
        )
        for s, system in enumerate(data.systems)
    }
    return Record(header, bench.items, texts, {}, verdicts)


def people(data: judge_data.Labelled) -> list[Label]:
    """Return the labels as `factcov agree` reads them."""
    rows = zip(data.system.tolist(), data.document.tolist(), data.fact, data.y, strict=True)
    return [
        Label(data.systems[s], data.documents[d].id, fact, "covered" if y else "other", "", "")
        for s, d, fact, y in rows
    ]


def write_records(sets: Sequence[Set], judge: str, folder: Path) -> None:
    """Write one record of *judge* for each labelled set."""
    signature = get_judge(judge).signature
    today = datetime.now(UTC).date()
    for s, answers in zip(sets, crossed(sets, judge), strict=True):
        agreement = measure(
            as_record(s.data, answers.verdicts(), signature), {}, people(s.data),
            replicates=1_000, level=0.95, permutations=1, seed=0, degenerate="skip",
        )  # fmt: skip
        path = folder / f"{judge}-{s.data.name}.json"
        record = to_record(agreement, today, NOTE)
        print(f"{write(record, path)}: kappa {record.kappa} [{record.low}, {record.high}]")
