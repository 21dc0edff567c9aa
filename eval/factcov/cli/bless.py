"""Make a run the baseline that later runs are held against.

factcov bless runs/today --as main
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("run", metavar="RUN", help="run folder (factcov score -o)")
    parser.add_argument("--as", dest="name", metavar="NAME", required=True, help="its name")
    parser.add_argument(
        "--baselines", metavar="FOLDER", help="where baselines are (default: baselines)"
    )
    parser.add_argument("--json", action="store_true", help="print the path as JSON")


def run(args: argparse.Namespace) -> int:
    """Write the baseline and print where."""
    from pathlib import Path

    from factcov.cli.output import print_json
    from factcov.gates import bless
    from factcov.gates.settings import read_settings
    from factcov.scoring import load_run

    folder = args.baselines or read_settings(Path.cwd()).baselines
    path = bless(load_run(args.run), args.name, folder)
    if args.json:
        print_json({"baseline": str(path)})
    else:
        print(path)
    return 0
