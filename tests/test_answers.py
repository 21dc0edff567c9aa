"""Answers of costly judges: kept as they come, asked for once, replayed without the judge."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

import factcov
from chat_server import ChatServer, verdict_of
from factcov.answers import Answers, CachedJudge, replayed
from factcov.cli import main
from factcov.errors import DataError, JudgeError, UsageError
from factcov.judges.base import CostlyJudge
from factcov.judges.llm import LlmJudge, prompt
from factcov.types import Benchmark, Fact, Item, Verdict
from made import make_benchmark, make_outputs

TESTS = Path(__file__).parent


class Counting:
    """A costly judge that remembers what it was asked, and fails where a text says so."""

    def __init__(self, signature: str = "judge:counting", reads: Sequence[str] | None = ()) -> None:
        self.signature = signature
        self.asked: list[tuple[str, str]] = []
        self.seen: list[Item] = []
        self.healed = False
        if reads is not None:
            self.reads = reads

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        return [row for _, row in self.judge_each(candidates, items)]

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, list[Verdict]]]:
        for row, (text, item) in enumerate(zip(candidates, items, strict=True)):
            self.seen.append(item)
            self.asked += [(text, fact.id) for fact in item.facts]
            yield row, [self._verdict(text, fact) for fact in item.facts]

    def notices(self) -> list[str]:
        return [f"asked {len(self.asked)}"]

    def _verdict(self, text: str, fact: Fact) -> Verdict:
        if f"fail {fact.id}" in text and not self.healed:
            return Verdict("error", None, None, reason="down")
        decision = verdict_of(text, str(fact.text))[0]
        return Verdict(decision, 0.5, 0.25, 0, 1, f"\ud800 {self.signature}")  # type: ignore[arg-type]


def item(name: str = "n1", facts: int = 3, **more: object) -> Item:
    made = tuple(Fact(f"f{k}", name, f"It is {name}x{k}.") for k in range(facts))
    return Item(name, "The source.", facts=made, **more)  # type: ignore[arg-type]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "answers.sqlite"


def test_what_is_kept_is_not_asked_again(file: Path) -> None:
    first, second = Counting(), Counting()
    texts, items = ["n1x0", "other n2x1", "n1x0"], [item(), item("n2"), item()]

    rows = CachedJudge(first, Answers(file)).judge(texts, items)
    again = CachedJudge(second, Answers(file))

    assert again.judge(texts, items) == rows
    assert isinstance(again, CostlyJudge)
    assert len(first.asked) == 6
    assert second.asked == []
    assert again.notices() == ["asked 0", "9 verdicts were kept from before"]


def test_what_failed_is_not_kept_and_asked_again_alone(file: Path) -> None:
    judge = Counting()
    [row] = CachedJudge(judge, Answers(file)).judge(["n1x0 fail f1"], [item()])
    assert [v.verdict for v in row] == ["covered", "error", "missing"]
    judge.asked.clear()
    judge.healed = True

    [row] = CachedJudge(judge, Answers(file)).judge(["n1x0 fail f1"], [item()])

    assert [v.verdict for v in row] == ["covered", "missing", "missing"]
    assert judge.asked == [("n1x0 fail f1", "f1")]
    assert [len([v for v in row.verdicts if v]) for row in Answers(file).export()] == [3]


def test_a_replay_has_what_failed_as_an_error(file: Path) -> None:
    texts, items = ["n1x0 fail f1", "fail f0 fail f1 fail f2"], [item(), item()]
    rows = CachedJudge(Counting(), Answers(file)).judge(texts, items)

    judge = replayed(Answers(file), "", [item()], {"a": texts[:1], "b": texts[1:]})
    again = judge.judge(texts, items)

    assert [[v.verdict for v in row] for row in again] == [
        ["covered", "error", "missing"], ["error"] * 3
    ]  # fmt: skip
    assert again[0][::2] == rows[0][::2]
    assert {v.p_covered for v in again[1]} == {None}
    assert "4 verdicts failed when they were asked for" in judge.notices()[1]


class Dying(Counting):
    """Answers for four facts at a time, and dies after the second answer."""

    block = 4

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, list[Verdict]]]:
        for row, verdicts in super().judge_each(candidates, items):
            if row == 2 and not self.healed:
                raise KeyboardInterrupt
            yield row, verdicts


def test_blocks_of_a_long_row_are_kept_one_by_one(file: Path) -> None:
    judge = Dying()
    with pytest.raises(KeyboardInterrupt):
        CachedJudge(judge, Answers(file)).judge(["n1x0"] * 2, [item(facts=10)] * 2)
    judge.asked.clear()
    judge.healed = True

    rows = CachedJudge(judge, Answers(file)).judge(["n1x0"] * 2, [item(facts=10)] * 2)

    assert [fact for _, fact in judge.asked] == ["f8", "f9"]
    assert [v.verdict for v in rows[1]] == ["covered"] + ["missing"] * 9


def test_each_answer_is_kept_as_it_comes(file: Path) -> None:
    texts = [f"n1x0 {n}" for n in range(5)]
    rows = CachedJudge(Counting(), Answers(file)).judge_each(texts, [item()] * 5)

    next(rows), next(rows)

    assert len(list(Answers(file).export())) == 2


CHANGES = {
    "the candidate": ("n1x0 ", item()),
    "a fact": ("n1x0", msgspec.structs.replace(item(), facts=item("n2").facts)),
    "a fact's id": ("n1x0", msgspec.structs.replace(item(), facts=item(facts=2).facts)),
    "the language": ("n1x0", item(language="fr")),
}


@pytest.mark.parametrize("what", CHANGES)
def test_another_question_is_asked(what: str, file: Path) -> None:
    judge = CachedJudge(Counting(), Answers(file))
    judge.judge(["n1x0"], [item()])
    other = Counting()

    text, changed = CHANGES[what]
    CachedJudge(other, Answers(file)).judge([text], [changed])

    assert len(other.asked) == len(changed.facts)


def test_another_judge_is_asked(file: Path) -> None:
    CachedJudge(Counting("judge:a|prompt:1"), Answers(file)).judge(["n1x0"], [item()])
    other = Counting("judge:a|prompt:2")

    [row] = CachedJudge(other, Answers(file)).judge(["n1x0"], [item()])

    assert len(other.asked) == 3
    assert "prompt:2" in row[0].reason


@pytest.mark.parametrize(("reads", "asked"), [((), 0), (("source",), 3), (None, 3)])
def test_what_the_judge_reads_of_the_item_is_part_of_the_question(
    reads: Sequence[str] | None, asked: int, file: Path
) -> None:
    edited = msgspec.structs.replace(item(), source="Another source.", metadata={"a": (1, "b")})
    CachedJudge(Counting(reads=reads), Answers(file)).judge(["n1x0"], [item()])
    judge = Counting(reads=reads)

    CachedJudge(judge, Answers(file)).judge(["n1x0"], [edited])

    assert len(judge.asked) == asked
    for seen in judge.seen:
        assert seen.source == "Another source."
        assert bool(seen.metadata) == (reads is None)


class Pair:
    """Two judges: the costly one is asked about the facts after the first."""

    signature = "judge:pair"

    def __init__(self, inner: CostlyJudge) -> None:
        self.inner = inner

    def wrapped(self, wrap: Callable[[CostlyJudge], CostlyJudge]) -> Pair:
        return Pair(wrap(self.inner))

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        return [list(row) for _, row in sorted(self.judge_each(candidates, items))]

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        later = [msgspec.structs.replace(item, facts=item.facts[1:]) for item in items]
        for row, verdicts in self.inner.judge_each(candidates, later):
            yield row, [Verdict("missing", 0.0, 0.0), *verdicts]

    def notices(self) -> Sequence[str]:
        return self.inner.notices()


def test_of_a_judge_made_of_several_the_costly_one_is_kept(file: Path) -> None:
    benchmark, outputs = bench()
    judges = [Counting(), Counting()]

    runs = [
        factcov.score(benchmark, outputs, metrics=["coverage"], judge=Pair(judge), cache=file)
        for judge in judges
    ]

    assert [len(judge.asked) for judge in judges] == [5 * 4 * 5, 0]
    assert runs[0].record.verdicts == runs[1].record.verdicts
    assert {row.judge for row in Answers(file).export()} == {"judge:counting"}
    assert "100 verdicts were kept from before" in runs[1].notices


def test_hostile_texts_are_kept(file: Path) -> None:
    judge = Counting()
    texts = ["\ud800 n1x0", "\x00", "n1x0" * 250_000]

    rows = CachedJudge(judge, Answers(file)).judge(texts, [item()] * 3)

    assert CachedJudge(Counting(), Answers(file)).judge(texts, [item()] * 3) == rows


WORKER = """
import sys
sys.path.insert(0, sys.argv[3])
from test_answers import Counting, item
from factcov.answers import Answers, CachedJudge

first = int(sys.argv[2])
order = [*range(first, 600), *range(first)]
texts = [f"n{n}x1 n{n}x2" for n in order]
items = [item(f"n{n}", 20) for n in order]
judge = CachedJudge(Counting(), Answers(sys.argv[1]))
for row, verdicts in judge.judge_each(texts, items):
    assert [v.verdict for v in verdicts] == ["missing", "covered", "covered"] + ["missing"] * 17
"""


def test_two_processes_share_a_cache_for_ten_thousand_verdicts(file: Path) -> None:
    # Both begin with an empty folder, at different ends, and meet in the middle.
    command = [sys.executable, "-W", "error", "-c", WORKER, str(file)]
    workers = [
        subprocess.Popen([*command, first, str(TESTS)], stderr=subprocess.PIPE, text=True)
        for first in ("0", "300")
    ]
    failures = [(worker.communicate(timeout=120)[1], worker.returncode) for worker in workers]

    assert failures == [("", 0), ("", 0)]
    rows = list(Answers(file).export())
    assert sum(len(row.verdicts) for row in rows) == 12_000
    assert all(
        [v.verdict for v in row.verdicts if v]
        == ["missing", "covered", "covered"] + 17 * ["missing"]
        for row in rows
    )
    with closing(sqlite3.connect(file)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def bench(items: int = 4) -> tuple[Benchmark, dict[str, list[str]]]:
    benchmark = make_benchmark(items)
    return benchmark, make_outputs(benchmark)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, file: Path) -> Iterator[ChatServer]:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test-0123456789abcdef")
    monkeypatch.setenv("FACTCOV_CACHE", str(file))
    with ChatServer() as running:
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        yield running


def score(judge: str, **more: object) -> factcov.Run:
    benchmark, outputs = bench()
    return factcov.score(
        benchmark, outputs, metrics=["coverage", "length"], judge=judge, replicates=20, **more
    )  # type: ignore[arg-type]


def test_a_run_scored_twice_asks_once(server: ChatServer) -> None:
    steps: list[tuple[int, int]] = []
    first = score("llm:tiny", progress=lambda done, total: steps.append((done, total)))
    calls = len(server.calls)

    second = score("llm:tiny")

    assert calls == 16, "five systems on four items, less the empty texts"
    assert len(server.calls) == calls
    assert second.record.verdicts == first.record.verdicts
    assert steps[:2] == [(0, 20), (1, 20)]
    assert steps[-1] == (20, 20)
    assert any("16 calls to tiny" in notice for notice in first.notices)
    assert any("kept from before" in notice for notice in second.notices)


def test_a_replay_needs_no_endpoint_and_gives_the_same_run(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = score("llm:tiny,repeat=3,temperature=0.5")
    calls = len(server.calls)
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setitem(sys.modules, "openai", None)

    for spec in ("cache", "cache:llm", "cache:llm:tiny,repeat=3,timeout=5"):
        run = score(spec, jobs=None)
        assert run.record.verdicts == first.record.verdicts
        assert run.record.header.judge == first.record.header.judge
        assert run.score_list == first.score_list
    assert len(server.calls) == calls


def test_a_replay_says_what_is_missing_and_who_is_there(server: ChatServer) -> None:
    with pytest.raises(DataError, match="no such cache"):
        score("cache")
    score("llm:tiny")
    benchmark, outputs = bench()
    outputs["full"][2] += " More."

    with pytest.raises(DataError, match='has 19 of 20, not "full" on "n2"; score with the judge'):
        factcov.score(benchmark, outputs, metrics=["coverage"], judge="cache")
    with pytest.raises(DataError, match=r'no judge "nli:x" .* judges there: judge:llm\|model:tiny'):
        score("cache:nli:x")
    score("llm:other")
    with pytest.raises(UsageError, match="several judges"):
        score("cache")
    assert score("cache:llm:other").record.header.judge.startswith("judge:llm|model:other")


def test_a_changed_prompt_never_meets_an_old_answer(
    server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    score("llm:tiny")
    calls = len(server.calls)
    monkeypatch.setattr(prompt, "_SYSTEM", prompt._SYSTEM.replace("covered", "covered "))

    score("llm:tiny")

    assert len(server.calls) == 2 * calls


def test_a_run_that_reached_its_limit_is_saved_and_goes_on(
    server: ChatServer, tmp_path: Path
) -> None:
    priced = "llm:tiny,price_in=1000,price_out=1000,max_tokens=100,concurrency=2"
    limited = score(f"{priced},max_cost=8")
    limited.save(tmp_path / "run")
    assert factcov.gate(limited, min={"coverage": 0.0}).exit_status() == 4
    asked = len(server.calls)
    verdicts = factcov.load_run(tmp_path / "run").verdicts
    failed = verdicts[verdicts.verdict == "error"]
    assert 0 < asked < 16
    assert failed.reason.str.startswith("max_cost=8 reached").all()
    assert any(f"{len(failed)} verdicts failed: max_cost=8" in n for n in limited.notices)

    whole = score(priced)

    assert len(server.calls) == 16
    assert "error" not in set(whole.verdicts.verdict)


def test_without_a_cache_no_file_is_made(server: ChatServer, file: Path) -> None:
    score("llm:tiny", cache=False)
    score("lexical")

    assert not file.parent.exists()


def test_the_key_is_in_no_file(server: ChatServer, file: Path, tmp_path: Path) -> None:
    score("llm:tiny").save(tmp_path / "run")

    written = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert len(written) >= 5
    assert not any(b"0123456789abcdef" in content for content in written)


def write_world(folder: Path) -> list[str]:
    """Write a benchmark of sixty texts; return the command that scores them by an endpoint."""
    benchmark = folder / "bench"
    benchmark.mkdir()
    (benchmark / "benchmark.toml").write_text('name = "b"\ntask = "summarization"\n')
    rows = [{"id": f"n{n}", "source": "s", "references": []} for n in range(60)]
    facts = [{"item": f"n{n}", "id": "f", "text": f"It is w{n}."} for n in range(60)]
    outputs = [{"id": f"n{n}", "text": f"w{n} said {n}"} for n in range(60)]
    for name, lines in (("items", rows), ("facts", facts), ("out", outputs)):
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (folder / "out.jsonl" if name == "out" else benchmark / f"{name}.jsonl").write_text(text)
    return [sys.executable, "-m", "factcov", "score", "bench", "-i", "out.jsonl", "-m",
            "coverage", "--judge", "llm:tiny,concurrency=2", "-o", "run", "--json"]  # fmt: skip


def test_killed_and_started_again_it_makes_the_missing_calls_only(
    server: ChatServer, file: Path, tmp_path: Path
) -> None:
    server.delay = 0.02
    command = write_world(tmp_path)
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while len(server.calls) < 20 and time.monotonic() < until:
        time.sleep(0.005)
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    time.sleep(0.1)
    kept = len(list(Answers(file).export()))
    asked = len(server.asked())
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)

    assert 10 <= kept <= asked <= kept + 6 < 60, "only calls under way are lost"
    assert len(server.asked()) - asked == 60 - kept
    assert json.loads(done.stdout)[0]["value"] == 1.0
    assert not (tmp_path / "run.partial").exists()


def test_who_interrupts_does_not_wait_for_calls_under_way(
    server: ChatServer, tmp_path: Path
) -> None:
    server.delay = 60.0
    process = subprocess.Popen(
        write_world(tmp_path), cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    while not server.calls and process.poll() is None:
        time.sleep(0.01)

    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 130
    assert said == "factcov: interrupted\n"


def test_a_damaged_or_foreign_file_is_a_clear_error(tmp_path: Path) -> None:
    text, other, newer = (tmp_path / name for name in ("text", "other", "newer"))
    text.write_text("not a database, but long enough to be read as one" * 20)
    for path, statement in ((other, "CREATE TABLE mine (a)"), (newer, "PRAGMA user_version = 9")):
        with closing(sqlite3.connect(path)) as db:
            db.execute(statement)

    for path, said in ((text, "not a database"), (other, "no cache of answers"),
                       (newer, "format 9"), (tmp_path, "cannot be used")):  # fmt: skip
        with pytest.raises(DataError, match=said):
            Answers(path)


def test_the_file_is_its_owners_alone(file: Path) -> None:
    Answers(file)

    assert file.stat().st_mode & 0o077 == 0


def test_the_command_shows_exports_and_prunes(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("judge:a|model:m:1", "judge:b"):
        CachedJudge(Counting(name), Answers(file)).judge(["n1x0", "n1x1 fail f2"], [item()] * 2)

    def said(*arguments: str) -> str:
        assert main(["cache", *arguments, "--cache", str(file)]) == 0
        return capsys.readouterr().out

    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert f"5 verdicts in 2 texts, {today} to {today}: judge:a|model:m:1" in said("show")
    shown = json.loads(said("show", "--json"))
    assert [(row["judge"], row["verdicts"]) for row in shown] == [
        ("judge:a|model:m:1", 5), ("judge:b", 5)
    ]  # fmt: skip
    lines = [json.loads(line) for line in said("export", "--judge", "b").splitlines()]
    assert [line["judge"] for line in lines] == ["judge:b"] * 2
    assert lines[0]["facts"] == ["f0", "f1", "f2"]
    assert {None} < {v and v["verdict"] for line in lines for v in line["verdicts"]}
    assert "0 texts" in said("prune", "--older-than", "1")
    assert json.loads(said("prune", "--judge", "a:m:1", "--json")) == {"deleted": 2}
    assert "judge:a" not in said("show")
    assert "2 texts" in said("prune", "--all")
    assert said("show") == "nothing is kept\n"


def test_the_command_needs_to_know_what_to_prune(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Answers(file)

    assert main(["cache", "prune", "--cache", str(file)]) == 2
    assert "say what to delete" in capsys.readouterr().err
    assert main(["cache", "show", "--cache", str(file.parent / "none")]) == 2
    assert "no such cache" in capsys.readouterr().err


@pytest.mark.parametrize("days", ["-3", "nan", "inf", "1e300", "soon"])
def test_an_age_that_is_none_prunes_nothing(
    file: Path, capsys: pytest.CaptureFixture[str], days: str
) -> None:
    CachedJudge(Counting(), Answers(file)).judge(["n1x0"], [item()])

    with pytest.raises(SystemExit, match="2"):
        main(["cache", "prune", "--cache", str(file), f"--older-than={days}"])

    assert f'--older-than: "{days}" is no number of days' in capsys.readouterr().err
    assert len(list(Answers(file).export())) == 1


def test_only_prune_chooses_by_age(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Answers(file)

    assert main(["cache", "show", "--older-than", "3", "--cache", str(file)]) == 2
    assert "are for factcov cache prune" in capsys.readouterr().err


def test_a_replayed_judge_does_not_make_answers_up(file: Path) -> None:
    CachedJudge(Counting(), Answers(file)).judge(["n1x0"], [item()])
    judge = replayed(Answers(file), "", [item()], {"s": ["n1x0"]})

    with pytest.raises(DataError, match='no answer for item "n1"'):
        judge.judge(["other"], [item()])


def test_an_endpoint_that_cannot_be_used_is_no_answer(file: Path) -> None:
    judge = LlmJudge("m", base_url="http://127.0.0.1:9/v1", retries=0)

    with pytest.raises(JudgeError):
        CachedJudge(judge, Answers(file)).judge(["n1x0"], [item()])
    assert list(Answers(file).export()) == []
