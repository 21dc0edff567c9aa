"""What the tables that a language is read by hold, as one hash for signatures."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_TABLES = (".toml", ".txt")


@cache
def fingerprint(code: str) -> str:
    """Return a SHA-256 over every table that reading a text in the language *code* may open.

    Those of the language and those of all; what changes one may change a verdict.

    >>> fingerprint("en") == fingerprint("fr"), len(fingerprint("tlh"))
    (False, 64)
    """
    digest = hashlib.sha256()
    for name, table in sorted(_tables(files("factcov.text"), code)):
        digest.update(name.encode() + b"\0" + table.read_bytes() + b"\0")
    return digest.hexdigest()


def _tables(folder: Traversable, code: str) -> list[tuple[str, Traversable]]:
    """Return the folder's own tables, and of those inside its folders the language's and shared."""
    found = [(f.name, f) for f in folder.iterdir() if f.name.endswith(_TABLES)]
    for inner in folder.iterdir():
        if inner.is_dir():
            found += [
                (f"{inner.name}/{f.name}", f)
                for f in inner.iterdir()
                if f.name.endswith(_TABLES)
                and (f.name.partition(".")[0] == code or len(f.name.partition(".")[0]) > 3)
            ]
    return found
