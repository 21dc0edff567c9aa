"""A marked section of a text file, such as a README, kept up to date in place."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from factcov.errors import DataError


def replace_section(text: str, content: str, name: str = "leaderboard") -> str:
    r"""Return *text* with *content* between the markers of the section *name*.

    >>> page = "a\n<!-- factcov:board -->\nold\n<!-- /factcov:board -->\nb\n"
    >>> print(replace_section(page, "new\n", "board"), end="")
    a
    <!-- factcov:board -->
    <BLANKLINE>
    new
    <BLANKLINE>
    <!-- /factcov:board -->
    b

    Raises:
        DataError: the markers are missing, repeated or in the wrong order.
    """
    begin, end = f"<!-- factcov:{name} -->", f"<!-- /factcov:{name} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise DataError(
            f'needs the section "{name}" exactly once; add the lines\n{begin}\n{end}\n'
            "where the table shall stand"
        )
    head, tail = text.partition(begin)[0], text.partition(end)[2]
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = [begin, "", *content.strip().split("\n"), "", end]
    return f"{head}{line_end.join(lines)}{tail}"


def update_section(path: str | os.PathLike[str], content: str, name: str = "leaderboard") -> bool:
    """Write *content* into a section of a file, atomically; return whether the file changed.

    Line ends, and all text outside of the section, stay as they are.

    Raises:
        DataError: the file cannot be read or written, or lacks the section.
    """
    file = Path(path)
    try:
        old = file.read_bytes().decode("utf-8")
        new = replace_section(old, content, name)
        if new == old:
            return False
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
        with os.fdopen(handle, "wb") as sink:
            sink.write(new.encode("utf-8"))
        Path(temporary).chmod(file.stat().st_mode & 0o777)
        Path(temporary).replace(file)
    except DataError as error:
        raise DataError(f"{file}: {error}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: cannot be updated: {error}") from error
    return True
