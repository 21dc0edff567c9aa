"""What every verb prints with: typed JSON on stdout, progress on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any


def print_json(value: Any) -> None:
    """Print a Struct or builtins as indented JSON."""
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=1).decode()
    # The same JSON, but no CI runner finds a command such as ##[error] in it.
    sys.stdout.write(text.replace("##", "#\\u0023") + "\n")


def note(message: str) -> None:
    """Print a line for people to stderr."""
    print(message, file=sys.stderr)


_EVERY = 30.0
"""Seconds between lines of progress in a log."""


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function (done, total) that moves a bar on stderr.

    Where stderr is no terminal, a long job writes a line now and then. What the first call says
    was done before, and has no part in the rate.
    """
    if not sys.stderr.isatty():
        yield _lines(title)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """Candidates a second."""

        def render(self, task: Task) -> Text:
            return Text("" if task.speed is None else f"{task.speed:,.0f}/s")

    with Progress(
        "{task.description}", BarColumn(), MofNCompleteColumn(), Rate(),
        TimeRemainingColumn(), console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _lines(title: str) -> Callable[[int, int], None]:
    before: int | None = None
    begin = told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal before, begin, told
        now = time.monotonic()
        if before is None:
            before, begin, told = done, now, now
        elif now - told >= _EVERY and done > before:
            told = now
            rate = (done - before) / (now - begin)
            left = timedelta(seconds=round((total - done) / rate))
            note(f"{title}: {done:,} of {total:,}, {rate:,.0f}/s, {left} left")

    return tell


@contextmanager
def waiting(title: str) -> Iterator[None]:
    """Show on stderr, where it is a terminal, that work goes on, and for how long by now."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn

    with Progress(
        "{task.description}", SpinnerColumn(), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        bar.add_task(title, total=None)
        yield
