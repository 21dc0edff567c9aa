"""Checking a benchmark and outputs: everything that is wrong, not only the first."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence

import msgspec

from factcov.benchmarks.find import locate_benchmark, locate_outputs
from factcov.benchmarks.outputs import output_files, read_outputs
from factcov.benchmarks.read import read_benchmark
from factcov.errors import DataError
from factcov.formatting import count
from factcov.types import Benchmark


class Findings(msgspec.Struct, frozen=True):
    """What ``factcov validate`` found: faults with file and line, and what was read."""

    faults: tuple[str, ...]
    summary: str
    hash: str


def validate(
    benchmark: str | os.PathLike[str], outputs: Sequence[str | os.PathLike[str]] = ()
) -> Findings:
    """Return every fault of a benchmark folder and of outputs for it.

    Raises:
        DataError: there is no benchmark to check.
    """
    read, errors = read_benchmark(locate_benchmark(benchmark))
    systems: Counter[str] = Counter()
    if read is not None and not errors:
        for path in outputs:
            try:
                for file in output_files(locate_outputs(path)):
                    systems[file.stem] += 1
                    if systems[file.stem] > 1:
                        errors.append(DataError(f'{file}: system "{file.stem}" is given twice'))
                    try:
                        read_outputs(file, read)
                    except DataError as error:
                        errors.append(error)
            except DataError as error:
                errors.append(error)
    faults = tuple(str(error) for error in errors)
    if read is None:
        return Findings(faults, "", "")
    return Findings(faults, summarise(read, len(systems)), read.hash)


def summarise(benchmark: Benchmark, systems: int = 0) -> str:
    """Return one line that says what a benchmark holds."""
    documents = len({item.document for item in benchmark.items})
    references = sum(len(item.references) for item in benchmark.items)
    parts = [
        f"{benchmark.name} {benchmark.version} ({benchmark.task}, "
        f"{benchmark.source_language} to {benchmark.target_language})",
        f"{count(len(benchmark.items), 'item')} in {count(documents, 'document')}",
        count(references, "reference"),
        count(len(benchmark.facts), "key fact"),
    ]
    if systems:
        parts.append(count(systems, "system"))
    return f"{'; '.join(parts)}: no fault found"
