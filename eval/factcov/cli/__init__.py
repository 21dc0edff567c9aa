"""The command line: parse, call one function, print.

stdout is data, stderr is progress and errors. A verb is one module with ``configure`` and ``run``;
it imports what it needs when it runs, so that --help costs nothing.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from importlib.metadata import version

from factcov.cli import (
    agree,
    bless,
    cache,
    compare,
    demo,
    diff,
    draft,
    gate,
    leaderboard,
    listing,
    report,
    score,
    stress,
    validate,
)
from factcov.cli.parser import Parser
from factcov.errors import FactcovError
from factcov.escaping import visible

VERBS = {
    "validate": validate,
    "score": score,
    "compare": compare,
    "leaderboard": leaderboard,
    "report": report,
    "agree": agree,
    "diff": diff,
    "gate": gate,
    "bless": bless,
    "stress": stress,
    "draft": draft,
    "cache": cache,
    "list": listing,
    "demo": demo,
}

_EPILOG = """\
A BENCHMARK is a folder or the name of a shipped one (factcov list benchmarks).
Every verb has --help and --json. Exit status: 0 fine, 1 the gate failed, 2 bad usage or
data, 3 inconclusive under gate --strict, 4 the judge failed too often.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status."""
    parser = Parser(prog="factcov", description="Test coverage for facts.", epilog=_EPILOG)
    parser.add_argument("--version", action="version", version=f"factcov {version('factcov')}")
    verbs = parser.add_subparsers(title="commands", metavar="COMMAND", dest="verb")
    for name, module in VERBS.items():
        summary = (module.__doc__ or "").splitlines()[0].removesuffix(".")
        module.configure(verbs.add_parser(name, help=summary, description=module.__doc__))
    try:
        args = parser.parse_args(argv)
        if args.verb is None:
            parser.print_help(sys.stderr)
            return 2
        status: int = VERBS[args.verb].run(args)
        sys.stdout.flush()
    except FactcovError as error:
        # Made visible: a message may quote what it read, and CI runners take commands from stderr.
        print(f"factcov: {visible(str(error), 4_000)}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader (head, less) is gone; the interpreter must not complain when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        print("factcov: interrupted", file=sys.stderr)
        if threading.active_count() > 1:
            # Calls under way would be waited for, up to their timeout; nobody wants their answers.
            os._exit(130)
        return 130
    return status
