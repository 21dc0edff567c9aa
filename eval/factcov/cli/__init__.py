"""The command line: parse, call one function, print.

stdout is data, stderr is progress and errors. A verb is one module with ``configure`` and ``run``;
it imports what it needs when it runs, so that --help costs nothing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

from factcov.cli import agree, demo, leaderboard, listing, score, validate
from factcov.cli.parser import Parser
from factcov.errors import FactcovError

VERBS = {
    "validate": validate,
    "score": score,
    "leaderboard": leaderboard,
    "agree": agree,
    "list": listing,
    "demo": demo,
}

_EPILOG = """\
A BENCHMARK is a folder or the name of a shipped one (factcov list benchmarks).
Every verb has --help and --json. Exit status: 0 fine, 2 bad usage or data.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = Parser(prog="factcov", description="Test coverage for facts.", epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"factcov {version('factcov')}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb", required=True)
    for name, module in VERBS.items():
        summary = (module.__doc__ or "").splitlines()[0].removesuffix(".")
        module.configure(verbs.add_parser(name, help=summary, description=module.__doc__))
    try:
        args = parser.parse_args(argv)
        status = VERBS[args.verb].run(args)
        sys.stdout.flush()
    except FactcovError as error:
        print(f"factcov: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) is gone; the interpreter must not complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("factcov: interrupted", file=sys.stderr)
        return 130
    return status
