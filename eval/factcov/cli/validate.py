"""Check a benchmark, and outputs for it, and print every fault with file and line.

factcov validate references/news
factcov validate references/news outputs/news
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("benchmark", metavar="BENCHMARK", help="folder or shipped name")
    parser.add_argument("outputs", metavar="OUTPUTS", nargs="*", help="files or folders to check")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def run(args: argparse.Namespace) -> int:
    """Print what is wrong; the exit status is 2 when anything is."""
    import sys

    from factcov.benchmarks.check import validate
    from factcov.cli.output import print_json
    from factcov.escaping import visible

    found = validate(args.benchmark, args.outputs)
    if args.json:
        print_json(found)
    else:
        for fault in found.faults:
            print(f"factcov: {visible(fault, 4_000)}", file=sys.stderr)
        if not found.faults:
            print(found.summary)
    return 2 if found.faults else 0
