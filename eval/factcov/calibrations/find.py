"""Where calibration records are: in a folder of the project, and with factcov itself."""

from __future__ import annotations

import os
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec

from factcov.calibrations.record import Calibration, read
from factcov.errors import DataError

FOLDER = "calibrations"


class Kept(msgspec.Struct, frozen=True):
    """A record and where it is kept, in words for people."""

    where: str
    record: Calibration
    shipped: bool = False


def read_folder(folder: str | os.PathLike[str]) -> tuple[Kept, ...]:
    """Return the records in a folder, in the order of their files; none where there is no folder.

    Raises:
        DataError: a file is not a record.
    """
    found = []
    for path in sorted(Path(folder).glob("*.json")):
        try:
            found.append(Kept(f"{path}", read(path.read_bytes(), f"{path}")))
        except OSError as error:
            raise DataError(f"{path}: cannot be read: {error.strerror or error}") from error
    return tuple(found)


@cache
def shipped() -> tuple[Kept, ...]:
    """Return the records that ship with factcov, made by ``benchmarks/judge.py record``."""
    folder = files("factcov.calibrations") / "shipped"
    paths = sorted((p for p in folder.iterdir() if p.name.endswith(".json")), key=lambda p: p.name)
    return tuple(
        Kept("shipped with factcov", read(p.read_bytes(), p.name), shipped=True) for p in paths
    )
