"""docs/judges.md: its example is a third party's package here, installed by its metadata."""

import json
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import factcov
from factcov import plugins
from factcov.benchmarks import build_benchmark
from factcov.cli import VERBS, main
from factcov.gates.settings import read_settings
from factcov.judges import get_judge, judge_names
from factcov.judges.base import Judge
from factcov.types import Fact, Item
from gate_world import write_rows

PAGE = Path(__file__).parents[1] / "docs" / "judges.md"
FACTS = ('The dose is "5 mg" for "adults".', '"Children" get "2 mg".', "Nothing in quotes.")
TEXT = "Give Adults 5 mg. Children get three.\ud800"


def block(language: str, words: str) -> str:
    (found,) = [
        one
        for one in re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text(), re.M | re.S)
        if words in one
    ]
    return str(found)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The page's module, and the metadata that pip would make of the page's pyproject.toml."""
    site = tmp_path / "site"
    metadata = site / "phrase_judge-1.dist-info"
    metadata.mkdir(parents=True)
    project = tomllib.loads(block("toml", "entry-points"))["project"]
    points = [
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in project["entry-points"].items()
    ]
    (site / "phrase_judge.py").write_text(block("python", "class PhraseJudge"))
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: phrase-judge\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("\n".join(points))
    monkeypatch.syspath_prepend(str(site))
    plugins._entries.cache_clear()
    yield site
    plugins._entries.cache_clear()


def item(*facts: str) -> Item:
    return Item("i", "", (), tuple(Fact(f"f{n}", "i", text) for n, text in enumerate(facts)))


def test_the_example_is_short() -> None:
    assert len([line for line in block("python", "class PhraseJudge").splitlines() if line]) <= 32


def test_the_example_is_a_judge_by_its_name(package: Path) -> None:
    judge = get_judge("phrases")

    ((found, lost, bare),) = judge.judge([TEXT], [item(*FACTS)])

    assert "phrases" in judge_names()
    assert isinstance(judge, Judge)
    assert [v.verdict for v in (found, lost, bare)] == ["covered", "missing", "error"]
    assert TEXT[found.start : found.end] == "5 mg"
    assert lost.reason == "not there: 2 mg"
    assert bare.p_covered is None
    ((found, _, _),) = get_judge("phrases:case=true").judge([TEXT], [item(*FACTS)])
    assert found.verdict == "missing"


def test_the_example_scores_from_the_command_line_and_in_a_cascade(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "benchmark.toml").write_text('name = "news"\ntask = "summarization"\n')
    source = " ".join(FACTS)
    write_rows(news / "items.jsonl", [{"id": "i", "source": source, "references": [source]}])
    write_rows(
        news / "facts.jsonl",
        [{"item": "i", "id": f"f{n}", "text": fact} for n, fact in enumerate(FACTS[:2])],
    )
    write_rows(tmp_path / "s.jsonl", [{"id": "i", "text": TEXT[:-1]}])
    score = ["score", str(news), "-i", str(tmp_path / "s.jsonl"), "-m", "coverage", "--json"]

    assert main([*score, "--judge", "phrases", "--jobs", "2"]) == 0
    said = capsys.readouterr()
    (one,) = json.loads(said.out)
    assert '"news" is a single document' in said.err
    assert main([*score, "--judge", "phrases:band=0..0.5+lexical"]) == 0
    (two,) = json.loads(capsys.readouterr().out)
    assert main(["list", "judges"]) == 0

    assert one["value"] == 0.5
    assert "judge:(judge:phrases|version:1|" in one["signature"]
    assert "judge:(judge:phrases+lexical|band:0..0.5|" in two["signature"]
    assert "Looks for the phrases" in capsys.readouterr().out


def test_what_a_judge_fails_at_is_told(package: Path) -> None:
    bench = build_benchmark([item()], item(*FACTS).facts, name="b", task="summarization")
    outputs = {"s": [TEXT[:-1]], "t": [""]}

    run = factcov.score(bench, outputs, metrics=["coverage"], judge="phrases", replicates=20)

    assert "2 of 6 verdicts failed: they count in no score" in run.notices


def test_the_page_names_every_judge() -> None:
    text = PAGE.read_text()

    for name in judge_names():
        assert f"`{name}" in text, f"docs/judges.md does not tell of the judge {name}"


def test_every_command_of_the_page_is_one_that_the_command_line_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    commands = re.findall(r"^    factcov (.+)$", PAGE.read_text(), re.M)
    for verb in VERBS.values():
        monkeypatch.setattr(verb, "run", lambda args: 0)

    assert len(commands) > 8
    for command in commands:
        typed, _, _ = command.partition(" > ")
        assert main(shlex.split(typed, comments=True)) == 0, command


def test_the_settings_of_the_page_are_settings(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(block("toml", "min_kappa"))

    assert read_settings(tmp_path).gate.min_kappa == 0.6
