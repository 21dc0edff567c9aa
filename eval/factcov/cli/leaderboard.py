"""Print the leaderboard of one run folder, or of several merged.

factcov leaderboard runs/today -m coverage contradiction bleu --sort bleu
factcov leaderboard runs/monday runs/tuesday -f tex --baseline lead3
factcov leaderboard runs/today --update README.md
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "runs", metavar="RUN", nargs="+",
        help="run folder (factcov score -o); several are merged if they measured the same",
    )  # fmt: skip
    parser.add_argument("-f", "--format", default="md", help="md, csv, tex, html or json")
    parser.add_argument("-m", "--metrics", nargs="+", metavar="METRIC", help="columns, in order")
    parser.add_argument("--sort", metavar="METRIC", help="the metric that ranks")
    parser.add_argument("--baseline", metavar="SYSTEM", help="mark what differs from this system")
    parser.add_argument(
        "--controls", nargs="*", metavar="SYSTEM",
        help="systems set apart, without a rank (default: those named lead, random, copy, "
        "source or empty, with or without a number)",
    )  # fmt: skip
    parser.add_argument(
        "--intervals", default="first",
        help="which columns show one: first (the one that ranks), all or none",
    )  # fmt: skip
    parser.add_argument(
        "--update", metavar="FILE",
        help="write the table into FILE between <!-- factcov:leaderboard --> and "
        "<!-- /factcov:leaderboard --> instead of printing it",
    )  # fmt: skip
    parser.add_argument(
        "--section", default="leaderboard", metavar="NAME",
        help="the section's name in the markers (default: leaderboard)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the same as -f json")


def run(args: argparse.Namespace) -> int:
    """Print the table, or update the file."""
    from factcov.cli.output import note
    from factcov.leaderboards import leaderboard, render, update_section
    from factcov.merging import merge_runs
    from factcov.scoring import load_run

    merged = merge_runs([load_run(folder) for folder in args.runs])
    board = leaderboard(
        merged, args.metrics, args.sort, baseline=args.baseline, controls=args.controls
    )
    text = render(board, "json" if args.json else args.format, args.intervals)
    if args.update:
        changed = update_section(args.update, text, args.section)
        note(f"{args.update}: {'updated' if changed else 'already up to date'}")
    else:
        print(text, end="")
    return 0
