"""Where the page comes from: what was scored, by what, and the commands that remake it."""

from __future__ import annotations

import shlex

import msgspec

from factcov.panel import split_name
from factcov.scoring import Run
from factcov.standings import Standings


class Provenance(msgspec.Struct, frozen=True):
    """Names and values to print, and the commands."""

    facts: tuple[tuple[str, str], ...]
    signatures: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    commands: tuple[str, ...]


def provenance(run: Run, table: Standings) -> Provenance:
    """Return what a reader needs to check the page or to make it again."""
    header = run.record.header
    languages = header.source_language
    if header.target_language != languages:
        languages += f" to {header.target_language}"
    facts = [
        ("benchmark", f"{header.benchmark} {header.benchmark_version}"),
        ("benchmark hash", header.benchmark_hash),
        ("facts", f"{header.facts}, hash {header.facts_hash}"),
        ("task", f"{header.task}, {languages}"),
        ("judge", header.judge or "none"),
        *((f"judge {judge.name}", judge.signature) for judge in header.judges[1:]),
        ("intervals", f"{run.level:.0%}, {run.replicates} bootstrap replicates, seed {run.seed}"),
    ]
    if table.comparison:
        found = table.comparison
        facts.append((
            "tests",
            f"approximate randomization, {found.trials} trials, correction {found.correction} "
            f"over all pairs, alpha {found.alpha:g}",
        ))  # fmt: skip
    facts += [(name, version) for name, version in header.versions.items()]
    first = run.systems[0]
    signatures = [(name, table.scores[first, name].signature) for name in run.metrics]
    metrics = dict.fromkeys(split_name(header, name)[0] for name in run.metrics)
    judges = ["--judge", *run.judges] if header.judges else []
    score = [
        "factcov", "score", header.benchmark, "-i", "OUTPUTS", "-m", *metrics, *judges,
        "--seed", str(run.seed), "--replicates", str(run.replicates), "-o", "RUN",
    ]  # fmt: skip
    report = ["factcov", "report", "RUN", "-o", "report.html"]
    return Provenance(
        tuple(facts), tuple(signatures), tuple(header.outputs_hash.items()),
        (shlex.join(score), shlex.join(report)),
    )  # fmt: skip
