"""Train and measure the judges lexical and semantic on people's labels.

    FACTCOV_DATA=folder python benchmarks/judge.py train    # writes the shipped coefficients
    FACTCOV_DATA=folder python benchmarks/judge.py report   # rewrites the tables of docs/judge.md
    FACTCOV_DATA=folder python benchmarks/judge.py record   # writes the shipped calibration records
    FACTCOV_DATA=folder python benchmarks/judge.py prior    # the table of translations into English
    python benchmarks/judge.py french                       # that of French, no folder needed

The first three take a second word: lexical (where none is given), semantic, or, for the first two,
multilingual (the judge semantic with its model for other languages; the labels are English).
The folder holds pyrxsum/ and realsumm-dev/, each with benchmark.jsonl, outputs/ and labels.jsonl,
and demetr-dev.jsonl.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import judge_data
import msgspec
import numpy as np
from judge_french import french_table
from judge_prior import prior_table
from judge_record import write_records
from judge_report import tables
from judge_train import Set, train

ROOT = Path(__file__).resolve().parent.parent
JUDGES = ROOT / "eval/factcov/judges"
RECORDS = ROOT / "eval/factcov/calibrations/shipped"
PAGE = ROOT / "docs/judge.md"
NAMES = ("pyrxsum", "realsumm-dev")
COEFFICIENTS = {
    "lexical": "lexical/coefficients.json",
    "semantic": "semantic/coefficients.json",
    "multilingual": "semantic/multilingual.json",
}


def reader(judge: str) -> judge_data.Reader:
    """Return what *judge* sees; the extra semantic is imported only for that judge."""
    if judge == "lexical":
        return judge_data.LEXICAL
    from judge_semantic import semantic_reader

    return semantic_reader(judge == "multilingual")


def sets(judge: str) -> list[Set]:
    """Return the labelled sets in the folder that FACTCOV_DATA names, as *judge* sees them."""
    sees = reader(judge)
    return [Set(judge_data.load(folder() / name), sees) for name in NAMES]


def folder() -> Path:
    """Return the folder that FACTCOV_DATA names."""
    named = os.environ.get("FACTCOV_DATA")
    if not named:
        raise SystemExit("set FACTCOV_DATA to the folder with the labelled data")
    return Path(named)


def write_coefficients(judge: str) -> None:
    """Train on all labels of both sets and write the coefficients of *judge*."""
    labelled = sets(judge)
    trained = {
        "command": f"python benchmarks/judge.py train {judge}",
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
    path = JUDGES / COEFFICIENTS[judge]
    path.write_bytes(text + b"\n")
    print(f"{path}: threshold {model.threshold}")


def write_report(judge: str) -> None:
    """Measure *judge*, and put each table where docs/judge.md asks for it."""
    write_tables(tables(sets(judge), judge))


def write_tables(tables: Iterable[tuple[str, str]]) -> None:
    """Put each table, (name, Markdown), where docs/judge.md asks for it."""
    for name, table in tables:
        text = PAGE.read_text("utf-8")
        start, end = f"<!-- table: {name} -->\n", f"<!-- end: {name} -->"
        before, _, rest = text.partition(start)
        _, found, after = rest.partition(end)
        if not found:
            raise SystemExit(f"{PAGE}: no place for the table {name}")
        PAGE.write_text(before + start + table + "\n" + end + after, "utf-8")
        print(f"{name}\n{table}\n", flush=True)


if __name__ == "__main__":
    what, judge = (*sys.argv[1:3], "lexical")[:2] if len(sys.argv) > 1 else ("", "")
    if what == "train" and judge in COEFFICIENTS:
        write_coefficients(judge)
    elif what == "report" and judge in COEFFICIENTS:
        write_report(judge)
    elif what == "record" and judge in ("lexical", "semantic"):
        write_records(sets(judge), judge, RECORDS)
    elif what == "prior":
        write_tables([("prior", prior_table(folder() / "demetr-dev.jsonl"))])
    elif what == "french":
        write_tables([("french", french_table())])
    else:
        raise SystemExit(__doc__)
