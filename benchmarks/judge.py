"""Train and measure the lexical judge on people's labels.

    FACTCOV_DATA=folder python benchmarks/judge.py train    # writes the shipped coefficients
    FACTCOV_DATA=folder python benchmarks/judge.py report   # rewrites the tables of docs/judge.md

The folder holds pyrxsum/ and realsumm-dev/, each with benchmark.jsonl, outputs/ and labels.jsonl.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import judge_data
import msgspec
import numpy as np
from judge_report import tables
from judge_train import Set, train

ROOT = Path(__file__).resolve().parent.parent
COEFFICIENTS = ROOT / "eval/factcov/judges/lexical/coefficients.json"
PAGE = ROOT / "docs/judge.md"
NAMES = ("pyrxsum", "realsumm-dev")


def sets() -> list[Set]:
    """Return the labelled sets in the folder that FACTCOV_DATA names."""
    folder = os.environ.get("FACTCOV_DATA")
    if not folder:
        raise SystemExit("set FACTCOV_DATA to the folder with the labelled data")
    return [Set(judge_data.load(Path(folder) / name)) for name in NAMES]


def write_coefficients() -> None:
    """Train on all labels of both sets and write the coefficients."""
    labelled = sets()
    trained = {
        "command": "python benchmarks/judge.py train",
        "data": [
            {
                "name": s.data.name, "sha256": s.data.hash, "documents": len(s.data.documents),
                "labels": len(s.data.y), "covered": round(float(s.data.y.mean()), 4),
            }
            for s in labelled
        ],
    }  # fmt: skip
    model = train(labelled, [np.arange(len(s.data.y)) for s in labelled], trained=trained)
    written = msgspec.to_builtins(model)
    del written["hash"]
    text = msgspec.json.format(msgspec.json.encode(written), indent=1)
    COEFFICIENTS.write_bytes(text + b"\n")
    print(f"{COEFFICIENTS}: threshold {model.threshold}")


def write_report() -> None:
    """Measure, and put each table where docs/judge.md asks for it."""
    text = PAGE.read_text("utf-8")
    for name, table in tables(sets()):
        start, end = f"<!-- table: {name} -->\n", f"<!-- end: {name} -->"
        before, _, rest = text.partition(start)
        _, found, after = rest.partition(end)
        if not found:
            raise SystemExit(f"{PAGE}: no place for the table {name}")
        text = before + start + table + "\n" + end + after
        PAGE.write_text(text, "utf-8")
        print(f"{name}\n{table}\n", flush=True)


if __name__ == "__main__":
    if sys.argv[1:] == ["train"]:
        write_coefficients()
    elif sys.argv[1:] == ["report"]:
        write_report()
    else:
        raise SystemExit(__doc__)
