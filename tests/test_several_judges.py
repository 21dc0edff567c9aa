"""Several judges in one run: measured alone, joined, and told side by side."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score

import factcov
from chat_server import ChatServer, verdict_of
from factcov import panel
from factcov.agreement import judges_among, render, to_record, to_records
from factcov.calibrations import judge_name, write
from factcov.checkpoints import discard
from factcov.cli import main
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.merging import merge_runs
from factcov.oracle import check
from factcov.scoring import Run
from factcov.types import Header, Item, JudgeInfo, Verdict, Verdicts
from made import METRICS, LastWord, make_benchmark, make_outputs

BENCH = make_benchmark()
OUTPUTS = make_outputs(BENCH)
NAMES = ("lexical", "human", "third")


class Third:
    """The last-word judge with another opinion on some facts, and a failure on some."""

    signature = "judge:third|version:1"

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        rows = LastWord().judge(candidates, items)
        return [
            [self._turned(v, item, n) for n, v in enumerate(row)]
            for row, item in zip(rows, items, strict=True)
        ]

    def _turned(self, verdict: Verdict, item: Item, number: int) -> Verdict:
        if item.id == "n1" and number == 3:
            return Verdict("error", None, None, reason="the judge failed")
        return (
            Verdict("covered", 0.6, 0.1, 0, 1) if (number + int(item.id[1])) % 5 == 0 else verdict
        )


class Stubborn(Third):
    """Cannot judge past the item n2, the first time."""

    def __init__(self, failing: bool) -> None:
        self.failing, self.judged = failing, []

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        if self.failing and any(item.id == "n2" for item in items):
            raise KeyboardInterrupt
        self.judged += [item.id for item in items]
        return super().judge(candidates, items)


@pytest.fixture(scope="module")
def labels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the labels of two people: one as the last word, one who errs now and then."""
    rng = np.random.default_rng(7)
    rows = []
    for system, texts in OUTPUTS.items():
        for row, item in zip(LastWord().judge(texts, BENCH.items), BENCH.items, strict=True):
            for verdict, fact in zip(row, item.facts, strict=True):
                other = "missing" if rng.random() < 0.15 else verdict.verdict
                for annotator, said in (("ann", verdict.verdict), ("ben", other)):
                    rows.append({"system": system, "item": item.id, "fact": fact.id,
                                 "covered": said, "annotator": annotator})  # fmt: skip
    path = tmp_path_factory.mktemp("labels") / "labels.csv"
    pd.DataFrame(rows[:-2]).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def run(labels: Path) -> Run:
    return score(["lexical", f"human:{labels}", Third()])


def score(judge: object, **options: object) -> Run:
    given = {"metrics": METRICS, "replicates": 100, **options}
    return factcov.score(BENCH, OUTPUTS, judge=judge, **given)


def test_one_run_has_the_columns_of_each_judge(run: Run) -> None:
    assert run.judges == NAMES
    assert run.metrics == (
        "coverage", "coverage@human", "coverage@third",
        "contradiction", "contradiction@human", "contradiction@third", "chrf", "length",
    )  # fmt: skip
    assert {s.metric: s.signature.split("judge:(")[1][:14] for s in run.score_list[:3]} == {
        "coverage": "judge:lexical|", "coverage@human": "judge:human|la",
        "coverage@third": "judge:third|ve",
    }  # fmt: skip


@pytest.mark.parametrize("place", range(3))
def test_each_judge_says_what_it_says_alone(run: Run, labels: Path, place: int) -> None:
    judge = ["lexical", f"human:{labels}", Third()][place]

    alone, seen = score(judge), run.judged_by(NAMES[place])

    pd.testing.assert_frame_equal(seen.scores, alone.scores)
    pd.testing.assert_frame_equal(seen.items, alone.items)
    pd.testing.assert_frame_equal(run.verdicts_by(NAMES[place]), alone.verdicts)
    copies = run.scores[run.scores["metric"] == ("coverage", "coverage@human",
                                                "coverage@third")[place]]  # fmt: skip
    own = alone.scores[alone.scores["metric"] == "coverage"]
    assert copies["value"].tolist() == own["value"].tolist()
    assert copies["low"].tolist() == own["low"].tolist()


def test_the_leaderboard_shows_three_judges_and_their_agreement(run: Run) -> None:
    board = factcov.leaderboard(run)
    text = board.to_markdown()

    header = next(line for line in text.splitlines() if line.startswith("| rank"))
    for name in ("coverage ↑", "coverage@human ↑", "coverage@third ↑"):
        assert f" {name} " in header
    assert "The judges among themselves" in text
    assert "| lexical, human " in text
    assert "| human, third " in text
    assert board.to_latex().count(r"\begin{tabular}") == 2
    assert board._repr_html_().count("<table>") == 2
    assert board.among is not None
    assert len(board.among.pairs) == 3


def test_agreement_of_two_judges_is_that_of_scikit_learn(run: Run) -> None:
    among = judges_among(run.record, replicates=50)
    assert among is not None
    pair = next(pair for pair in among.pairs if (pair.first, pair.second) == ("human", "third"))
    one, two = (run.verdicts_by(name)["verdict"] for name in ("human", "third"))
    both = (one != "error") & (two != "error")

    assert (pair.verdicts, pair.left_out) == (both.sum(), (~both).sum())
    assert pair.left_out > 0
    assert pair.same.value == pytest.approx((one[both] == two[both]).mean())
    assert pair.kappa.value == pytest.approx(cohen_kappa_score(one[both], two[both]))
    assert pair.kappa_covered.value == pytest.approx(
        cohen_kappa_score(one[both] == "covered", two[both] == "covered")
    )
    assert pair.kappa.low < pair.kappa.value < pair.kappa.high


def test_judges_who_share_no_verdict_agree_on_nothing() -> None:
    class Silent(LastWord):
        signature = "judge:silent"

        def _verdict(self, text: str, fact: str) -> Verdict:
            return Verdict("error", None, None, reason="silent")

    found = judges_among(score([LastWord(), Silent()]).record, replicates=20)

    assert found is not None
    assert found.pairs[0].verdicts == 0
    assert found.pairs[0].kappa.value is None


def test_a_run_by_one_judge_has_no_agreement_and_no_trace_of_several(tmp_path: Path) -> None:
    one = score("lexical")
    folder = one.save(tmp_path / "run")

    assert one.judges == ("lexical",)
    assert judges_among(one.record) is None
    manifest = json.loads((folder / "run.json").read_text())
    assert manifest["format"] == 1
    assert "judges" not in manifest["header"]
    assert "among" not in json.loads(factcov.leaderboards.render(factcov.leaderboard(one), "json"))
    assert one.judged_by("lexical").scores.equals(one.scores)


def test_a_saved_run_keeps_every_judge(run: Run, tmp_path: Path) -> None:
    folder = run.save(tmp_path / "run")
    loaded = factcov.load_run(folder)

    assert json.loads((folder / "run.json").read_text())["format"] == 2
    assert loaded.record.header == run.record.header
    assert loaded.record.further == run.record.further
    pd.testing.assert_frame_equal(loaded.scores, run.scores)
    for name in NAMES:
        pd.testing.assert_frame_equal(loaded.verdicts_by(name), run.verdicts_by(name))
    again = Run(run.judged_by("lexical").record).save(folder)
    assert len(list(again.glob("*.parquet"))) == 4


def test_notices_say_whose_they_are(run: Run) -> None:
    assert any(notice.startswith("human: 238 labels by 2 annotators") for notice in run.notices)


def test_judges_of_one_name_are_told_apart_by_their_specs() -> None:
    run = score(["lexical", "lexical:threshold=0.9"], metrics=["coverage"])

    assert run.judges == ("lexical", "lexical:threshold=0.9")
    assert run.metrics == ("coverage", "coverage@lexical:threshold=0.9")
    with pytest.raises(UsageError, match='"lexical" is given twice'):
        score(["lexical", "lexical"])
    with pytest.raises(UsageError, match="at least one"):
        score([])


def test_wrong_judges_are_told_before_any_judging(labels: Path, tmp_path: Path) -> None:
    stubborn = Stubborn(failing=False)
    bad = tmp_path / "bad.csv"
    bad.write_text(labels.read_text().replace(",f3,", ",f99,"))

    with pytest.raises(UnknownNameError):
        score([stubborn, "nobody"])
    with pytest.raises(DataError, match="f99"):
        score([stubborn, f"human:{bad}"])

    assert stubborn.judged == []


def test_without_a_metric_that_reads_verdicts_no_judge_runs() -> None:
    run = score(["lexical", Stubborn(failing=True)], metrics=["chrf"])

    assert run.judges == ()
    assert run.metrics == ("chrf",)


def test_kinds_and_other_judged_metrics_are_copied() -> None:
    run = score([LastWord(), Third()], metrics=["kinds", "length"])

    assert "coverage:kind=event@third" in run.metrics
    assert run.metric("coverage:kind=event@third").name == "coverage:kind=event"


def test_names_are_split_at_a_judge_of_the_run_only() -> None:
    header = Header("b", "0", "", "", "benchmark", "summarization", "en", "en", (), {}, (), "j", {},
                    (), (JudgeInfo("a", ""), JudgeInfo("b", ""), JudgeInfo("x@b", "")))  # fmt: skip

    assert panel.split_name(header, "coverage@b") == ("coverage", "b")
    assert panel.split_name(header, "coverage@x@b") == ("coverage", "x@b")
    assert panel.split_name(header, "m:model=hub@v1") == ("m:model=hub@v1", "")
    assert panel.split_name(header, "coverage@a") == ("coverage@a", "")


def test_several_processes_and_shards_change_nothing(
    run: Run, labels: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcov.engine.SHARD", 6)

    sharded = score(["lexical", f"human:{labels}", Third()])
    spread = score(["lexical", f"human:{labels}"], jobs=2)

    assert sharded.record.further == run.record.further
    pd.testing.assert_frame_equal(sharded.scores, run.scores)
    assert spread.record.further["human"] == run.record.further["human"]


def test_an_interrupted_run_goes_on_with_the_judge_it_stopped_at(
    run: Run, labels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcov.engine.SHARD", 6)
    partial = tmp_path / "run.partial"
    judges = ["lexical", f"human:{labels}"]
    with pytest.raises(KeyboardInterrupt):
        score([*judges, Stubborn(failing=True)], resume=partial)
    kept = {path.relative_to(partial).as_posix() for path in partial.glob("*/*.shard")}
    going_on = Stubborn(failing=False)

    again = score([*judges, going_on], resume=partial)
    discard(partial)

    assert {"1/3.shard", "2/3.shard", "3/1.shard"} <= kept
    assert set(going_on.judged) == {"n2", "n3"}
    assert again.record.further == run.record.further
    assert again.record.verdicts == run.record.verdicts
    assert not partial.exists()


def test_progress_counts_all_judges() -> None:
    seen: list[tuple[int, int]] = []

    score([LastWord(), Third()], progress=lambda done, total: seen.append((done, total)))

    assert seen[-1] == (40, 40)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_runs_are_merged_judge_by_judge(labels: Path) -> None:
    judges = [LastWord(), f"human:{labels}", Third()]
    parts = [
        factcov.score(BENCH, {name: OUTPUTS[name] for name in names}, judge=judges,
                      metrics=METRICS, replicates=100)
        for names in (("full", "half"), ("wrong", "lead1", "empty"))
    ]  # fmt: skip
    whole = score(judges)

    merged = merge_runs(parts)

    assert merged.record.further == whole.record.further
    assert merged.judges == whole.judges
    pd.testing.assert_frame_equal(merged.scores, whole.scores)
    fewer = merge_runs([parts[0], factcov.score(BENCH, {"empty": [""] * 4}, judge=LastWord(),
                                                metrics=METRICS, replicates=100)])  # fmt: skip
    assert fewer.judges == ("last-word",)
    assert "coverage@third" not in fewer.metrics


def test_runs_by_different_judges_of_one_name_do_not_merge(labels: Path) -> None:
    other = Third()
    other.signature = "judge:third|version:2"
    one, two = score([LastWord(), Third()]), score([LastWord(), other])

    with pytest.raises(DataError, match=r'judge "third" is "judge:third\|version:2"'):
        merge_runs([one, two])
    with pytest.raises(DataError, match='another judge "third"'):
        factcov.gate(one, two, min={"coverage": 0})


def test_compare_and_the_oracle_take_every_column(run: Run) -> None:
    compared = factcov.compare(run, metrics=["coverage@human"], replicates=50, trials=100)

    assert "judged by human" in compared.metrics[0].pairs[0].statement
    assert "rows the same for chrf" in check(run, 10)


def test_the_gate_guards_a_further_judges_metric(run: Run, tmp_path: Path) -> None:
    factcov.bless(run, "main", tmp_path)
    rules = {"baselines": tmp_path, "max_errors": 0.5}

    same = factcov.gate(run, "main", margin={"coverage@third": 0.0}, **rules)
    low = factcov.gate(run, min={"coverage@human": 0.99}, systems=["half"], **rules)
    own = factcov.gate(run, max={"contradiction": 1.0}, systems=["half"], **rules)

    assert same.outcome == "pass"
    assert {c.subject for c in same.checks} == {"judge", "judge third", "coverage@third"}
    assert low.outcome == "fail"
    assert {c.subject for c in own.checks} == {"judge", "contradiction"}
    strict = factcov.gate(run, min={"coverage@third": 0.0}, systems=["half"])
    assert (strict.outcome, strict.checks[1].subject) == ("error", "judge third")


def test_the_gate_names_what_a_further_judge_lost(run: Run, tmp_path: Path) -> None:
    judges = [LastWord(), Third()]
    before = score(judges, metrics=["coverage"])
    worse = {**OUTPUTS, "full": ["Nothing." for _ in BENCH.items]}
    after = factcov.score(BENCH, worse, judge=judges, metrics=["coverage"], replicates=100)

    factcov.bless(before, "main", tmp_path)
    for old in (before, "main"):
        gated = factcov.gate(after, old, margin={"coverage@third": 0.0}, systems=["full"],
                             baselines=tmp_path, max_errors=0.1)  # fmt: skip
        check_ = next(c for c in gated.checks if c.subject == "coverage@third")
        failing = [one.key for one in check_.facts]

        assert gated.outcome == "inconclusive"  # of four documents
        assert failing
        assert "n0/f0" not in failing  # the third judge calls it covered whatever the text


def test_a_margin_on_a_metric_that_the_baseline_lacks_is_refused(run: Run) -> None:
    old = score("lexical")

    with pytest.raises(DataError, match='no metric "coverage@human"'):
        factcov.gate(run, old, margin={"coverage@human": 0.0}, max_errors=1)


def test_agree_shows_all_judges(run: Run, labels: Path) -> None:
    found = factcov.agree(run, labels, replicates=20)
    text = render(found)

    assert [level.name for level in found.judges] == ["human", "third"]
    assert found.judges[0].fact_level.kappa.value == 1.0
    alone = factcov.agree(run.judged_by("third"), labels, replicates=20)
    assert found.judges[1].fact_level == alone.fact_level
    assert found.fact_level == factcov.agree(score("lexical"), labels, replicates=20).fact_level
    names = [scorer.name for scorer in found.scorers]
    assert names.index("judge:verdict") < names.index("judge:verdict@third")
    assert "## Fact level: 3 judges" in text
    assert "The judges among themselves" in text
    assert alone.judges == ()
    assert alone.among is None


def test_records_and_the_gate_know_each_judge(run: Run, labels: Path, tmp_path: Path) -> None:
    records = to_records(factcov.agree(run, labels, replicates=20), date(2026, 1, 31))
    write(records[1], tmp_path / "third.json")
    rules = {"calibration": "require", "calibrations": tmp_path, "max_errors": 1.0}

    trusted = factcov.gate(run.judged_by("third"), min={"coverage": 0.0}, **rules)
    own = factcov.gate(run, min={"coverage": 0.0}, **rules)
    both = factcov.gate(run, min={"coverage@third": 0.0, "coverage@human": 0.0}, **rules)

    assert [judge_name(record.judge) for record in records] == ["lexical", "third"]
    alone = factcov.agree(run.judged_by("third"), labels, replicates=20)
    assert records[1] == to_record(alone, date(2026, 1, 31))
    assert [c.outcome for c in trusted.checks if c.rule == "calibration"] == ["pass"]
    assert [c.subject for c in own.checks if c.rule == "calibration"] == ["lexical"]
    asked = {c.subject: c.outcome for c in both.checks if c.rule == "calibration"}
    assert asked["third"] == "pass"
    assert set(asked) == {"lexical", "third"}


def test_people_lexical_and_an_llm_stand_on_one_leaderboard(
    labels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    cache = tmp_path / "answers.sqlite"
    with ChatServer() as server:
        llm = f"llm:tiny:1b,base_url={server.url}"
        judges = ["lexical", f"human:{labels}", llm]
        run = score(judges, cache=cache)
        calls = len(server.calls)
        again = score(judges, cache=cache)
        replayed = score(["lexical", "cache"], cache=cache)

        assert calls > 0
        assert len(server.calls) == calls
    assert run.judges == ("lexical", "human", "llm")
    truth = [
        verdict_of(text, str(fact.text))[0]
        for texts in OUTPUTS.values()
        for text, item in zip(texts, BENCH.items, strict=True)
        for fact in item.facts
    ]
    assert run.verdicts_by("llm")["verdict"].tolist() == truth
    assert again.record.further == run.record.further
    assert replayed.judges == ("lexical", "llm")
    assert replayed.record.further["llm"] == run.record.further["llm"]
    text = factcov.leaderboard(run).to_markdown()
    for name in ("coverage ↑", "coverage@human ↑", "coverage@llm ↑", "lexical, llm", "human, llm"):
        assert f" {name} " in text
    assert any(notice.startswith(f"llm: {calls} calls to tiny:1b at ") for notice in run.notices)


def test_the_report_shows_all_judges(run: Run, tmp_path: Path) -> None:
    page = factcov.report(run, tmp_path / "report.html").read_text()

    assert "The judges among themselves" in page
    assert "coverage@human\u00a0↑" in page
    assert "--judge lexical human third" in page


def test_a_dataset_holds_the_verdicts_of_all(run: Run) -> None:
    table = run.to_dataset()["verdicts"].to_pandas()

    assert table.groupby("judge", sort=False).size().to_dict() == dict.fromkeys(NAMES, 120)


def test_an_unknown_judge_is_told(run: Run) -> None:
    with pytest.raises(UnknownNameError, match='unknown judge of this run "humans"; known: human'):
        run.verdicts_by("humans")


def test_the_command_takes_several_judges(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = tmp_path / "s.jsonl"
    outputs.write_text('{"id": "cyberstups", "text": "Four groups."}\n')
    (tmp_path / "labels.jsonl").write_text(
        '{"system": "s", "item": "cyberstups", "fact": "f01", "covered": true}\n'
    )
    folder = str(tmp_path / "run")

    status = main(
        ["score", "cyberstups", "-i", str(outputs), "-m", "coverage", "--replicates", "20",
         "--judge", "lexical", f"human:{tmp_path / 'labels.jsonl'}", "-o", folder]
    )  # fmt: skip

    assert status == 0
    assert "coverage@human" in capsys.readouterr().out
    assert factcov.load_run(folder).judges == ("lexical", "human")
