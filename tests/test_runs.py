"""A run: what it measures, that its folder holds all of it, and that a kill leaves it whole."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import factcov
from factcov import store
from factcov.errors import DataError, UsageError
from factcov.scoring import Run
from factcov.types import Benchmark

METRICS = ["coverage", "contradiction", "bleu", "ter", "rouge1", "length"]


@pytest.fixture(scope="module")
def bench() -> Benchmark:
    return factcov.load_benchmark("cyberstups-fr")


@pytest.fixture(scope="module")
def run(bench: Benchmark) -> Run:
    outputs = factcov.load_outputs("cyberstups-fr", bench)
    chosen = {name: outputs[name] for name in ("good", "copy")}
    return factcov.score(bench, chosen, metrics=METRICS, replicates=50)


def test_tables_have_the_documented_columns(run: Run) -> None:
    assert list(run.scores) == ["system", "metric", "value", "low", "high", "items", "signature"]
    assert list(run.items) == ["system", "item", "metric", "value"]
    assert list(run.verdicts) == [
        "system", "item", "fact", "verdict", "p_covered", "p_contradicted", "start", "end",
        "reason",
    ]  # fmt: skip
    assert len(run.scores) == 2 * len(METRICS)
    assert len(run.items) == 2 * len(METRICS) * 26
    assert len(run.verdicts) == 2 * 116


def test_evidence_spans_lie_in_the_candidate(run: Run) -> None:
    spans = run.verdicts.dropna(subset=["start"])
    texts = {
        (system, item.id): text
        for system in run.systems
        for item, text in zip(run.record.items, run.record.candidates[system], strict=True)
    }

    assert len(spans) > 20
    for row in spans.itertuples():
        assert 0 <= row.start < row.end <= len(texts[row.system, row.item])


def test_a_saved_run_loads_equal(run: Run, tmp_path: Path) -> None:
    loaded = factcov.load_run(run.save(tmp_path / "today"))

    pd.testing.assert_frame_equal(loaded.scores, run.scores)
    pd.testing.assert_frame_equal(loaded.items, run.items)
    pd.testing.assert_frame_equal(loaded.verdicts, run.verdicts)
    assert loaded.record.header == run.record.header
    assert loaded.record.items == run.record.items
    assert loaded.record.candidates == run.record.candidates


def test_the_same_call_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    first, second = run.save(tmp_path / "a"), run.save(tmp_path / "b")

    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def test_shards_do_not_change_a_run(
    bench: Benchmark, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcov.engine.SHARD", 6)
    outputs = {system: run.record.candidates[system] for system in run.systems}

    sharded = factcov.score(bench, outputs, metrics=METRICS, replicates=50)

    pd.testing.assert_frame_equal(sharded.scores, run.scores)
    pd.testing.assert_frame_equal(sharded.verdicts, run.verdicts)


def test_saving_again_replaces_the_run_and_leaves_nothing_behind(run: Run, tmp_path: Path) -> None:
    folder = run.save(tmp_path / "today")
    before = sorted(path.name for path in folder.iterdir())
    other = Run(run.record, seed=1, replicates=50)
    other.save(folder)

    assert sorted(path.name for path in folder.iterdir()) == before
    assert json.loads((folder / "run.json").read_text())["settings"]["seed"] == 1


def test_a_run_never_overwrites_something_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine")

    with pytest.raises(DataError, match="not a run folder"):
        run.save(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_damaged_and_foreign_folders_are_refused(run: Run, tmp_path: Path) -> None:
    folder = run.save(tmp_path / "today")
    with pytest.raises(DataError, match="not a run folder"):
        factcov.load_run(tmp_path)

    manifest = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**manifest, "format": 99}))
    with pytest.raises(DataError, match="format 99"):
        factcov.load_run(folder)

    (folder / "run.json").write_text("{")
    with pytest.raises(DataError, match="damaged"):
        factcov.load_run(folder)

    (folder / "run.json").write_text(json.dumps(manifest))
    (folder / manifest["tables"]["items"]).write_bytes(b"PAR1")
    with pytest.raises(DataError, match="cannot be read"):
        factcov.load_run(folder)


KILLED = """
import os, signal, sys
import factcov
from factcov import store
run = factcov.load_run(sys.argv[1])
left = int(sys.argv[2])
def replace(source, target, real=os.replace):
    global left
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    real(source, target)
store.os.replace = replace
factcov.scoring.Run(run.record, seed=7, replicates=50).save(sys.argv[1])
"""


@pytest.mark.parametrize("steps", range(5))
def test_a_kill_at_any_step_leaves_the_old_run_or_the_new_one(
    run: Run, tmp_path: Path, steps: int
) -> None:
    folder = run.save(tmp_path / "today")
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(steps)], check=False, env=os.environ
    )

    assert done.returncode == -signal.SIGKILL
    assert factcov.load_run(folder).seed == 0
    pd.testing.assert_frame_equal(factcov.load_run(folder).scores, run.scores)


def test_one_document_resamples_facts_and_says_so(run: Run) -> None:
    scores = run.scores.set_index(["system", "metric"])

    assert scores.loc[("good", "coverage"), "low"] < scores.loc[("good", "coverage"), "high"]
    assert any("single document" in notice for notice in run.notices)


def test_a_single_item_has_no_interval_for_text_metrics() -> None:
    bench = factcov.load_benchmark("cyberstups")
    run = factcov.score(bench, {"s": ["Four groups."]}, metrics=["bleu", "coverage"], replicates=50)
    bleu, coverage = run.score_list

    assert (bleu.low, bleu.high) == (None, None)
    assert coverage.low is not None


def test_intervals_over_documents_are_the_bootstrap_of_the_corpus_score() -> None:
    rows = [{"text": "", "summary": f"the cat number {n} sat down on the mat"} for n in range(12)]
    bench = factcov.from_dataset(rows, source="text", references="summary")
    outputs = {"s": [f"the cat number {n % 5} sat on a mat" for n in range(12)]}
    run = factcov.score(bench, outputs, metrics=["bleu"], seed=3, replicates=200)
    metric, stats = run.metric("bleu"), run.record.statistics["bleu"][0]
    rng = np.random.default_rng(3)
    drawn = factcov.resampling.counts(np.arange(12), 200, rng)
    scores = [float(metric.aggregate((stats * row[:, None]).sum(0))) for row in drawn]
    expected = np.quantile(scores, [0.025, 0.975])

    assert [run.score_list[0].low, run.score_list[0].high] == pytest.approx(list(expected))


def test_an_empty_candidate_is_legal_and_covers_nothing(bench: Benchmark) -> None:
    run = factcov.score(bench, {"s": [""] * 26}, metrics=["coverage", "bleu"], replicates=50)

    assert [score.value for score in run.score_list] == [0.0, 0.0]


def test_without_facts_and_references_coverage_is_undefined_not_zero() -> None:
    bench = factcov.from_dataset([{"source": "x", "references": []}])
    run = factcov.score(bench, {"s": ["x"]}, metrics=["coverage", "length"])

    assert run.score_list[0].value is None
    assert any("neither key facts nor references" in notice for notice in run.notices)


def test_without_facts_they_are_derived_from_the_references_and_the_run_says_so() -> None:
    rows = [{"source": "", "references": ["Ten people died in Paris on Monday."]}]
    bench = factcov.from_dataset(rows)
    outputs = {"good": ["In Paris, ten people died on Monday."], "bad": ["It rained in Rome."]}

    run = factcov.score(bench, outputs, metrics=["coverage"])

    assert run.scores["value"].tolist() == [1.0, 0.0]
    assert run.record.header.facts == "references"
    assert "facts:references:" in run.score_list[0].signature
    assert any("derived from the references" in notice for notice in run.notices)


def test_facts_can_be_derived_where_there_are_some(bench: Benchmark) -> None:
    outputs = {"s": [item.references[0] for item in bench.items]}

    run = factcov.score(bench, outputs, metrics=["coverage"], facts="references", replicates=50)

    assert run.record.header.benchmark_hash == bench.hash
    assert run.record.header.facts_hash != bench.facts_hash
    with pytest.raises(UsageError, match="known: references"):
        factcov.score(bench, outputs, facts="reference")
    bare = factcov.from_dataset([{"source": "x", "references": []}])
    with pytest.raises(DataError, match='item "1": no reference'):
        factcov.score(bare, {"s": ["x"]}, facts="references")


def test_aliases_expand_and_repetitions_go(bench: Benchmark) -> None:
    outputs = {"s": [""] * 26}
    run = factcov.score(bench, outputs, metrics=["rouge", "rouge1", "kinds"], replicates=2)

    assert run.metrics[:4] == ("rouge1", "rouge2", "rougeL", "rougeLsum")
    assert "coverage:kind=quantity" in run.metrics
    assert len(set(run.metrics)) == len(run.metrics)


def test_unknown_metric_and_judge_name_the_nearest(bench: Benchmark) -> None:
    outputs = {"s": [""] * 26}
    with pytest.raises(UsageError, match='unknown metric "blue"; known: bleu'):
        factcov.score(bench, outputs, metrics=["blue"])
    with pytest.raises(UsageError, match='unknown judge "lexicle"; known: lexical'):
        factcov.score(bench, outputs, judge="lexicle")


def test_a_run_becomes_a_dataset(run: Run) -> None:
    dataset = run.to_dataset()

    assert set(dataset) == {"scores", "items", "verdicts"}
    assert dataset["verdicts"].num_rows == len(run.verdicts)


def test_the_store_writes_what_it_promises_to_parquet(run: Run, tmp_path: Path) -> None:
    folder = run.save(tmp_path / "today")
    tables = json.loads((folder / "run.json").read_text())["tables"]
    statistics = pd.read_parquet(folder / tables["statistics"])

    assert set(tables) == {"items", "candidates", "statistics", "verdicts"}
    assert len(statistics) == 2 * 26
    assert store.FORMAT == 1
