"""What the shipped outputs must show: planted faults are seen, tricks do not win."""

import json
from pathlib import Path

import pytest

import factcov
from factcov.judges.lexical import LexicalJudge

OUTPUTS = Path(__file__).parent.parent / "outputs"


def scores(name: str) -> dict[tuple[str, str], float]:
    bench = factcov.load_benchmark(name)
    run = factcov.score(
        bench,
        factcov.load_outputs(name, bench),
        metrics=["coverage", "contradiction", "bleu"],
        replicates=2,
    )
    return {(s.system, s.metric): s.value for s in run.score_list if s.value is not None}


@pytest.fixture(scope="module")
def english() -> dict[tuple[str, str], float]:
    return scores("cyberstups")


@pytest.fixture(scope="module")
def french() -> dict[tuple[str, str], float]:
    return scores("cyberstups-fr")


@pytest.mark.parametrize("twin", ["numbers", "roles", "negated", "details"])
def test_a_faulty_english_twin_contradicts_more_and_covers_less(
    english: dict[tuple[str, str], float], twin: str
) -> None:
    assert english[twin, "contradiction"] > english["good", "contradiction"] + 0.05
    assert english[twin, "coverage"] < english["good", "coverage"] - 0.05


@pytest.mark.parametrize("twin", ["numbers", "roles", "negated"])
def test_a_faulty_french_twin_contradicts_more_and_covers_less(
    french: dict[tuple[str, str], float], twin: str
) -> None:
    assert french[twin, "contradiction"] > french["good", "contradiction"] + 0.05
    assert french[twin, "coverage"] < french["good", "coverage"] - 0.05


def test_omissions_lose_facts_without_contradicting(
    french: dict[tuple[str, str], float],
) -> None:
    assert french["omissions", "coverage"] < french["good", "coverage"] - 0.2
    assert french["omissions", "contradiction"] <= french["good", "contradiction"] + 0.01


def test_keywords_without_sentences_do_not_win(english: dict[tuple[str, str], float]) -> None:
    for system in ("good", "terse", "lead3"):
        assert english["keywords", "coverage"] < english[system, "coverage"]


def test_the_untranslated_copy_does_not_win(french: dict[tuple[str, str], float]) -> None:
    others = {system for system, _ in french} - {"copy"}

    assert all(french["copy", "coverage"] < french[other, "coverage"] for other in others)


def test_bleu_hardly_sees_what_the_facts_see(french: dict[tuple[str, str], float]) -> None:
    assert french["numbers", "bleu"] > 0.9 * french["good", "bleu"]
    assert french["numbers", "coverage"] < 0.9 * french["good", "coverage"]


@pytest.mark.parametrize("name", ["cyberstups", "cyberstups-fr"])
def test_every_planted_fault_is_named_with_its_span_and_no_clean_twin_has_one(name: str) -> None:
    bench = factcov.load_benchmark(name)
    outputs = factcov.load_outputs(name, bench)
    judge = LexicalJudge(
        language=bench.target_language, source_language=bench.source_language, task=bench.task
    )
    items = {item.id: n for n, item in enumerate(bench.items)}
    found = {system: judge.judge(texts, bench.items) for system, texts in outputs.items()}
    lines = (OUTPUTS / f"faults-{name}.jsonl").read_text("utf-8").splitlines()
    faults = [f for f in map(json.loads, lines) if f["kind"] != "omission"]
    missed = []
    for fault in faults:
        n = items[fault["id"]]
        start = outputs[fault["system"]][n].index(fault["planted"])
        if not any(
            v.verdict == "contradicted"
            and v.start is not None and v.end is not None
            and v.start < start + len(fault["planted"]) and start < v.end
            for fact, v in zip(bench.items[n].facts, found[fault["system"]][n], strict=True)
            if fact.id in fault["fact"]
        ):  # fmt: skip
            missed.append(fault)
    clean = [system for system in ("good", "free", "terse") if system in outputs]
    wrong = [v for s in clean for row in found[s] for v in row if v.verdict == "contradicted"]

    assert len(faults) > 30
    assert not missed
    assert not wrong
