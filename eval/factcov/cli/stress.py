"""Plant known errors into the references and show which metric notices which.

factcov stress cyberstups-fr
factcov stress references/news -m coverage contradiction bleu -n 50 --kinds number negation
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("benchmark", metavar="BENCHMARK", help="folder or shipped name")
    parser.add_argument(
        "-m", "--metrics", nargs="+", metavar="METRIC",
        help="metrics to test (factcov list metrics); default: the usual ones with a direction",
    )  # fmt: skip
    parser.add_argument(
        "--kinds", nargs="+", metavar="KIND", help='kinds of change ("number format"); default: all'
    )
    parser.add_argument(
        "-n", "--limit", type=int, default=100, metavar="N",
        help="changes of a kind at most (default: 100)",
    )  # fmt: skip
    parser.add_argument("--judge", default="lexical", help="who judges facts (default: lexical)")
    parser.add_argument(
        "--facts", default="benchmark", metavar="SOURCE",
        help="benchmark, or references: statements derived from them (the default without facts)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="seed of what is drawn (default: 0)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(args: argparse.Namespace) -> int:
    """Plant, score and print."""
    from factcov.benchmarks import load_benchmark
    from factcov.cli.output import print_json, progress
    from factcov.stressing import KINDS, METRICS, render, stress

    benchmark = load_benchmark(args.benchmark)
    with progress("scoring") as step:
        result = stress(
            benchmark, metrics=args.metrics or METRICS, kinds=args.kinds or KINDS,
            judge=args.judge, facts=args.facts, limit=args.limit, seed=args.seed, progress=step,
        )  # fmt: skip
    if args.json:
        print_json(result)
    else:
        print(render(result), end="")
    return 0
