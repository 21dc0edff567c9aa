"""The run folder: run.json and Parquet tables, written so that a kill at any moment loses nothing.

run.json names the tables it belongs to, each by a hash of what it holds. A new run's tables are
written beside the old ones, then run.json is replaced in one step, then what nothing names is
deleted: whenever the process dies, the folder holds one whole run, old or new.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from factcov.compact import CompactTables, kept
from factcov.errors import DataError
from factcov.types import Header, Item, Record, Stats, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

_PART = 1 << 16
"""Items written at a time."""

FORMAT, SEVERAL_JUDGES = 1, 2
"""Versions of the folder's layout, the second for a run with several judges; a reader refuses
others."""


class Manifest(msgspec.Struct, frozen=True):
    """run.json."""

    format: int
    header: Header
    settings: dict[str, Any]
    """How intervals are made: seed, replicates, level."""
    scores: list[dict[str, Any]]
    """One row a system and metric, for readers without factcov; not read back."""
    tables: dict[str, str]


def write_record(
    record: Record, settings: dict[str, Any], scores: list[dict[str, Any]], folder: Path
) -> None:
    """Write a run folder, or replace the one that is there.

    Raises:
        DataError: the folder holds something else, or cannot be written.
    """
    taken = folder.exists() and not (folder / "run.json").is_file()
    if taken and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError(f"{folder}: exists and is not a run folder; give another path")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {name: _write_table(folder, name, table) for name, table in _tables(record).items()}
        layout = SEVERAL_JUDGES if record.further else FORMAT
        manifest = Manifest(layout, record.header, settings, scores, names)
        text = json.dumps(msgspec.to_builtins(manifest), indent=1, ensure_ascii=False)
        _write_atomically(folder / "run.json", (text + "\n").encode())
    except OSError as error:
        raise DataError(f"{folder}: cannot be written: {error.strerror or error}") from error
    for path in folder.glob("*.parquet"):
        if path.name not in names.values():
            path.unlink()


def read_record(folder: Path) -> tuple[Record, dict[str, Any]]:
    """Return the run in a folder and its settings.

    Raises:
        DataError: the folder is not a run, is damaged, or is of another format.
    """
    path = folder / "run.json"
    if not path.is_file():
        raise DataError(f"{folder}: not a run folder (no run.json); factcov score -o makes one")
    try:
        raw = json.loads(path.read_bytes())
        if raw.get("format") not in (FORMAT, SEVERAL_JUDGES):
            raise DataError(
                f"{path}: format {raw.get('format')}, this factcov reads {FORMAT} and "
                f"{SEVERAL_JUDGES}; score again"
            )
        manifest = msgspec.convert(raw, Manifest)
    except (ValueError, AttributeError, msgspec.ValidationError) as error:
        raise DataError(f"{path}: damaged: {error}; score again") from error
    tables = {name: _read_table(folder / file) for name, file in manifest.tables.items()}
    return _record(manifest.header, tables), manifest.settings


def _tables(record: Record) -> dict[str, Iterable[pa.Table]]:
    """Return a record's tables, each in parts that are written one after the other."""
    systems = record.header.systems
    return {
        "items": (
            _item_table(record.items[n : n + _PART]) for n in range(0, len(record.items), _PART)
        ),
        "candidates": (_candidate_table(record, number) for number in range(len(systems))),
        "statistics": (_statistics_table(record, number) for number in range(len(systems))),
        **{name: _verdict_parts(one, systems) for name, one in _by_judge(record).items()},
    }


def _by_judge(record: Record) -> dict[str, Record]:
    """Return the record with each judge's verdicts as its own, by the name of their table."""
    further = {
        f"verdicts-{place}": msgspec.structs.replace(record, verdicts=record.further[judge.name])
        for place, judge in enumerate(record.header.judges[1:], 2)
    }
    return {"verdicts": record, **further}


def _verdict_parts(record: Record, systems: Sequence[str]) -> Iterator[pa.Table]:
    return (_verdict_table(record, system) for system in systems)


def _item_table(items: Sequence[Item]) -> pa.Table:
    import pyarrow as pa

    return pa.table({"item": [msgspec.json.encode(item).decode() for item in items]})


def _keys(record: Record, number: int) -> dict[str, pa.Array]:
    """Return the columns that say whose row it is: one system, every item."""
    import pyarrow as pa

    rows = np.arange(len(record.items), dtype=np.int32)
    ids = pa.array([item.id for item in record.items], pa.string())
    systems = pa.array(record.header.systems, pa.string())
    return {
        "system": pa.DictionaryArray.from_arrays(np.full_like(rows, number), systems),
        "item": pa.DictionaryArray.from_arrays(rows, ids),
    }


def _candidate_table(record: Record, number: int) -> pa.Table:
    import pyarrow as pa

    texts = record.candidates[record.header.systems[number]]
    return pa.table({**_keys(record, number), "text": pa.array(texts, pa.large_string())})


def _statistics_table(record: Record, number: int) -> pa.Table:
    """Return one system's statistics, a column each: int32, or float64 where those would not do."""
    import pyarrow as pa

    columns = {
        f"{metric.name}/{column}": kept(record.statistics, metric.name)[number, :, index]
        for metric in record.header.metrics
        for index, column in enumerate(metric.columns)
    }
    return pa.table({**_keys(record, number), **columns})


def _verdict_table(record: Record, system: str) -> pa.Table:
    import pyarrow as pa

    rows = [
        (system, fact.item, fact.id, verdict)
        for item, verdicts in zip(record.items, record.verdicts[system], strict=True)
        for fact, verdict in zip(item.facts, verdicts, strict=bool(verdicts))
        if verdicts
    ]
    fields = {
        "verdict": pa.string(),
        "p_covered": pa.float64(),
        "p_contradicted": pa.float64(),
        "start": pa.int64(),
        "end": pa.int64(),
        "reason": pa.string(),
    }
    table = {
        "system": pa.array([r[0] for r in rows], pa.string()).dictionary_encode(),
        "item": pa.array([r[1] for r in rows], pa.string()).dictionary_encode(),
        "fact": pa.array([r[2] for r in rows], pa.string()).dictionary_encode(),
    }
    for name, dtype in fields.items():
        table[name] = pa.array([getattr(r[3], name) for r in rows], dtype)
    return pa.table(table)


def _record(header: Header, tables: dict[str, pa.Table]) -> Record:
    items = tuple(
        msgspec.json.decode(text, type=Item) for text in tables["items"]["item"].to_pylist()
    )
    size = len(items)
    texts = tables["candidates"]["text"].to_pylist()
    candidates = {
        system: tuple(texts[n * size : (n + 1) * size]) for n, system in enumerate(header.systems)
    }
    return Record(
        header=header,
        items=items,
        candidates=candidates,
        statistics=_statistics(header, tables["statistics"], size),
        verdicts=_verdicts(header, items, tables["verdicts"]),
        further={
            judge.name: _verdicts(header, items, tables[f"verdicts-{place}"])
            for place, judge in enumerate(header.judges[1:], 2)
        },
    )


def _statistics(header: Header, table: pa.Table, items: int) -> Mapping[str, Stats]:
    statistics = {}
    for metric in header.metrics:
        columns = [table[f"{metric.name}/{column}"].to_numpy() for column in metric.columns]
        stacked = np.stack(columns, axis=-1)
        statistics[metric.name] = stacked.reshape(len(header.systems), items, -1)
    return CompactTables(statistics)


def _verdicts(
    header: Header, items: tuple[Item, ...], table: pa.Table
) -> dict[str, tuple[tuple[Verdict, ...], ...]]:
    names = Verdict.__struct_fields__
    flat = [Verdict(*row) for row in zip(*(table[n].to_pylist() for n in names), strict=True)]
    if not flat:
        return {system: ((),) * len(items) for system in header.systems}
    verdicts, position = {}, 0
    for system in header.systems:
        rows = []
        for item in items:
            rows.append(tuple(flat[position : position + len(item.facts)]))
            position += len(item.facts)
        verdicts[system] = tuple(rows)
    return verdicts


def _write_table(folder: Path, name: str, parts: Iterable[pa.Table]) -> str:
    """Write one table under a name that its content decides, and return that name."""
    import pyarrow.parquet as pq

    with _replacing(folder) as (file, keep):
        writer = None
        for part in parts:
            writer = writer or pq.ParquetWriter(file, part.schema, compression="zstd")
            writer.write_table(part)
        if writer is not None:
            writer.close()
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return keep(f"{name}-{digest[:12]}.parquet")


def _read_table(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(path, memory_map=False)
    except (OSError, pa.ArrowInvalid) as error:
        raise DataError(f"{path}: cannot be read: {error}; score again") from error


def _write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that readers see either the old one or the new one, whole."""
    with _replacing(path.parent) as (file, keep):
        file.write(data)
        keep(path.name)


@contextmanager
def _replacing(folder: Path) -> Iterator[tuple[io.BufferedRandom, Callable[[str], str]]]:
    """Yield a new file, and a function that gives it its name once it is whole."""
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
    try:
        with open(handle, "w+b") as file:  # noqa: PTH123

            def keep(name: str) -> str:
                file.flush()
                os.fsync(file.fileno())
                os.chmod(temporary, 0o644)  # noqa: PTH101 - mkstemp's 0600 hides it from others
                os.replace(temporary, folder / name)  # noqa: PTH105
                return name

            yield file, keep
    finally:
        Path(temporary).unlink(missing_ok=True)
