"""The project's settings: ``[tool.factcov]`` in pyproject.toml, or factcov.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec

from factcov.calibrations import FOLDER as CALIBRATIONS
from factcov.errors import DataError
from factcov.gates.baseline import FOLDER
from factcov.gates.rules import Rules


class GateSettings(Rules, frozen=True, forbid_unknown_fields=True):
    """``[gate]``: the rules, what to compare with, and whether inconclusive is a failure."""

    against: str | None = None
    strict: bool = False


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything a project can set; folders are relative to the file that names them."""

    baselines: str = FOLDER
    calibrations: str = CALIBRATIONS
    benchmark: str | None = None
    """The benchmark's folder, for annotations that point at lines of its facts.jsonl."""
    gate: GateSettings = GateSettings()


def read_settings(start: Path) -> Settings:
    """Return the settings of the nearest folder at or above *start* that has any.

    Raises:
        DataError: the file is not TOML, or holds a setting that nobody knows.
    """
    for folder in (start, *start.parents):
        for path, keys in (
            (folder / "factcov.toml", ()),
            (folder / "pyproject.toml", ("tool", "factcov")),
        ):
            table = _table(path, keys)
            if table is not None:
                return _resolved(_settings(path, table), folder)
    return Settings()


def _table(path: Path, keys: tuple[str, ...]) -> dict[str, Any] | None:
    if not path.is_file():
        return None
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise DataError(f"{path}: not TOML: {error}") from error
    for key in keys:
        table = table.get(key)
        if not isinstance(table, dict):
            return None
    return dict(table)


def _settings(path: Path, table: dict[str, Any]) -> Settings:
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        known = list(GateSettings.__struct_fields__)
        raise DataError(
            f"{path}: {error}; settings are baselines, calibrations, benchmark and, in "
            f"gate, {', '.join(known)}"
        ) from error


def _resolved(settings: Settings, folder: Path) -> Settings:
    benchmark = settings.benchmark
    if benchmark is not None and (folder / benchmark).is_dir():
        benchmark = _from_here(folder / benchmark)
    baselines = _from_here(folder / settings.baselines)
    calibrations = _from_here(folder / settings.calibrations)
    return msgspec.structs.replace(
        settings, baselines=baselines, calibrations=calibrations, benchmark=benchmark
    )


def _from_here(path: Path) -> str:
    """Return a path as a person would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
