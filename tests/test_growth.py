"""Large runs: little memory, several processes, going on after an interruption, the oracle."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

import factcov
from factcov import engine, workers
from factcov.checkpoints import Checkpoints, discard
from factcov.cli import main, output
from factcov.compact import CompactTables, Growing, compacted
from factcov.errors import DataError, OracleError, UsageError
from factcov.oracle import check
from factcov.scoring import measure
from factcov.shards import Shard
from factcov.types import Benchmark, Fact, Item, Verdict

METRICS = ["coverage", "bleu", "ter", "rouge1"]


def bench(items=40):
    made = tuple(
        Item(str(n), f"The {n} dogs ran home.", (f"The {n} dogs ran.",),
             (Fact("f", str(n), f"{n} dogs ran."),), document=str(n))
        for n in range(items)
    )  # fmt: skip
    return Benchmark("made", "summarization", made, hash="h", facts_hash="f")


def outputs(items=40):
    return {
        "good": [f"The {n} dogs ran away." for n in range(items)],
        "bad": [f"The {n + 1} cats sat." for n in range(items)],
    }


def same(a, b):
    assert a.record.verdicts == b.record.verdicts
    for name in METRICS:
        assert np.array_equal(a.record.statistics[name], b.record.statistics[name])
    assert a.score_list == b.score_list


def test_whole_numbers_take_four_bytes_and_others_eight():
    values = np.array([[1.0, -(2.0**31 - 1)]])

    assert compacted(values).dtype == np.int32
    for odd in (0.5, np.nan, np.inf, 2.0**31):
        assert compacted(np.array([odd])).dtype == np.float64
    tables = CompactTables({"a": values})
    assert tables["a"].dtype == np.float64
    assert np.array_equal(tables["a"], values)
    assert dict(tables).keys() == {"a"}


def test_a_growing_table_widens_when_a_fraction_comes():
    table = Growing(2, 3, 1)
    table.put(0, np.array([[[1.0], [2.0]], [[3.0], [4.0]]]))
    table.put(2, np.array([[[0.5], [6.0]]]))
    table_after = Growing(1, 2, 1)
    table_after.put(0, np.array([[[0.5]]]))
    table_after.put(1, np.array([[[7.0]]]))

    assert table.values.tolist() == [[[1.0], [3.0], [0.5]], [[2.0], [4.0], [6.0]]]
    assert table_after.values.tolist() == [[[0.5], [7.0]]]


def test_the_run_folder_keeps_whole_numbers_in_four_bytes(tmp_path):
    run = factcov.score(bench(), outputs(), metrics=METRICS, replicates=20)
    run.save(tmp_path / "run")
    tables = json.loads((tmp_path / "run/run.json").read_text())["tables"]
    schema = pq.read_schema(tmp_path / "run" / tables["statistics"])

    assert str(schema.field("bleu/candidate_length").type) == "int32"
    assert str(schema.field("rouge1/fmeasure").type) == "double"
    same(run, factcov.load_run(tmp_path / "run"))


def test_processes_give_the_same_run(monkeypatch):
    alone = factcov.score(bench(), outputs(), metrics=METRICS, replicates=20)
    monkeypatch.setattr(engine, "SHARD", 14)

    same(alone, factcov.score(bench(), outputs(), metrics=METRICS, replicates=20, jobs=2))


def test_a_judge_that_cannot_travel_is_one_clear_error():
    class Local:
        signature = "local"

        def judge(self, candidates, items):
            return [()] * len(items)

    with pytest.raises(UsageError, match="jobs=1"):
        factcov.score(bench(), outputs(), metrics=["coverage"], judge=Local(), jobs=2)


SLEEPERS = """
import sys, time
from pathlib import Path
import factcov
from factcov.types import Benchmark, Fact, Item

class Sleeper:
    signature = "sleeper"

    def judge(self, candidates, items):
        Path(sys.argv[1]).touch()
        time.sleep(300)

if __name__ == "__main__":
    items = tuple(Item(str(n), "s", (), (Fact("f", str(n), "t"),)) for n in range(9000))
    bench = Benchmark("b", "summarization", items, hash="h", facts_hash="f")
    factcov.score(bench, {"s": ["x"] * 9000}, metrics=["coverage"], judge=Sleeper(), jobs=2)
"""


def test_who_interrupts_several_processes_does_not_wait_for_them(tmp_path):
    (tmp_path / "sleepers.py").write_text(SLEEPERS)
    process = subprocess.Popen(
        [sys.executable, "sleepers.py", "begun"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    while not (tmp_path / "begun").exists() and process.poll() is None:
        time.sleep(0.05)

    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)

    assert said.strip().endswith("KeyboardInterrupt")


def test_large_jobs_use_every_core_small_ones_one():
    assert measure._jobs(100) == 1
    assert measure._jobs(measure.LARGE) == len(os.sched_getaffinity(0))


def test_finished_shards_are_not_measured_again(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "SHARD", 14)
    asked = []

    class Counting:
        signature = "counting"

        def judge(self, candidates, items):
            asked.append(len(items))
            if len(asked) == 4:
                raise KeyboardInterrupt
            return [tuple(Verdict("missing", 0.0, 0.0) for _ in item.facts) for item in items]

    options = {"metrics": METRICS, "judge": Counting(), "replicates": 20}
    with pytest.raises(KeyboardInterrupt):
        factcov.score(bench(), outputs(), resume=tmp_path / "part", **options)
    interrupted = sum(asked[:3])
    asked.clear()
    asked.extend([0] * 4)
    resumed = factcov.score(bench(), outputs(), resume=tmp_path / "part", **options)

    assert interrupted == 42
    assert sum(asked) == 80 - 42
    same(resumed, factcov.score(bench(), outputs(), **options))


def test_shards_of_another_measurement_are_not_used(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "SHARD", 14)
    folder = tmp_path / "part"
    factcov.score(bench(), outputs(), metrics=["bleu"], replicates=2, resume=folder)
    changed = {**outputs(), "bad": outputs()["good"]}

    run = factcov.score(bench(), changed, metrics=["bleu"], replicates=2, resume=folder)

    good, bad = run.record.statistics["bleu"]
    assert np.array_equal(good, bad)


def test_checkpoints_hold_what_was_put_and_say_when_damaged(tmp_path):
    folder = tmp_path / "part"
    shard = Shard(
        ((Verdict("covered", 0.9, 0.0, 0, 3, "x"),), ()),
        {"a": np.array([[1, 2]], np.int32), "b": np.array([[0.5]])},
    )
    Checkpoints(folder, "key").put(0, shard)

    again = Checkpoints(folder, "key")
    assert 0 in again
    assert 7 not in again
    assert 0 not in Checkpoints(folder, "other")
    assert again.get(0).verdicts == shard.verdicts
    assert again.get(0).tables["a"].dtype == np.int32
    (folder / "0.shard").write_bytes(b"\x93")
    with pytest.raises(DataError, match="damaged; delete"):
        again.get(0)
    discard(folder)
    assert not folder.exists()


def test_only_a_folder_of_shards_is_ever_removed(tmp_path):
    (tmp_path / "mine.txt").write_text("x")

    discard(tmp_path)

    assert (tmp_path / "mine.txt").exists()


def made_folder(tmp_path, items):
    """Write a benchmark and one system's outputs."""
    (tmp_path / "bench").mkdir()
    (tmp_path / "bench/benchmark.toml").write_text(
        'name = "made"\nversion = "1"\ntask = "translation"\nsource_language = "en"\n'
        'target_language = "en"\nlicence = "CC0-1.0"\ndescription = "made"\n'
    )
    with (tmp_path / "bench/items.jsonl").open("w") as file:
        for n in range(items):
            row = {"id": str(n), "source": "s", "references": [f"the cat {n} sat on a mat"]}
            file.write(json.dumps(row) + "\n")
    (tmp_path / "a.txt").write_text("".join(f"a cat {n} sat on\n" for n in range(items)))
    return [
        sys.executable, "-m", "factcov", "score", str(tmp_path / "bench"), "-i",
        str(tmp_path / "a.txt"), "-m", "bleu", "chrf", "ter", "--replicates", "10",
        "--oracle", "20", "-o", str(tmp_path / "run"), "--jobs",
    ]  # fmt: skip


def test_a_killed_command_goes_on_where_it_stopped(tmp_path, monkeypatch, capsys):
    items = 12_000
    command = [*made_folder(tmp_path, items), "1"]
    partial = tmp_path / "run.partial"
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while len(list(partial.glob("*.shard"))) < 2 and time.monotonic() < deadline:
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    finished = len(list(partial.glob("*.shard")))
    assert 2 <= finished < 6
    measured = []
    whole = workers.measure_shard
    monkeypatch.setattr(
        workers, "measure_shard", lambda *args: measured.append(len(args[3])) or whole(*args)
    )

    assert main(command[3:]) == 0

    assert measured == [2_000] * (6 - finished)
    assert not partial.exists()
    assert "oracle: 20 rows the same for bleu, chrf, ter" in capsys.readouterr().err
    assert factcov.load_run(tmp_path / "run").record.statistics["bleu"].shape == (1, items, 10)


def children(process):
    """Return the processes that a process has started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(child) for child in listed.split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
def test_the_processes_of_a_killed_command_end(tmp_path):
    command = [*made_folder(tmp_path, 24_000), "2"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while not (tmp_path / "run.partial").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    started = children(process.pid)
    process.send_signal(signal.SIGKILL)
    process.communicate()

    assert len(started) >= 2
    while any(alive(child) for child in started) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not any(alive(child) for child in started)


def alive(process):
    """Return whether a process still runs; a dead one may wait to be buried."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_the_oracle_agrees_and_stops_at_a_difference():
    run = factcov.score(bench(), outputs(), metrics=METRICS, replicates=2)

    assert (
        check(run, 10) == "oracle: 10 rows the same for bleu, ter, rouge1; no library has coverage"
    )
    with pytest.raises(UsageError, match="not 0"):
        check(run, 0)
    wrong = run.record.statistics["bleu"]
    wrong[:, :, 2] += 1
    run.record = run.record.__class__(
        run.record.header, run.record.items, run.record.candidates,
        {**run.record.statistics, "bleu": wrong}, run.record.verdicts,
    )  # fmt: skip
    with pytest.raises(OracleError, match='bleu: system "'):
        check(run, 10)


def test_progress_reaches_the_end(monkeypatch):
    monkeypatch.setattr(engine, "SHARD", 14)
    seen = []

    factcov.score(
        bench(), outputs(), metrics=["bleu"], replicates=2,
        progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip

    assert seen == sorted(seen)
    assert seen[0] == (0, 80)
    assert seen[-1] == (80, 80)


def test_progress_begins_with_what_is_finished(monkeypatch, tmp_path):
    monkeypatch.setattr(engine, "SHARD", 14)
    options = {"metrics": ["bleu"], "replicates": 2, "resume": tmp_path / "part"}
    factcov.score(bench(), outputs(), **options)
    for name in ("7.shard", "35.shard"):  # the last is shorter
        (tmp_path / "part" / name).unlink()
    seen = []

    factcov.score(
        bench(), outputs(), progress=lambda done, total: seen.append((done, total)), **options
    )

    assert seen == [(56, 80), (70, 80), (80, 80)]


def test_a_log_is_told_now_and_then_how_fast_and_how_long(monkeypatch, capsys):
    clock = iter([0.0, 10.0, 40.0, 50.0])
    monkeypatch.setattr(output.time, "monotonic", lambda: next(clock))

    with output.progress("scoring") as step:
        for done in (2_000, 4_000, 8_000, 9_000):  # 2,000 were done before
            step(done, 14_000)

    assert capsys.readouterr().err == "scoring: 8,000 of 14,000, 150/s, 0:00:40 left\n"


def test_paths_are_taken_as_text_or_path(tmp_path):
    factcov.score(bench(), outputs(), metrics=["bleu"], replicates=2, resume=str(tmp_path / "x"))
    assert not Path(tmp_path / "x").exists()  # one shard needs no checkpoint


@pytest.mark.parametrize(
    ("options", "match"),
    [({"replicates": 1}, "2 or more"), ({"level": 95}, "between 0 and 1"), ({"jobs": 0}, "jobs")],
)
def test_numbers_that_make_no_sense_are_one_clear_error(options, match):
    with pytest.raises(UsageError, match=match):
        factcov.score(bench(), outputs(), metrics=["bleu"], **options)
