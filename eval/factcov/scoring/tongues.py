"""Texts in another language than asked for, copies of the source, facts without a wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from factcov.text.guessing import language_problem
from factcov.text.languages import language
from factcov.types import Benchmark

_LOOKED_AT = 50
"""Texts of a system that are read, evenly spaced: a system does this throughout or seldom."""
_SHARE = 0.2
"""Of the texts looked at, before a system is named: the guess errs on a text now and then."""


def tongues(benchmark: Benchmark, texts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield a notice for each system and problem: untranslated copies, another language.

    ``texts`` maps a system to its texts in item order.
    """
    step = max(1, -(-len(benchmark.items) // _LOOKED_AT))
    translation = benchmark.task == "translation"
    for system, rows in texts.items():
        found: Counter[str] = Counter()
        seen = 0
        for item, text in list(zip(benchmark.items, rows, strict=True))[::step]:
            seen += 1
            problem = language_problem(
                text, benchmark.target_language, item.source if translation else ""
            )
            if problem:
                found[problem] += 1
        for problem, count in sorted(found.items()):
            if count >= _SHARE * seen:
                looked = "texts" if step == 1 else "texts looked at"
                yield f'system "{system}", {count} of {seen} {looked}: {problem}'


def foreign_facts(benchmark: Benchmark) -> str:
    """Return how many facts have no wording in the candidates' language, for signatures.

    "" where all have one, else as in ``facts:en 3 of 90``: three are judged in English.
    """
    wanted = language(benchmark.target_language).code
    found: Counter[str] = Counter()
    for fact in benchmark.facts:
        code = fact.wording(benchmark.target_language, benchmark.source_language)[1]
        if language(code).code != wanted:
            found[code] += 1
    counts = ", ".join(f"{code} {count}" for code, count in sorted(found.items()))
    return f"facts:{counts} of {len(benchmark.facts)}" if found else ""
