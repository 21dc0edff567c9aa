"""What every verb prints with: typed JSON on stdout, progress on stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function (done, total) that moves a bar on stderr; silent where it is no terminal."""
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

    console = Console(stderr=True)
    with Progress(
        "{task.description}", BarColumn(), MofNCompleteColumn(), Rate(),
        TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    ) as bar:  # fmt: skip
        task = bar.add_task(title, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
