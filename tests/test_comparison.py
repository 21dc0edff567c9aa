"""Comparing systems: sacreBLEU's cells from a run, documents, facts, words and the command line."""

import json
import os
import random
import re
from pathlib import Path

import msgspec
import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

import factcov
from factcov.cli import main
from factcov.comparison import Comparison, compare, render
from factcov.errors import UnknownNameError, UsageError
from factcov.types import Benchmark, Fact, Item

SACREBLEU = {
    "bleu": BLEU,
    "chrf": CHRF,
    "chrf++": lambda: CHRF(word_order=2),
    "ter": TER,
}
OTHER = {
    "bleu:lowercase=true,smooth_method=floor": lambda: BLEU(lowercase=True, smooth_method="floor"),
    "bleu:smooth_method=add-k,tokenize=intl": lambda: BLEU(smooth_method="add-k", tokenize="intl"),
    "bleu:effective_order=true,tokenize=char": lambda: BLEU(effective_order=True, tokenize="char"),
    "bleu:max_ngram_order=2,smooth_method=none": lambda: BLEU(
        max_ngram_order=2, smooth_method="none"
    ),
    "chrf:beta=1,lowercase=true": lambda: CHRF(beta=1, lowercase=True),
    "chrf++:eps_smoothing=true": lambda: CHRF(word_order=2, eps_smoothing=True),
    "ter:case_sensitive=true,no_punct=true": lambda: TER(case_sensitive=True, no_punct=True),
    "ter:asian_support=true,normalized=true": lambda: TER(asian_support=True, normalized=True),
}
WORDS = "the cat sat on a mat and dogs ran away from it with 3 hats".split()  # noqa: SIM905


def corpus(items=40, systems=("a", "b", "c"), references=1, per_document=1, seed=0):
    """A benchmark without facts, and systems that are worse and worse."""
    rng = random.Random(seed)
    lines = [
        tuple(" ".join(rng.choices(WORDS, k=rng.randrange(4, 12))) for _ in range(references))
        for _ in range(items)
    ]
    made = tuple(
        Item(str(n), "source", group, document=f"d{n // per_document}")
        for n, group in enumerate(lines)
    )

    def worse(line, share):
        return " ".join(rng.choice(WORDS) if rng.random() < share else w for w in line.split())

    outputs = {
        system: [worse(group[0], 0.3 + 0.1 * n) for group in lines]
        for n, system in enumerate(systems)
    }
    return Benchmark("made", "translation", made), outputs


def check_against_sacrebleu(bench, outputs, trials, metrics=SACREBLEU):
    names = list(metrics)
    run = factcov.score(bench, outputs, metrics=names, replicates=2)
    found = compare(run, seed=12345, replicates=1000, trials=trials)
    streams = list(zip(*(item.references for item in bench.items), strict=True))
    cells = 0
    for result in found.metrics:
        standings = {one.system: one for one in result.standings}
        pairs = {frozenset((pair.system, pair.baseline)): pair for pair in result.pairs}
        assert result.variant == "sacrebleu"
        for baseline in outputs:
            order = [baseline, *(system for system in outputs if system != baseline)]
            named = [(system, outputs[system]) for system in order]
            metric = {result.metric: metrics[result.metric]()}
            _, bs = PairedTest(named, metric, streams, test_type="bs")()
            _, ar = PairedTest(named, metric, streams, test_type="ar", n_samples=trials)()
            (bs,), (ar,) = ([v for k, v in d.items() if k != "System"] for d in (bs, ar))
            for system, by_bootstrap, by_swaps in zip(order, bs, ar, strict=True):
                one = standings[system]
                assert (one.score, one.mean, one.half_width) == (
                    by_bootstrap.score, by_bootstrap.mean, by_bootstrap.ci,
                )  # fmt: skip
                cells += 3
                if system != baseline:
                    pair = pairs[frozenset((system, baseline))]
                    assert pair.p_bootstrap == by_bootstrap.p_value
                    assert pair.p_randomization == by_swaps.p_value
                    cells += 2
    return cells


@pytest.mark.parametrize("references", [1, 2])
def test_every_cell_equals_sacrebleu(references):
    bench, outputs = corpus(references=references)

    assert check_against_sacrebleu(bench, outputs, trials=200) == 4 * 3 * (3 * 3 + 2 * 2)


@pytest.mark.parametrize("references", [1, 2])
@pytest.mark.parametrize("spec", OTHER)
def test_every_cell_equals_sacrebleu_with_other_settings(spec, references):
    bench, outputs = corpus(references=references)

    check_against_sacrebleu(bench, outputs, trials=100, metrics={spec: OTHER[spec]})


def test_every_cell_equals_sacrebleu_on_real_systems():
    folder = os.environ.get("FACTCOV_DATA")
    if not folder:
        pytest.skip("FACTCOV_DATA does not name the folder with wmt17-en-de")
    data = Path(folder) / "wmt17-en-de"
    size = 150

    def lines(path):
        return path.read_text(encoding="utf-8").split("\n")[:size]

    references = lines(data / "reference.txt")
    files = sorted(path for path in data.iterdir() if path.name != "reference.txt")[:3]
    items = tuple(
        Item(str(n), "", (line,), document=str(n), language="de")
        for n, line in enumerate(references)
    )
    bench = Benchmark("wmt17", "translation", items, source_language="en", target_language="de")

    assert check_against_sacrebleu(bench, {path.stem: lines(path) for path in files}, 100)


@pytest.fixture(scope="module")
def run():
    bench, outputs = corpus(items=60, systems=("a", "b", "c", "d"))
    return factcov.score(bench, outputs, metrics=["bleu", "rouge1", "length"], replicates=50)


def test_every_pair_of_every_metric_is_there_better_first(run):
    found = compare(run, trials=200, replicates=200)

    for result in found.metrics:
        assert len(result.pairs) == 6
        assert [one.score for one in result.standings] == sorted(
            (one.score for one in result.standings), reverse=True
        )
        assert all(pair.effect >= 0 for pair in result.pairs)
        assert all(pair.low <= pair.effect <= pair.high for pair in result.pairs)
        assert all(pair.p >= pair.p_randomization for pair in result.pairs)
    assert [result.variant for result in found.metrics] == ["sacrebleu", "two-sided", "two-sided"]


def test_the_numbers_of_a_metric_have_as_many_decimals(run):
    text = render(compare(run, metrics=["bleu", "rouge1"], trials=50, replicates=50))
    bleu, rouge = text.partition("## rouge1")[::2]

    for part, decimals in (bleu, 2), (rouge, 4):
        rows = [line.split("|")[3] for line in part.splitlines() if re.search(r"\| [+-]\d", line)]
        assert len(rows) == 6
        assert {len(n) for row in rows for n in re.findall(r"\.(\d+)", row)} == {decimals}


def test_a_metric_without_direction_has_no_ranks(run):
    bleu, _, length = compare(run, trials=50, replicates=50).metrics

    assert all(one.cluster is None for one in length.standings)
    assert bleu.standings[0].best_rank == 1
    assert bleu.standings[0].cluster == 1


def test_a_baseline_shrinks_the_family(run):
    (result,) = compare(run, "b", ["rouge1"], trials=99, replicates=99).metrics

    assert result.family == 3
    assert {pair.baseline for pair in result.pairs} == {"b"}
    assert result.standings[0].cluster is None


def test_bca_and_other_corrections_can_be_asked_for(run):
    options = {"trials": 99, "replicates": 99}
    plain = compare(run, metrics=["rouge1"], correction="none", **options).metrics[0]
    fdr = compare(run, metrics=["rouge1"], correction="benjamini-hochberg", **options).metrics[0]
    bca = compare(run, metrics=["rouge1"], interval="bca", **options).metrics[0]

    assert [p.p for p in plain.pairs] == [p.p_randomization for p in plain.pairs]
    assert all(a.p <= b.p for a, b in zip(plain.pairs, fdr.pairs, strict=True))
    assert [p.low for p in bca.pairs] != [p.low for p in plain.pairs]


def test_the_same_seed_gives_the_same_comparison(run):
    assert compare(run, trials=99, replicates=99) == compare(run, trials=99, replicates=99)
    assert compare(run, trials=99, replicates=99) != compare(run, trials=99, replicates=99, seed=1)


def test_items_that_share_a_document_are_resampled_together():
    bench, outputs = corpus(items=60, per_document=5)
    run = factcov.score(bench, outputs, metrics=["bleu"], replicates=50)

    (result,) = compare(run, trials=100, replicates=100).metrics

    assert (result.unit, result.units, result.variant) == ("documents", 12, "two-sided")
    assert result.standings[0].mean is None


def test_one_document_resamples_its_facts_and_says_so():
    facts = tuple(Fact(f"f{n}", "1", f"The {a} {b}.") for n, (a, b) in enumerate(
        [("mayor", "left"), ("river", "rose"), ("bridge", "closed"), ("school", "opened"),
         ("price", "doubled"), ("team", "won")] * 2))  # fmt: skip
    text = "The mayor left. The river rose. The bridge closed. The school opened."
    bench = Benchmark("one", "summarization", (Item("1", text, (text,), facts, document="1"),))
    outputs = {"some": {"1": "The mayor left."}, "most": {"1": text}}
    run = factcov.score(bench, outputs, metrics=["coverage", "bleu"], replicates=50)

    found = compare(run, trials=1000, replicates=200)

    coverage, bleu = found.metrics
    assert (coverage.unit, coverage.units) == ("facts", 12)
    assert coverage.pairs[0].statement.startswith("most covers 50.0 points more of the facts than")
    assert 0 < coverage.pairs[0].p < 0.05
    assert bleu.pairs[0].p is None
    assert bleu.pairs[0].low is None
    assert any("12 facts are resampled" in notice for notice in found.notices)
    assert any("no test" in notice for notice in found.notices)


def test_wrong_names_and_numbers_are_one_clear_error(run):
    with pytest.raises(UnknownNameError, match='"blue"; known: bleu'):
        compare(run, metrics=["blue"])
    with pytest.raises(UnknownNameError, match="system of this run"):
        compare(run, "e")
    with pytest.raises(UnknownNameError, match="holm"):
        compare(run, correction="bonferroni")
    with pytest.raises(UsageError, match="the seed 0 or more"):
        compare(run, seed=-1)
    with pytest.raises(UsageError, match="between 0 and 1"):
        compare(run, level=95)
    bench, outputs = corpus(systems=("a",))
    with pytest.raises(UsageError, match="at least two"):
        compare(factcov.score(bench, outputs, metrics=["bleu"], replicates=2))


def test_the_command_prints_a_table_and_typed_json(run, tmp_path, capsys):
    run.save(tmp_path / "run")
    arguments = ["compare", str(tmp_path / "run"), "--trials", "99", "--replicates", "99"]

    assert main(arguments) == 0
    text = capsys.readouterr().out
    assert main([*arguments, "--json"]) == 0
    out = capsys.readouterr().out
    data = json.loads(out)

    assert msgspec.json.decode(out, type=Comparison) == compare(run, trials=99, replicates=99)
    assert text == render(compare(run, trials=99, replicates=99))
    assert "## bleu (higher is better), 60 items" in text
    assert "after correction over 6 pairs" in text
    assert data["metrics"][0]["pairs"][0]["p"] <= 1
    assert main(["compare", str(tmp_path / "run"), "--baseline", "x"]) == 2
    assert 'unknown system of this run "x"' in capsys.readouterr().err


def test_an_undefined_score_is_no_zero():
    bench, outputs = corpus(items=12, systems=("a", "b"))
    judged = Benchmark(
        "made", "summarization",
        tuple(Item(i.id, i.source, i.references, (Fact("f", i.id, "Dogs ran."),) * (n < 2),
                   document=i.document) for n, i in enumerate(bench.items)),
    )  # fmt: skip
    run = factcov.score(judged, outputs, metrics=["coverage"], replicates=50)

    found = compare(run, trials=99, replicates=400)

    # A replicate that draws neither of the two items with facts has nothing to cover.
    undefined = found.metrics[0].pairs[0].undefined
    assert undefined == pytest.approx(400 * (10 / 12) ** 12, abs=40)
    assert any("had no score" in notice for notice in found.notices)
    assert np.isfinite(found.metrics[0].pairs[0].low)
