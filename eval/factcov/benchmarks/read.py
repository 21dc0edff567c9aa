"""Reading a benchmark folder into a Benchmark, and checking everything in it."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from factcov.benchmarks.find import locate_benchmark
from factcov.errors import DataError
from factcov.lines import explain, read_lines, read_rows, read_text
from factcov.types import Benchmark, Fact, Item, Kind, Task


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """benchmark.toml."""

    name: str
    task: Task
    version: str = "0"
    source_language: str = "en"
    target_language: str = "en"
    licence: str = ""
    description: str = ""


class ItemRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of items.jsonl; ``source_file`` is relative to the benchmark's folder."""

    id: str
    references: tuple[str, ...] = ()
    source: str | None = None
    source_file: str | None = None
    document: str | None = None
    metadata: dict[str, Any] = {}


class FactRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of facts.jsonl."""

    item: str
    id: str
    text: str | dict[str, str]
    weight: float = 1.0
    kind: Kind = "other"
    evidence: str = ""
    required: bool = False


def load_benchmark(name: str | os.PathLike[str]) -> Benchmark:
    """Return the benchmark in a folder, or the shipped one of that name.

    >>> load_benchmark("cyberstups").task
    'summarization'

    Raises:
        DataError: something is wrong; the message names the first fault and counts the others.
    """
    benchmark, errors = read_benchmark(locate_benchmark(name))
    if benchmark is None or errors:
        more = f" (and {len(errors) - 1} more: factcov validate)" if len(errors) > 1 else ""
        raise DataError(f"{errors[0]}{more}")
    return benchmark


def read_benchmark(folder: Path) -> tuple[Benchmark | None, list[DataError]]:
    """Return what can be read of the benchmark in *folder*, and all that is wrong with it."""
    try:
        header = _read_header(folder / "benchmark.toml")
        items, errors = _read_items(folder)
        facts: list[tuple[str, Fact]] = []
        if (folder / "facts.jsonl").is_file() and (folder / "facts.jsonl").stat().st_size:
            facts, fact_errors = _read_facts(folder / "facts.jsonl", items, header)
            errors += fact_errors
    except DataError as error:
        return None, [error]
    if not items:
        return None, errors
    return build_benchmark(
        items, [fact for _, fact in facts], **msgspec.structs.asdict(header)
    ), errors


def build_benchmark(
    items: Sequence[Item], facts: Iterable[Fact], *, name: str, task: Task, **header: str
) -> Benchmark:
    """Return a Benchmark of checked items and facts, with languages and hashes filled in.

    Facts replace the items' own; a fact's ``item`` must be the id of one of them.
    """
    by_item: dict[str, list[Fact]] = {item.id: [] for item in items}
    for fact in facts:
        by_item[fact.item].append(fact)
    source_language = header.get("source_language", "en")
    target_language = header.get("target_language", source_language)
    complete = tuple(
        msgspec.structs.replace(
            item,
            facts=tuple(by_item[item.id]),
            document=item.document or item.id,
            language=target_language,
            source_language=source_language,
        )
        for item in items
    )
    benchmark = Benchmark(name, task, complete, **header)
    digest = hashlib.sha256()
    _update(digest, [task, source_language, target_language])
    for item in complete:
        _update(digest, [item.id, item.document, item.source, item.references, item.facts])
    return msgspec.structs.replace(
        benchmark, hash=digest.hexdigest(), facts_hash=hash_facts(benchmark.facts)
    )


def hash_facts(facts: Iterable[Fact]) -> str:
    """Return the hash of everything in the key facts that can change a score."""
    digest = hashlib.sha256()
    for fact in facts:
        _update(digest, fact)
    return digest.hexdigest()


def _update(digest: Any, value: object) -> None:
    """Add one value to a hash, separated so that neighbours cannot run together."""
    digest.update(msgspec.json.encode(value, order="sorted") + b"\n")


def _read_header(path: Path) -> Header:
    try:
        return msgspec.convert(tomllib.loads(read_text(path)), Header)
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: not TOML: {error}") from error
    except msgspec.ValidationError as error:
        raise DataError(f"{path}: {explain(error, Header)}") from error


def _read_items(folder: Path) -> tuple[list[Item], list[DataError]]:
    path = folder / "items.jsonl"
    if not path.is_file():
        if any(folder.glob("reference*.txt")) or (folder / "source.txt").is_file():
            return _read_line_aligned(folder), []
        raise DataError(f"{path}: no such file; a benchmark needs items.jsonl, or reference.txt")
    rows, errors = read_rows(path, ItemRow)
    items: list[Item] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        where = f"{path}:{number}"
        if not row.id:
            errors.append(DataError(f"{where}: the id is empty"))
        elif row.id in seen:
            errors.append(
                DataError(f'{where}: duplicate id "{row.id}", first on line {seen[row.id]}')
            )
        elif (row.source is None) == (row.source_file is None):
            errors.append(DataError(f"{where}: give either source or source_file"))
        else:
            seen[row.id] = number
            try:
                source = row.source
                if source is None:
                    source = read_text(folder / str(row.source_file))
            except DataError as error:
                errors.append(DataError(f"{where}: source_file: {error}"))
                source = ""
            items.append(
                Item(
                    row.id, source, row.references, document=row.document or "",
                    metadata=row.metadata,
                )
            )  # fmt: skip
    return items, errors


def _read_line_aligned(folder: Path) -> list[Item]:
    """Read source.txt, reference*.txt and documents.txt: line i of each belongs to item i."""
    columns = {
        path: read_lines(path)
        for path in [folder / "source.txt", *sorted(folder.glob("reference*.txt")),
                     folder / "documents.txt"]
        if path.is_file()
    }  # fmt: skip
    first, *others = columns
    for path in others:
        if len(columns[path]) != len(columns[first]):
            raise DataError(
                f"{path}: {len(columns[path])} lines, but {first.name} has {len(columns[first])}; "
                "line i of every file belongs to item i"
            )
    references = [lines for path, lines in columns.items() if path.name.startswith("reference")]
    empty = [""] * len(columns[first])
    source = columns.get(folder / "source.txt", empty)
    documents = columns.get(folder / "documents.txt", empty)
    return [
        Item(str(i + 1), source[i], tuple(r[i] for r in references), document=documents[i])
        for i in range(len(source))
    ]


def _read_facts(
    path: Path, items: Sequence[Item], header: Header
) -> tuple[list[tuple[str, Fact]], list[DataError]]:
    rows, errors = read_rows(path, FactRow)
    by_id = {item.id: item for item in items}
    seen: dict[tuple[str, str], int] = {}
    facts: list[tuple[str, Fact]] = []
    for number, row in rows:
        where = f"{path}:{number}"
        key = (row.item, row.id)
        fault = _fault(row, by_id, header)
        if fault is None and key in seen:
            fault = f'duplicate fact id "{row.id}" in item "{row.item}", first on line {seen[key]}'
        if fault is not None:
            errors.append(DataError(f"{where}: {fault}"))
            continue
        seen[key] = number
        facts.append((where, Fact(row.id, row.item, row.text, row.weight, row.kind, row.evidence,
                                  row.required)))  # fmt: skip
    return facts, errors


def _fault(row: FactRow, items: dict[str, Item], header: Header) -> str | None:
    """Return what is wrong with one fact, or None."""
    if row.item not in items:
        return f'unknown item id "{row.item}"; the benchmark "{header.name}" has {span(items)}'
    if not row.id:
        return "the id is empty"
    texts = [row.text] if isinstance(row.text, str) else list(row.text.values())
    if not texts or not all(text.strip() for text in texts):
        return f'fact "{row.id}" has an empty text'
    if not 0 < row.weight < float("inf"):
        return f'fact "{row.id}" has weight {row.weight:g}; a weight is above 0'
    if row.evidence and row.evidence not in items[row.item].source:
        return (
            f'the evidence of fact "{row.id}" is not in the source of item "{row.item}": '
            f'"{row.evidence[:60]}"; quote the source exactly'
        )
    return None


def span(ids: Iterable[str]) -> str:
    """Return a short list of ids for an error message.

    >>> span(["n01", "n02", "n03", "n04", "n05", "n06", "n07"])
    'n01, n02, n03 ... n07'
    """
    names = list(ids)
    return ", ".join(names) if len(names) <= 6 else f"{', '.join(names[:3])} ... {names[-1]}"
