"""argparse with the manners of the project: no abbreviations, errors that name the nearest."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Any, NoReturn

from factcov.errors import nearest_first


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one line and whose long text keeps its line breaks."""

    def __init__(self, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(allow_abbrev=False, **settings)

    def parse_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: None = None
    ) -> argparse.Namespace:
        """Parse; an option nobody knows is an error that names the nearest one."""
        parsed, unknown = self.parse_known_args(args, namespace)
        if unknown:
            verb = self._verbs().get(getattr(parsed, "verb", ""), self)
            near = get_close_matches(unknown[0].partition("=")[0], verb._option_string_actions, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            verb.error(f'unknown argument "{unknown[0]}"{hint}')
        return parsed

    def error(self, message: str) -> NoReturn:
        """Print one line and exit with status 2."""
        self.exit(2, f"{self.prog}: {message}\n{self.prog} --help shows the usage\n")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse a value that is no choice, naming the nearest first."""
        if action.choices is not None and value not in action.choices:
            known = ", ".join(nearest_first(str(value), map(str, action.choices)))
            raise argparse.ArgumentError(action, f'unknown "{value}"; known: {known}')

    def _verbs(self) -> dict[str, argparse.ArgumentParser]:
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                return dict(action.choices)
        return {}
