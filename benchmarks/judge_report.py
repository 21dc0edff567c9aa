"""The figures of docs/judge.md, each as a Markdown table."""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import judge_data
import numpy as np
from judge_train import Set, calibration, cross_validated, kappa, predict, train
from numpy.typing import NDArray
from rouge_score.rouge_scorer import RougeScorer
from scipy.stats import pearsonr, rankdata, spearmanr

from factcov.judges import get_judge
from factcov.types import Fact, Item, Verdict

Floats = NDArray[np.float64]
FAMILIES = {
    "recall": ("recall", "recall_sentence", "recall_pair", "recall_plain"),
    "exactness": ("exact", "weakest", "letters"),
    "what is missing": ("missing", "missing_numbers", "missing_names"),
    "words other than names": ("rest",),
    "the first and the last word": ("first", "last"),
    "order": ("neighbours",),
    "function words": ("function",),
    "neighbouring facts": ("context",),
    "reference": ("reference",),
    "nearness of all words": ("near",),
    "nearness of single words": ("near_weakest", "near_last", "near_missing"),
    "nearness altogether": ("near", "near_weakest", "near_last", "near_missing"),
}

_RUNS = 3
_MEASURED = (
    f"Each speed is the best of {_RUNS} runs on one core, after one that is not counted: it "
    "loads the word lists and meets the texts' words for the first time."
)


def tables(sets: Sequence[Set], judge: str = "lexical") -> Iterator[tuple[str, str]]:
    """Yield (name, Markdown) of every table of *judge*; the slow ones last."""
    of = "" if judge == "lexical" else f"{judge} "
    probabilities, verdicts = cross_validated(sets)
    # Contradictions are found by the same rules, whatever model the judge reads with.
    judged = [_judged(s.data, "lexical" if judge == "multilingual" else judge) for s in sets]
    contradicted = [np.array([v.p_contradicted or 0.0 for v in row]) for row in judged]
    yield of + "facts", _facts(sets, probabilities, verdicts, contradicted)
    if judge == "multilingual":
        return
    yield of + "summaries", _summaries(sets, probabilities, verdicts, contradicted)
    yield of + "calibration", _calibration(sets, probabilities)
    yield of + "written", _written(sets, probabilities)
    yield of + "contradicted", _contradicted(sets, judged)
    yield of + "ablation", _ablation(sets)
    if judge == "lexical":
        yield "speed", _speed(sets)
        yield "length", _length(sets)
    else:
        yield of + "speed", _whole_speed(sets, judge)


def auc(y: Floats, scores: Floats) -> float:
    """Return the area under the ROC curve: how often a covered fact scores above another."""
    ranks, covered = rankdata(scores), y == 1
    n = int(covered.sum())
    return float((ranks[covered].sum() - n * (n + 1) / 2) / (n * (len(y) - n)))


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as Markdown."""
    lines = ["| " + " | ".join(head) + " |", "|" + "|".join("---" for _ in head) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def _interval(data: judge_data.Labelled, statistic: Callable[[NDArray[np.intp]], float]) -> str:
    """Return a statistic with its 95 % percentile interval over resampled documents."""
    rng = np.random.default_rng(0)
    rows = [np.flatnonzero(data.document == d) for d in range(len(data.documents))]
    draws = [
        statistic(np.concatenate([rows[d] for d in rng.integers(0, len(rows), len(rows))]))
        for _ in range(500)
    ]
    low, high = np.quantile(draws, [0.025, 0.975])
    return f"{statistic(np.arange(len(data.y))):.3f} ({low:.3f} to {high:.3f})"


def _facts(
    sets: Sequence[Set],
    probabilities: Sequence[dict[str, Floats]],
    verdicts: Sequence[Floats],
    contradicted: Sequence[Floats],
) -> str:
    rows: list[list[str]] = []

    def add(name: str, cells: Callable[[int], str]) -> None:
        rows.append([name, *(cells(i) for i in range(len(sets)))])

    others = [
        train([s for j, s in enumerate(sets) if j != i],
              [np.arange(len(s.data.y)) for j, s in enumerate(sets) if j != i])
        for i in range(len(sets))
    ]  # fmt: skip
    for kind in ("references", "no references"):
        moved = [predict(m, s.x[kind]) for m, s in zip(others, sets, strict=True)]

        def transferred(i: int, moved: list[Floats] = moved) -> str:
            y = sets[i].data.y
            return _interval(sets[i].data, lambda r: auc(y[r], moved[i][r]))

        add(f"AUC, trained on the other set only, {kind}", transferred)
    for kind in ("references", "no references"):

        def crossed(i: int, kind: str = kind) -> str:
            y, p = sets[i].data.y, probabilities[i][kind]
            return _interval(sets[i].data, lambda r: auc(y[r], p[r]))

        add(f"AUC, cross-validated over both, {kind}", crossed)

    def whole(i: int) -> str:
        y, p = sets[i].data.y, probabilities[i]["references"] * (1 - contradicted[i])
        return _interval(sets[i].data, lambda r: auc(y[r], p[r]))

    add("AUC, the same with contradictions weighed in", whole)

    def agreed(i: int) -> str:
        y, v = sets[i].data.y, verdicts[i]
        return _interval(sets[i].data, lambda r: kappa(y[r], v[r]))

    add("kappa, cross-validated", agreed)

    def whole_kappa(i: int) -> str:
        y, v = sets[i].data.y, verdicts[i] * (contradicted[i] < 0.5)
        return _interval(sets[i].data, lambda r: kappa(y[r], v[r]))

    add("kappa, the same with contradictions weighed in", whole_kappa)

    def balanced(i: int) -> str:
        y, v = sets[i].data.y, verdicts[i]
        return f"{(np.mean(v[y == 1]) + np.mean(1 - v[y == 0])) / 2:.3f}"

    add("balanced accuracy, cross-validated", balanced)
    return markdown(["", *(s.data.name for s in sets)], rows)


def correlations(data: judge_data.Labelled, scores: Floats) -> tuple[float, float, float, float]:
    """Return summary-level Pearson, Spearman and system-level Pearson, Spearman.

    Summary level: per document over systems, averaged over documents (a constant row is broken
    by 1e-10 in its first place, as the data's own figures were).
    """
    people = data.means(data.y)
    within: list[tuple[float, float]] = []
    for d in range(people.shape[1]):
        h, m = people[:, d].copy(), scores[:, d].copy()
        for values in (h, m):
            if np.all(values == values[0]):
                values[0] += 1e-10
        within.append((pearsonr(h, m)[0], spearmanr(h, m)[0]))
    pearson, spearman = np.mean(within, axis=0)
    h, m = people.mean(1), scores.mean(1)
    return float(pearson), float(spearman), float(pearsonr(h, m)[0]), float(spearmanr(h, m)[0])


def _summaries(
    sets: Sequence[Set],
    probabilities: Sequence[dict[str, Floats]],
    verdicts: Sequence[Floats],
    contradicted: Sequence[Floats],
) -> str:
    rows = []
    names = ("rouge1", "rouge2", "rougeL")
    scorer = RougeScorer(list(names), use_stemmer=True)
    for s, p, v, c in zip(sets, probabilities, verdicts, contradicted, strict=True):
        data = s.data
        for label, scores in (
            ("mean p_covered", data.means(p["references"])),
            ("mean p_covered, no references", data.means(p["no references"])),
            ("mean p_covered with contradictions", data.means(p["references"] * (1 - c))),
            ("share of covered verdicts", data.means(v)),
        ):
            rows.append([data.name, label, *(f"{x:.3f}" for x in correlations(data, scores))])
        for name in names:
            recall = np.array(
                [
                    [
                        max(scorer.score(r, data.texts[k, d])[name].recall for r in doc.references)
                        for d, doc in enumerate(data.documents)
                    ]
                    for k in range(len(data.systems))
                ]
            )
            cells = (f"{x:.3f}" for x in correlations(data, recall))
            rows.append([data.name, f"{name} recall", *cells])
    head = ["", "", "summary Pearson", "Spearman", "system Pearson", "Spearman"]
    return markdown(head, rows)


def _calibration(sets: Sequence[Set], probabilities: Sequence[dict[str, Floats]]) -> str:
    y = np.concatenate([s.data.y for s in sets])
    p = np.concatenate([q["references"] for q in probabilities])
    rows = [[f"{n}", f"{mean:.2f}", f"{share:.2f}"] for n, mean, share in calibration(y, p)]
    return markdown(["labels", "mean p_covered", "covered, people say"], rows)


def _written(sets: Sequence[Set], probabilities: Sequence[dict[str, Floats]]) -> str:
    """How many facts that people found covered stay so when the text is taken apart."""
    rows = []
    kinds = {"as written": "references", **{k: k for k in judge_data.CHANGES}}
    models = [train(sets, [f[k][0] for f in map(Set.folds, sets)]) for k in range(5)]
    for label, kind in kinds.items():
        cells = []
        for s, p in zip(sets, probabilities, strict=True):
            cells.append(f"{np.mean(p[kind][s.data.y == 1] >= models[0].threshold):.3f}")
        rows.append([label, *cells])
    for label, change in judge_data.UNSEEN.items():
        cells = []
        for s in sets:
            x = judge_data.features(s.data, change=change, reader=s.reader)
            covered = np.zeros(len(s.data.y), bool)
            for (_, test), model in zip(s.folds(), models, strict=True):
                covered[test] = predict(model, x[test]) >= model.threshold
            cells.append(f"{covered[s.data.y == 1].mean():.3f}")
        rows.append([label, *cells])
    return markdown(["candidates", *(s.data.name for s in sets)], rows)


def _judged(data: judge_data.Labelled, judge: str) -> list[Verdict]:
    """Return the shipped judge's verdict of every label."""
    items, texts, keys = _pairs(data)
    found = {}
    for key, item, row in zip(keys, items, get_judge(judge).judge(texts, items), strict=True):
        found.update({(*key, f.id): v for f, v in zip(item.facts, row, strict=True)})
    labels = zip(data.system.tolist(), data.document.tolist(), data.fact, strict=True)
    return [found[key] for key in labels]


def _pairs(
    data: judge_data.Labelled,
) -> tuple[list[Item], list[str], list[tuple[int, int]]]:
    items = [
        Item(d.id, "", d.references, tuple(Fact(k, d.id, t) for k, t in d.facts.items()))
        for d in data.documents
    ]
    keys = [(s, d) for d in range(len(items)) for s in range(len(data.systems))]
    return [items[d] for _, d in keys], [data.texts[key] for key in keys], keys


def _contradicted(sets: Sequence[Set], judged: Sequence[Sequence[Verdict]]) -> str:
    rows = []
    for s, row in zip(sets, judged, strict=True):
        said = np.array([v.verdict == "contradicted" for v in row])
        y = s.data.y
        rows.append([s.data.name, f"{said[y == 1].mean():.3f}", f"{said[y == 0].mean():.3f}"])
    return markdown(["called contradicted", "of covered facts", "of facts not covered"], rows)


def _ablation(sets: Sequence[Set]) -> str:
    rows = []
    coverage = sets[0].coverage
    strongest = coverage.index("near" if "near" in coverage else "recall")
    for label, columns in (
        ("all features", list(range(len(coverage)))),
        (f"{coverage[strongest]} alone (no model)", None),
        *(
            (f"without {family}", [i for i, n in enumerate(coverage) if n not in names])
            for family, names in FAMILIES.items()
            if not set(names).isdisjoint(coverage)
        ),
    ):
        if columns is None:
            cells = [f"{auc(s.data.y, s.x['references'][:, strongest]):.4f}" for s in sets]
        else:
            found, _ = cross_validated(sets, columns)
            cells = [
                f"{auc(s.data.y, p['references']):.4f}" for s, p in zip(sets, found, strict=True)
            ]
        rows.append([label, *cells])
    return markdown(["AUC, cross-validated", *(s.data.name for s in sets)], rows)


def _speed(sets: Sequence[Set]) -> str:
    rows = []
    for s in sets:
        items, texts, _ = _pairs(s.data)
        pairs = sum(len(item.facts) for item in items)
        best = _seconds(partial(_whole, texts, items))
        coverage = _seconds(partial(_coverage_only, s.data))
        words = np.mean([len(t.split()) for t in texts])
        rows.append([s.data.name, f"{pairs:,}", f"{words:.0f}", f"{pairs / coverage:,.0f}",
                     f"{pairs / best:,.0f}"])  # fmt: skip
    head = ["", "pairs", "words a text", "pairs a second, coverage alone", "with contradictions"]
    return f"{markdown(head, rows)}\n\n{_MEASURED}"


def _whole_speed(sets: Sequence[Set], judge: str) -> str:
    rows = []
    for s in sets:
        items, texts, _ = _pairs(s.data)
        pairs = sum(len(item.facts) for item in items)
        get_judge(judge).judge(texts[:1], items[:1])  # loads the model and the word lists
        made = get_judge(judge)
        start = time.process_time()
        made.judge(texts, items)  # once: a second time it would remember the sentences
        seconds = time.process_time() - start
        words = np.mean([len(t.split()) for t in texts])
        rows.append([s.data.name, f"{pairs:,}", f"{words:.0f}", f"{pairs / seconds:,.0f}"])
    return markdown(["", "pairs", "words a text", "pairs a second, with contradictions"], rows)


def _coverage_only(data: judge_data.Labelled) -> None:
    for d, document in enumerate(data.documents):
        prepared = judge_data.prepare(document, references=True)
        judge_data.pair_features(prepared, [data.texts[s, d] for s in range(len(data.systems))])


def _length(sets: Sequence[Set]) -> str:
    data = sets[-1].data
    items, texts, _ = _pairs(data)
    rng = random.Random(0)
    rows = []
    facts = items[0].facts
    item = Item("i", "", items[0].references, facts)
    for words in (50, 200, 800, 3_200, 12_800, 51_200, 200_000):
        long = " ".join(rng.choice(texts) for _ in range(words // 50))
        judge = get_judge("lexical")
        seconds = _seconds(partial(judge.judge, [long], [item]))
        tracemalloc.start()
        judge.judge([long], [item])
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        tracemalloc.stop()
        rows.append([f"{len(long.split()):,}", f"{len(long):,}", f"{seconds * 1e3:,.1f}",
                     f"{peak:,.1f}"])  # fmt: skip
    head = ["words", "characters", f"milliseconds for {len(facts)} facts", "peak MB"]
    return markdown(head, rows)


def _whole(texts: Sequence[str], items: Sequence[Item]) -> None:
    get_judge("lexical").judge(texts, items)


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor seconds of the fastest of the runs, after one to warm up."""
    work()  # loads the word lists, once a process
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)
