"""Laws that hold for every metric by name; a new metric joins by being registered."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcov.metrics import Metric, describe_metric, get_metric, metric_names
from strategies import Corpus, corpora

SPECS = [
    *metric_names(),
    "bleu:effective_order=true,lowercase=true,tokenize=intl",
    "bleu:max_ngram_order=2,smooth_method=add-k",
    "chrf:eps_smoothing=true,whitespace=true",
    "contradiction:kind=quantity",
    "coverage:kind=event",
    "rouge1:part=recall,tokenizer=unicode",
    "rougeLsum:part=precision",
    "ter:normalized=true",
    "unsupported-names:per=mention",
    "unsupported-numbers:per=mention",
]
# Where the language changes what a metric does.
ACROSS = [(spec, "zh") for spec in ("bleu", "rouge2", "rougeLsum")] + [
    (spec, "fr") for spec in ("rouge1", "unsupported-names", "unsupported-numbers")
]


@pytest.fixture(scope="module", params=[*((spec, "en") for spec in SPECS), *ACROSS], ids="-".join)
def metric(request: pytest.FixtureRequest) -> Metric:
    spec, language = request.param
    return get_metric(spec, language=language, source_language="en", references=1)


laws = settings(max_examples=10, deadline=None)


@laws
@given(corpus=corpora)
def test_a_row_stands_for_its_candidate_alone(metric: Metric, corpus: Corpus) -> None:
    whole = metric.extract(*corpus)
    rows = [metric.extract([c], [i], [v]) for c, i, v in zip(*corpus, strict=True)]

    assert whole.shape == (len(corpus[0]), len(metric.columns))
    assert whole.dtype == np.float64
    np.testing.assert_array_equal(whole, np.concatenate(rows))


@laws
@given(corpus=corpora, cut=st.integers(0, 12))
def test_shards_concatenate_to_the_corpus(metric: Metric, corpus: Corpus, cut: int) -> None:
    left, right = zip(*((part[:cut], part[cut:]) for part in corpus), strict=True)
    parts = [metric.extract(*left), metric.extract(*right)]

    np.testing.assert_array_equal(metric.extract(*corpus), np.concatenate(parts))


@laws
@given(corpus=corpora, data=st.data())
def test_order_does_not_matter(metric: Metric, corpus: Corpus, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(corpus[0]))))
    shuffled = [[part[i] for i in order] for part in corpus]

    np.testing.assert_array_equal(metric.extract(*shuffled), metric.extract(*corpus)[order])


@laws
@given(corpus=corpora)
def test_nothing_is_mutated(metric: Metric, corpus: Corpus) -> None:
    before = msgspec.json.encode(_printable(corpus))
    stats = metric.extract(*corpus)
    kept = stats.copy()
    metric.aggregate(stats)

    assert msgspec.json.encode(_printable(corpus)) == before
    np.testing.assert_array_equal(stats, kept)


@laws
@given(corpus=corpora, data=st.data())
def test_a_replicate_is_the_score_of_the_resampled_corpus(
    metric: Metric, corpus: Corpus, data: st.DataObject
) -> None:
    n = len(corpus[0])
    drawn = data.draw(st.lists(st.integers(0, n - 1), min_size=n, max_size=n))
    counts = np.bincount(drawn, minlength=n).astype(np.float64)
    resampled = metric.extract(*([part[i] for i in drawn] for part in corpus))

    np.testing.assert_allclose(
        metric.aggregate(counts @ metric.extract(*corpus)),
        metric.aggregate(resampled.sum(axis=0)),
        rtol=1e-9,
        atol=1e-12,
    )


@laws
@given(corpus=corpora)
def test_aggregate_is_vectorised(metric: Metric, corpus: Corpus) -> None:
    stats = metric.extract(*corpus)
    cube = np.stack([stats, stats[::-1], 2 * stats])
    scores = metric.aggregate(cube)

    assert scores.shape == cube.shape[:-1]
    one_by_one = [[float(metric.aggregate(row)) for row in block] for block in cube]
    np.testing.assert_allclose(scores, one_by_one, rtol=1e-12)


@laws
@given(corpus=corpora)
def test_facts_one_by_one_sum_to_the_item(metric: Metric, corpus: Corpus) -> None:
    if not getattr(metric, "per_fact", False):
        return
    stats = metric.extract(*corpus)
    for row, candidate, item, verdicts in zip(stats, *corpus, strict=True):
        alone = [msgspec.structs.replace(item, facts=(fact,)) for fact in item.facts]
        parts = metric.extract([candidate] * len(alone), alone, [(v,) for v in verdicts])

        np.testing.assert_allclose(parts.sum(axis=0), row)


@laws
@given(corpus=corpora)
def test_scores_are_finite_or_undefined_by_lack_of_evidence(metric: Metric, corpus: Corpus) -> None:
    scores = metric.aggregate(metric.extract(*corpus))

    assert not np.isinf(scores).any()
    assert (scores[~np.isnan(scores)] >= 0).all()


def test_no_rows_give_an_empty_table(metric: Metric) -> None:
    stats = metric.extract([], [], [])

    assert stats.shape == (0, len(metric.columns))
    assert np.shape(metric.aggregate(stats.sum(axis=0))) == ()


@pytest.mark.parametrize("spec", SPECS)
def test_the_name_parses_back(spec: str) -> None:
    metric = get_metric(spec)
    again = get_metric(metric.name)

    assert metric.name == again.name == spec
    assert (again.columns, again.signature) == (metric.columns, metric.signature)


def test_the_signature_parses(metric: Metric) -> None:
    pairs = [part.split(":") for part in metric.signature.split("|")]

    assert all(len(pair) == 2 and all(pair) for pair in pairs)
    assert len({key for key, _ in pairs}) == len(pairs)


@pytest.mark.parametrize("name", metric_names())
def test_a_metric_describes_itself_in_one_line(name: str) -> None:
    assert 10 < len(describe_metric(name)) < 100


def test_importing_the_package_imports_no_heavy_library() -> None:
    code = (
        "import sys, factcov.metrics as m; m.metric_names(); "
        "print([x for x in ('sacrebleu', 'nltk', 'rouge_score', 'pandas', 'regex') "
        "if x in sys.modules])"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert out.strip() == "[]"


def test_rouge_does_not_import_nltk() -> None:
    code = (
        "import sys; from factcov.metrics import get_metric; from factcov.types import Item; "
        "rouge = get_metric('rougeL:stemmer=true'); "
        "rouge.extract(['The cats slept.'], [Item('1', '', ('A cat sleeps.',))], [()]); "
        "print('nltk' in sys.modules)"
    )
    out = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout

    assert out.strip() == "False"


def _printable(corpus: Corpus) -> list[object]:
    """Return the corpus with its texts escaped: JSON has no lone surrogates."""
    return [ascii(part) for part in corpus]
