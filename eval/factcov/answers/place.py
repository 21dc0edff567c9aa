"""Where answers are kept, unless the user says otherwise."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "FACTCOV_CACHE"


def find_cache(given: str | os.PathLike[str] | None, environment: Mapping[str, str]) -> Path:
    """Return the file: what was *given*, else FACTCOV_CACHE, else one in the user's cache folder.

    >>> str(find_cache(None, {"XDG_CACHE_HOME": "/home/me/.cache"}))
    '/home/me/.cache/factcov/answers.sqlite'
    """
    if given or environment.get(VARIABLE):
        return Path(given or environment[VARIABLE])
    home = environment.get("XDG_CACHE_HOME", "")
    # The XDG specification: a relative path is to be ignored.
    base = Path(home) if Path(home).is_absolute() else Path.home() / ".cache"
    return base / "factcov" / "answers.sqlite"
