"""People's labels: which facts a text covers, read strictly from JSONL, CSV or a DataFrame.

One label a row: system, item (or ``id``), fact, covered (or ``verdict``), and annotator when there
are several. ``covered`` is 0, 1, true or false, or one of the words covered, contradicted and
missing. Two columns are optional: ``evidence``, an exact quote of the text that was labelled, and
``comment``.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from factcov.errors import DataError, nearest_first
from factcov.lines import read_rows, read_text

if TYPE_CHECKING:
    import pandas as pd

Opinion = Literal["covered", "contradicted", "missing", "other"]
"""What a person said; ``other`` is "not covered", where they were asked no more than that."""

OPINIONS: tuple[Opinion, ...] = ("other", "covered", "contradicted", "missing")

CATEGORY = {"other": 0, "missing": 0, "covered": 1, "contradicted": 2}
"""The position of an opinion or a verdict in a table of counts."""

_REQUIRED = ("system", "item", "fact", "covered")
_COLUMNS = (*_REQUIRED, "annotator", "evidence", "comment")
_OTHER_NAMES = {"id": "item", "verdict": "covered"}
_WORDS: dict[str, Opinion] = {
    "1": "covered", "true": "covered", "0": "other", "false": "other",
    "covered": "covered", "contradicted": "contradicted", "missing": "missing",
}  # fmt: skip


class Label(msgspec.Struct, frozen=True):
    """What one person says of one fact in one candidate; ``where`` is its file and line."""

    system: str
    item: str
    fact: str
    opinion: Opinion
    annotator: str
    where: str
    evidence: str = ""
    comment: str = ""


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of labels.jsonl."""

    system: str
    fact: str
    covered: bool | int | float | str | None = None
    verdict: str | None = None
    item: str | None = None
    id: str | None = None
    annotator: str | None = None
    evidence: str | None = None
    comment: str | None = None


def read_labels(source: str | os.PathLike[str] | pd.DataFrame) -> tuple[Label, ...]:
    """Return the labels of a .jsonl or .csv file or of a DataFrame, in order.

    Raises:
        DataError: a row is malformed or given twice, or a column or value is not known.
    """
    if isinstance(source, str | os.PathLike):
        path = Path(source)
        readers = {".jsonl": _from_jsonl, ".csv": _from_csv}
        if path.suffix not in readers:
            raise DataError(
                f"{path}: labels are read from .jsonl and .csv files; rename or convert"
            )
        labels = tuple(readers[path.suffix](path))
    else:
        labels = tuple(_from_frame(source))
    if not labels:
        raise DataError(f"{_origin(source)}: there are no labels")
    _check(labels)
    return labels


def labels_hash(labels: Iterable[Label]) -> str:
    """Return the SHA-256 of what the labels say, whatever their order or file."""
    rows = sorted((x.system, x.item, x.fact, x.annotator, x.opinion) for x in labels)
    return hashlib.sha256(msgspec.json.encode(rows)).hexdigest()


def _from_jsonl(path: Path) -> Iterator[Label]:
    rows, errors = read_rows(path, _Row)
    if errors:
        raise errors[0]
    for number, row in rows:
        where = f"{path}:{number}"
        given = {key: value for key, value in msgspec.structs.asdict(row).items()
                 if value is not None}  # fmt: skip
        for other, name in _OTHER_NAMES.items():
            if (name in given) == (other in given):
                raise DataError(f'{where}: give the {name} once, as "{name}" or as "{other}"')
            if other in given:
                given[name] = given.pop(other)
        yield _label(given, where)


def _from_csv(path: Path) -> Iterator[Label]:
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    try:
        header = _columns(next(reader, []), f"{path}:1")
        while True:
            where = f"{path}:{reader.line_num + 1}"
            cells = next(reader, None)
            if cells is None:
                return
            if not cells:
                continue
            if len(cells) != len(header):
                raise DataError(
                    f"{where}: has {len(cells)} cells, the first line has {len(header)}; "
                    "quote cells that hold commas"
                )
            yield _label(dict(zip(header, cells, strict=True)), where)
    except csv.Error as error:
        raise DataError(f"{path}:{reader.line_num}: not CSV: {error}") from error


def _from_frame(frame: pd.DataFrame) -> Iterator[Label]:
    header = _columns([str(name) for name in frame.columns], "labels")
    columns = [frame[name].tolist() for name in frame.columns]
    for number, cells in enumerate(zip(*columns, strict=True)):
        yield _label(dict(zip(header, cells, strict=True)), f"labels.iloc[{number}]")


def _columns(given: list[str], where: str) -> list[str]:
    """Return the columns' own names, with "id" read as "item" and "verdict" as "covered".

    Raises:
        DataError: one is unknown, missing or given twice.
    """
    header = [_OTHER_NAMES.get(name, name) for name in given]
    for name in given:
        if name not in (*_COLUMNS, *_OTHER_NAMES):
            known = ", ".join(nearest_first(name, _COLUMNS))
            raise DataError(f'{where}: unknown column "{name}"; the columns are {known}')
    for name in _COLUMNS:
        if header.count(name) > 1:
            raise DataError(f'{where}: column "{name}" is given twice')
        if name not in header and name in _REQUIRED:
            raise DataError(f'{where}: column "{name}" is missing')
    return header


def _label(row: Mapping[str, Any], where: str) -> Label:
    names = {}
    for column in ("system", "item", "fact"):
        value = row[column]
        if not isinstance(value, str) or not value:
            raise DataError(f"{where}: {column} must be a text that is not empty, not {value!r}")
        names[column] = value
    return Label(
        **names, opinion=_opinion(row["covered"], where), where=where,
        annotator=_optional(row, "annotator"), evidence=_optional(row, "evidence"),
        comment=_optional(row, "comment"),
    )  # fmt: skip


def _optional(row: Mapping[str, Any], column: str) -> str:
    """Return a cell that may be empty, absent or a DataFrame's nan as a text."""
    value = row.get(column)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value)


def _opinion(value: object, where: str) -> Opinion:
    """Return the opinion that a cell holds.

    >>> _opinion(True, "here"), _opinion("0", "here"), _opinion("missing", "here")
    ('covered', 'other', 'missing')
    """
    word = value.strip().lower() if isinstance(value, str) else str(value).lower()
    word = word.removesuffix(".0")  # a DataFrame with a gap turns 1 into 1.0
    if word not in _WORDS:
        raise DataError(
            f"{where}: covered is {value!r}; "
            "give 0, 1, true, false, covered, contradicted or missing"
        )
    return _WORDS[word]


def _check(labels: Iterable[Label]) -> None:
    """Raise DataError for a label given twice or two ways of labelling in one table."""
    seen: dict[tuple[str, str, str, str], str] = {}
    signed: dict[bool, str] = {}
    worded: dict[bool, str] = {}
    for label in labels:
        key = (label.system, label.item, label.fact, label.annotator)
        if key in seen:
            who = f' by annotator "{label.annotator}"' if label.annotator else ""
            raise DataError(
                f'{label.where}: system "{label.system}", item "{label.item}", fact '
                f'"{label.fact}" is already labelled{who} in {seen[key]}; keep one, or name '
                'the people in a column "annotator"'
            )
        seen[key] = label.where
        signed.setdefault(bool(label.annotator), label.where)
        if len(signed) == 2:
            raise DataError(
                f"{signed[False]}: has no annotator, {signed[True]} has one; name all or none"
            )
        if label.opinion != "covered":
            worded.setdefault(label.opinion == "other", label.where)
        if len(worded) == 2:
            raise DataError(
                f"{worded[True]}: says no more than not covered, {worded[False]} says contradicted "
                "or missing; use 0 and 1 throughout, or the three words throughout"
            )


def _origin(source: object) -> str:
    return os.fspath(source) if isinstance(source, str | os.PathLike) else "labels"
