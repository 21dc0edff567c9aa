"""Scoring: choose facts, judge and metrics, measure, and record what was measured."""

from __future__ import annotations

import hashlib
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from factcov import engine
from factcov.benchmarks import build_benchmark, check_outputs
from factcov.checkpoints import Checkpoints
from factcov.errors import DataError, UnknownNameError
from factcov.formatting import count
from factcov.judges import get_judge
from factcov.judges.base import BoundJudge, CostlyJudge, Judge
from factcov.metrics import get_metric
from factcov.metrics.base import Metric
from factcov.scoring.keeping import Cache, keep, replay
from factcov.scoring.names import DEFAULT_METRICS, expand
from factcov.scoring.run import REPLICATES, Run, reference_count
from factcov.scoring.tongues import foreign_facts, tongues
from factcov.text.statements import derive_facts
from factcov.types import KINDS, Benchmark, Header, MetricInfo, Record, Task

LARGE = 20_000
"""Candidates from which more processes are worth starting."""

FACT_SOURCES = ("benchmark", "references")
"""Where facts come from: written for the benchmark, or derived from its references."""


def score_with(
    benchmark: Benchmark,
    outputs: Mapping[str, Sequence[str] | Mapping[str, str]],
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    judge: str | Judge = "lexical",
    facts: str = "benchmark",
    seed: int = 0,
    replicates: int = REPLICATES,
    level: float = 0.95,
    progress: engine.Progress | None = None,
    jobs: int | None = 1,
    resume: str | os.PathLike[str] | None = None,
    cache: Cache = True,
) -> Run:
    """Return a run by one judge; the arguments are those of `factcov.scoring.score`."""
    texts = check_outputs(outputs, benchmark)
    context: dict[str, Any] = {
        "language": benchmark.target_language,
        "source_language": benchmark.source_language,
        "references": reference_count(benchmark.items),
    }
    made = {name: get_metric(name, **context) for name in expand(metrics, KINDS)}
    judged = any(reads_verdicts(metric) for metric in made.values())
    benchmark_hash, origin = benchmark.hash, "none"
    if judged:
        benchmark, origin = _choose_facts(benchmark, facts)
    chosen = [made[name] for name in expand(metrics, {fact.kind for fact in benchmark.facts})]
    names = tuple(metric.name for metric in chosen)
    asked = replay(judge, cache, benchmark.items, texts) if judged and benchmark.facts else None
    tools = partial(_tools, names, context, asked, benchmark.task)
    _, the_judge = tools()
    people = isinstance(the_judge, BoundJudge)
    if isinstance(the_judge, BoundJudge):
        the_judge = the_judge.bound(benchmark.items, texts)
        tools = partial(_tools, names, context, the_judge, benchmark.task)
    total = len(texts) * len(benchmark.items)
    costly = isinstance(the_judge, CostlyJudge)
    if isinstance(the_judge, CostlyJudge):
        the_judge = keep(the_judge, cache, partial(_advance, progress, total))
    foreign = foreign_facts(benchmark) if the_judge else ""
    counting = hasattr(the_judge, "notices") and not people
    if counting:
        # It may count what it is asked: one object, in one process, for the whole run.
        tools = partial(_tools, names, context, the_judge, benchmark.task)
    header = Header(
        benchmark=benchmark.name,
        benchmark_version=benchmark.version,
        benchmark_hash=benchmark_hash,
        facts_hash=benchmark.facts_hash,
        facts=origin,
        task=benchmark.task,
        source_language=benchmark.source_language,
        target_language=benchmark.target_language,
        systems=tuple(texts),
        outputs_hash={system: _hash(rows) for system, rows in texts.items()},
        metrics=tuple(
            MetricInfo(m.name, tuple(m.columns), m.higher_is_better, m.signature,
                       reads_verdicts(m), getattr(m, "per_fact", False))
            for m in chosen
        ),
        judge="|".join(filter(None, (the_judge.signature, foreign))) if the_judge else "",
        versions={
            "factcov": version("factcov"), "python": platform.python_version(),
            "numpy": np.__version__, "sacrebleu": version("sacrebleu"),
        },
        notices=(*_notices(benchmark, origin, judged), *_foreign(benchmark, foreign),
                 *tongues(benchmark, texts)),
    )  # fmt: skip
    verdicts, statistics = engine.measure(
        benchmark.items, texts, tools, progress,
        jobs=1 if counting else jobs or _jobs(total),
        # What a costly judge answered is kept, and what it failed at is to be asked again.
        checkpoints=None if resume is None or (costly and cache)
        else Checkpoints(Path(resume), _key(header, benchmark)),
    )  # fmt: skip
    tell: Callable[[], Sequence[str]] = getattr(the_judge, "notices", partial(_failures, verdicts))
    header = msgspec.structs.replace(header, notices=(*header.notices, *tell()))
    record = Record(header, benchmark.items, texts, statistics, verdicts)
    return Run(record, seed=seed, replicates=replicates, level=level)


def _tools(
    names: Sequence[str], context: Mapping[str, Any], judge: str | Judge | None, task: Task
) -> tuple[list[Metric], Judge | None]:
    """Return the metrics and the judge; each process that measures makes its own."""
    metrics = [get_metric(name, **context) for name in names]
    if judge is None or isinstance(judge, Judge):
        return metrics, judge
    languages = {key: context[key] for key in ("language", "source_language")}
    return metrics, get_judge(judge, **languages, task=task)


def _advance(progress: engine.Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(done, total)


def _jobs(candidates: int) -> int:
    return len(os.sched_getaffinity(0)) if candidates >= LARGE else 1


def _key(header: Header, benchmark: Benchmark) -> str:
    """Return what tells one measurement from another: everything that its numbers depend on."""
    items = benchmark.hash or _hash([msgspec.json.encode(i).decode() for i in benchmark.items])
    parts = [items, benchmark.facts_hash, header, engine.SHARD]
    return hashlib.sha256(msgspec.json.encode(parts)).hexdigest()


def derive(benchmark: Benchmark) -> Benchmark:
    """Return the benchmark with facts derived from its references instead of its own.

    Raises:
        DataError: an item has no reference.
    """
    bare = next((item.id for item in benchmark.items if not item.references), None)
    if bare is not None:
        raise DataError(
            f'"{benchmark.name}", item "{bare}": no reference to derive facts from; '
            "write facts.jsonl, or score without the fact metrics"
        )
    return build_benchmark(
        benchmark.items,
        [fact for item in benchmark.items for fact in derive_facts(item)],
        name=benchmark.name, task=benchmark.task, version=benchmark.version,
        source_language=benchmark.source_language, target_language=benchmark.target_language,
        licence=benchmark.licence, description=benchmark.description,
    )  # fmt: skip


def _choose_facts(benchmark: Benchmark, source: str) -> tuple[Benchmark, str]:
    """Return the benchmark with the facts to judge, and where they come from."""
    if source not in FACT_SOURCES:
        raise UnknownNameError("source of facts", source, FACT_SOURCES)
    if source == "benchmark" and benchmark.facts:
        return benchmark, "benchmark"
    referenced = all(item.references for item in benchmark.items)
    if source == "benchmark" and not referenced:
        return benchmark, "none"
    return derive(benchmark), "references"


def reads_verdicts(metric: Metric) -> bool:
    """Return whether a judge must run for the metric."""
    return getattr(metric, "judged", True)


def _notices(benchmark: Benchmark, facts: str, judged: bool) -> list[str]:
    notices = []
    if judged and facts == "none":
        notices.append(
            f'"{benchmark.name}" has neither key facts nor references: coverage is not defined'
        )
    if judged and facts == "references":
        notices.append(
            f"facts: {len(benchmark.facts)} statements derived from the references of "
            f'"{benchmark.name}", not key facts written by people'
        )
    if len({item.document for item in benchmark.items}) == 1:
        parts = ["fact metrics resample its facts"] if judged and benchmark.facts else []
        several = len(benchmark.items) > 1
        parts.append(f"the other metrics {'resample its items' if several else 'have none'}")
        notices.append(
            f'"{benchmark.name}" is a single document, so intervals speak about it only: '
            + ", ".join(parts)
        )
    return notices


def _failures(verdicts: engine.Judged) -> list[str]:
    """Return how often a judge failed that does not tell so itself."""
    found = [one.verdict for rows in verdicts.values() for row in rows for one in row]
    failed = found.count("error")
    if not failed:
        return []
    return [f"{failed:,} of {count(len(found), 'verdict')} failed: they count in no score"]


def _foreign(benchmark: Benchmark, facts: str) -> list[str]:
    return [
        f"{facts} have no text in {benchmark.target_language}: a judge of words looks for their "
        "names and amounts only"
    ] if facts else []  # fmt: skip


def _hash(texts: Sequence[str]) -> str:
    return hashlib.sha256(msgspec.json.encode(texts)).hexdigest()
