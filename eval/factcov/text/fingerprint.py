"""What the tables that a language is read by hold, as one hash for signatures."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

_TABLES = (".toml", ".txt")
_CODE = 3  # letters of a language's code; a longer name is that of a table for all


@cache
def fingerprint(code: str) -> str:
    """Return a SHA-256 over every table that reading a text in the language *code* may open.

    Those of the language and those of all; what changes one may change a verdict.

    >>> fingerprint("en") == fingerprint("fr"), len(fingerprint("tlh"))
    (False, 64)
    """
    digest = hashlib.sha256()
    for name, table in sorted(tables_of(files("factcov.text"), code)):
        digest.update(name.encode() + b"\0" + table.read_bytes() + b"\0")
    return digest.hexdigest()


def tables_of(folder: Traversable, code: str) -> list[tuple[str, Traversable]]:
    """Return the folder's own tables, and of those inside its folders the language's and shared."""
    found = [(f.name, f) for f in folder.iterdir() if f.name.endswith(_TABLES)]
    for inner in folder.iterdir():
        if inner.is_dir():
            found += [
                (f"{inner.name}/{f.name}", f)
                for f in inner.iterdir()
                if f.name.endswith(_TABLES)
                and ((owner := f.name.partition(".")[0]) == code or len(owner) > _CODE)
            ]
    return found
