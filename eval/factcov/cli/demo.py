"""Score the shipped sample outputs and print a leaderboard for each shipped benchmark."""

from __future__ import annotations

import argparse

COLUMNS = ["coverage", "contradiction", "bleu", "chrf", "ter", "rouge1", "rougeL", "length"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def run(args: argparse.Namespace) -> int:
    """Score and print."""
    from factcov.benchmarks import load_benchmark, load_outputs, shipped_benchmarks
    from factcov.cli.output import print_json, progress
    from factcov.leaderboards import leaderboard, render
    from factcov.scoring import score

    scores = {}
    for name in shipped_benchmarks():
        benchmark = load_benchmark(name)
        with progress(f"scoring {name}") as step:
            result = score(benchmark, load_outputs(name, benchmark), metrics=COLUMNS, progress=step)
        scores[name] = result.score_list
        if not args.json:
            print(f"## {name}\n\n{benchmark.description}\n\n{render(leaderboard(result))}")
    if args.json:
        print_json(scores)
    return 0
