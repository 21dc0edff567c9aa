"""How far a finding is trusted: the weights, what moves them, and the sentences they come from."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from factcov.judges.contradiction import Contradiction, believed, compare, prepare_fact
from factcov.judges.contradiction.seen import Seen
from factcov.judges.contradiction.signs import RULES, SIGNS, with_renamed
from factcov.judges.contradiction.trust import calibrated, trusted
from factcov.text.analysis import analyse

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
FOUND = Contradiction(0.7, 0, 4, "says it", "number")


def seen(fact: str, candidate: str) -> Seen:
    return compare(prepare_fact(analyse(fact, "en")), prepare_fact(analyse(candidate, "en")))


def rows(name: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (BENCHMARKS / name).read_text("utf-8").splitlines()]


def test_the_weights_are_of_the_signs_and_no_rule_speaks_against_itself() -> None:
    model = json.loads((files("factcov.judges.contradiction") / "trust.json").read_text("utf-8"))

    assert tuple(model["weights"]) == SIGNS
    assert all(model["weights"][rule] >= 0 for rule in RULES)


def test_signs_are_of_texts_about_as_long_as_the_fact() -> None:
    fact = "Police seized 41 cars in Lyon."
    longer = "Police seized 14 cars in Lyon. " + "It rained in the valley all day long. " * 4

    alike = seen(fact, "Police seized 14 cars in Lyon.").signs

    assert alike is not None
    assert len(alike) == len(SIGNS)
    assert seen(fact, longer).signs is None


def test_a_surer_finding_is_trusted_more() -> None:
    signs = seen("Ann Lee left Lyon.", "Ann Lee went away from Lyon.").signs
    assert signs is not None

    low, high = (trusted(with_renamed(signs, chance)) for chance in (0.3, 0.7))

    assert trusted(signs) < low < high < 1


def test_what_a_neighbour_explains_is_not_made_likely_again() -> None:
    wrong = seen("Police seized 41 cars in Lyon.", "Police seized 14 cars in Lyon.")
    assert wrong.found is not None
    excused = Contradiction(0.08, 14, 16, wrong.found.reason, "number")

    found, doubt = believed(excused, wrong)

    assert found is excused
    assert doubt == 0


def test_without_a_finding_the_signs_are_a_doubt_and_without_signs_there_is_none() -> None:
    same = seen("Police seized 41 cars in Lyon.", "Police seized 41 cars in Lyon.")
    other = seen("Ann Lee left Lyon by the night train.", "Ann Lee saw Lyon by the night bus.")

    assert same.found is None
    assert believed(None, same)[1] < believed(None, other)[1] < 1
    assert believed(None, Seen(None)) == (None, 0.0)
    assert believed(FOUND, Seen(FOUND))[0] == Contradiction(
        calibrated(0.7), 0, 4, "says it", "number"
    )


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "it"])
def test_wordings_are_whole(code: str) -> None:
    found = rows(f"wordings/{code}.jsonl")

    assert len({row["id"] for row in found}) == len(found)
    assert {row["use"] for row in found} <= {"read", "fit", "held"}
    for row in found:
        assert all(error["text"] not in (row["good"], "") for error in row["errors"]), row["id"]


@pytest.mark.parametrize("code", ["en", "fr"])
def test_every_fact_of_the_summaries_has_a_label_in_every_text(code: str) -> None:
    for row in rows(f"summaries/{code}.jsonl"):
        for name in row["texts"]:
            assert row["labels"][name].keys() == row["facts"].keys()
            assert set(row["labels"][name].values()) <= {"covered", "missing", "contradicted"}
