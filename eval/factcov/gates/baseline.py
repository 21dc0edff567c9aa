"""Baselines: a blessed run as a small folder of sorted JSON lines, to be reviewed and kept in git.

A baseline is replaced in one step. The new files are written to a folder beside the old ones,
which is then renamed to ``.next``: from there on the new baseline counts. Its files are moved into
place one by one; until one has been moved, readers take it from ``.next``.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from factcov.errors import DataError, UsageError
from factcov.escaping import visible
from factcov.gates.decide import score_of
from factcov.gates.measured import Measured, measured
from factcov.scoring import Run
from factcov.types import Decision, Header, Stats, Verdict

FORMAT = 1
FOLDER = "baselines"
_MANIFEST = "baseline.json"
_NEXT = ".next"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
    """One line of verdicts.jsonl; ``quote`` is the evidence in the candidate's words."""

    system: str
    item: str
    fact: str
    verdict: Decision
    quote: str = ""
    reason: str = ""


def bless(run: Run, name: str, folder: str | os.PathLike[str] = FOLDER) -> Path:
    """Write the run as the baseline *name* in *folder*, or replace it, and return its path.

    Equal numbers give equal bytes. Killed at any moment, the old baseline stays whole.

    Raises:
        UsageError: *name* cannot be a folder's name.
        DataError: the folder holds something else, or cannot be written.
    """
    if not _NAME.fullmatch(name):
        raise UsageError(f'"{name}" cannot name a baseline; use letters, digits, ".", "_", "-"')
    path = Path(folder) / name
    if path.exists() and (not path.is_dir() or (any(path.iterdir()) and not _is_baseline(path))):
        raise DataError(f"{path}: exists and is not a baseline; choose another name")
    try:
        path.mkdir(parents=True, exist_ok=True)
        _finish(path)
        for left in path.glob(".new-*"):
            shutil.rmtree(left)
        new = Path(tempfile.mkdtemp(prefix=".new-", dir=path))
        for file, text in _files(run).items():
            _write(new / file, text)
        new.chmod(0o755)
        new.rename(path / _NEXT)
        _finish(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def find_baseline(name: str | os.PathLike[str], folder: str | os.PathLike[str] = FOLDER) -> Path:
    """Return the folder of a baseline given by path or by the name it was blessed as.

    Raises:
        DataError: there is none.
    """
    for path in (Path(name), Path(folder) / name):
        if _is_baseline(path):
            return path
    known = sorted(p.name for p in Path(folder).glob("*") if _is_baseline(p))
    raise DataError(
        f'no baseline "{os.fspath(name)}" here or in {os.fspath(folder)}; '
        f"known: {', '.join(known) or 'none'}; factcov bless RUN --as NAME makes one"
    )


def read_baseline(path: Path, run: Run) -> Measured:
    """Return the baseline in a folder, in the order of the run's items and facts.

    Raises:
        DataError: it is damaged, or was not measured as the run was.
    """
    manifest = _manifest(path)
    refuse_other(manifest.header, run.record.header, f"{path}", path.name)
    for file, known in manifest.files.items():
        if _digest(_read(path, file)) != known:
            raise DataError(
                f"{path / file}: changed after it was blessed (edited by hand, or two baselines "
                f"merged); restore it from git, or {_remake(run.record.header, path.name)}"
            )
    statistics = {(r.system, r.item): r for r in _rows(path, "statistics.jsonl", StatisticsRow)}
    verdicts = {(r.system, r.item, r.fact): r for r in _rows(path, "verdicts.jsonl", VerdictRow)}
    items, systems = run.record.items, manifest.header.systems
    try:
        tables = {
            info.name: np.array([
                [statistics[system, item.id].statistics[info.name] for item in items]
                for system in systems
            ], dtype=np.float64)
            for info in manifest.header.metrics
        }  # fmt: skip
        rows = {
            system: [
                [verdicts[system, item.id, fact.id] for fact in item.facts] if verdicts else []
                for item in items
            ]
            for system in systems
        }
    except (KeyError, ValueError) as error:
        raise DataError(f"{path}: incomplete: {error}; {_remake(run.record.header, path.name)}") from error
    return Measured(
        f"{path}", manifest.header, tables,
        {s: tuple(tuple(map(_verdict, row)) for row in table) for s, table in rows.items()},
        {s: tuple(tuple(r.quote for r in row) for row in table) for s, table in rows.items()},
    )  # fmt: skip


def refuse_other(old: Header, new: Header, where: str, name: str) -> None:
    """Raise unless *old* was measured as *new* was: same facts, items, judge and metrics.

    Metrics that only one of them has are no hindrance.

    Raises:
        DataError: with the reason and the command that makes the baseline again.
    """
    theirs = {info.name: info.signature for info in old.metrics}
    differing = [
        (f'signature of "{info.name}"', theirs[info.name], info.signature)
        for info in new.metrics
        if theirs.get(info.name, info.signature) != info.signature
    ]
    reasons = [
        ("benchmark", old.benchmark, new.benchmark),
        ("key facts", f"{old.facts} {old.facts_hash[:12]}", f"{new.facts} {new.facts_hash[:12]}"),
        ("items or references", old.benchmark_hash[:12], new.benchmark_hash[:12]),
        *([("judge", old.judge, new.judge)] if old.judge and new.judge else []),
        *differing,
    ]
    for what, before, now in reasons:
        if before != now:
            raise DataError(
                f"{where}: made with another {what} ({before or 'none'}) than the run "
                f"({now or 'none'}), so their numbers cannot be compared; {_remake(new, name)}"
            )


def _remake(header: Header, name: str) -> str:
    metrics = " ".join(info.name for info in header.metrics)
    return (
        f"score the baseline's outputs again (factcov score {header.benchmark} -i OUTPUTS -m "
        f"{metrics} -o RUN) and bless that: factcov bless RUN --as {name}"
    )


def _files(run: Run) -> dict[str, str]:
    """Return the text of each file, the manifest last."""
    one = measured(run)
    files = {
        "scores.jsonl": _lines(_score_rows(run, one)),
        "statistics.jsonl": _lines(_statistics_rows(run)),
        "verdicts.jsonl": _lines(_verdict_rows(run, one)),
    }
    header = msgspec.structs.replace(
        run.record.header,
        # What does not change a number would change the bytes.
        versions={"factcov": run.record.header.versions.get("factcov", "")},
    )
    manifest = Manifest(FORMAT, header, {name: _digest(text) for name, text in files.items()})
    text = json.dumps(msgspec.to_builtins(manifest), indent=1, sort_keys=True, ensure_ascii=False)
    return {**files, _MANIFEST: text + "\n"}


def _score_rows(run: Run, one: Measured) -> Iterator[dict[str, Any]]:
    for system in sorted(run.systems):
        for info in run.record.header.metrics:
            value = score_of(run, one, system, info.name)
            rounded = None if value is None else round(value, 6)
            yield {"system": system, "metric": info.name, "value": rounded}


def _statistics_rows(run: Run) -> Iterator[dict[str, Any]]:
    tables = run.record.statistics
    for system in sorted(run.systems):
        place = run.systems.index(system)
        for index, item in sorted(enumerate(run.record.items), key=lambda pair: pair[1].id):
            row = {name: _numbers(tables[name][place, index]) for name in run.metrics}
            yield {"system": system, "item": item.id, "statistics": row}


def _verdict_rows(run: Run, one: Measured) -> Iterator[dict[str, Any]]:
    for system in sorted(run.systems):
        for index, item in sorted(enumerate(run.record.items), key=lambda pair: pair[1].id):
            row = zip(item.facts, one.verdicts[system][index], one.quotes[system][index], strict=False)
            for fact, verdict, quote in sorted(row, key=lambda triple: triple[0].id):
                yield {
                    "system": system, "item": item.id, "fact": fact.id,
                    "verdict": verdict.verdict, "quote": quote, "reason": visible(verdict.reason),
                }  # fmt: skip


def _numbers(row: Stats) -> list[float]:
    """Return statistics with 12 significant digits, whole ones as integers: bytes that last."""
    return [int(x) if x == int(x) else float(f"{x:.12g}") for x in row.tolist()]


def _verdict(row: VerdictRow) -> Verdict:
    return Verdict(row.verdict, None, None, reason=row.reason)


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _is_baseline(path: Path) -> bool:
    return (path / _MANIFEST).is_file() or (path / _NEXT / _MANIFEST).is_file()


def _manifest(path: Path) -> Manifest:
    where = path / _MANIFEST
    try:
        raw = json.loads(_read(path, _MANIFEST))
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
    for number, line in enumerate(_read(path, file).splitlines(), 1):
        try:
            rows.append(decoder.decode(line))
        except msgspec.DecodeError as error:
            raise DataError(f"{path / file}:{number}: {error}; bless again") from error
    return rows


def _read(path: Path, file: str) -> str:
    """Return a file's text, from ``.next`` while it has not been moved; git may turn line ends."""
    for where in (path / _NEXT / file, path / file):
        try:
            return where.read_text(encoding="utf-8", newline="\n").replace("\r\n", "\n")
        except FileNotFoundError:
            continue
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"{where}: cannot be read: {error}; bless again") from error
    raise DataError(f"{path / file}: no such file; bless again")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _finish(path: Path) -> None:
    """Move what a finished or a killed bless left in ``.next`` into place."""
    ready = path / _NEXT
    if ready.is_dir():
        for file in sorted(ready.iterdir()):
            file.replace(path / file.name)
        ready.rmdir()
