"""Measure how well a run's judge and metrics agree with people's labels.

factcov agree runs/today --human labels.jsonl
factcov agree runs/today --human labels.csv --json > agreement.json
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("run", metavar="RUN", help="run folder (factcov score -o)")
    parser.add_argument(
        "--human", required=True, metavar="LABELS",
        help=".jsonl or .csv: system, item, fact, covered and, if several people, annotator",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="seed of the intervals (default: 0)")
    parser.add_argument(
        "--replicates", type=int, default=1000, help="bootstrap replicates (default: 1000)"
    )
    parser.add_argument(
        "--level", type=float, default=0.95, help="level of the intervals (default: 0.95)"
    )
    parser.add_argument(
        "--degenerate", choices=["skip", "nudge", "zero"], default="skip",
        help="items where all systems have one score: leave out, nudge or count as 0 "
        "(default: skip)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")


def run(args: argparse.Namespace) -> int:
    """Measure and print."""
    from factcov.agreement import agree, render
    from factcov.cli.output import print_json
    from factcov.scoring import load_run

    found = agree(
        load_run(args.run), args.human, replicates=args.replicates, level=args.level,
        seed=args.seed, degenerate=args.degenerate,
    )  # fmt: skip
    if args.json:
        print_json(found)
    else:
        print(render(found), end="")
    return 0
