"""Scoring by one judge or by several: each measures alone, then their records are joined."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from factcov import panel
from factcov.calibrations import judge_name
from factcov.engine import Progress
from factcov.errors import UsageError
from factcov.judges import get_judge
from factcov.judges.base import BoundJudge, Judge
from factcov.metrics import get_metric
from factcov.scoring.keeping import Cache, is_replay
from factcov.scoring.measure import reads_verdicts, score_with
from factcov.scoring.names import DEFAULT_METRICS, expand
from factcov.scoring.run import REPLICATES, Run
from factcov.types import KINDS, Benchmark


def score(
    benchmark: Benchmark,
    outputs: Mapping[str, Sequence[str] | Mapping[str, str]],
    *,
    metrics: Sequence[str] = DEFAULT_METRICS,
    judge: str | Judge | Sequence[str | Judge] = "lexical",
    facts: str = "benchmark",
    seed: int = 0,
    replicates: int = REPLICATES,
    level: float = 0.95,
    progress: Progress | None = None,
    jobs: int | None = 1,
    resume: str | os.PathLike[str] | None = None,
    cache: Cache = True,
) -> Run:
    """Return everything measured for some systems on one benchmark.

    ``outputs`` maps a system to its texts in item order, or to a map from item id to text.
    ``judge`` is a name or an object that follows the protocol; it runs only when a metric reads
    verdicts. Of several judges the first's verdicts are the run's own; each further one adds its
    verdicts and a copy of the metrics that read them, named ``coverage@judge``.
    ``facts="references"`` judges statements derived from the references; a benchmark without facts
    gets them too, with a notice. ``replicates`` and ``level`` (0 to 1) make the intervals. *jobs*
    processes measure (None: all cores, when the job is large enough to gain). Finished shards are
    kept in the folder *resume* until the run is saved elsewhere and the folder removed: the same
    call, interrupted, goes on from there. A costly judge's answers are kept in the file *cache*
    (True: the user's, False: none) and not asked for again; ``judge="cache"`` takes them from there
    alone.

    Raises:
        DataError: the outputs do not line up with the benchmark.
        UsageError: an unknown metric, judge or option, or a number out of range.
    """
    _in_range(seed=seed, replicates=replicates, jobs=1 if jobs is None else jobs)
    if not 0 < level < 1:
        raise UsageError(f"level is {level:g}; give a number between 0 and 1, such as 0.95")
    judges = [judge] if isinstance(judge, str | Judge) else list(judge)
    if not judges:
        raise UsageError("no judge to score with; name at least one")
    asked = _reading(metrics)
    if len(judges) == 1 or not asked:
        return score_with(
            benchmark, outputs, metrics=metrics, judge=judges[0], facts=facts, seed=seed,
            replicates=replicates, level=level, progress=progress, jobs=jobs, resume=resume,
            cache=cache,
        )  # fmt: skip
    specs = [_spec(one) for one in judges]
    people = [
        not is_replay(one) and isinstance(_made(one, benchmark), BoundJudge) for one in judges
    ]
    panel.unique_names([(spec, spec) for spec in specs])
    runs: dict[int, Run] = {}
    # People's labels first: that they do not fit is told before an hour of judging.
    for place in sorted(range(len(judges)), key=lambda n: not people[n]):
        runs[place] = score_with(
            benchmark, outputs, metrics=asked if place else metrics, judge=judges[place],
            facts=facts, seed=seed, replicates=replicates, level=level, jobs=jobs,
            progress=_part(progress, len(runs), len(judges)),
            resume=None if resume is None else Path(resume) / str(place + 1), cache=cache,
        )  # fmt: skip
    records = [runs[place].record for place in range(len(judges))]
    if not records[0].header.judge:
        return runs[0]
    names = panel.unique_names([
        (judge_name(record.header.judge), spec)
        for record, spec in zip(records, specs, strict=True)
    ])  # fmt: skip
    record = panel.join(dict(zip(names, records, strict=True)))
    return Run(record, seed=seed, replicates=replicates, level=level)


def _in_range(**numbers: int) -> None:
    """Raise where a number is too small, before anything is judged."""
    for name, least in (("seed", 0), ("replicates", 2), ("jobs", 1)):
        if numbers[name] < least:
            raise UsageError(f"{name} is {numbers[name]}; give {least} or more")


def _reading(metrics: Sequence[str]) -> list[str]:
    """Return those of the metrics asked for that read verdicts; aliases stay as they are."""
    return [
        name
        for name in ([metrics] if isinstance(metrics, str) else metrics)
        if any(reads_verdicts(get_metric(one)) for one in expand([name], KINDS))
    ]


def _made(judge: str | Judge, benchmark: Benchmark) -> Judge:
    """Return the judge, made: a name or an option that is wrong is told before any judging."""
    if isinstance(judge, Judge):
        return judge
    return get_judge(
        judge, language=benchmark.target_language, source_language=benchmark.source_language,
        task=benchmark.task,
    )  # fmt: skip


def _spec(judge: str | Judge) -> str:
    """Return what tells a judge from every other: its spec, or its signature."""
    return judge if isinstance(judge, str) else judge.signature.removeprefix("judge:")


def _part(progress: Progress | None, number: int, judges: int) -> Progress | None:
    """Return the progress of one judge as that of all."""
    if progress is None:
        return None
    tell = progress
    return lambda done, total: tell(number * total + done, judges * total)
