"""Say whether a run may pass: pass, fail or inconclusive, with the reasons.

factcov gate runs/today --against main --margin 0.02
factcov gate runs/today --min coverage=0.70 --max contradiction=0 --junit gate.xml
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcov.gates import Gated
    from factcov.gates.settings import GateSettings, Settings

_EPILOG = """\
Limits are NAME=NUMBER in the metric's own unit; [tool.factcov.gate] in pyproject.toml, or [gate] in
factcov.toml, sets defaults. Exit status: 0 pass (or inconclusive), 1 fail, 2 bad usage or data,
3 inconclusive with --strict, 4 the judge failed too often, or is not calibrated as demanded.
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the verb."""
    parser.epilog = _EPILOG
    parser.add_argument("run", metavar="RUN", help="run folder (factcov score -o)")
    parser.add_argument("--against", metavar="BASELINE", help="baseline: its name or folder")
    parser.add_argument("--min", nargs="+", metavar="NAME=X", help="lowest score allowed")
    parser.add_argument("--max", nargs="+", metavar="NAME=X", help="highest score allowed")
    parser.add_argument(
        "--margin", nargs="+", metavar="X",
        help="how much worse than the baseline a score may be: X for the fact metrics, or NAME=X",
    )  # fmt: skip
    parser.add_argument(
        "--slices", nargs="+", metavar="FIELD", help="guard each kind, document, ... too"
    )
    parser.add_argument("--systems", nargs="+", metavar="SYSTEM", help="only these systems")
    parser.add_argument(
        "--no-required", action="store_true", help="required facts need not be covered"
    )
    parser.add_argument(
        "--max-errors", type=float, metavar="SHARE", help="judge failures allowed, 0 to 1"
    )
    parser.add_argument(
        "--calibration", choices=["require", "warn", "off"],
        help="what to do when no record shows how well the judge agrees with people (factcov agree "
        "--record); default: warn, or require with --min-kappa or --max-age",
    )  # fmt: skip
    parser.add_argument(
        "--min-kappa", type=float, metavar="X", help="least agreement the record must show"
    )
    parser.add_argument(
        "--max-age", type=int, metavar="DAYS", help="days that a calibration record is good for"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 3 when the answer is inconclusive"
    )
    parser.add_argument("--junit", metavar="FILE", help="write JUnit XML")
    parser.add_argument("--comment", metavar="FILE", help="write Markdown for a pull request")
    parser.add_argument(
        "--summary", metavar="FILE",
        help="append Markdown to this file (default: $GITHUB_STEP_SUMMARY where it is set)",
    )  # fmt: skip
    parser.add_argument(
        "--benchmark", metavar="FOLDER", help="where annotations find the lines of facts.jsonl"
    )
    parser.add_argument("--baselines", metavar="FOLDER", help="where baselines are")
    parser.add_argument("--calibrations", metavar="FOLDER", help="where calibration records are")
    parser.add_argument("--json", action="store_true", help="print the decision as JSON")


def run(args: argparse.Namespace) -> int:
    """Decide, tell, and return the exit status."""
    import msgspec

    from factcov.cli.output import note, print_json
    from factcov.gates import comment, gate
    from factcov.gates.settings import read_settings
    from factcov.scoring import load_run

    settings = read_settings(Path.cwd())
    rules = _rules(args, settings.gate)
    options = {
        name: getattr(rules, name)
        for name in (
            "min", "max", "margin", "slices", "systems", "required", "max_errors",
            "calibration", "min_kappa", "max_age",
        )
    }  # fmt: skip
    gated = gate(
        load_run(args.run), args.against or rules.against,
        baselines=args.baselines or settings.baselines,
        calibrations=args.calibrations or settings.calibrations, **options,
    )  # fmt: skip
    _write(args, gated)
    if os.environ.get("GITHUB_ACTIONS") == "true":
        # The runner reads commands from stderr too, and stdout stays data.
        for line in _annotations(gated, args, settings):
            note(line)
    if args.json:
        print_json(
            {"exit_status": gated.exit_status(strict=rules.strict), **msgspec.structs.asdict(gated)}
        )
    else:
        print(comment.markdown(gated), end="")
    return gated.exit_status(strict=rules.strict)


def _rules(args: argparse.Namespace, settings: GateSettings) -> GateSettings:
    """Return the settings with what the command line says put over them."""
    import msgspec

    margin = _margins(args.margin, settings.margin)
    return msgspec.structs.replace(
        settings,
        min={**settings.min, **_limits("--min", args.min)},
        max={**settings.max, **_limits("--max", args.max)},
        margin=margin,
        slices=tuple(args.slices or settings.slices),
        systems=tuple(args.systems or settings.systems),
        required=settings.required and not args.no_required,
        max_errors=settings.max_errors if args.max_errors is None else args.max_errors,
        calibration=args.calibration or settings.calibration,
        min_kappa=settings.min_kappa if args.min_kappa is None else args.min_kappa,
        max_age=settings.max_age if args.max_age is None else args.max_age,
        strict=settings.strict or args.strict,
    )


def _margins(given: list[str] | None, set_: float | dict[str, float]) -> float | dict[str, float]:
    from factcov.gates.rules import FACT_METRICS

    if not given:
        return set_
    if len(given) == 1 and "=" not in given[0]:
        return _number("--margin", given[0], given[0])
    margins: dict[str, float] = {}
    for part in given:
        names = [part.rpartition("=")[0]] if "=" in part else FACT_METRICS
        margins |= dict.fromkeys(names, _number("--margin", part, part.rpartition("=")[2]))
    return margins


def _limits(option: str, given: list[str] | None) -> dict[str, float]:
    from factcov.errors import UsageError

    limits = {}
    for part in given or ():
        name, found, number = part.rpartition("=")
        if not found:
            raise UsageError(f'{option} "{part}": write NAME=NUMBER, such as coverage=0.7')
        limits[name] = _number(option, part, number)
    return limits


def _number(option: str, part: str, text: str) -> float:
    from factcov.errors import UsageError

    try:
        return float(text)
    except ValueError:
        raise UsageError(f'{option} "{part}": "{text}" is not a number') from None


def _write(args: argparse.Namespace, gated: Gated) -> None:
    from datetime import UTC, datetime

    from factcov.gates import comment
    from factcov.gates.junit import junit

    if args.junit:
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S")
        _save(Path(args.junit), junit(gated, now))
    if args.comment:
        _save(Path(args.comment), comment.comment(gated))
    summary = args.summary or os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        path = Path(summary)
        used = path.stat().st_size if path.exists() else 0
        _save(path, comment.markdown(gated, max(2_000, comment.SUMMARY_BYTES - used)), "a")


def _save(path: Path, text: str, mode: str = "w") -> None:
    from factcov.errors import DataError

    try:
        with path.open(mode, encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise DataError(f"{path}: cannot be written: {error.strerror or error}") from error


def _annotations(gated: Gated, args: argparse.Namespace, settings: Settings) -> list[str]:
    from factcov.gates.github import annotate, fact_lines

    folders = [args.benchmark, settings.benchmark, gated.benchmark, f"references/{gated.benchmark}"]
    for folder in folders:
        path = Path(folder or "") / "facts.jsonl"
        if folder and path.is_file():
            shown = os.path.relpath(path, os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
            return annotate(gated, shown, fact_lines(path))
    return annotate(gated)
