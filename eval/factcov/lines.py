"""Reading text files line by line, strictly: UTF-8, one row a line, errors that name the line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TypeVar

import msgspec

from factcov.errors import DataError

Row = TypeVar("Row", bound=msgspec.Struct)


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, unchanged.

    Raises:
        DataError: the file cannot be read or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    if data.startswith(b"\xef\xbb\xbf"):
        raise DataError(f"{path}:1: starts with a byte-order mark; save it as UTF-8 without one")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(
            f"{path}:{line}: not UTF-8 (byte 0x{data[error.start]:02x}); save the file as UTF-8"
        ) from error


def read_lines(path: Path) -> list[str]:
    """Return the lines of a UTF-8 file without their ends (a line feed, or both characters).

    Raises:
        DataError: the file cannot be read, is not UTF-8 or is empty.
    """
    text = read_text(path)
    if not text:
        raise DataError(f"{path}: the file is empty")
    lines = text.removesuffix("\n").split("\n")
    return [line.removesuffix("\r") for line in lines]


def read_rows(path: Path, row_type: type[Row]) -> tuple[list[tuple[int, Row]], list[DataError]]:
    """Return the rows of a JSONL file with their line numbers, and what is wrong with the others.

    Blank lines are skipped. The list of errors is for callers that report everything at once.

    Raises:
        DataError: the file cannot be read, is not UTF-8 or is empty.
    """
    decoder = msgspec.json.Decoder(row_type)
    rows: list[tuple[int, Row]] = []
    errors: list[DataError] = []
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        try:
            rows.append((number, decoder.decode(line)))
        except (msgspec.DecodeError, UnicodeError) as error:
            told = _half(line) or explain(error, row_type)
            errors.append(DataError(f"{path}:{number}: {told}"))
    if not rows and not errors:
        raise DataError(f"{path}: the file is empty")
    return rows, errors


def explain(error: Exception, row_type: type[msgspec.Struct]) -> str:
    """Return msgspec's message with what to do about it.

    >>> class Row(msgspec.Struct, forbid_unknown_fields=True):
    ...     id: str
    >>> explain(msgspec.ValidationError("Object contains unknown field `ID`"), Row)
    'Object contains unknown field `ID`; the fields are id'
    """
    message = str(error)
    if not isinstance(error, msgspec.ValidationError):
        return f"not a JSON object on one line: {message}"
    fields = ", ".join(row_type.__struct_encode_fields__)
    hint = f"; the fields are {fields}" if "field" in message else ""
    return message + hint


def _half(line: str) -> str:
    r"""Return what is wrong where a line of JSON writes half of a surrogate pair; else nothing.

    >>> _half('{"text": "sm\\ud83d"}')
    'holds "\\ud83d", half of a surrogate pair and no character; take it out'
    """
    try:
        plain = json.dumps(json.loads(line), ensure_ascii=False)
    except (ValueError, RecursionError):
        return ""
    found = re.search("[\ud800-\udfff]", plain)
    if found is None:
        return ""
    return f'holds "\\u{ord(found[0]):04x}", half of a surrogate pair and no character; take it out'
