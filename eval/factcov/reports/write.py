"""From a run to the report file."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from factcov.errors import DataError
from factcov.reports.context import context
from factcov.reports.page import render_page
from factcov.scoring import Run


def report(
    run: Run,
    path: str | os.PathLike[str],
    *,
    sort: str | None = None,
    controls: Sequence[str] | None = None,
) -> Path:
    """Write the report of a run to *path*, atomically, and return the path.

    ``sort`` names the metric that ranks, ``controls`` the systems that do not compete, both as in
    the leaderboard. The same run gives the same bytes.

    Raises:
        UnknownNameError: the run has no such metric or system.
        DataError: the file cannot be written.
    """
    target = Path(path)
    data = render_report(run, sort=sort, controls=controls).encode("utf-8")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".", suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except OSError as error:
        raise DataError(f"{target}: cannot be written: {error.strerror or error}") from error
    return target


def render_report(
    run: Run, *, sort: str | None = None, controls: Sequence[str] | None = None
) -> str:
    """Return the report as one HTML page."""
    return render_page(context(run, sort=sort, controls=controls))
