"""Agreement of a whole run: levels, what is left out, intervals, published anchors."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from scipy import stats

from factcov.agreement import Agreement, confusion, measure, read_labels, render
from factcov.arrays import Floats
from factcov.errors import DataError, UsageError
from factcov.labels import Label
from factcov.types import Fact, Header, Item, MetricInfo, Record, Verdict

OPTIONS: dict[str, Any] = {
    "replicates": 50, "level": 0.95, "permutations": 50, "seed": 0, "degenerate": "skip",
}  # fmt: skip

# Fact by fact what people say and the judge's p_covered, by system, for two facts of three items.
HUMAN = {"a": "110100", "b": "100010", "c": "001000", "d": "111110"}
JUDGE = {"a": "981711", "b": "812181", "c": "118121", "d": "999996"}


def record(
    systems: Sequence[str] = tuple(HUMAN),
    judge: Mapping[str, str] = JUDGE,
    metrics: Sequence[tuple[str, bool | None]] = (),
    documents: Sequence[str] = ("n0", "n1", "n2"),
    weights: Sequence[float] = (1.0, 1.0),
) -> Record:
    items = tuple(
        Item(f"n{n}", "source", document=document, facts=tuple(
            Fact(f"f{k}", f"n{n}", "text", weight=weight) for k, weight in enumerate(weights)
        ))
        for n, document in enumerate(documents)
    )  # fmt: skip
    infos = tuple(MetricInfo(name, ("x",), up, "", False, False) for name, up in metrics)
    header = Header(
        benchmark="news", benchmark_version="0", benchmark_hash="", facts_hash="",
        facts="benchmark", task="summarization", source_language="en", target_language="en",
        systems=tuple(systems), outputs_hash={}, metrics=infos, judge="j" if judge else "",
        versions={}, notices=(),
    )  # fmt: skip
    size = len(weights)
    verdicts = {
        system: tuple(
            tuple(verdict(p) for p in judge[system][n * size : (n + 1) * size]) if judge else ()
            for n in range(len(items))
        )
        for system in systems
    }
    texts = {system: ("text",) * len(items) for system in systems}
    return Record(header, items, texts, {}, verdicts)


def verdict(digit: str) -> Verdict:
    if digit == "!":
        return Verdict("error", None, None)
    return Verdict("covered" if digit >= "5" else "missing", int(digit) / 10, 0.0)


def labels(rows: Mapping[str, str] = HUMAN, annotator: str = "") -> list[Label]:
    return [
        Label(system, f"n{n // 2}", f"f{n % 2}", "covered" if bit == "1" else "other", annotator,
              f"labels:{n}")
        for system, bits in rows.items()
        for n, bit in enumerate(bits)
        if bit != "-"
    ]  # fmt: skip


def agreement(
    run: Record | None = None,
    given: Sequence[Label] | None = None,
    scores: Mapping[str, Floats] | None = None,
    **options: Any,
) -> Agreement:
    given = labels() if given is None else given
    return measure(run or record(), scores or {}, given, **{**OPTIONS, **options})


def cells(rows: Mapping[str, str], unit: float = 1.0) -> Floats:
    digits = np.array([[int(digit) * unit for digit in rows[name]] for name in sorted(rows)])
    return np.asarray(digits.reshape(len(rows), 3, 2).mean(axis=2))


def test_levels_are_what_their_names_say() -> None:
    human, judge = cells(HUMAN), cells(JUDGE, 0.1)

    scorer = agreement().scorers[1]

    assert scorer.name == "judge:probability"
    by_item = [stats.pearsonr(human[:, n], judge[:, n]).statistic for n in range(3)]
    assert scorer.summary.pearson.value == pytest.approx(np.mean(by_item))
    pooled = stats.spearmanr(human.ravel(), judge.ravel()).statistic
    assert scorer.pooled.spearman.value == pytest.approx(pooled)
    system = stats.kendalltau(human.mean(axis=1), judge.mean(axis=1)).statistic
    assert scorer.system.kendall.value == pytest.approx(system)
    assert (scorer.summary.items, scorer.pooled.cells, scorer.system.items) == (3, 12, 3)


def test_the_fact_level_compares_verdicts_and_probabilities() -> None:
    facts = agreement().fact_level

    assert facts is not None
    assert (facts.facts, facts.covered) == (24, 11 / 24)
    assert facts.recall.value == pytest.approx(1.0)
    assert facts.precision.value == pytest.approx(11 / 12)
    assert sum(b.facts for b in facts.reliability) == 24
    assert facts.three_way is None


def test_the_order_of_systems_and_labels_changes_nothing() -> None:
    before = agreement(degenerate="nudge")
    after = agreement(record(systems="dbca"), labels()[::-1], degenerate="nudge")

    def close(one: Any, other: Any) -> None:
        if isinstance(one, dict):
            assert one.keys() == other.keys()
            for key in one:
                close(one[key], other[key])
        elif isinstance(one, tuple | list):
            for a, b in zip(one, other, strict=True):
                close(a, b)
        else:
            assert one == pytest.approx(other)

    close(msgspec.to_builtins(before), msgspec.to_builtins(after))


def test_the_same_seed_gives_the_same_figures_and_zero_is_a_seed() -> None:
    assert agreement(seed=0) == agreement(seed=0)
    assert agreement(seed=0) != agreement(seed=1)


def test_degenerate_items_are_counted_and_left_out() -> None:
    human = {"a": "110100", "b": "110010", "c": "111000", "d": "111110"}  # item 0: all 1.0
    flat = np.array([[0.1, 0.5, 0.2], [0.2, 0.5, 0.4], [0.3, 0.5, 0.1], [0.4, 0.5, 0.9]])
    run = record(metrics=[("flat", True)])

    found = {
        mode: agreement(run, labels(human), {"flat": flat}, degenerate=mode).scorers[-1].summary
        for mode in ("skip", "zero", "nudge")
    }

    one = stats.pearsonr(cells(human)[:, 2], flat[:, 2]).statistic
    assert found["skip"].pearson.value == pytest.approx(one)
    assert found["zero"].pearson.value == pytest.approx(one / 3)
    lifted = [
        stats.pearsonr([1, 0, 0, 0], flat[:, 0]).statistic,
        stats.pearsonr(cells(human)[:, 1], [1, 0, 0, 0]).statistic,
    ]
    assert found["nudge"].pearson.value == pytest.approx((one + sum(lifted)) / 3)
    assert [found[mode].items for mode in found] == [1, 3, 3]
    for summary in found.values():
        assert (summary.constant_human, summary.constant_metric) == (1, 1)


def test_when_nothing_correlates_the_figure_is_none_not_zero() -> None:
    human = dict.fromkeys("abcd", "101010")

    scorer = agreement(given=labels(human)).scorers[0]

    assert scorer.summary.pearson.value is None
    assert scorer.summary.constant_human == 3
    assert scorer.system.pearson.value is None
    assert scorer.system.pairwise_accuracy.value is not None


def test_two_systems_have_pairwise_accuracy_but_no_correlation() -> None:
    two = {name: HUMAN[name] for name in "ab"}

    scorer = agreement(given=labels(two)).scorers[0]

    assert scorer.summary.too_few_systems == 3
    assert scorer.system.spearman.value is None
    assert scorer.system.pairwise_accuracy.value == 1.0


def test_systems_and_facts_without_labels_are_counted() -> None:
    part = {"a": "1--1--", "b": "100010", "c": "00--00"}

    found = agreement(given=labels(part))

    assert found.labelled.systems_without_labels == ("d",)
    assert (found.labelled.pairs, found.labelled.pairs_of_run) == (12, 24)
    assert found.scorers[0].system.items == 1  # only n0 is labelled for a, b and c
    assert found.scorers[0].summary.too_few_systems == 2


def test_judge_errors_are_left_out_and_counted() -> None:
    found = agreement(record(judge={**JUDGE, "a": "9!1711"}))

    assert found.fact_level is not None
    assert (found.labelled.judge_errors, found.fact_level.facts) == (1, 23)


def test_a_run_without_a_judge_has_its_metrics_alone() -> None:
    run = record(judge={}, metrics=[("rouge1", True)])

    found = agreement(run, scores={"rouge1": cells(JUDGE)})

    assert found.fact_level is None
    assert [scorer.name for scorer in found.scorers] == ["rouge1"]
    assert found.labelled.judge_errors == 0


def test_an_undefined_item_score_is_left_out() -> None:
    scores = cells(JUDGE)
    scores[0, 0] = np.nan

    found = agreement(record(metrics=[("m", True)]), scores={"m": scores}).scorers[-1]

    assert (found.pooled.cells, found.system.items, found.summary.items) == (11, 2, 3)


def test_a_metric_where_lower_is_better_is_turned() -> None:
    run = record(metrics=[("ter", False), ("length", None)])

    scores = {"ter": -cells(JUDGE), "length": cells(JUDGE)}
    ter, length = agreement(run, scores=scores).scorers[-2:]

    assert (ter.turned, length.turned) == (True, False)
    assert ter.system == length.system


def test_facts_weigh_what_they_weigh() -> None:
    run = record(weights=(3.0, 1.0), metrics=[("m", True)])
    weights = np.array([0.75, 0.25])
    human = np.array([[int(x) for x in HUMAN[s]] for s in "abcd"]).reshape(4, 3, 2) @ weights

    found = agreement(run, scores={"m": human}).scorers[-1]

    assert found.system.pearson.value == pytest.approx(1.0)
    assert found.pooled.kendall.value == pytest.approx(1.0)


def test_a_single_document_resamples_facts_and_says_so() -> None:
    found = agreement(record(documents=("d", "d", "d")))

    assert found.resampled == "facts"
    assert found.fact_level is not None
    assert found.fact_level.kappa.low is not None
    assert found.scorers[0].system.pearson.low is None
    assert "a single document" in render(found)


def test_an_interval_over_documents_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(10)
    documents = np.repeat(np.arange(30), 8)

    covered = 0
    for _ in range(40):
        hard = rng.random(30)[documents]  # documents differ: resampling facts would be too sure
        truth = rng.integers(0, 2, 240)
        said = np.where(rng.random(240) < 0.4 * hard, 1 - truth, truth)
        drawn = rng.multinomial(30, np.full(30, 1 / 30), size=200)
        tables = np.tensordot(drawn, confusion.tables(truth, said, documents, (30, 2)), axes=1)
        low, high = np.quantile(confusion.kappa(tables), [0.025, 0.975])
        covered += low <= 0.6 <= high  # errors on a fifth of the facts make kappa 0.6

    assert 33 <= covered <= 40


def test_several_people_are_compared_and_outvoted() -> None:
    second = {**HUMAN, "a": "100100"}
    third = {**HUMAN, "a": "010100"}
    given = labels(annotator="ann") + labels(second, "ben") + labels(third, "cat")

    found = agreement(given=given)

    assert found.annotators is not None
    assert found.annotators.names == ("ann", "ben", "cat")
    # 31 votes for, 41 against; two units with one dissenter each make 4 of 2 x 31 x 41 / 71.
    assert found.annotators.alpha.value == pytest.approx(1 - 4 * 71 / (2 * 31 * 41))
    assert len(found.annotators.pairs) == 3
    assert found.fact_level is not None
    assert found.fact_level.recall.value == pytest.approx(1.0)  # the majority says HUMAN


def test_facts_on_which_people_are_divided_are_left_out() -> None:
    given = labels(annotator="ann") + labels({**HUMAN, "a": "100100"}, "ben")

    found = agreement(given=given)

    assert (found.labelled.undecided, found.labelled.pairs, found.labelled.labels) == (1, 24, 48)
    assert found.fact_level is not None
    assert found.fact_level.facts == 23


def test_three_verdicts_have_their_own_kappa() -> None:
    given = [
        msgspec.structs.replace(x, opinion=x.opinion if x.opinion == "covered" else "missing")
        for x in labels()
    ]
    given[2] = msgspec.structs.replace(given[2], opinion="contradicted")

    facts = agreement(given=given).fact_level

    assert facts is not None
    assert facts.three_way is not None
    assert facts.three_way.value is not None
    assert facts.kappa.value is not None
    assert facts.three_way.value < facts.kappa.value


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"system": "A"}, r'labels:0: the run has no system called "A"; it has a, b, c, d'),
        ({"item": "n9"}, r'labels:0: the run has no item called "n9"; it has n0, n1, n2'),
        ({"fact": "g1"}, r'labels:0: the run has no fact of "n0" called "g1"; it has f1, f0'),
    ],
)
def test_a_label_of_something_unknown_is_an_error(change: dict[str, str], message: str) -> None:
    given = labels()
    given[0] = msgspec.structs.replace(given[0], **change)

    with pytest.raises(DataError, match=message):
        agreement(given=given)


@pytest.mark.parametrize(
    "options",
    [
        {"level": 1.0},
        {"level": 95},
        {"replicates": -1},
        {"permutations": 0},
        {"seed": -1},
        {"degenerate": "no"},
    ],
)
def test_options_out_of_range_are_usage_errors(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        agreement(**options)


def test_the_table_shows_every_scorer_and_json_reads_back() -> None:
    found = agreement(record(metrics=[("rouge|1", True)]), scores={"rouge|1": cells(JUDGE)})

    shown = render(found)

    assert shown.count("judge:verdict") == 4
    assert shown.count("rouge\\|1") == 3
    assert msgspec.json.decode(msgspec.json.encode(found), type=Agreement) == found


def read_set(name: str) -> tuple[Record, dict[str, list[str]], list[str], Path]:
    """Return a labelled set's record without verdicts, its texts by system and its references."""
    if "FACTCOV_DATA" not in os.environ:
        pytest.skip("FACTCOV_DATA is not set: the labelled data is not here")
    folder = Path(os.environ["FACTCOV_DATA"]) / name
    if not folder.is_dir():
        pytest.skip(f"FACTCOV_DATA has no {name}")

    def rows(path: Path) -> list[dict[str, Any]]:
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]

    benchmark = rows(folder / "benchmark.jsonl")
    items = tuple(
        Item(
            row["id"], "", document=row["id"],
            facts=tuple(Fact(fact["id"], row["id"], fact["text"]) for fact in row["facts"]),
        )
        for row in benchmark
    )  # fmt: skip
    outputs = {}
    for path in sorted((folder / "outputs").glob("*.jsonl")):
        texts = {row["id"]: row["text"] for row in rows(path)}
        outputs[path.stem] = [texts[item.id] for item in items]
    empty = record(systems=tuple(outputs), judge={}, documents=[item.id for item in items])
    infos = tuple(MetricInfo(n, ("x",), True, "", False, False) for n in ("rouge1", "rouge2"))
    header = msgspec.structs.replace(empty.header, metrics=infos)
    return (
        msgspec.structs.replace(empty, header=header, items=items),
        outputs,
        [row["references"][0] for row in benchmark],
        folder / "labels.jsonl",
    )


def test_rouge_recall_on_pyrxsum_has_the_published_agreement() -> None:
    """The anchors were made with a stemmer and Lite2-3Pyramid's way with constant columns."""
    from rouge_score.rouge_scorer import RougeScorer

    run, outputs, references, path = read_set("pyrxsum")
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    found = [
        [scorer.score(reference, text) for reference, text in zip(references, texts, strict=True)]
        for texts in outputs.values()
    ]
    scores = {
        name: np.array([[score[name].recall for score in row] for row in found])
        for name in ("rouge1", "rouge2")
    }

    nudged, skipped = (
        measure(run, scores, read_labels(path), **{**OPTIONS, "degenerate": mode}).scorers
        for mode in ("nudge", "skip")
    )

    def figures(scorer: Any) -> list[float]:
        levels = (scorer.summary, scorer.system)
        return [round(x.value, 3) for level in levels for x in (level.pearson, level.spearman)]

    assert figures(nudged[0]) == [0.529, 0.510, 0.981, 0.964]
    assert figures(nudged[1]) == [0.546, 0.525, 0.987, 0.952]
    assert skipped[0].summary.constant_human + skipped[0].summary.constant_metric == 4
    assert figures(skipped[0])[:2] == [0.545, 0.525]


def test_no_replicates_one_system_or_only_divided_people_still_give_a_table() -> None:
    divided = labels(annotator="ann") + labels(
        {name: bits.translate({48: "1", 49: "0"}) for name, bits in HUMAN.items()}, "ben"
    )

    for found in (
        agreement(replicates=0),
        agreement(given=labels({"a": HUMAN["a"]})),
        agreement(given=divided),
    ):
        assert render(found).endswith("\n")
        assert all(scorer.system.pearson.low is None for scorer in found.scorers)
