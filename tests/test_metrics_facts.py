"""Coverage and contradiction on verdicts that can be checked by hand; numbers and names."""

from __future__ import annotations

import math

import pytest

import factcov
from factcov.metrics import get_metric
from factcov.types import Benchmark, Fact, Item, Verdict

COVERED = Verdict("covered", 0.9, 0.0)
CONTRADICTED = Verdict("contradicted", 0.1, 0.8)
MISSING = Verdict("missing", 0.1, 0.0)
ERROR = Verdict("error", None, None)

ITEM = Item(
    "n1",
    "",
    facts=(
        Fact("f1", "n1", "a", 3.0, "quantity"),
        Fact("f2", "n1", "b", 2.0, "actor"),
        Fact("f3", "n1", "c", 1.0, "quantity"),
    ),
)


def value(spec: str, *verdicts: Verdict) -> float:
    metric = get_metric(spec)
    return float(metric.aggregate(metric.extract(["text"], [ITEM], [verdicts]).sum(axis=0)))


@pytest.mark.parametrize(
    ("spec", "verdicts", "expected"),
    [
        ("coverage", (COVERED, MISSING, CONTRADICTED), 3 / 6),
        ("contradiction", (COVERED, MISSING, CONTRADICTED), 1 / 6),
        ("coverage:kind=quantity", (COVERED, MISSING, CONTRADICTED), 3 / 4),
        ("contradiction:kind=actor", (COVERED, MISSING, CONTRADICTED), 0),
        ("coverage", (MISSING, MISSING, MISSING), 0),
        ("coverage", (COVERED, COVERED, COVERED), 1),
    ],
)
def test_shares_are_weights_over_weights(
    spec: str, verdicts: tuple[Verdict, ...], expected: float
) -> None:
    assert value(spec, *verdicts) == pytest.approx(expected)


def test_a_failed_verdict_is_not_a_missing_fact() -> None:
    assert value("coverage", COVERED, ERROR, MISSING) == pytest.approx(3 / 4)
    assert value("contradiction", ERROR, CONTRADICTED, MISSING) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("spec", "verdicts"),
    [
        ("coverage", (ERROR, ERROR, ERROR)),
        ("coverage", ()),
        ("coverage:kind=cause", (COVERED, COVERED, COVERED)),
    ],
)
def test_nothing_judged_is_undefined_not_zero(spec: str, verdicts: tuple[Verdict, ...]) -> None:
    assert math.isnan(value(spec, *verdicts))


def test_verdicts_that_do_not_line_up_are_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="1 verdicts for 3 facts of n1"):
        value("coverage", COVERED)


SOURCE = "On 12 May, Marie Roux of Lyon sold 13,245 tickets, a third of them online, for $40 each."


@pytest.mark.parametrize(
    ("candidate", "numbers", "names"),
    [
        ("", 0, 0),
        (SOURCE, 0, 0),
        ("In May, Roux sold 13,000 tickets.", 0, 0),
        ("In June, Roux sold 13,000 tickets.", 1, 0),
        ("In Lyon she sold 31,245 tickets to Anne Petit.", 1, 1),
        ("Thirteen thousand tickets were sold in Paris by the mayor of Nice.", 0, 2),
    ],
)
def test_numbers_and_names_without_support_are_counted(
    candidate: str, numbers: int, names: int
) -> None:
    item = Item("n1", SOURCE)

    for spec, expected in (("unsupported-numbers", numbers), ("unsupported-names", names)):
        metric = get_metric(spec)
        assert metric.extract([candidate], [item], [()]).tolist() == [[expected, 1]]


def test_a_translation_may_write_names_and_numbers_its_own_way() -> None:
    item = Item("n1", "Le 12 mai, Hélène a vendu 13 245 billets à Londres.")
    candidate = "On 12 May, Helene sold 13,245 tickets in London, not in Berlin."

    names = get_metric("unsupported-names", language="en", source_language="fr")
    numbers = get_metric("unsupported-numbers", language="en", source_language="fr")

    assert names.extract([candidate], [item], [()]).tolist() == [[1, 1]]
    assert numbers.extract([candidate], [item], [()]).tolist() == [[0, 1]]


def test_what_a_reference_says_is_supported() -> None:
    item = Item("n1", "The mayor left.", ("Anne Roux, the mayor, left on 3 May.",))

    for spec in ("unsupported-numbers", "unsupported-names"):
        assert get_metric(spec).extract(["Anne Roux left on 3 May."], [item], [()]).tolist() == [
            [0, 1]
        ]


def test_a_place_is_supported_by_its_name_in_the_source_language() -> None:
    item = Item("n1", "Il vit \u00e0 Aix-la-Chapelle, puis \u00e0 Cologne.")
    names = get_metric("unsupported-names", language="de", source_language="fr")

    assert names.extract(["Er lebte erst in K\u00f6ln."], [item], [()]).tolist() == [[0, 1]]


def test_a_run_lists_what_nothing_supports_with_its_place() -> None:
    bench = Benchmark(
        "b",
        "summarization",
        (Item("n1", "In May 13,000 people left Lyon.", ("May: 13,000 left.",)),),
    )
    outputs = {"one": ["\U0001f600 In June 14,000 left Lyon."], "two": ["13,000 people left Nice."]}

    found = factcov.score(bench, outputs, metrics=["length"]).unsupported

    assert found.drop(columns=["start", "end"]).values.tolist() == [
        ["one", "n1", "date", "June"],
        ["one", "n1", "number", "14,000"],
        ["two", "n1", "name", "Nice"],
    ]
    for row in found.itertuples():
        assert outputs[row.system][0][row.start : row.end] == row.text
