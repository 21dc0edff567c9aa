"""Test every pair of systems of a run: difference, interval, corrected p, ranks.

factcov compare runs/today
factcov compare runs/today --baseline lead3 -m coverage bleu --correction benjamini-hochberg
factcov compare runs/today -m bleu chrf ter --seed 12345    # sacrebleu's own p-values
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("run", metavar="RUN", help="run folder (factcov score -o)")
    parser.add_argument("--baseline", metavar="SYSTEM", help="test only against this system")
    parser.add_argument("-m", "--metrics", nargs="+", metavar="METRIC", help="default: all")
    parser.add_argument(
        "--correction", default="holm", metavar="METHOD",
        help="holm, benjamini-hochberg or none (default: holm)",
    )  # fmt: skip
    parser.add_argument(
        "--interval", default="percentile", metavar="METHOD",
        help="percentile or bca (default: percentile)",
    )  # fmt: skip
    parser.add_argument("--level", type=float, default=0.95, help="of intervals (default: 0.95)")
    parser.add_argument("--alpha", type=float, default=0.05, help="of tests (default: 0.05)")
    parser.add_argument("--seed", type=int, help="default: the run's")
    parser.add_argument(
        "--replicates", type=int, default=1000, help="bootstrap replicates (default: 1000)"
    )
    parser.add_argument(
        "--trials", type=int, default=10_000, help="randomization trials (default: 10000)"
    )
    parser.add_argument("--json", action="store_true", help="print the comparison as JSON")


def run(args: argparse.Namespace) -> int:
    """Compare and print."""
    from factcov.cli.output import print_json, waiting
    from factcov.comparison import compare, render
    from factcov.scoring import load_run

    with waiting("tests of every pair"):
        found = compare(
            load_run(args.run), args.baseline, args.metrics, seed=args.seed,
            replicates=args.replicates, trials=args.trials, level=args.level, alpha=args.alpha,
            correction=args.correction, interval=args.interval,
        )  # fmt: skip
    if args.json:
        print_json(found)
    else:
        print(render(found), end="")
    return 0
