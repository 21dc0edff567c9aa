"""Reading what systems wrote: SYSTEM.jsonl or SYSTEM.txt, one candidate an item."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from factcov.benchmarks.find import locate_outputs
from factcov.benchmarks.read import span
from factcov.errors import DataError
from factcov.formatting import count
from factcov.lines import read_lines, read_rows
from factcov.types import Benchmark

Paths = str | os.PathLike[str] | Sequence[str | os.PathLike[str]]


class OutputRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of SYSTEM.jsonl."""

    id: str
    text: str


def load_outputs(paths: Paths, benchmark: Benchmark) -> dict[str, list[str]]:
    """Return {system: [text, ...]} in item order, from files, folders or a shipped name.

    A system is called as its file is, without the ending. In a folder, every .jsonl and .txt
    file is a system. An empty text is legal; a missing one is not.

    Raises:
        DataError: a file is malformed, an item is missing, unknown or given twice.
    """
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    outputs: dict[str, list[str]] = {}
    origin: dict[str, Path] = {}
    for file in (file for path in given for file in output_files(locate_outputs(path))):
        system = file.stem
        if system in origin:
            raise DataError(f'{file}: system "{system}" is already read from {origin[system]}')
        origin[system] = file
        outputs[system] = read_outputs(file, benchmark)
    return outputs


def read_outputs(path: Path, benchmark: Benchmark) -> list[str]:
    """Return one system's candidates from one file, in item order.

    Raises:
        DataError: as for load_outputs.
    """
    if path.suffix == ".txt":
        lines = read_lines(path)
        if len(lines) != len(benchmark.items):
            raise DataError(
                f'{path}: {count(len(lines), "line")}, but the benchmark "{benchmark.name}" has '
                f"{count(len(benchmark.items), 'item')}; line i is the text for item i"
            )
        return lines
    rows, errors = read_rows(path, OutputRow)
    if errors:
        raise errors[0]
    known = {item.id for item in benchmark.items}
    texts: dict[str, str] = {}
    line: dict[str, int] = {}
    for number, row in rows:
        if row.id not in known:
            raise DataError(
                f'{path}:{number}: unknown item id "{row.id}"; the benchmark '
                f'"{benchmark.name}" has {span(item.id for item in benchmark.items)}'
            )
        if row.id in texts:
            raise DataError(
                f'{path}:{number}: duplicate id "{row.id}", first on line {line[row.id]}'
            )
        texts[row.id], line[row.id] = row.text, number
    missing = [item.id for item in benchmark.items if item.id not in texts]
    if missing:
        raise DataError(
            f"{path}: no text for {len(missing)} of {len(known)} items: {span(missing)}; "
            "give every item one line (an empty text is allowed)"
        )
    return [texts[item.id] for item in benchmark.items]


def check_outputs(
    outputs: Mapping[str, Sequence[str] | Mapping[str, str]], benchmark: Benchmark
) -> dict[str, tuple[str, ...]]:
    """Return outputs given from Python, checked, in item order.

    Each system maps to a sequence of texts in item order, or to a map from item id to text.

    Raises:
        DataError: no system, a wrong number of texts, an unknown or missing item, a text that is
            not a string or that UTF-8 cannot hold.
    """
    if not outputs:
        raise DataError("no outputs to score; give at least one system")
    ids = [item.id for item in benchmark.items]
    checked: dict[str, tuple[str, ...]] = {}
    for system, texts in outputs.items():
        if isinstance(texts, Mapping):
            odd = sorted(set(texts) ^ set(ids), key=str)
            if odd:
                what = "unknown" if odd[0] in texts else "missing"
                raise DataError(f'system "{system}": {what} item id "{odd[0]}"; known: {span(ids)}')
            texts = [texts[id_] for id_ in ids]
        if isinstance(texts, str) or len(texts) != len(ids):
            count = "one string" if isinstance(texts, str) else f"{len(texts)} texts"
            raise DataError(
                f'system "{system}": {count} for {len(ids)} items of "{benchmark.name}"; '
                "give one text an item"
            )
        for id_, text in zip(ids, texts, strict=True):
            _check_text(text, system, id_)
        checked[str(system)] = tuple(texts)
    return checked


def _check_text(text: object, system: str, item: str) -> None:
    if not isinstance(text, str):
        raise DataError(
            f'system "{system}", item "{item}": the text is {type(text).__name__}, not a string; '
            'an empty candidate is ""'
        )
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise DataError(
            f'system "{system}", item "{item}": character {error.start} is the lone surrogate '
            f"U+{ord(text[error.start]):04X}, which UTF-8 cannot hold; remove or replace it"
        ) from error


def output_files(path: Path) -> list[Path]:
    """Return the files of outputs at *path*: itself, or those in the folder, sorted."""
    if path.is_file():
        if path.suffix not in (".jsonl", ".txt"):
            raise DataError(f"{path}: outputs are .jsonl or .txt files")
        return [path]
    files = sorted(p for p in path.iterdir() if p.suffix in (".jsonl", ".txt") and p.is_file())
    if not files:
        raise DataError(f"{path}: no outputs here; expected SYSTEM.jsonl or SYSTEM.txt")
    return files
