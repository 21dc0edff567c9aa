"""The human judge: labels by people become verdicts, and what they leave open becomes an error."""

import json
from pathlib import Path

import pandas as pd
import pytest

import factcov
from factcov.errors import DataError, JudgeError, UsageError
from factcov.judges import get_judge
from factcov.judges.base import BoundJudge
from factcov.judges.human import HumanJudge
from factcov.judges.human.bound import BoundLabels
from made import make_benchmark, make_outputs

BENCH = make_benchmark(items=2, facts=3)
OUTPUTS = {
    "one": ["Alpha says w0x0 and w0x1.", "Beta."],
    "two": ["Alpha says w0x0 and w0x1.", "Gamma."],
}


def label(system: str, fact: str, covered: object, annotator: str = "", item: str = "n0",
          **more: str) -> dict[str, object]:  # fmt: skip
    return {"system": system, "item": item, "fact": fact, "covered": covered,
            "annotator": annotator, **more}  # fmt: skip


def bound(*labels: dict[str, object]) -> BoundLabels:
    return HumanJudge(pd.DataFrame(labels)).bound(BENCH.items, OUTPUTS)


def told(*labels: dict[str, object], system: str = "one", item: int = 0):
    return bound(*labels).judge([OUTPUTS[system][item]], [BENCH.items[item]])[0]


def test_one_annotator_decides() -> None:
    covered, contradicted, missing = told(
        label("one", "f0", "covered"), label("one", "f1", "contradicted"),
        label("one", "f2", "missing"),
    )  # fmt: skip

    assert (covered.verdict, covered.p_covered, covered.p_contradicted) == ("covered", 1, 0)
    assert (contradicted.verdict, contradicted.p_contradicted) == ("contradicted", 1)
    assert (missing.verdict, missing.p_covered, missing.p_contradicted) == ("missing", 0, 0)
    assert covered.reason == "the annotator says covered"


def test_of_several_annotators_the_most_frequent_answer_counts() -> None:
    (first, *_) = told(
        label("one", "f0", "covered", "ann"), label("one", "f0", "missing", "ben"),
        label("one", "f0", "covered", "cat"), label("one", "f0", "contradicted", "dan"),
    )  # fmt: skip

    assert (first.verdict, first.p_covered, first.p_contradicted) == ("covered", 0.5, 0.25)
    assert first.reason == "2 of 4 annotators say covered"


def test_a_tie_is_an_error_and_says_so() -> None:
    first, _, _ = told(label("one", "f0", "covered", "ann"), label("one", "f0", "missing", "ben"))

    assert (first.verdict, first.p_covered, first.p_contradicted) == ("error", None, None)
    assert first.reason == "annotators disagree 1:1 (covered, missing)"


def test_a_fact_that_nobody_labelled_is_an_error_never_missing() -> None:
    _, second, _ = told(label("one", "f0", "covered"))

    assert (second.verdict, second.reason) == ("error", "no label")


def test_evidence_becomes_a_span_and_comments_the_reason() -> None:
    (first, *_) = told(
        label("one", "f0", "covered", "ann", evidence="w0x0", comment="word for word"),
        label("one", "f0", "covered", "ben", evidence="", comment=""),
    )

    assert OUTPUTS["one"][0][first.start : first.end] == "w0x0"
    assert first.reason == "2 of 2 annotators say covered; ann: word for word"


def test_evidence_that_the_text_does_not_hold_is_refused() -> None:
    with pytest.raises(DataError, match=r"labels\.iloc\[0\]: the evidence is not in the text of s"):
        bound(label("one", "f0", "covered", evidence="w9"))


def test_two_systems_with_one_text_share_their_labels() -> None:
    judge = bound(label("one", "f0", "covered", "ann"), label("two", "f1", "missing", "ben"))

    rows = judge.judge([OUTPUTS["one"][0], OUTPUTS["two"][0]], [BENCH.items[0]] * 2)

    assert rows[0] == rows[1]
    assert [verdict.verdict for verdict in rows[0]] == ["covered", "missing", "error"]


def test_an_annotator_who_answers_alike_for_two_systems_counts_once() -> None:
    (first, *_) = told(
        label("one", "f0", "covered", "ann"), label("two", "f0", "covered", "ann"),
        label("one", "f0", "missing", "ben"),
    )  # fmt: skip

    assert first.reason.startswith("annotators disagree 1:1")


def test_rows_depend_on_their_item_and_text_only() -> None:
    judge = bound(
        label("one", "f0", "covered"), label("one", "f1", "missing", item="n1"),
        label("two", "f2", "covered", item="n1"),
    )  # fmt: skip
    texts = [text for texts in OUTPUTS.values() for text in texts]
    items = [*BENCH.items, *BENCH.items]

    whole = judge.judge(texts, items)

    assert whole == [
        judge.judge([text], [item])[0] for text, item in zip(texts, items, strict=True)
    ]
    assert whole[1] != whole[3]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (label("one", "f9", True), 'no fact of "n0" called "f9"; it has f0, f1, f2'),
        (label("one", "f0", True, item="n7"), 'no item called "n7"; it has n0, n1'),
        (label("three", "f0", True), 'no system called "three"; it has one, two'),
    ],
)
def test_labels_that_fit_nothing_are_refused(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(DataError, match=message):
        bound(wrong)


def test_labels_of_systems_that_are_not_scored_are_left_out_with_a_notice() -> None:
    judge = bound(label("one", "f0", True), label("three", "f0", True))

    assert "labels of 1 system that are not scored are left out: three" in judge.notices()


def test_notices_count_what_is_labelled_and_how_well_people_agree() -> None:
    judge = bound(
        label("one", "f0", "covered", "ann"), label("one", "f0", "covered", "ben"),
        label("one", "f1", "covered", "ann"), label("one", "f1", "missing", "ben"),
        label("one", "f2", "missing", "ann"), label("one", "f2", "missing", "ben"),
    )  # fmt: skip

    # Both systems have the same text for n0, so three labelled facts give four verdicts.
    assert judge.notices()[0] == (
        "6 labels by 2 annotators give 4 of 12 verdicts; the others are errors: 6 without a label, "
        "2 on which the annotators are equally divided"
    )
    # Coincidences: covered-covered 2, missing-missing 2, one pair apart; 1 - (2/6) / (18/30).
    assert judge.notices()[1] == (
        "Krippendorff's alpha of 2 annotators is 0.444 (nominal, 3 verdicts with two labels or "
        "more)"
    )


def test_labels_that_say_no_more_than_covered_measure_no_contradiction() -> None:
    judge = bound(label("one", "f0", True), label("one", "f1", False))

    assert [v.verdict for v in judge.judge(OUTPUTS["one"][:1], BENCH.items[:1])[0]] == [
        "covered", "missing", "error",
    ]  # fmt: skip
    assert any("contradiction is not measured" in notice for notice in judge.notices())


def test_the_signature_is_of_what_the_labels_say(tmp_path: Path) -> None:
    rows = [label("one", "f0", "covered", "ann"), label("one", "f1", "missing", "ben")]
    lines = "".join(json.dumps({"verdict": row.pop("covered"), **row}) + "\n" for row in rows)
    (tmp_path / "labels.jsonl").write_text(lines)
    pd.read_json(tmp_path / "labels.jsonl", lines=True).to_csv(tmp_path / "a.csv", index=False)
    (tmp_path / "b.csv").write_text((tmp_path / "a.csv").read_text().replace("missing", "covered"))

    one, two, three = (
        get_judge(f"human:{tmp_path / name}").signature
        for name in ("labels.jsonl", "a.csv", "b.csv")
    )

    assert one == two
    assert one != three
    assert one.startswith("judge:human|labels:")
    assert one.endswith("|annotators:2|vote:plurality")


def test_the_judge_must_know_the_outputs_first() -> None:
    judge = HumanJudge(pd.DataFrame([label("one", "f0", True)]))

    assert isinstance(judge, BoundJudge)
    with pytest.raises(JudgeError, match="outputs"):
        judge.judge(["text"], BENCH.items[:1])
    with pytest.raises(UsageError, match="human:LABELS"):
        get_judge("human")


def test_a_run_on_human_verdicts_has_every_table(tmp_path: Path) -> None:
    bench = make_benchmark()
    outputs = make_outputs(bench)
    rows = [
        label(system, fact.id, str(fact.text).split()[-1].strip(".") in text, item=item.id)
        for system, texts in outputs.items()
        for item, text in zip(bench.items, texts, strict=True)
        for fact in item.facts
    ]
    pd.DataFrame(rows).to_csv(tmp_path / "labels.csv", index=False)

    run = factcov.score(bench, outputs, metrics=["coverage"], replicates=50,
                        judge=f"human:{tmp_path / 'labels.csv'}")  # fmt: skip

    scores = run.scores.set_index("system")["value"]
    assert (scores["full"], scores["half"], scores["empty"]) == (1.0, 0.5, 0.0)
    assert "judge:(judge:human|labels:" in run.scores["signature"][0]
    assert len(factcov.leaderboard(run).rows) == 5
    assert run.record.verdicts == factcov.load_run(run.save(tmp_path / "run")).record.verdicts
