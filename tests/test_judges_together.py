"""Lexical, people and a model judge one run: one leaderboard, and the model's answers are kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import factcov
from chat_server import ChatServer
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
