"""Lexical, people and a model judge one run: one leaderboard, and the model's answers are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import factcov
from chat_server import ChatServer
from factcov.cli import main
from factcov.errors import UsageError
from factcov.judges import get_judge, with_options
from made import make_benchmark, make_outputs


def test_three_judges_and_a_replay_give_the_same_board(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    benchmark = make_benchmark()
    outputs = make_outputs(benchmark)
    labels = tmp_path / "labels.jsonl"
    rows = [
        {"system": system, "item": item.id, "fact": fact.id, "covered": k % 2 == 0}
        for system in outputs
        for item in benchmark.items
        for k, fact in enumerate(item.facts)
    ]
    labels.write_text("".join(json.dumps(row) + "\n" for row in rows))
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")
    monkeypatch.setenv("FACTCOV_CACHE", str(tmp_path / "answers.sqlite"))

    def board(model: str) -> tuple[str, str]:
        run = factcov.score(
            benchmark, outputs, metrics=["coverage"], judge=["lexical", f"human:{labels}", model],
            replicates=50,
        )  # fmt: skip
        assert run.judges == ("lexical", "human", "llm")
        return factcov.leaderboard(run).to_markdown(), " ".join(run.notices)

    with ChatServer() as server:
        first, told = board(f"llm:tiny,base_url={server.url}")
        calls = len(server.calls)
    second, _ = board("cache:llm:tiny")

    assert calls == 16
    assert "coverage@llm" in first
    assert "coverage@human" in first
    assert "16 calls to tiny" in told
    table = [line for line in first.splitlines() if line.startswith("|")]
    assert table == [line for line in second.splitlines() if line.startswith("|")]


def test_repeats_and_a_ceiling_are_given_to_all_who_take_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "s.jsonl").write_text('{"id": "cyberstups", "text": "Four groups."}\n')
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789")
    score = ["score", "cyberstups", "-i", str(tmp_path / "s.jsonl"), "-m", "coverage",
             "--no-cache", "--replicates", "20"]  # fmt: skip

    with ChatServer() as server:
        model = f"llm:tiny,base_url={server.url},price_in=1,price_out=2"
        assert main([*score, "--judge", "lexical", model, "--repeat", "3", "--max-cost", "9"]) == 0
        told = capsys.readouterr().out
        asked = len(server.calls)
        assert main([*score, "--judge", model, "--max-cost", "0.000001"]) == 2
        dear = capsys.readouterr().err
        assert main([*score, "--judge", "lexical", "--repeat", "3"]) == 2
        unused = capsys.readouterr().err

    assert asked % 3 == 0
    assert asked == len(server.calls), "a ceiling below one call lets none through"
    assert "differed between the 3 repeats" in told
    assert "max_cost=1e-06 reached" in dear
    assert "--repeat 3: no judge given takes it (lexical)" in unused


@pytest.mark.parametrize(
    ("spec", "made"),
    [
        ("llm:m", "llm:m,repeat=3"),
        ("lexical", "lexical"),
        ("lexical:band=0..0.9+llm:m", "lexical:band=0..0.9+llm:m,repeat=3"),
        ("llm:m+llm:n", "llm:m,repeat=3+llm:n,repeat=3"),
    ],
)
def test_an_option_for_all_goes_to_those_who_take_it(spec: str, made: str) -> None:
    assert with_options(spec, {"repeat": "3"}) == made


def test_an_option_is_given_once() -> None:
    with pytest.raises(UsageError, match=r"says repeat=5; give repeat once"):
        with_options("llm:m,repeat=5", {"repeat": "3"})


@pytest.mark.parametrize("spec", ["cache+lexical", "lexical+cache", "lexical+cache:llm"])
def test_a_replay_is_no_part_of_a_cascade(spec: str) -> None:
    with pytest.raises(UsageError, match="no part of a cascade"):
        get_judge(spec)
