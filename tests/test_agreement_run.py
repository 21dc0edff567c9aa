"""A scored run and people's labels in; figures out: the Python function and the verb."""

import json
from pathlib import Path

import pandas as pd
import pytest

import factcov
from factcov.cli import main

FACTS = ["Ten people died in Paris.", "Rain fell on Monday."]
TEXTS = {
    "whole": ["Ten people died in Paris. Rain fell on Monday."] * 3,
    "half": ["Ten people died in Paris."] * 3,
    "none": ["The market was closed."] * 3,
}
COVERED = {"whole": (1, 1), "half": (1, 0), "none": (0, 0)}


@pytest.fixture
def run() -> factcov.Run:
    rows = [
        {"source": " ".join(FACTS), "references": [" ".join(FACTS)], "facts": FACTS, "doc": str(n)}
        for n in range(3)
    ]
    bench = factcov.from_dataset(rows, facts="facts", document="doc")
    return factcov.score(bench, TEXTS, metrics=["coverage", "ter"], replicates=10)


@pytest.fixture
def labels() -> pd.DataFrame:
    rows = [
        (system, str(item), f"f{fact}", covered)
        for system, pair in COVERED.items()
        for item in (1, 2, 3)
        for fact, covered in enumerate(pair, 1)
    ]
    return pd.DataFrame(rows, columns=["system", "item", "fact", "covered"])


def test_agree_compares_the_judge_and_every_metric(run: factcov.Run, labels: pd.DataFrame) -> None:
    found = factcov.agree(run, labels, replicates=20, permutations=20)

    assert [scorer.name for scorer in found.scorers] == [
        "judge:verdict", "judge:probability", "coverage", "ter",
    ]  # fmt: skip
    assert [scorer.turned for scorer in found.scorers] == [False, False, False, True]
    assert found.fact_level is not None
    assert found.fact_level.kappa.value == 1.0
    assert all(scorer.system.pairwise_accuracy.value == 1.0 for scorer in found.scorers)


def test_the_verb_reads_a_run_folder_and_labels(
    run: factcov.Run, labels: pd.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(run.save(tmp_path / "run"))
    human = tmp_path / "labels.csv"
    labels.to_csv(human, index=False)

    assert main(["agree", folder, "--human", str(human), "--replicates", "20"]) == 0
    assert "| kappa " in capsys.readouterr().out

    assert main(["agree", folder, "--human", str(human), "--json", "--degenerate", "zero"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fact_level"]["kappa"]["value"] == 1.0
    assert found["degenerate"] == "zero"


def test_bad_labels_are_one_line_and_status_2(
    run: factcov.Run, labels: pd.DataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = str(run.save(tmp_path / "run"))
    human = tmp_path / "labels.csv"
    labels.replace("half", "hafl").to_csv(human, index=False)

    assert main(["agree", folder, "--human", str(human)]) == 2

    expected = f'{human}:8: the run has no system called "hafl"; it has half, whole, none'
    assert capsys.readouterr().err == f"factcov: {expected}\n"
