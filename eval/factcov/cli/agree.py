"""Measure how well a run's judge and metrics agree with people's labels.

factcov agree runs/today --human labels.jsonl
factcov agree runs/today --human labels.csv --json > agreement.json
factcov agree runs/today --human labels.csv --record      # for the gate: calibrations/*.json
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factcov.errors import UsageError

if TYPE_CHECKING:
    from factcov.agreement import Agreement


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
    parser.add_argument(
        "--record", nargs="?", const="", metavar="FILE",
        help="write a calibration record, which the gate asks for (default: a file in the folder "
        "calibrations)",
    )  # fmt: skip
    parser.add_argument(
        "--date", metavar="YYYY-MM-DD", help="the record's date (default: today, UTC)"
    )
    parser.add_argument(
        "--note", default="", metavar="TEXT", help="what a reader of the record must know"
    )
    parser.add_argument("--json", action="store_true", help="print every figure as JSON")


def run(args: argparse.Namespace) -> int:
    """Measure, print and, if asked, record."""
    from factcov.agreement import agree, render
    from factcov.cli.output import note, print_json
    from factcov.scoring import load_run

    if args.record is None and (args.date or args.note):
        raise UsageError("--date and --note are for a record: give --record too")
    day = _day(args.date)

    found = agree(
        load_run(args.run), args.human, replicates=args.replicates, level=args.level,
        seed=args.seed, degenerate=args.degenerate,
    )  # fmt: skip
    if args.record is not None:
        for path in _record(found, args, day):
            note(f"calibration record written to {path}")
    if args.json:
        print_json(found)
    else:
        print(render(found), end="")
    return 0


def _day(given: str | None) -> date:
    try:
        return date.fromisoformat(given) if given else datetime.now(UTC).date()
    except ValueError:
        raise UsageError(f'--date "{given}": write YYYY-MM-DD') from None


def _record(found: Agreement, args: argparse.Namespace, day: date) -> list[Path]:
    from factcov.agreement import to_records
    from factcov.calibrations import write
    from factcov.gates.settings import read_settings

    records = to_records(found, day, args.note)
    if args.record and len(records) > 1:
        raise UsageError(
            f"the run has {len(records)} judges to record, and --record names one file; give "
            "--record without a file"
        )
    folder = Path(read_settings(Path.cwd()).calibrations)
    return [
        write(one, Path(args.record) if args.record else folder / one.file_name) for one in records
    ]
