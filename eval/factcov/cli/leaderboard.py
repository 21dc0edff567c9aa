"""Print the leaderboard of a run folder.

factcov leaderboard runs/today -m coverage contradiction bleu --sort bleu
factcov leaderboard runs/today -f csv > board.csv
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("run", metavar="RUN", help="run folder (factcov score -o)")
    parser.add_argument("-f", "--format", default="md", help="md, csv or json (default: md)")
    parser.add_argument("-m", "--metrics", nargs="+", metavar="METRIC", help="columns, in order")
    parser.add_argument("--sort", metavar="METRIC", help="the metric that ranks")
    parser.add_argument("--json", action="store_true", help="the same as -f json")


def run(args: argparse.Namespace) -> int:
    """Print the table."""
    from factcov.leaderboards import leaderboard, render
    from factcov.scoring import load_run

    board = leaderboard(load_run(args.run), args.metrics, args.sort)
    print(render(board, "json" if args.json else args.format), end="")
    return 0
