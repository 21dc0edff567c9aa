"""Score outputs on a benchmark, print the leaderboard and write a run folder.

factcov score cyberstups -i outputs/cyberstups -o runs/today
factcov score references/news -i a.jsonl b.txt -m coverage contradiction bleu --json
factcov score cyberstups -i outputs/cyberstups --judge lexical human:labels.csv -o runs/today
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.add_argument("benchmark", metavar="BENCHMARK", help="folder or shipped name")
    parser.add_argument(
        "-i", "--outputs", nargs="+", required=True, metavar="OUTPUTS",
        help="SYSTEM.jsonl or SYSTEM.txt files, or folders of them",
    )  # fmt: skip
    parser.add_argument(
        "-m", "--metrics", nargs="+", metavar="METRIC",
        help="metrics to compute (factcov list metrics); default: all of the usual ones",
    )  # fmt: skip
    parser.add_argument(
        "--judge", nargs="+", default=["lexical"], metavar="JUDGE",
        help="who judges facts (factcov list judges; default: lexical), or cache: kept answers; "
        "the metrics of further judges are named coverage@JUDGE",
    )  # fmt: skip
    parser.add_argument(
        "--repeat", metavar="N", help="answers a fact gets from judges that vote (llm)"
    )
    parser.add_argument(
        "--max-cost", metavar="MONEY",
        help="what judges that are paid (llm, with price_in and price_out) may cost, each",
    )  # fmt: skip
    parser.add_argument(
        "--facts", default="benchmark", metavar="SOURCE",
        help="benchmark, or references: statements derived from them (the default without facts)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=0, help="seed of the intervals (default: 0)")
    parser.add_argument(
        "--replicates", type=int, default=1000, help="bootstrap replicates (default: 1000)"
    )
    parser.add_argument(
        "-o", "--output", metavar="RUN",
        help="folder to write the run to; interrupted, the same command goes on where it stopped",
    )  # fmt: skip
    parser.add_argument(
        "--jobs", type=int, metavar="N",
        help="processes (default: one a core for a large job, else one)",
    )  # fmt: skip
    parser.add_argument(
        "--cache", metavar="FILE",
        help="where answers of costly judges are kept (default: $FACTCOV_CACHE, else the user's)",
    )  # fmt: skip
    parser.add_argument(
        "--no-cache", action="store_true", help="neither keep such answers nor use kept ones"
    )
    parser.add_argument(
        "--oracle", type=int, metavar="N",
        help="score N random rows again with sacrebleu and rouge-score; stop at a difference",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")


def run(args: argparse.Namespace) -> int:
    """Score and print."""
    from factcov.benchmarks import load_benchmark, load_outputs
    from factcov.checkpoints import discard
    from factcov.cli.output import note, print_json, progress, waiting
    from factcov.errors import UsageError
    from factcov.escaping import visible
    from factcov.leaderboards import leaderboard, render
    from factcov.oracle import check
    from factcov.scoring import DEFAULT_METRICS, score

    if args.oracle is not None and args.oracle < 1:
        raise UsageError(f"oracle is {args.oracle}; give 1 row or more")
    benchmark = load_benchmark(args.benchmark)
    outputs = load_outputs(args.outputs, benchmark)
    judges = _judges(args.judge, {"repeat": args.repeat, "max_cost": args.max_cost})
    with progress("scoring") as step:
        result = score(
            benchmark, outputs, metrics=args.metrics or DEFAULT_METRICS, judge=judges,
            facts=args.facts, seed=args.seed, replicates=args.replicates, progress=step,
            jobs=args.jobs, resume=f"{args.output}.partial" if args.output else None,
            cache=False if args.no_cache else args.cache or True,
        )  # fmt: skip
    if args.oracle is not None:
        note(check(result, args.oracle, args.seed))
    if args.output:
        with waiting("intervals"):
            folder = result.save(args.output)
        note(f"run written to {folder}")
        discard(Path(f"{args.output}.partial"))
    if args.json:
        for notice in result.notices:
            note(visible(notice, 4_000))
        print_json(result.score_list)
    else:
        with waiting("tests of every pair"):
            board = leaderboard(result)
        print(render(board), end="")
    return 0


def _judges(specs: Sequence[str], given: Mapping[str, str | None]) -> list[str]:
    """Return the judges with the options that were given for all who take them."""
    from factcov.errors import UsageError
    from factcov.judges import with_options
    from factcov.scoring.keeping import is_replay

    judges = list(specs)
    for option, value in given.items():
        if value is None:
            continue
        before = list(judges)
        judges = [one if is_replay(one) else with_options(one, {option: value}) for one in judges]
        if judges == before:
            written = f"--{option.replace('_', '-')} {value}"
            raise UsageError(f"{written}: no judge given takes it ({', '.join(specs)}); llm does")
    return judges
