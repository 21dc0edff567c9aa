"""One calibration record, and its file."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from factcov.errors import DataError

FORMAT = 1


class Bin(msgspec.Struct, frozen=True):
    """Facts whose p_covered lies in [low, high): their mean p_covered and the share covered."""

    low: float
    high: float
    facts: int
    mean_probability: float | None
    share_covered: float | None


class Calibration(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How well one judge agreed with people on the labelled facts of one benchmark.

    ``facts`` are (system, fact) pairs that people labelled and the judge judged, ``covered`` the
    share of them that people call covered. ``kappa`` is Cohen's, for covered or not, with its
    interval at ``level`` over resampled documents (or facts, of a single document). In
    ``confusion`` rows are people, columns the judge, "not covered" first.
    """

    format: int = FORMAT
    judge: str
    """The judge's signature."""
    benchmark: str
    date: str
    """When it was measured, as YYYY-MM-DD."""
    facts: int
    documents: int
    annotators: int
    covered: float
    kappa: float | None
    low: float | None
    high: float | None
    level: float
    resampled: Literal["documents", "facts"]
    confusion: tuple[tuple[int, int], tuple[int, int]]
    reliability: tuple[Bin, ...]
    errors: int
    """Labelled pairs on which the judge failed; not in the other figures."""
    facts_hash: str
    labels_hash: str
    note: str = ""
    """What else a reader must know, such as that the verdicts are cross-validated."""

    @property
    def file_name(self) -> str:
        """Return the name its file has by default: judge, benchmark, signature."""
        signed = hashlib.sha256(self.judge.encode()).hexdigest()[:8]
        parts = (judge_name(self.judge), self.benchmark, signed)
        return "-".join("".join(c if c.isalnum() else "_" for c in p) for p in parts) + ".json"


def judge_name(signature: str) -> str:
    """Return the name a judge's signature begins with.

    >>> judge_name("judge:lexical|model:1a2b3c4d|threshold:0.35")
    'lexical'
    """
    return signature.partition("|")[0].removeprefix("judge:")


def read(text: bytes, where: str) -> Calibration:
    """Return the record that a file holds.

    Raises:
        DataError: it is not a record, or one of another format.
    """
    again = "; factcov agree RUN --human LABELS --record makes it again"
    try:
        raw = msgspec.json.decode(text)
        if isinstance(raw, dict) and raw.get("format") != FORMAT:
            raise DataError(
                f"{where}: format {raw.get('format')}, this factcov reads {FORMAT}{again}"
            )
        record = msgspec.convert(raw, Calibration)
        date.fromisoformat(record.date)
    except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"{where}: not a calibration record: {error}{again}") from error
    return record


def write(record: Calibration, path: Path) -> Path:
    """Write a record, numbers with six digits, and return the path.

    Raises:
        DataError: the file cannot be written.
    """
    rounded = _rounded(msgspec.to_builtins(record))
    text = msgspec.json.format(msgspec.json.encode(rounded), indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text + b"\n")
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
