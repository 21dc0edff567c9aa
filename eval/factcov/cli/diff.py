"""Print the facts lost, gained and newly wrong between two runs or two systems.

factcov diff runs/yesterday runs/today
factcov diff baselines/main runs/today
factcov diff runs/today --systems lead3 prod
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("old", metavar="OLD", help="run folder, or baseline")
    parser.add_argument("new", metavar="NEW", nargs="?", help="run folder")
    parser.add_argument(
        "--systems", nargs="+", metavar="SYSTEM",
        help="only these; with one run, the two to compare, old then new",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the facts as JSON")


def run(args: argparse.Namespace) -> int:
    """Print the changes as Markdown."""
    from pathlib import Path

    from factcov.cli.output import print_json
    from factcov.gates import comment, diff
    from factcov.gates.settings import read_settings
    from factcov.scoring import load_run

    folder = read_settings(Path.cwd()).baselines
    found = diff(
        load_run(args.new or args.old), args.old if args.new else None,
        systems=args.systems or (), baselines=folder,
    )  # fmt: skip
    if args.json:
        print_json(found)
    else:
        print(comment.changes(found).lstrip("\n"), end="")
    return 0
