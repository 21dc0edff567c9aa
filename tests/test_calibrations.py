"""Calibration records: written from labels, shipped with the judges, asked for by the gate."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest

import factcov
from factcov.agreement import read_labels, to_record
from factcov.calibrations import Calibration, read, read_folder, shipped, write
from factcov.cli import main
from factcov.errors import DataError, UsageError
from factcov.gates import Gated
from factcov.judges import get_judge
from made import LastWord, make_benchmark, make_outputs, make_run

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def run() -> factcov.Run:
    bench = make_benchmark(items=8)
    outputs = {name: make_outputs(bench)[name] for name in ("full", "half", "wrong")}
    return make_run(bench, outputs, ["coverage", "contradiction"])


def labels_of(run: factcov.Run, wrong: int = 0) -> pd.DataFrame:
    """Return labels that agree with the judge, but for every *wrong*-th."""
    frame = run.verdicts[["system", "item", "fact"]].copy()
    covered = (run.verdicts["verdict"] == "covered").astype(int)
    frame["covered"] = [
        1 - one if wrong and n % wrong == 0 else one for n, one in enumerate(covered)
    ]
    return frame


def record_of(run: factcov.Run, wrong: int = 0, day: date = DAY) -> Calibration:
    return to_record(factcov.agree(run, labels_of(run, wrong), replicates=50), day)


@pytest.fixture
def folder(run: factcov.Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    run.save("run")
    labels_of(run, 9).to_csv("labels.csv", index=False)
    return tmp_path


def test_a_record_says_what_was_measured_on_what(run: factcov.Run) -> None:
    labels = labels_of(run, 9)

    found = to_record(factcov.agree(run, labels, replicates=50), DAY, "a note")

    assert (found.judge, found.benchmark, found.date) == ("judge:last-word", "made", "2026-11-24")
    assert (found.facts, found.documents, found.annotators) == (len(labels), 8, 1)
    assert found.covered == pytest.approx(labels["covered"].mean())
    assert found.facts_hash == run.record.header.facts_hash
    assert found.note == "a note"
    covered = run.verdicts["verdict"] == "covered"
    assert found.confusion == tuple(
        tuple(int(((labels["covered"] == told) & (covered == said)).sum()) for said in (0, 1))
        for told in (0, 1)
    )
    assert found.kappa is not None
    assert found.low is not None
    assert found.low < found.kappa < 1


def test_the_labels_hash_knows_the_labels_not_their_order(run: factcov.Run) -> None:
    labels = labels_of(run)
    turned = factcov.agree(run, labels[::-1], replicates=0)

    assert turned.labelled.hash == factcov.agree(run, labels, replicates=0).labelled.hash
    assert turned.labelled.hash != record_of(run, 9).labels_hash


def test_a_record_reads_back_and_its_bytes_last(run: factcov.Run, tmp_path: Path) -> None:
    record = record_of(run, 9)
    path = write(record, tmp_path / "deep" / record.file_name)

    again = read(path.read_bytes(), f"{path}")

    assert write(again, tmp_path / "again.json").read_bytes() == path.read_bytes()
    assert again.kappa == pytest.approx(record.kappa, abs=1e-6)
    assert [kept.record for kept in read_folder(path.parent)] == [again]
    assert read_folder(tmp_path / "absent") == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda raw: raw | {"format": 9}, "format 9, this factcov reads 1"),
        (lambda raw: raw | {"date": "today"}, "not a calibration record"),
        (lambda raw: raw | {"kapa": 1}, "kapa"),
        (lambda raw: [], "not a calibration record"),
    ],
)
def test_a_damaged_record_is_one_clear_error(
    run: factcov.Run, change: Callable[[dict[str, object]], object], words: str
) -> None:
    raw = msgspec.to_builtins(record_of(run))

    with pytest.raises(DataError, match=words) as caught:
        read(json.dumps(change(raw)).encode(), "calibrations/a.json")

    assert str(caught.value).startswith("calibrations/a.json: ")


def test_the_verb_writes_a_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["agree", "run", "--human", "labels.csv", "--replicates", "20", "--record"]

    assert main([*arguments, "--date", "2026-01-31", "--note", "two of us"]) == 0
    (kept,) = read_folder("calibrations")
    assert (kept.record.date, kept.record.note) == ("2026-01-31", "two of us")
    assert Path(kept.where).name.startswith("last_word-made-")
    assert kept.where in capsys.readouterr().err

    assert main([*arguments, "elsewhere/a.json"]) == 0
    assert len(read_folder("elsewhere")) == 1
    assert main([*arguments, "a.json", "--date", "31.1."]) == 2
    assert "write YYYY-MM-DD" in capsys.readouterr().err
    assert main([*arguments[:-1], "--date", "2026-01-31"]) == 2
    assert "give --record too" in capsys.readouterr().err


def test_nothing_judged_is_nothing_to_record(run: factcov.Run) -> None:
    bench = make_benchmark(items=8)
    bare = factcov.score(bench, make_outputs(bench), metrics=["length"])
    labels = labels_of(run)

    with pytest.raises(DataError, match="nothing to record"):
        to_record(factcov.agree(bare, labels, replicates=0), DAY)


def gate(run: factcov.Run, folder: Path, **options: Any) -> Gated:
    return factcov.gate(run, min={"coverage": 0.0}, calibrations=folder, today=DAY, **options)


def test_a_judge_without_a_record_is_told_and_with_require_stopped(
    run: factcov.Run, tmp_path: Path
) -> None:
    warned, required, off = (
        gate(run, tmp_path, calibration=how) for how in (None, "require", "off")
    )

    assert (warned.outcome, off.outcome, required.outcome) == ("pass", "pass", "error")
    assert "judge last-word: no calibration record" in warned.notices[-1]
    assert not any("calibration" in notice for notice in (*off.notices, *required.notices))
    (check,) = [check for check in required.checks if check.rule == "calibration"]
    assert "factcov agree RUN --human LABELS --record" in check.reason
    assert required.exit_status() == 4


def test_a_record_of_the_judge_is_enough(run: factcov.Run, tmp_path: Path) -> None:
    record = record_of(run, 9)
    write(record, tmp_path / "a.json")

    found = gate(run, tmp_path, calibration="require", min_kappa=record.kappa)

    assert found.outcome == "pass"
    (check,) = [check for check in found.checks if check.rule == "calibration"]
    assert check.reason.startswith(f"kappa {record.kappa:.3f} [")
    assert gate(run, tmp_path).notices == gate(run, tmp_path, calibration="off").notices


def test_too_low_a_kappa_stops_unless_told_to_warn(run: factcov.Run, tmp_path: Path) -> None:
    write(record_of(run, 3), tmp_path / "a.json")

    stopped = gate(run, tmp_path, min_kappa=0.9)
    warned = gate(run, tmp_path, min_kappa=0.9, calibration="warn")

    assert (stopped.outcome, warned.outcome) == ("error", "pass")
    assert "at least 0.9 is demanded" in stopped.checks[-1].reason
    assert "at least 0.9 is demanded" in warned.notices[-1]


def test_an_old_record_is_out_of_date_where_an_age_is_set(run: factcov.Run, tmp_path: Path) -> None:
    write(record_of(run, day=date(2026, 8, 1)), tmp_path / "a.json")

    assert gate(run, tmp_path, max_age=120).outcome == "pass"
    found = gate(run, tmp_path, max_age=90)

    assert found.outcome == "error"
    assert "115 days old" in found.checks[-1].reason


def test_a_record_of_another_version_is_stale_and_says_what_changed(
    run: factcov.Run, tmp_path: Path
) -> None:
    class Newer(LastWord):
        signature = "judge:last-word|prompt:2"

    write(record_of(run), tmp_path / "a.json")
    bench = make_benchmark(items=8)
    newer = factcov.score(bench, make_outputs(bench), metrics=["coverage"], judge=Newer())

    found = gate(newer, tmp_path, calibration="require")

    assert found.outcome == "error"
    assert "a.json: no prompt there, prompt:2 here" in found.checks[-1].reason


def test_the_record_on_the_same_facts_counts_before_a_newer_one(
    run: factcov.Run, tmp_path: Path
) -> None:
    here = record_of(run, 9, date(2026, 1, 1))
    elsewhere = msgspec.structs.replace(record_of(run, 3), benchmark="other", facts_hash="x")
    write(here, tmp_path / "a.json")
    write(elsewhere, tmp_path / "b.json")

    found = gate(run, tmp_path, calibration="require")

    assert "of made" in found.checks[-1].reason


@pytest.mark.parametrize("options", [{"calibration": "maybe"}, {"min_kappa": 2.0}, {"max_age": -1}])
def test_a_demand_that_makes_no_sense_is_refused(
    run: factcov.Run, tmp_path: Path, options: dict[str, Any]
) -> None:
    with pytest.raises(UsageError):
        gate(run, tmp_path, **options)


def test_the_command_and_the_settings_demand_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["gate", "run", "--min", "coverage=0"]

    assert main(arguments) == 0
    assert "judge last-word: no calibration record" in capsys.readouterr().out
    assert main([*arguments, "--min-kappa", "0.5", "--junit", "gate.xml"]) == 4
    assert "**error** `judge` `last-word`: no calibration record" in capsys.readouterr().out
    assert 'name="calibration last-word"' in Path("gate.xml").read_text()

    Path("factcov.toml").write_text('calibrations = "kept"\n[gate]\ncalibration = "require"\n')
    assert main(["agree", "run", "--human", "labels.csv", "--replicates", "9", "--record"]) == 0
    assert len(read_folder("kept")) == 1
    assert main(arguments) == 0
    assert main([*arguments, "--min-kappa", "0.99"]) == 4
    assert main([*arguments, "--min-kappa", "0.99", "--calibration", "warn"]) == 0
    assert main([*arguments, "--calibrations", "absent"]) == 4
    Path("kept/b.json").write_text("{}")
    assert main(arguments) == 2
    assert "kept/b.json: format None" in capsys.readouterr().err


JUDGES = ("lexical", "semantic")


@pytest.mark.parametrize("judge", JUDGES)
def test_the_shipped_records_are_of_the_shipped_judge(judge: str) -> None:
    if judge == "semantic":
        pytest.importorskip("onnxruntime", reason="extra semantic is not installed")
    signature = get_judge(judge).signature

    names = {one.record.benchmark for one in shipped() if one.record.judge == signature}

    assert names == {"pyrxsum", "realsumm-dev"}, (
        f"the judge {judge} changed: FACTCOV_DATA=folder python benchmarks/judge.py record {judge}"
    )


def test_the_shipped_records_add_up() -> None:
    assert len(shipped()) == 2 * len(JUDGES)
    for one in shipped():
        record = one.record
        (a, b), (c, d) = record.confusion
        observed, total = a + d, a + b + c + d
        chance = ((a + b) * (a + c) + (c + d) * (b + d)) / total
        assert total == record.facts == sum(row.facts for row in record.reliability)
        assert record.covered == pytest.approx((c + d) / total, abs=1e-6)
        assert record.kappa == pytest.approx((observed - chance) / (total - chance), abs=1e-6)
        assert "cross-validation" in record.note
        assert "/" not in record.benchmark


@pytest.mark.skipif(
    "FACTCOV_DATA" not in os.environ,
    reason="FACTCOV_DATA is not set: the labelled data is not here",
)
def test_the_shipped_records_are_of_the_labelled_data() -> None:
    for one in shipped():
        labels = read_labels(Path(os.environ["FACTCOV_DATA"], one.record.benchmark, "labels.jsonl"))

        rows = sorted((x.system, x.item, x.fact, x.annotator, x.opinion) for x in labels)
        assert hashlib.sha256(msgspec.json.encode(rows)).hexdigest() == one.record.labels_hash
        assert len(labels) == one.record.facts


def test_the_default_judge_passes_without_a_word() -> None:
    bench = factcov.load_benchmark("cyberstups")
    run = factcov.score(bench, {"s": [bench.items[0].source]}, metrics=["coverage"])

    found = factcov.gate(run, min={"coverage": 0.1}, required=False, min_kappa=0.5)

    assert found.outcome == "pass"
    assert "shipped with factcov" in found.checks[-1].reason
    assert factcov.gate(run, min={"coverage": 0.1}, required=False).notices == ()
