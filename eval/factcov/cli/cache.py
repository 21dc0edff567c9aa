"""Show, prune or export the kept answers of costly judges.

factcov cache show
factcov cache prune --judge llm:qwen2.5:7b --older-than 30
factcov cache export > answers.jsonl
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcov.answers.store import Answers, Holding

_DAY = 86_400
_LONGEST = 100_000
"""Days; nothing is kept that long."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("what", choices=["show", "prune", "export"])
    parser.add_argument(
        "--cache", metavar="FILE", help="the file (default: $FACTCOV_CACHE, else the user's)"
    )
    parser.add_argument(
        "--judge", metavar="SPEC", help="only this judge's answers, such as llm:MODEL,repeat=3"
    )
    parser.add_argument(
        "--older-than", type=_age, metavar="DAYS", help="prune: only answers older than that"
    )
    parser.add_argument("--all", action="store_true", help="prune: every answer")
    parser.add_argument("--json", action="store_true", help="print what is kept as JSON")


def run(args: argparse.Namespace) -> int:
    """Do what is asked with the file."""
    import os

    from factcov.answers import Answers, find_cache
    from factcov.errors import UsageError

    if args.what != "prune" and (args.all or args.older_than is not None):
        raise UsageError(f"cache {args.what}: --older-than and --all are for factcov cache prune")
    answers = Answers(find_cache(args.cache, os.environ), must_exist=True)
    {"show": _show, "prune": _prune, "export": _export}[args.what](answers, args)
    return 0


def _show(answers: Answers, args: argparse.Namespace) -> None:
    from factcov.answers import matches
    from factcov.cli.output import note, print_json

    held = [one for one in answers.holdings() if matches(one.judge, args.judge or "")]
    if args.json:
        print_json(held)
        return
    note(f"{answers.path}: {sum(one.verdicts for one in held):,} verdicts")
    print("\n".join(_lines(held)))


def _lines(held: Sequence[Holding]) -> list[str]:
    from factcov.formatting import count

    return [
        f"{count(one.verdicts, 'verdict')} in {count(one.rows, 'text')}, {_day(one.oldest)} to "
        f"{_day(one.newest)}: {one.judge}"
        for one in held
    ] or ["nothing is kept"]


def _prune(answers: Answers, args: argparse.Namespace) -> None:
    import time

    from factcov.answers import matches
    from factcov.cli.output import print_json
    from factcov.errors import UsageError
    from factcov.formatting import count

    if not (args.all or args.judge or args.older_than is not None):
        raise UsageError("cache prune: say what to delete: --judge, --older-than DAYS or --all")
    before = None if args.older_than is None else int(time.time() - args.older_than * _DAY)
    deleted = answers.prune(lambda signature: matches(signature, args.judge or ""), before)
    if args.json:
        print_json({"deleted": deleted})
    else:
        print(f"the answers on {count(deleted, 'text')} deleted")


def _export(answers: Answers, args: argparse.Namespace) -> None:
    """Print one line of JSON a text, with --json too: there is no other form."""
    import json

    import msgspec

    from factcov.answers import matches

    for row in answers.export():
        if matches(row.judge, args.judge or ""):
            shown = {**msgspec.to_builtins(row), "made": _moment(row.made)}
            print(json.dumps(shown))


def _age(text: str) -> float:
    """Return an age in days; a negative one would be younger than any answer."""
    try:
        days = float(text)
    except ValueError:
        days = -1.0
    if not 0 <= days < _LONGEST:
        raise argparse.ArgumentTypeError(f'"{text}" is no number of days, 0 or more')
    return days


def _day(seconds: int) -> str:
    return _moment(seconds)[:10]


def _moment(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
