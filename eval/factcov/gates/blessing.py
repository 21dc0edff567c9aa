"""Blessing: a run becomes a baseline, in one step that no kill can tear.

The new files are written to a folder beside the old ones, which is then renamed to ``.next``: from
there on the new baseline counts. Its files are moved into place one by one; until one has been
moved, readers take it from ``.next``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from factcov.errors import DataError, UsageError
from factcov.escaping import visible
from factcov.gates.baseline import FOLDER, FORMAT, MANIFEST, NEXT, Manifest, digest, is_baseline
from factcov.gates.measured import Measured, measured, score_of
from factcov.scoring import Run
from factcov.types import Stats

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


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
    if path.exists() and (not path.is_dir() or (any(path.iterdir()) and not is_baseline(path))):
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
        new.rename(path / NEXT)
        _finish(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def _files(run: Run) -> dict[str, str]:
    """Return the text of each file, the manifest last."""
    one = measured(run)
    files = {
        "scores.jsonl": _lines(_score_rows(run, one)),
        "statistics.jsonl": _lines(_statistics_rows(run)),
        "verdicts.jsonl": _lines(
            row
            for judge, seen in {"": one, **one.others}.items()
            for row in _verdict_rows(run, seen, judge)
        ),
    }
    header = msgspec.structs.replace(
        run.record.header,
        # What does not change a number would change the bytes.
        versions={"factcov": run.record.header.versions.get("factcov", "")},
    )
    manifest = Manifest(FORMAT, header, {name: digest(text) for name, text in files.items()})
    text = json.dumps(msgspec.to_builtins(manifest), indent=1, sort_keys=True, ensure_ascii=False)
    return {**files, MANIFEST: text + "\n"}


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


def _verdict_rows(run: Run, one: Measured, judge: str) -> Iterator[dict[str, Any]]:
    by = {"judge": judge} if judge else {}
    for system in sorted(run.systems):
        for index, item in sorted(enumerate(run.record.items), key=lambda pair: pair[1].id):
            row = zip(
                item.facts, one.verdicts[system][index], one.quotes[system][index], strict=False
            )
            for fact, verdict, quote in sorted(row, key=lambda triple: triple[0].id):
                yield {
                    "system": system, "item": item.id, "fact": fact.id,
                    "verdict": verdict.verdict, "quote": quote, "reason": visible(verdict.reason),
                    **by,
                }  # fmt: skip


def _numbers(row: Stats) -> list[float]:
    """Return statistics with 12 significant digits, whole ones as integers: bytes that last."""
    return [int(x) if x.is_integer() else float(f"{x:.12g}") for x in row.tolist()]


def _lines(rows: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _finish(path: Path) -> None:
    """Move what a finished or a killed bless left in ``.next`` into place."""
    ready = path / NEXT
    if ready.is_dir():
        for file in sorted(ready.iterdir()):
            file.replace(path / file.name)
        ready.rmdir()
