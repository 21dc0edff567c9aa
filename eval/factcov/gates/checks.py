"""check: one text, or some, held against the key facts, for use in a test."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from factcov.benchmarks import build_benchmark, load_benchmark
from factcov.benchmarks.read import span
from factcov.errors import DataError, UsageError
from factcov.gates.differences import Finding, findings, got
from factcov.gates.measured import measured, score_of
from factcov.judges.base import Judge
from factcov.scoring import Run, score
from factcov.types import Benchmark

SHOWN = 20
"""Facts that a failed assertion lists."""


class Share(float):
    """A score that knows the facts behind it, so that a failed assertion can name them."""

    checked: Checked

    def __new__(cls, value: float, checked: Checked) -> Share:
        """Return *value* with its explanation attached."""
        share = super().__new__(cls, value)
        share.checked = checked
        return share

    def factcov_lines(self) -> list[str]:
        """Return what the pytest plugin prints below a failed comparison."""
        return self.checked.lines()


class Checked:
    """What the texts cover, get wrong and lack."""

    def __init__(self, run: Run, system: str) -> None:
        self.run, self.system = run, system
        self._measured = measured(run)

    @property
    def coverage(self) -> Share:
        """Weight of the facts covered over weight judged, 0 to 1."""
        return self._share("coverage")

    @property
    def contradiction(self) -> Share:
        """Weight of the facts contradicted over weight judged, 0 to 1."""
        return self._share("contradiction")

    @cached_property
    def missing(self) -> tuple[Finding, ...]:
        """The facts that are missing, required and heavy ones first."""
        return findings(self.run.record.items, self._measured, self.system, got("missing"))

    @cached_property
    def wrong(self) -> tuple[Finding, ...]:
        """The facts that are contradicted, with the evidence."""
        return findings(self.run.record.items, self._measured, self.system, got("contradicted"))

    @cached_property
    def errors(self) -> tuple[Finding, ...]:
        """The facts that the judge failed on."""
        return findings(self.run.record.items, self._measured, self.system, got("error"))

    def lines(self) -> list[str]:
        """Return the wrong and the missing facts, one a line."""
        return [
            line
            for words, found in (
                ("wrong", self.wrong), ("judge failed", self.errors), ("missing", self.missing),
            )
            for line in _listed(words, found)
        ]  # fmt: skip

    def __repr__(self) -> str:
        """Return the counts, short enough for an assertion message."""
        return (
            f"<{self.run.record.header.benchmark}: {len(self.wrong)} facts wrong, "
            f"{len(self.missing)} missing>"
        )

    def _share(self, metric: str) -> Share:
        value = score_of(self.run, self._measured, self.system, metric)
        if value is None:
            raise DataError(
                f'{metric} is not defined: no key fact of "{self.run.record.header.benchmark}" '
                "was judged"
            )
        return Share(value, self)


def check(
    benchmark: str | os.PathLike[str] | Benchmark,
    texts: str | Sequence[str] | Mapping[str, str],
    *,
    system: str = "candidate",
    judge: str | Judge = "lexical",
    metrics: Sequence[str] = ("coverage", "contradiction"),
) -> Checked:
    """Return how *texts* fare against the key facts of a benchmark.

    One string for a benchmark of one item; a list in item order; or a map from item id to text,
    which may leave items out: then only those given count.

    >>> bench = load_benchmark("cyberstups")
    >>> bool(check(bench, bench.items[0].source).coverage > 0.5)
    True

    Raises:
        DataError: the texts do not line up with the benchmark.
        UsageError: one string for a benchmark of several items.
    """
    bench = benchmark if isinstance(benchmark, Benchmark) else load_benchmark(benchmark)
    if isinstance(texts, str):
        if len(bench.items) != 1:
            raise UsageError(
                f'"{bench.name}" has {len(bench.items)} items; give a list of texts, or a map from '
                f'item id to text: {{"{bench.items[0].id}": text}}'
            )
        texts = [texts]
    if isinstance(texts, Mapping) and texts:
        bench = _only(bench, texts)
    run = score(bench, {system: texts}, metrics=metrics, judge=judge)
    return Checked(run, system)


def _only(bench: Benchmark, texts: Mapping[str, str]) -> Benchmark:
    """Return the part of a benchmark that texts are given for."""
    known = {item.id for item in bench.items}
    for id_ in texts:
        if id_ not in known:
            raise DataError(f'unknown item id "{id_}"; "{bench.name}" has {span(sorted(known))}')
    kept = [item for item in bench.items if item.id in texts]
    if len(kept) == len(bench.items):
        return bench
    facts = [fact for item in kept for fact in item.facts]
    header = {
        name: value
        for name, value in msgspec.structs.asdict(bench).items()
        if name not in ("items", "hash", "facts_hash")
    }
    return build_benchmark(kept, facts, **header)


def _listed(words: str, found: Sequence[Finding]) -> list[str]:
    lines = []
    for one in found[:SHOWN]:
        required = ", required" if one.required else ""
        quote = f' it says "{one.quote}"' if one.quote and one.after == "contradicted" else ""
        lines.append(f"{words}{required}: {one.key} {one.text}{quote}")
    more = len(found) - SHOWN
    return [*lines, f"... and {more} more {words}"] if more > 0 else lines
