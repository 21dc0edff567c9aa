"""List the metrics, judges or benchmarks there are.

factcov list metrics
"""

from __future__ import annotations

import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("what", choices=["metrics", "judges", "benchmarks"])
    parser.add_argument("--json", action="store_true", help="print the list as JSON")


def run(args: argparse.Namespace) -> int:
    """Print one name a line, with what it is."""
    from factcov.cli.output import print_json

    found = {"metrics": _metrics, "judges": _judges, "benchmarks": _benchmarks}[args.what]()
    if args.json:
        print_json(found)
    else:
        width = max(map(len, found), default=0)
        print("\n".join(f"{name.ljust(width)}  {text}" for name, text in found.items()))
    return 0


def _metrics() -> dict[str, str]:
    from factcov.metrics import describe_metric, metric_names
    from factcov.scoring import ALIASES

    found = {name: describe_metric(name) for name in metric_names()}
    return {**found, **{name: f"short for {', '.join(names)}" for name, names in ALIASES.items()}}


def _judges() -> dict[str, str]:
    from factcov.judges import describe_judge, judge_names

    return {name: describe_judge(name) for name in judge_names()}


def _benchmarks() -> dict[str, str]:
    from factcov.benchmarks import load_benchmark, shipped_benchmarks

    return {name: load_benchmark(name).description for name in shipped_benchmarks()}
