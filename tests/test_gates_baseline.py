"""Baselines: small, stable, refused when they do not fit, whole whenever the process dies."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import factcov
from factcov.errors import DataError, UsageError
from factcov.scoring import Run
from factcov.types import Benchmark
from gate_world import Dictated, text, write_benchmark

METRICS = ("coverage", "contradiction", "bleu", "ter")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Benchmark:
    return factcov.load_benchmark(write_benchmark(tmp_path_factory.mktemp("data") / "towns", 6))


def scored(bench: Benchmark, lost: int = 0, note: str = "", **more: list[str]) -> Run:
    texts = [text(i, [4] if i < lost else []) for i in range(6)]
    systems = {**more, "prod": texts}
    return factcov.score(bench, systems, metrics=METRICS, judge=Dictated(note=note))


def read(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_baseline_gives_the_answers_of_the_run_it_was_made_from(
    bench: Benchmark, tmp_path: Path
) -> None:
    old, new = scored(bench), scored(bench, lost=2)
    path = factcov.bless(old, "main", tmp_path)

    against_run, against_baseline = factcov.gate(new, old), factcov.gate(new, path)

    assert against_run.checks == against_baseline.checks
    assert against_run.findings == against_baseline.findings
    assert [score.baseline for score in against_run.scores] == pytest.approx(
        [score.baseline for score in against_baseline.scores]
    )


def test_a_saved_run_gives_the_same_baseline_bytes(bench: Benchmark, tmp_path: Path) -> None:
    run = scored(bench, lost=1, other=[""] * 6)
    first = read(factcov.bless(run, "a", tmp_path))
    saved = factcov.load_run(run.save(tmp_path / "run"))
    turned = scored(bench, lost=1)

    assert read(factcov.bless(saved, "b", tmp_path)) == first
    assert read(factcov.bless(run, "a", tmp_path)) == first  # blessing again changes nothing
    assert read(factcov.bless(turned, "a", tmp_path)) != first


def test_a_baseline_is_reviewable_lines(bench: Benchmark, tmp_path: Path) -> None:
    path = factcov.bless(scored(bench), "main", tmp_path)

    verdicts = rows(path / "verdicts.jsonl")
    statistics = rows(path / "statistics.jsonl")

    assert len(verdicts) == 30
    assert verdicts[0]["quote"] == "The harbour of Aldermoor closed after a storm."
    keys = [(row["system"], row["item"], row["fact"]) for row in verdicts]
    assert keys == sorted(keys)
    assert statistics[0]["statistics"]["coverage"] == [5, 5]
    assert sum(file.stat().st_size for file in path.iterdir()) < 20_000


def test_it_is_found_by_name_and_by_folder(bench: Benchmark, tmp_path: Path) -> None:
    run = scored(bench)
    path = factcov.bless(run, "main", tmp_path)

    assert factcov.gate(run, "main", baselines=tmp_path).against == str(path)
    assert factcov.gate(run, path).outcome == "pass"
    with pytest.raises(DataError, match=r'no baseline "mian".*known: main.*factcov bless'):
        factcov.gate(run, "mian", baselines=tmp_path)
    for name in ("", "a/b", "../x", ".hidden", "a b"):
        with pytest.raises(UsageError, match="cannot name a baseline"):
            factcov.bless(run, name, tmp_path)


def test_a_folder_that_is_no_baseline_is_left_alone(bench: Benchmark, tmp_path: Path) -> None:
    (tmp_path / "main").mkdir()
    (tmp_path / "main" / "thesis.doc").write_text("years of work")

    with pytest.raises(DataError, match="not a baseline"):
        factcov.bless(scored(bench), "main", tmp_path)

    assert (tmp_path / "main" / "thesis.doc").read_text() == "years of work"


def test_a_baseline_measured_otherwise_is_refused_with_the_reason_and_the_remedy(
    bench: Benchmark, tmp_path: Path
) -> None:
    path = factcov.bless(scored(bench), "main", tmp_path)
    heavier = [msgspec.structs.replace(fact, weight=2.0) for fact in bench.facts]
    header = {"name": bench.name, "task": bench.task}
    reweighed = factcov.benchmarks.build_benchmark(bench.items, heavier, **header)
    longer = [msgspec.structs.replace(item, source=item.source + " ") for item in bench.items]
    resourced = factcov.benchmarks.build_benchmark(longer, bench.facts, **header)
    renamed = msgspec.structs.replace(bench, name="villages")
    record = scored(bench).record
    bleu = [
        msgspec.structs.replace(info, signature=info.signature.replace("2.6", "2.5") + "|x:y")
        if info.name == "bleu" else info
        for info in record.header.metrics
    ]  # fmt: skip
    other_version = msgspec.structs.replace(
        record, header=msgspec.structs.replace(record.header, metrics=tuple(bleu))
    )

    for run, reason in [
        (scored(reweighed), "another key facts"),
        (scored(resourced), "another items or references"),
        (scored(renamed), r"another benchmark \(towns\)"),
        (scored(bench, note="v2"), r"another judge \(judge:dictated\|note:\)"),
        (Run(other_version), 'another signature of "bleu"'),
    ]:
        with pytest.raises(DataError, match=reason) as caught:
            factcov.gate(run, path)
        assert "factcov bless RUN --as main" in str(caught.value)
        assert "factcov score" in str(caught.value)


@pytest.mark.parametrize("file", ["verdicts.jsonl", "statistics.jsonl", "baseline.json"])
def test_a_damaged_baseline_is_one_clear_error(bench: Benchmark, tmp_path: Path, file: str) -> None:
    run = scored(bench)
    path = factcov.bless(run, "main", tmp_path)
    whole = (path / file).read_text()

    for damage in (whole[: len(whole) // 2], whole.replace('"n01"', '"n9"'), "\x00", ""):
        if damage == whole:
            continue
        (path / file).write_text(damage)
        with pytest.raises(DataError, match=file):
            factcov.gate(run, path)
    (path / file).unlink()
    with pytest.raises(DataError):
        factcov.gate(run, path)


def test_line_ends_turned_by_git_do_no_harm(bench: Benchmark, tmp_path: Path) -> None:
    run = scored(bench)
    path = factcov.bless(run, "main", tmp_path)

    for file in path.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))

    assert factcov.gate(run, path).outcome == "pass"


# Dies at the nth thing that the process does to a file, as kill -9 would: no handler runs.
KILLED = """
import os, sys
import factcov
from factcov.gates.baseline import read_baseline

folder, new, act = sys.argv[1:]
run = factcov.load_run(new)
EVENTS = {"open", "os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.chmod",
          "tempfile.mkdtemp", "tempfile.mkstemp", "shutil.rmtree"}

def once(n):
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    left = n
    def hook(event, args):
        nonlocal left
        if event in EVENTS and folder in str(args[0]):
            left -= 1
            if left < 0:
                os._exit(9)
    sys.addaudithook(hook)
    try:
        factcov.bless(run, "main", folder) if act == "bless" else run.save(folder + "/run")
    except BaseException as error:
        print(repr(error), file=sys.stderr)
        os._exit(1)
    os._exit(0)

n = 0
while True:
    print(n, flush=True)
    input()
    status = once(n)
    print(status, flush=True)
    if status != 9:
        break
    n += 1
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
@pytest.mark.parametrize("act", ["bless", "save"])
def test_killed_at_any_moment_the_old_or_the_new_one_is_whole(
    bench: Benchmark, tmp_path: Path, act: str
) -> None:
    old, new = scored(bench), scored(bench, lost=3)
    new.save(tmp_path / "new")
    kept = tmp_path / "kept"
    outcomes = []
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(kept), str(tmp_path / "new"), act],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        while process.stdout.readline():
            factcov.bless(old, "main", kept) if act == "bless" else old.save(kept / "run")
            process.stdin.write("\n")
            process.stdin.flush()
            status = int(process.stdout.readline())
            found = kept / "main" if act == "bless" else factcov.load_run(kept / "run")
            lost = [len(factcov.diff(run, found)) for run in (old, new)]
            assert lost in ([0, 3], [3, 0])
            outcomes.append((status, lost == [3, 0]))

    assert outcomes[-1] == (0, True)  # at last it was let finish
    assert [status for status, _ in outcomes[:-1]] == [9] * (len(outcomes) - 1)
    assert len(outcomes) > 8  # it was killed in many places
    assert outcomes[0] == (9, False)
