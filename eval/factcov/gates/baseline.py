"""Baselines: a blessed run as a small folder of sorted JSON lines, to review and keep in git."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from factcov.errors import DataError
from factcov.gates.measured import Measured
from factcov.gates.same import how_to_remake, refuse_other
from factcov.scoring import Run
from factcov.types import Decision, Header, Stats, Verdict

FORMAT = 1
FOLDER = "baselines"
MANIFEST = "baseline.json"
NEXT = ".next"
"""Holds the files of a newer baseline that have not been moved into place."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """baseline.json; ``files`` maps each other file to its SHA-256."""

    format: int
    header: Header
    files: dict[str, str]


class StatisticsRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of statistics.jsonl."""

    system: str
    item: str
    statistics: dict[str, list[float]]


class VerdictRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of verdicts.jsonl; ``quote`` is the evidence in the candidate's words.

    ``judge`` is the name of a judge after the first.
    """

    system: str
    item: str
    fact: str
    verdict: Decision
    quote: str = ""
    reason: str = ""
    judge: str = ""


def find_baseline(name: str | os.PathLike[str], folder: str | os.PathLike[str] = FOLDER) -> Path:
    """Return the folder of a baseline given by path or by the name it was blessed as.

    Raises:
        DataError: there is none.
    """
    for path in (Path(name), Path(folder) / name):
        if is_baseline(path):
            return path
    known = sorted(p.name for p in Path(folder).glob("*") if is_baseline(p))
    raise DataError(
        f'no baseline "{os.fspath(name)}" here or in {os.fspath(folder)}; '
        f"known: {', '.join(known) or 'none'}; factcov bless RUN --as NAME makes one"
    )


def read_header(path: Path) -> Header:
    """Return what a baseline was measured on and with.

    Raises:
        DataError: it is damaged, or of another format.
    """
    return _manifest(path).header


def read_baseline(path: Path, run: Run) -> Measured:
    """Return the baseline in a folder, in the order of the run's items and facts.

    Raises:
        DataError: it is damaged, or was not measured as the run was.
    """
    manifest = _manifest(path)
    remake = how_to_remake(run.record.header, path.name)
    refuse_other(manifest.header, run.record.header, f"{path}", remake)
    for file, known in manifest.files.items():
        if digest(_read(path, file)) != known:
            raise DataError(
                f"{path / file}: changed after it was blessed (edited by hand, or two baselines "
                f"merged); restore it from git, or {remake}"
            )
    statistics = {(r.system, r.item): r for r in _rows(path, "statistics.jsonl", StatisticsRow)}
    verdicts: dict[str, dict[tuple[str, str, str], VerdictRow]] = {}
    for row in _rows(path, "verdicts.jsonl", VerdictRow):
        verdicts.setdefault(row.judge, {})[row.system, row.item, row.fact] = row
    items, systems = run.record.items, manifest.header.systems
    try:
        tables = {
            info.name: np.array([
                [statistics[system, item.id].statistics[info.name] for item in items]
                for system in systems
            ], dtype=np.float64)
            for info in manifest.header.metrics
        }  # fmt: skip
        one = _measured(path, run, manifest.header, tables, verdicts.get("", {}))
        others = {
            judge.name: _measured(path, run, manifest.header, tables, verdicts[judge.name])
            for judge in manifest.header.judges[1:]
        }
    except (KeyError, ValueError) as error:
        raise DataError(f"{path}: incomplete: {error}; {remake}") from error
    return msgspec.structs.replace(one, others=others)


def _measured(
    path: Path,
    run: Run,
    header: Header,
    tables: dict[str, Stats],
    verdicts: Mapping[tuple[str, str, str], VerdictRow],
) -> Measured:
    """Return the baseline with one judge's verdicts; KeyError where one is missing."""
    rows = {
        system: [
            [verdicts[system, item.id, fact.id] for fact in item.facts] if verdicts else []
            for item in run.record.items
        ]
        for system in header.systems
    }
    return Measured(
        f"{path}", header, tables,
        {s: tuple(tuple(map(_verdict, row)) for row in table) for s, table in rows.items()},
        {s: tuple(tuple(r.quote for r in row) for row in table) for s, table in rows.items()},
    )  # fmt: skip


def _verdict(row: VerdictRow) -> Verdict:
    return Verdict(row.verdict, None, None, reason=row.reason)


def is_baseline(path: Path) -> bool:
    """Return whether a folder holds a baseline, be it one whose files are still being moved."""
    return (path / MANIFEST).is_file() or (path / NEXT / MANIFEST).is_file()


def _manifest(path: Path) -> Manifest:
    where = path / MANIFEST
    try:
        raw = json.loads(_read(path, MANIFEST))
        if raw.get("format") != FORMAT:
            raise DataError(
                f"{where}: format {raw.get('format')}, this factcov reads {FORMAT}; bless again"
            )
        return msgspec.convert(raw, Manifest)
    except (ValueError, AttributeError, msgspec.ValidationError) as error:
        raise DataError(f"{where}: damaged: {error}; bless again") from error


def _rows(path: Path, file: str, row_type: type[Any]) -> list[Any]:
    decoder = msgspec.json.Decoder(row_type)
    rows = []
    for number, line in enumerate(_read(path, file).split("\n")[:-1], 1):
        try:
            rows.append(decoder.decode(line))
        except msgspec.DecodeError as error:
            raise DataError(f"{path / file}:{number}: {error}; bless again") from error
    return rows


def _read(path: Path, file: str) -> str:
    """Return a file's text, from ``.next`` while it has not been moved; git may turn line ends."""
    for where in (path / NEXT / file, path / file):
        try:
            return where.read_bytes().decode().replace("\r\n", "\n")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{where}: cannot be read: {error}; bless again") from error
    raise DataError(f"{path / file}: no such file; bless again")


def digest(text: str) -> str:
    """Return the hash by which a manifest knows a file."""
    return hashlib.sha256(text.encode()).hexdigest()
