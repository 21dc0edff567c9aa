"""Write the report of one run folder, or of several merged: one HTML file.

factcov report runs/today -o report.html
factcov report runs/today -o report.html --plots plots
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument(
        "runs", metavar="RUN", nargs="+",
        help="run folder (factcov score -o); several are merged if they measured the same",
    )  # fmt: skip
    parser.add_argument("-o", "--output", default="report.html", metavar="FILE")
    parser.add_argument("--sort", metavar="METRIC", help="the metric that ranks")
    parser.add_argument(
        "--controls", nargs="*", metavar="SYSTEM",
        help="systems set apart, without a rank (default: those named lead, random, copy, "
        "source or empty, with or without a number)",
    )  # fmt: skip
    parser.add_argument(
        "--plots", metavar="DIR", help="also write figures for papers (extra plots)"
    )
    parser.add_argument(
        "--plot-formats", nargs="+", default=["svg", "pdf"], metavar="FORMAT",
        help="svg, pdf or png (default: svg pdf)",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the files written as JSON")


def run(args: argparse.Namespace) -> int:
    """Write the page."""
    from factcov.cli.output import note, print_json
    from factcov.merging import merge_runs
    from factcov.reports import plots, report
    from factcov.scoring import load_run

    merged = merge_runs([load_run(folder) for folder in args.runs])
    written = [report(merged, args.output, sort=args.sort, controls=args.controls)]
    if args.plots:
        written += plots(
            merged, args.plots, sort=args.sort, controls=args.controls, formats=args.plot_formats
        )
    if args.json:
        print_json([str(path) for path in written])
    else:
        for path in written:
            note(f"written: {path}")
    return 0
