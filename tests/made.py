"""A small benchmark, systems and judge for tests of what is told about a run.

The judge needs no language: a fact is covered where the candidate holds its last word, and
contradicted where it holds "not" before that word.
"""

import re
from collections.abc import Sequence

import factcov
from factcov.scoring import Run
from factcov.types import KINDS, Benchmark, Fact, Item, Verdict, Verdicts

METRICS = ["coverage", "contradiction", "chrf", "length"]


class LastWord:
    signature = "judge:last-word"

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        return [
            [self._verdict(text, str(fact.text)) for fact in item.facts]
            for text, item in zip(candidates, items, strict=True)
        ]

    def _verdict(self, text: str, fact: str) -> Verdict:
        if "unjudgeable" in text:
            return Verdict("error", None, None, reason="the judge failed")
        word = fact.split()[-1].strip(".")
        found = re.search(rf"(not )?\b{re.escape(word)}\b", text)
        if not found:
            return Verdict("missing", 0.1, 0.02, reason=f"{word}: not said")
        if found[1]:
            return Verdict("contradicted", 0.1, 0.85, found.start(), found.end(), "negated")
        return Verdict("covered", 0.9, 0.05, found.start(), found.end(), f"{word}: said")


def make_benchmark(items: int = 4, facts: int = 6) -> Benchmark:
    """Return a benchmark whose fact k of item i ends in the word ``wIxK``."""
    made = []
    for i in range(items):
        words = [f"w{i}x{k}" for k in range(facts)]
        source = " ".join(f"The source says {word}." for word in words)
        made.append(
            Item(
                id=f"n{i}", document=f"n{i}", source=source,
                references=(f"In short: {', '.join(words[: facts // 2])}.",),
                metadata={"desk": "home" if i % 2 else "world"},
                facts=tuple(
                    Fact(f"f{k}", f"n{i}", f"It is {word}.", 1.0 + k % 3, KINDS[k % 3],
                         f"The source says {word}.")
                    for k, word in enumerate(words)
                ),
            )
        )  # fmt: skip
    return Benchmark("made", "summarization", tuple(made), hash="b" * 64, facts_hash="f" * 64)


def make_outputs(benchmark: Benchmark) -> dict[str, list[str]]:
    """Return five systems: full covers all, half every other fact, wrong negates, two controls."""
    words = [[str(fact.text).split()[-1].strip(".") for fact in item.facts]
             for item in benchmark.items]  # fmt: skip
    return {
        "full": [f"All: {' '.join(row)}." for row in words],
        "half": [f"Half: {' '.join(row[::2])}." for row in words],
        "wrong": [f"Wrong: {row[0]} not {' not '.join(row[1:3])}." for row in words],
        "lead1": [f"The source says {row[0]}." for row in words],
        "empty": ["" for _ in words],
    }


def make_run(
    benchmark: Benchmark | None = None, outputs: dict[str, list[str]] | None = None,
    metrics: Sequence[str] = METRICS,
) -> Run:  # fmt: skip
    """Return a scored run of the made benchmark."""
    bench = benchmark or make_benchmark()
    return factcov.score(
        bench, outputs or make_outputs(bench), metrics=metrics, judge=LastWord(), replicates=200
    )
