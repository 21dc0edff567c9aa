"""A cascade in a run: what is asked of an endpoint, what is kept, what the run says of it."""

from pathlib import Path

import pytest

import factcov
from chat_server import ChatServer


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_BASE_URL", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")


def test_an_endpoint_is_asked_about_unsure_facts_alone_and_once(tmp_path: Path) -> None:
    bench = factcov.load_benchmark("cyberstups")
    every = factcov.load_outputs("cyberstups", bench)
    outputs = {name: every[name] for name in ("good", "terse", "roles")}
    alone = factcov.score(bench, outputs, metrics=["coverage"], judge="lexical").verdicts
    unsure = alone["p_covered"].between(0.2, 0.8) | (alone["verdict"] == "contradicted")

    def cascaded() -> factcov.Run:
        spec = f"lexical:band=0.2..0.8+llm:tiny,base_url={server.url}"
        return factcov.score(bench, outputs, metrics=["coverage"], judge=spec, cache=tmp_path / "a")

    with ChatServer() as server:
        runs = [cascaded()]
        asked = server.asked()
    runs.append(cascaded())  # the server is gone

    assert 0 < unsure.sum() < len(alone)
    assert len(asked) == unsure.sum()
    for run in runs:
        told = run.verdicts["reason"].str.startswith("llm: ")
        assert told.tolist() == unsure.tolist()
        assert f"llm was asked about {unsure.sum()} of {len(alone)} facts" in " ".join(run.notices)
    assert runs[0].verdicts["verdict"].tolist() == runs[1].verdicts["verdict"].tolist()


def test_a_cascade_of_judges_that_cost_nothing_is_told_too() -> None:
    bench = factcov.load_benchmark("cyberstups")
    outputs = {"good": factcov.load_outputs("cyberstups", bench)["good"]}

    run = factcov.score(
        bench, outputs, metrics=["coverage"], judge="lexical:band=0..1+lexical:threshold=0.9"
    )

    (told,) = [notice for notice in run.notices if notice.startswith("cascade: ")]
    assert f"was asked about {len(bench.facts)} of {len(bench.facts)} facts" in told
