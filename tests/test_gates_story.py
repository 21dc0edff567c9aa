"""The gate in a repository: bless, plant one fault at a time, gate."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import factcov
from factcov import plugins
from factcov.cli import main
from gate_world import facts, text, write_benchmark, write_outputs

ITEMS = 24

JUDGES = ("lexical", "dictated")


class Story:
    """A git repository with a benchmark, one system's outputs and a blessed baseline."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], judge: str) -> None:
        self.folder, self.capsys, self.judge = folder, capsys, judge

    def factcov(self, *arguments: str) -> tuple[int, str]:
        """Run one command and return its status and what it printed."""
        status = main(list(arguments))
        shown = self.capsys.readouterr()
        return status, shown.out + shown.err

    def score(self, texts: list[str]) -> None:
        write_outputs(Path("outputs/prod.jsonl"), texts)
        status, shown = self.factcov(
            "score", "references/towns", "-i", "outputs", "-m", "coverage", "contradiction",
            "chrf", "--judge", self.judge, "-o", "runs/today",
        )  # fmt: skip
        assert status == 0, shown

    def gate(self, *arguments: str) -> tuple[int, str]:
        return self.factcov("gate", "runs/today", "--against", "main", *arguments)


def git(*arguments: str) -> str:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    done = subprocess.run(
        ["git", *identity, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture
def story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
    stub_judge: None,
) -> Callable[[str, int], Story]:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)

    def begin(judge: str, items: int = ITEMS) -> Story:
        git("init", "-q")
        (tmp_path / ".gitignore").write_text("runs/\n")
        write_benchmark(tmp_path / "references" / "towns", items)
        one = Story(tmp_path, capsys, judge)
        one.score([text(i) for i in range(items)])
        status, shown = one.factcov("bless", "runs/today", "--as", "main")
        assert (status, shown.strip()) == (
            0,
            "baselines/main",
        )
        git("add", ".")
        git("commit", "-q", "-m", "Bless the first baseline")
        return one

    return begin


@pytest.fixture
def stub_judge(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Register gate_world.Dictated as a package would: through its metadata."""
    metadata = tmp_path_factory.mktemp("site") / "dictated-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: dictated\nVersion: 1\n")
    (metadata / "entry_points.txt").write_text("[factcov.judges]\ndictated = gate_world:Dictated\n")
    monkeypatch.syspath_prepend(str(metadata.parent))
    plugins._entries.cache_clear()
    yield
    plugins._entries.cache_clear()


Begin = Callable[..., Story]


@pytest.mark.parametrize("judge", JUDGES)
def test_the_blessed_run_itself_passes_and_the_repository_stays_clean(
    story: Begin, judge: str
) -> None:
    status, shown = story(judge).gate("--strict")

    assert status == 0, shown
    assert shown.startswith("## factcov: pass")
    assert git("status", "--short") == ""


@pytest.mark.parametrize("judge", JUDGES)
def test_a_required_fact_lost_fails_and_is_named(story: Begin, judge: str) -> None:
    one = story(judge)

    one.score([text(i, [0] if i == 0 else []) for i in range(ITEMS)])

    status, shown = one.gate()
    assert status == 1, shown
    assert "**fail** `prod` `n00/f0`: required: missing" in shown
    assert facts(0)[0] in shown


@pytest.mark.parametrize("lost", range(1, 5))
@pytest.mark.parametrize("judge", JUDGES)
def test_a_real_drop_fails_and_names_the_facts(story: Begin, judge: str, lost: int) -> None:
    one = story(judge)

    one.score([text(i, [lost] if i % 2 else []) for i in range(ITEMS)])

    status, shown = one.gate("--margin", "0.02")
    assert status == 1, shown
    assert "**fail** `prod` `coverage`" in shown
    for i in range(1, ITEMS, 2):
        assert f"`n{i:02}/f{lost}`" in shown


@pytest.mark.parametrize("item", [0, 7, 23])
def test_a_planted_contradiction_fails_and_is_named(story: Begin, item: int) -> None:
    one = story("dictated")

    one.score([
        text(i, replace=(facts(i)[1], f"NOT:{facts(i)[1]}") if i == item else ("", ""))
        for i in range(ITEMS)
    ])  # fmt: skip

    status, shown = one.gate("--max", "contradiction=0")
    assert status == 1, shown
    assert f"**fail** `prod` `contradiction`: 0.008333 is above 0. Facts: `n{item:02}/f1`" in shown
    assert f"now contradicted: `NOT:{facts(item)[1]}`" in shown


PLANTED = {
    "number": ("f1", "repaired 5 bridges", "repaired 9 bridges"),
    "negation": ("f2", "A baker won", "A baker never won"),
    "name": ("f0", "harbour of Carrowby", "harbour of Holmbury"),
}


@pytest.mark.parametrize("kind", PLANTED)
def test_the_shipped_judge_sees_a_planted_contradiction(story: Begin, kind: str) -> None:
    one = story("lexical")
    fact, *replace = PLANTED[kind]

    one.score([text(i).replace(*replace) if i == 2 else text(i) for i in range(ITEMS)])

    status, shown = one.gate("--max", "contradiction=0")
    assert status == 1, shown
    assert "**fail** `prod` `contradiction`: 0.008333 is above 0" in shown
    assert f"### Facts newly wrong: 1\n\n- `prod` `n02/{fact}`" in shown


TWINS = {
    "cyberstups": ("numbers", "roles", "negated", "details", "terse"),
    "cyberstups-fr": ("numbers", "roles", "negated", "omissions"),
}


@pytest.mark.parametrize(
    ("benchmark", "twin"), [(name, twin) for name, twins in TWINS.items() for twin in twins]
)
def test_the_shipped_samples_with_planted_faults_fail(benchmark: str, twin: str) -> None:
    bench = factcov.load_benchmark(benchmark)
    outputs = factcov.load_outputs(benchmark, bench)
    good, worse = (
        factcov.score(bench, {"prod": outputs[name]}, metrics=["coverage", "contradiction"])
        for name in ("good", twin)
    )

    gated = factcov.gate(worse, good)

    assert gated.outcome == "fail", [check.reason for check in gated.checks]


@pytest.mark.parametrize("judge", JUDGES)
def test_lines_in_another_order_pass(story: Begin, judge: str) -> None:
    one = story(judge)
    path = one.folder / "outputs" / "prod.jsonl"
    turned = path.read_text().splitlines()[::-1]

    path.write_text("\n".join(turned) + "\n")
    one.factcov(
        "score", "references/towns", "-i", "outputs", "-m", "coverage", "contradiction",
        "--judge", judge, "-o", "runs/today",
    )  # fmt: skip

    status, shown = one.gate("--strict")
    assert status == 0, shown
    assert "Facts" not in shown


@pytest.mark.parametrize(
    "again",
    [
        lambda said: said.replace(".", " .").replace(",", " ,"),
        lambda said: said.replace(" ", "  "),
        lambda said: said.replace(". ", ".\n\n"),
        str.lower,
    ],
    ids=["spaced", "wide", "paragraphs", "lower"],
)
def test_text_tokenised_anew_passes(story: Begin, again: Callable[[str], str]) -> None:
    one = story("lexical")

    one.score([again(text(i)) for i in range(ITEMS)])

    status, shown = one.gate("--strict")
    assert status == 0, shown


def test_too_few_items_are_inconclusive(story: Begin) -> None:
    one = story("lexical", items=4)

    one.score([text(i, [2] if i in (1, 2) else []) for i in range(4)])

    status, shown = one.gate()
    assert status == 0, shown
    assert shown.startswith("## factcov: inconclusive")
    assert "so few changes may be chance" in shown
    assert "would be found" in shown
    assert one.gate("--strict")[0] == 3


def test_a_judge_that_fails_is_no_pass(story: Begin) -> None:
    one = story("dictated")

    one.score([f"FAIL:{text(i)}" if i == 5 else text(i) for i in range(ITEMS)])

    status, shown = one.gate()
    assert status == 4, shown
    assert "the judge failed on 1 of 120 verdicts" in shown
    assert one.gate("--max-errors", "0.01")[0] == 0


def test_a_changed_benchmark_needs_a_new_blessing(story: Begin) -> None:
    one = story("lexical")
    path = one.folder / "references" / "towns" / "facts.jsonl"
    path.write_text(path.read_text().replace("chess prize", "chess cup"))
    items = one.folder / "references" / "towns" / "items.jsonl"
    items.write_text(items.read_text().replace("chess prize", "chess cup"))
    one.score([text(i).replace("chess prize", "chess cup") for i in range(ITEMS)])

    status, shown = one.gate()
    assert status == 2
    assert "another key facts" in shown
    assert "factcov bless RUN --as main" in shown

    assert one.factcov("bless", "runs/today", "--as", "main")[0] == 0
    assert one.gate()[0] == 0
    assert "baselines/main/baseline.json" in git("status", "--short")


def test_settings_come_from_the_project_and_options_override_them(story: Begin) -> None:
    one = story("lexical")
    pyproject = one.folder / "pyproject.toml"
    pyproject.write_text(
        '[project]\nname = "x"\n[tool.factcov.gate]\nagainst = "main"\nstrict = true\n'
        'slices = ["desk"]\n[tool.factcov.gate.min]\ncoverage = 1.0\n'
    )
    one.score([text(i, [3] if i == 2 else []) for i in range(ITEMS)])
    nested = one.folder / "src" / "deep"
    nested.mkdir(parents=True)

    def gate(*arguments: str) -> tuple[int, str]:
        return one.factcov("gate", str(one.folder / "runs" / "today"), *arguments)

    assert gate()[0] == 1  # the floor
    assert gate("--min", "coverage=0.9")[0] == 3  # strict, and one fact is no proof
    assert gate("--min", "coverage=0.9", "--margin", "0.1")[0] == 0
    os.chdir(nested)
    assert gate()[0] == 1
    os.chdir(one.folder)
    pyproject.write_text('[tool.factcov.gate]\nagainst = "main"\nmarign = 0.1\n')
    status, shown = gate()
    assert status == 2
    assert "pyproject.toml" in shown
    assert "marign" in shown
    (one.folder / "factcov.toml").write_text(
        '[gate]\nagainst = "main"\nmargin = {coverage = 0.1}\n'
    )
    assert gate()[0] == 0  # factcov.toml comes first


def test_everything_a_reviewer_sees_is_written(
    story: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = story("lexical")
    one.score([text(i, [0] if i == 0 else []) for i in range(ITEMS)])
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(one.folder / "summary.md"))
    (one.folder / "summary.md").write_text("before\n")

    status, shown = one.gate("--junit", "gate.xml", "--comment", "comment.md")

    assert status == 1
    assert "::error file=references/towns/facts.jsonl,line=1,title=prod%3A n00/f0 " in shown
    assert Path("gate.xml").read_text().count("<failure") == 1
    assert (
        Path("comment.md").read_text().startswith("<!-- factcov gate towns -->\n## factcov: fail")
    )
    assert Path("summary.md").read_text().startswith("before\n## factcov: fail")


def test_diff_prints_what_changed(story: Begin) -> None:
    one = story("lexical")
    one.score([text(i, [0] if i == 0 else []) for i in range(ITEMS)])

    status, shown = one.factcov("diff", "baselines/main", "runs/today")
    assert status == 0
    assert shown.startswith("### Facts lost: 1")
    assert "`n00/f0`" in shown
    assert one.factcov("diff", "runs/today", "runs/today") == (0, "No fact changed.\n")
    assert one.factcov("diff", "main", "runs/today", "--json")[1].count('"change": "lost"') == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--against", "mian"], 'no baseline "mian"'),
        (["--min", "coverage"], "write NAME=NUMBER"),
        (["--min", "coverage=high"], "not a number"),
        (["--min", "covrage=1"], "coverage"),
        (["--junit", "no/such/folder/x.xml"], "cannot be written"),
    ],
)
def test_a_bad_command_is_one_clear_error(story: Begin, arguments: list[str], words: str) -> None:
    status, shown = story("lexical").factcov("gate", "runs/today", *arguments)

    assert status == 2
    assert words in shown
    assert shown.startswith("factcov: ")
