"""What the gate decides, and that it says why."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

import factcov
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.gates import Check, Gated
from factcov.gates.noninferiority import POWER
from factcov.scoring import Run
from factcov.types import Benchmark
from gate_world import Dictated, facts, text, write_benchmark

METRICS = ("coverage", "contradiction", "chrf", "length")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Benchmark:
    return factcov.load_benchmark(write_benchmark(tmp_path_factory.mktemp("data") / "towns"))


def scored(bench: Benchmark, **systems: Sequence[str]) -> Run:
    return factcov.score(bench, systems, metrics=METRICS, judge=Dictated())


def texts(bench: Benchmark, **changed: str) -> list[str]:
    """Return texts that state every fact, but for the items named (n00=...)."""
    return [changed.get(item.id, text(index)) for index, item in enumerate(bench.items)]


def failed(gated: Gated) -> list[Check]:
    return [check for check in gated.checks if check.outcome == "fail"]


def test_a_run_against_itself_passes(bench: Benchmark) -> None:
    run = scored(bench, prod=texts(bench))

    gated = factcov.gate(run, run)

    assert gated.outcome == "pass"
    assert gated.findings == ()
    assert gated.exit_status() == 0
    assert {check.subject for check in gated.checks if check.rule == "margin"} == {
        "coverage", "contradiction",
    }  # fmt: skip


def test_floors_and_ceilings_are_limits_on_the_score(bench: Benchmark) -> None:
    run = scored(bench, prod=texts(bench, n03=text(3, [1, 2])))  # 118 of 120 facts

    assert factcov.gate(run, min={"coverage": 118 / 120}).outcome == "pass"
    below = factcov.gate(run, min={"coverage": 0.99})
    assert [check.reason for check in failed(below)] == ["0.9833 is below 0.99"]
    assert below.exit_status() == 1
    assert factcov.gate(run, max={"length": 1000}, min={"chrf": 20}).outcome == "pass"


def test_a_ceiling_on_contradiction_names_the_facts(bench: Benchmark) -> None:
    run = scored(bench, prod=texts(bench, n05="NOT:" + facts(5)[1]))

    (check,) = failed(factcov.gate(run, max={"contradiction": 0}))

    assert [one.key for one in check.facts] == ["n05/f1"]
    assert check.facts[0].quote == f"NOT:{facts(5)[1]}"


def test_a_required_fact_must_be_covered(bench: Benchmark) -> None:
    lost = scored(bench, prod=texts(bench, n00=text(0, [0])))
    wrong = scored(bench, prod=texts(bench, n00=f"NOT:{text(0)}"))
    broken = scored(bench, prod=texts(bench, n00=f"FAIL:{text(0)}"))

    for run, word in ((lost, "missing"), (wrong, "contradicted")):
        (check,) = failed(factcov.gate(run))
        assert (check.subject, check.reason) == ("n00/f0", f"required: {word}")
    assert factcov.gate(lost, lost, required=False).outcome == "pass"
    assert factcov.gate(broken, max_errors=0.5).outcome == "inconclusive"


def test_a_drop_in_enough_documents_fails_and_names_what_was_lost(bench: Benchmark) -> None:
    old = scored(bench, prod=texts(bench))
    new = scored(bench, prod=[text(i, [2] if i < 8 else []) for i in range(24)])

    gated = factcov.gate(new, old)

    (check,) = failed(gated)
    assert (check.subject, check.difference.units, check.difference.changed) == ("coverage", 24, 8)
    assert {one.key for one in check.facts} == {f"n{i:02}/f2" for i in range(8)}
    assert all(one.change == "lost" and one.quote_before for one in gated.findings)


def test_a_drop_within_the_margin_passes(bench: Benchmark) -> None:
    old = scored(bench, prod=texts(bench))
    new = scored(bench, prod=[text(i, [2] if i < 8 else []) for i in range(24)])

    assert factcov.gate(new, old, margin=0.15).outcome == "pass"
    assert factcov.gate(new, old, margin={"coverage": 0.15, "chrf": 50}).outcome == "pass"


def test_a_small_loss_is_inconclusive_and_says_what_could_have_been_found(
    bench: Benchmark,
) -> None:
    old = scored(bench, prod=texts(bench))
    new = scored(bench, prod=texts(bench, n04=text(4, [2]), n05=text(5, [2])))

    gated = factcov.gate(new, old)

    (check,) = [check for check in gated.checks if check.outcome == "inconclusive"]
    assert f"would be found about {POWER * 5:.0f} times in 5" in check.reason
    assert check.difference.detectable > 0
    assert [gated.exit_status(), gated.exit_status(strict=True)] == [0, 3]
    assert {one.key for one in check.facts} == {"n04/f2", "n05/f2"}


def test_a_drop_in_one_slice_is_seen_there(bench: Benchmark) -> None:
    old = scored(bench, prod=texts(bench))
    # North loses an actor in every document, south loses none.
    new = scored(bench, prod=[text(i, [2] if i % 2 else []) for i in range(24)])

    gated = factcov.gate(new, old, margin=0.12, slices=["desk", "kind"])

    found = {check.subject: check.outcome for check in gated.checks if check.rule == "margin"}
    assert found["coverage"] == "inconclusive" or found["coverage"] == "pass"
    assert found["coverage (desk=north)"] == "fail"
    assert found["coverage (desk=south)"] == "pass"
    assert found["coverage (kind=actor)"] == "fail"
    assert found["coverage (kind=quantity)"] == "pass"
    north = next(c for c in gated.checks if c.subject == "coverage (desk=north)")
    assert {one.item for one in north.facts} == {f"n{i:02}" for i in range(1, 24, 2)}
    assert "coverage (language=en)" not in found  # one value: the same as everything


def test_a_slice_statistic_equals_the_metric_of_that_kind(bench: Benchmark) -> None:
    names = [*METRICS, "coverage:kind=quantity"]
    run = factcov.score(
        bench, {"prod": [text(i, [1, 4][: i % 3]) for i in range(24)]},
        metrics=names, judge=Dictated(),
    )  # fmt: skip

    gated = factcov.gate(run, run, slices=["kind"])

    check = next(c for c in gated.checks if c.subject == "coverage (kind=quantity)")
    score = next(s for s in gated.scores if s.metric == "coverage:kind=quantity")
    assert check.value == pytest.approx(score.value)


def test_facts_that_the_judge_failed_on_are_left_out_on_both_sides(bench: Benchmark) -> None:
    old = scored(bench, prod=texts(bench))
    new = scored(bench, prod=texts(bench, n07=f"FAIL:{facts(7)[0]}"))

    gated = factcov.gate(new, old, max_errors=1.0)

    coverage = next(c for c in gated.checks if c.subject == "coverage")
    # n07 lost four facts; the fifth is unknown, so 115 of 119 are left.
    assert coverage.difference.new == pytest.approx(115 / 119)
    assert coverage.difference.old == pytest.approx(1.0)


def test_judge_errors_over_the_limit_stop_the_gate(bench: Benchmark) -> None:
    run = scored(bench, prod=texts(bench, n07=f"FAIL:{text(7)}"))

    gated = factcov.gate(run)

    assert (gated.outcome, gated.exit_status()) == ("error", 4)
    (check,) = [check for check in gated.checks if check.outcome == "error"]
    assert [one.key for one in check.facts] == ["n07/f0"]
    assert factcov.gate(run, max_errors=0.01).outcome == "pass"


def test_systems_are_paired_by_name(bench: Benchmark) -> None:
    old = scored(bench, prod=texts(bench), gone=texts(bench))
    new = scored(bench, prod=texts(bench), fresh=texts(bench))

    gated = factcov.gate(new, old)

    assert gated.outcome == "inconclusive"
    assert [(c.system, c.rule) for c in gated.checks if c.outcome != "pass"] == [("gone", "system")]
    assert any("fresh" in notice for notice in gated.notices)
    assert factcov.gate(new, old, systems=["prod"]).outcome == "pass"
    with pytest.raises(DataError, match="paired by name"):
        factcov.gate(new, old, systems=["fresh"])


def test_the_answer_does_not_depend_on_the_order_of_systems(bench: Benchmark) -> None:
    worse = [text(i, [2] if i < 3 else []) for i in range(24)]
    old = scored(bench, a=texts(bench), b=texts(bench))

    one = factcov.gate(scored(bench, a=worse, b=texts(bench)), old)
    other = factcov.gate(scored(bench, b=texts(bench), a=worse), old)

    def key(check: Check) -> Any:
        return check.system, check.rule, check.subject

    assert sorted(one.checks, key=key) == sorted(other.checks, key=key)


def test_an_undefined_score_holds_no_limit(bench: Benchmark, tmp_path: Path) -> None:
    run = scored(bench, prod=texts(bench))
    empty = msgspec.structs.replace(
        run.record,
        statistics={**run.record.statistics, "coverage": np.zeros((1, 24, 2))},
    )

    (check,) = failed(factcov.gate(Run(empty), min={"coverage": 0.1}, required=False))

    assert "not defined" in check.reason


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        ({"min": {"covrage": 1}}, UnknownNameError, "coverage"),
        ({"margin": {"bleu": 1}}, UnknownNameError, "bleu"),
        ({"margin": {"length": 1}}, UsageError, "neither direction"),
        ({"margin": -0.1}, UsageError, "0 or more"),
        ({"margin": float("nan")}, UsageError, "0 or more"),
        ({"min": {"coverage": float("nan")}}, UsageError, "is a number"),
        ({"slices": ["dask"]}, UnknownNameError, "desk"),
        ({"systems": ["prd"]}, UnknownNameError, "prod"),
        ({"max_errors": 2}, UsageError, "0 to 1"),
    ],
)
def test_a_bad_rule_is_one_clear_error(
    bench: Benchmark, options: dict[str, Any], error: type[Exception], words: str
) -> None:
    run = scored(bench, prod=texts(bench))

    with pytest.raises(error, match=words):
        factcov.gate(run, run, **options)


def test_nothing_to_check_is_an_error(bench: Benchmark) -> None:
    run = factcov.score(bench, {"prod": texts(bench)}, metrics=["length"])

    with pytest.raises(UsageError, match="nothing to check"):
        factcov.gate(run)


def test_differences_name_every_change_gravest_first(bench: Benchmark) -> None:
    old = scored(
        bench, prod=texts(bench, n01=f"NOT:{facts(1)[0]}", n02="", n03=f"NOT:{facts(3)[0]}")
    )
    new = scored(bench, prod=texts(
        bench, n00=text(0, [0, 2]), n01=facts(1)[0], n02=facts(2)[1],
        n03="", n04=f"NOT:{text(4)}", n05=f"FAIL:{text(5)}",
    ))  # fmt: skip

    found = factcov.diff(new, old)

    assert [(one.change, one.key) for one in found] == [
        ("wrong", "n04/f0"), ("lost", "n00/f0"), ("lost", "n00/f2"), ("righted", "n03/f0"),
        ("gained", "n01/f0"), ("gained", "n02/f1"),
    ]  # fmt: skip
    assert found[1].quote_before == facts(0)[0]
    assert found[0].quote == f"NOT:{facts(4)[0]}"


def test_two_systems_of_a_run_are_compared(bench: Benchmark) -> None:
    run = scored(bench, a=texts(bench), b=texts(bench, n09=text(9, [3])))

    assert [(one.system, one.key) for one in factcov.diff(run, systems=["a", "b"])] == [
        ("b", "n09/f3")
    ]
    with pytest.raises(UsageError, match="two systems"):
        factcov.diff(run)


def test_check_explains_a_score(bench: Benchmark) -> None:
    checked = factcov.check(bench, {"n02": f"{facts(2)[0]} NOT:{facts(2)[1]}"}, judge=Dictated())

    assert checked.coverage == pytest.approx(1 / 5)
    assert checked.contradiction == pytest.approx(1 / 5)
    assert [one.fact for one in checked.wrong] == ["f1"]
    assert [one.fact for one in checked.missing] == ["f2", "f3", "f4"]
    assert checked.lines()[0].startswith("wrong: n02/f1 ")
    with pytest.raises(UsageError, match="24 items"):
        factcov.check(bench, "one text")
    with pytest.raises(DataError, match="n99"):
        factcov.check(bench, {"n99": "x"})
