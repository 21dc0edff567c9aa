"""Where benchmarks and sample outputs are: a folder, or the name of a shipped one."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from factcov.errors import DataError, nearest_first


@cache
def data_root() -> Path:
    """Return the folder that holds the shipped references/, outputs/ and seeds/.

    A wheel carries them as ``factcov/_data``; in a checkout they are the repository's own
    top-level folders.
    """
    package = Path(__file__).parents[1]
    for root in (package / "_data", package.parents[1]):
        if (root / "references").is_dir():
            return root
    raise DataError(f"{package}: the shipped data is missing; install factcov again")


def shipped_benchmarks() -> tuple[str, ...]:
    """Return the names of the shipped benchmarks, sorted."""
    folders = (data_root() / "references").iterdir()
    return tuple(sorted(f.name for f in folders if (f / "benchmark.toml").is_file()))


def locate_benchmark(name: str | os.PathLike[str]) -> Path:
    """Return the folder of a benchmark given by path or by shipped name.

    Raises:
        DataError: it is neither, or the folder is not a benchmark.
    """
    path = Path(name)
    if not path.is_dir() and os.fspath(name) in shipped_benchmarks():
        path = data_root() / "references" / os.fspath(name)
    if not path.exists():
        known = ", ".join(nearest_first(path.name, shipped_benchmarks()))
        raise DataError(f"{path}: no such benchmark; give a folder or a shipped name: {known}")
    if not (path / "benchmark.toml").is_file():
        raise DataError(
            f"{path}: not a benchmark; a benchmark is a folder with benchmark.toml and items.jsonl"
        )
    return path


def locate_outputs(name: str | os.PathLike[str]) -> Path:
    """Return the file or folder of outputs given by path or by the name of a shipped benchmark.

    Raises:
        DataError: there is no such file or folder.
    """
    path = Path(name)
    samples = data_root() / "outputs" / os.fspath(name)
    if not path.exists() and os.fspath(name) in shipped_benchmarks() and samples.is_dir():
        return samples
    if not path.exists():
        raise DataError(f"{path}: no such file or folder of outputs")
    return path
