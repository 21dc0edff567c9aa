"""The command line: what users type, what they read, and which status they get."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from factcov.cli import VERBS, main

HEAVY = ("pandas", "datasets", "nltk", "sacrebleu", "pyarrow", "scipy", "numpy", "rich")


def test_every_verb_has_help_and_json(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in VERBS:
        with pytest.raises(SystemExit) as stopped:
            main([verb, "--help"])
        shown = capsys.readouterr().out
        assert stopped.value.code == 0
        assert "--json" in shown, verb


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["-c", "import factcov"], HEAVY),
        (["-m", "factcov", "--help"], HEAVY),
    ],
)
def test_what_is_light_stays_light(arguments: list[str], forbidden: tuple[str, ...]) -> None:
    shown = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        capture_output=True, text=True, check=True,
    ).stderr  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in shown.splitlines()}

    assert not loaded & set(forbidden)


def test_score_writes_a_run_and_the_leaderboard_reads_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = str(tmp_path / "run")
    assert (
        main(["score", "cyberstups", "-i", "cyberstups", "-m", "coverage", "ter", "-o", run]) == 0
    )
    shown = capsys.readouterr()
    assert "| good" in shown.out
    assert f"run written to {run}" in shown.err

    assert main(["leaderboard", run, "-m", "ter", "--json"]) == 0
    board = json.loads(capsys.readouterr().out)
    values = [row["scores"][0]["value"] for row in board["rows"] if not row["control"]]
    assert values == sorted(values)
    assert board["sort"] == "ter"


def test_score_prints_typed_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "cyberstups", "-i", "cyberstups", "-m", "length", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)

    assert {row["system"] for row in rows} >= {"good", "lead3"}
    assert set(rows[0]) == {"system", "metric", "value", "low", "high", "items", "signature"}


def test_lists_name_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    for what, name in [
        ("metrics", "coverage"),
        ("judges", "lexical"),
        ("benchmarks", "cyberstups"),
    ]:
        assert main(["list", what]) == 0
        assert name in capsys.readouterr().out
        assert main(["list", what, "--json"]) == 0
        assert name in json.loads(capsys.readouterr().out)


def test_validate_says_what_it_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "cyberstups-fr", "cyberstups-fr"]) == 0

    assert "116 key facts; 8 systems: no fault found" in capsys.readouterr().out


def test_validate_prints_faults_and_exits_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "benchmark.toml").write_text('name = "x"\ntask = "summarization"\n')
    (tmp_path / "items.jsonl").write_text('{"id": "a"}\n{"id": "b"}\n')

    assert main(["validate", str(tmp_path)]) == 2

    shown = capsys.readouterr().err
    assert "items.jsonl:1" in shown
    assert "items.jsonl:2" in shown


def test_draft_proposes_facts_that_a_benchmark_accepts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "news.txt"
    article.write_text("Ten people died in Paris on Monday. Prices rose by 4 %.\n")
    assert main(["draft", str(article)]) == 0
    facts = capsys.readouterr().out
    (tmp_path / "benchmark.toml").write_text('name = "news"\ntask = "summarization"\n')
    row = {"id": "news", "source_file": "news.txt", "references": []}
    (tmp_path / "items.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "facts.jsonl").write_text(facts)

    assert main(["validate", str(tmp_path)]) == 0
    assert "2 key facts" in capsys.readouterr().out


def test_draft_shows_what_is_derived_from_references(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", "cyberstups-fr", "--references", "--json"]) == 0

    rows = json.loads(capsys.readouterr().out)
    assert {row["item"] for row in rows} == {f"p{n:02}" for n in range(1, 27)}


SCORE = ["score", "cyberstups", "-i", "cyberstups", "-m", "coverage"]
ERRORS = {
    "unknown benchmark": (["score", "cyberstup", "-i", "x"], "cyberstups"),
    "unknown outputs": (["score", "cyberstups", "-i", "lost.jsonl"], "lost.jsonl"),
    "unknown metric": (["score", "cyberstups", "-i", "cyberstups", "-m", "blue"], "known: bleu"),
    "unknown judge": (
        ["score", "cyberstups", "-i", "cyberstups", "--judge", "x"],
        "known: lexical",
    ),
    "unknown option": (["list", "metrics", "--jsno"], "did you mean --json?"),
    "unknown command": (["scroe"], 'unknown "scroe"; known: score'),
    "no command": ([], "COMMAND"),
    "not a run": (["leaderboard", "."], "not a run folder"),
    "negative seed": ([*SCORE, "--seed", "-1"], "seed is -1; give 0 or more"),
    "no replicates": ([*SCORE, "--replicates", "0"], "replicates is 0; give 2 or more"),
    "no processes": ([*SCORE, "--jobs", "0"], "jobs is 0; give 1 or more"),
    "no rows": ([*SCORE, "--oracle", "-1"], "oracle is -1; give 1 row or more"),
    "not a number": (["score", "x", "-i", "y", "--seed", "z"], "--seed"),
}


@pytest.mark.parametrize("case", ERRORS)
def test_bad_usage_is_a_clear_error_and_status_2(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, needle = ERRORS[case]
    try:
        status = main(arguments)
    except SystemExit as stopped:
        status = int(stopped.code or 0)

    shown = capsys.readouterr()
    assert status == 2
    assert needle in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
