"""Train and measure the judges lexical and semantic on people's labels.

    FACTCOV_DATA=folder python benchmarks/judge.py train             # the shipped coefficients
    FACTCOV_DATA=folder python benchmarks/judge.py train semantic    # the semantic judge's
    FACTCOV_DATA=folder python benchmarks/judge.py report   # writes docs/judge-figures.md

The folder holds pyrxsum/ and realsumm-dev/, each with benchmark.jsonl, outputs/ and labels.jsonl.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import judge_data
import msgspec
import numpy as np
from judge_train import Set, train

JUDGES = Path(__file__).resolve().parent.parent / "eval/factcov/judges"
NAMES = ("pyrxsum", "realsumm-dev")


def sets(judge: str) -> list[Set]:
    """Return the labelled sets in the folder that FACTCOV_DATA names, as *judge* sees them."""
    folder = os.environ.get("FACTCOV_DATA")
    if not folder:
        raise SystemExit("set FACTCOV_DATA to the folder with the labelled data")
    reader: judge_data.Reader = judge_data.LexicalReader()
    if judge == "semantic":
        from judge_semantic import SemanticReader

        reader = SemanticReader()
    return [Set(judge_data.load(Path(folder) / name), reader) for name in NAMES]


def write_coefficients(judge: str) -> None:
    """Train on all labels of both sets and write the coefficients of *judge*."""
    labelled = sets(judge)
    command = "python benchmarks/judge.py train" + (" semantic" if judge == "semantic" else "")
    trained = {
        "command": command,
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
    path = JUDGES / judge / "coefficients.json"
    path.write_bytes(text + b"\n")
    print(f"{path}: threshold {model.threshold}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["train"] and sys.argv[2:] in ([], ["lexical"], ["semantic"]):
        write_coefficients((sys.argv[2:] or ["lexical"])[0])
    else:
        raise SystemExit(__doc__)
