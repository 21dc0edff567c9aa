"""What the shipped outputs must show: planted faults are seen, tricks do not win."""

import pytest

import factcov


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
