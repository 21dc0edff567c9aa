"""sacreBLEU's PairedTest, cell for cell: scores, means, intervals and p-values."""

import random
from functools import partial

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

from factcov.metrics.kernels import scores
from factcov.resampling import bootstrap, counts, randomization_test, sacrebleu
from factcov.resampling.replicates import resampled_sums

SEED = 12345
METRICS = {
    "BLEU": (BLEU, scores.bleu_scores),
    "chrF2": (CHRF, scores.chrf_scores),
    "chrF2++": (lambda: CHRF(word_order=2), scores.chrf_scores),
    "TER": (TER, scores.ter_scores),
}
for method, value in [("floor", 0.1), ("add-k", 1.0), ("none", 0.0), ("exp", 0.0)]:
    for effective in (False, True)[method == "exp" :]:
        METRICS[f"BLEU {method}{' effective' * effective}"] = (
            partial(BLEU, smooth_method=method, effective_order=effective),
            partial(scores.bleu_scores, smoothing=method, value=value, effective=effective),
        )
WORDS = "the cat sat on a mat and dogs ran away from it . , 1,000 (no)".split()  # noqa: SIM905


def corpus(items, systems, references, seed, share=0.3):
    rng = random.Random(seed)
    streams = [
        [" ".join(rng.choices(WORDS, k=rng.randrange(0, 12))) for _ in range(items)]
        for _ in range(references)
    ]

    def noisy(line):
        words = [rng.choice(WORDS) if rng.random() < share else w for w in line.split()]
        return " ".join(words[: rng.randrange(4, 12)])

    outputs = {f"s{s}": [noisy(line) for line in streams[0]] for s in range(systems)}
    return outputs, streams


def ours(name, outputs, streams):
    make, aggregate = METRICS[name]
    metric = make()
    stats = np.array(
        [metric._extract_corpus_statistics(lines, streams) for lines in outputs.values()], float
    )
    return aggregate, stats


def paired(name, outputs, streams, baseline, **options):
    order = [baseline, *(s for s in outputs if s != baseline)]
    test = PairedTest(
        [(s, outputs[s]) for s in order], {name: METRICS[name][0]()}, streams, **options
    )
    _, results = test()
    (found,) = (column for head, column in results.items() if head != "System")
    return dict(zip(order, found, strict=True))


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize(
    ("items", "references", "share"), [(40, 1, 0.3), (7, 1, 0.9), (3, 1, 1.0), (41, 3, 0.4)]
)
def test_bootstrap_equals_sacrebleu(name, items, references, share):
    outputs, streams = corpus(items, 3, references, seed=items, share=share)
    aggregate, stats = ours(name, outputs, streams)
    totals = aggregate(stats.sum(axis=1))
    drawn = counts(np.arange(items), 200, np.random.default_rng(SEED))

    tables = [
        sacrebleu.replicates(aggregate, table, resampled_sums(table, drawn), SEED)
        for table in stats
    ]
    p = sacrebleu.bootstrap_test(totals, tables)

    for i, baseline in enumerate(outputs):
        theirs = paired(name, outputs, streams, baseline, test_type="bs", n_samples=200)
        for j, system in enumerate(outputs):
            assert theirs[system].score == totals[j]
            assert (theirs[system].mean, theirs[system].ci) == sacrebleu.mean_and_half_width(
                tables[j]
            )
            if i != j:
                assert theirs[system].p_value == p[i, j]


@pytest.mark.parametrize("name", METRICS)
@pytest.mark.parametrize(("items", "share"), [(40, 0.3), (7, 0.9)])
def test_randomization_equals_sacrebleu(name, items, share):
    outputs, streams = corpus(items, 3, 1, seed=items, share=share)
    aggregate, stats = ours(name, outputs, streams)

    p, undefined = randomization_test(
        aggregate, stats, np.arange(items), 300, np.random.default_rng(SEED), strict=True
    )

    assert not undefined.any()
    for i, baseline in enumerate(outputs):
        theirs = paired(name, outputs, streams, baseline, test_type="ar", n_samples=300)
        for j, system in enumerate(outputs):
            if i != j:
                assert theirs[system].p_value == p[i, j]


@pytest.mark.parametrize("name", METRICS)
def test_item_scores_equal_sacrebleu(name):
    outputs, streams = corpus(60, 1, 2, seed=1, share=0.6)
    aggregate, stats = ours(name, outputs, streams)
    metric = METRICS[name][0]()
    rows = stats[0]

    expected = [metric._compute_score_from_stats(row.copy()).score for row in rows]

    assert aggregate(rows).tolist() == expected


def test_sums_above_single_precision_stay_exact():
    stats = np.full((3, 2), 2.0**23 + 1)
    drawn = counts(np.arange(3), 5, np.random.default_rng(0))
    sums = resampled_sums(stats, drawn)

    exact = sacrebleu.replicates(scores.ter_scores, stats, sums, SEED)

    assert exact.dtype == np.float64
    assert np.array_equal(exact, bootstrap(scores.ter_scores, stats, drawn))
