"""Scores equal other people's: published numbers, sacrebleu and rouge-score themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import pytest
import sacrebleu
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF, TER

from factcov.errors import UsageError
from factcov.metrics import Metric, get_metric
from factcov.metrics.bitparallel import edit_distance, lcs_length, lcs_positions, masks
from factcov.metrics.copying import fragments, suffix_automaton
from factcov.metrics.words import tokens
from factcov.types import Item
from strategies import Corpus, corpora, sentences

ROOT = Path(__file__).resolve().parent.parent


def score(metric: Metric, candidates: list[str], references: list[tuple[str, ...]]) -> float:
    items = [Item(str(n), "", given) for n, given in enumerate(references)]
    stats = metric.extract(candidates, items, [()] * len(items))
    return float(metric.aggregate(stats.sum(axis=0)))


# --- published numbers ----------------------------------------------------------------------

# sacrebleu, test/test_bleu.py, test_corpus_bleu_cases (the example of its README).
DOG = ["The dog bit the man.", "It wasn't surprising.", "The man had just bitten him."]
DOG_REFERENCES = [
    ("The dog bit the man.", "The dog had bit the man."),
    ("It was not unexpected.", "No one was surprised."),
    ("The man bit him first.", "The man had bitten the dog."),
]


@pytest.mark.parametrize(
    ("spec", "candidates", "expected"),
    [
        ("bleu", DOG, 48.530827),
        ("bleu", ["", "", ""], 0.0),
        ("bleu:tokenize=none", DOG, 49.1919566),
        ("bleu:tokenize=intl", DOG, 43.91623493),
        ("bleu:smooth_method=none", DOG, 48.530827),
    ],
)
def test_bleu_is_the_published_one(spec: str, candidates: list[str], expected: float) -> None:
    assert score(get_metric(spec), candidates, DOG_REFERENCES) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("candidates", "references", "expected"),
    [  # sacrebleu, test/test_bleu.py, test_case_effective_order and test_raw_bleu_cases
        (["test"], ["a test"], 0.3678794411714425),
        (["a test"], ["a test"], 1.0),
        (["a little test"], ["a test"], 0.03218297948685433),
        (["this is a fest"], ["this is a test"], 0.223606797749979),
        (["this is a test", "another test"], ["ref1", "ref2"], 0.0),
    ],
)
def test_bleu_with_effective_order_and_floor_is_the_published_one(
    candidates: list[str], references: list[str], expected: float
) -> None:
    metric = get_metric("bleu:effective_order=true,smooth_method=floor,smooth_value=0.01")

    found = score(metric, candidates, [(r,) for r in references])

    assert found == pytest.approx(100 * expected, abs=1e-6)


@pytest.mark.parametrize(
    ("spec", "candidates", "references", "expected"),
    [  # sacrebleu, test/test_chrf.py
        ("chrf:beta=3,eps_smoothing=true", ["a"], ["b"], 0.0),
        ("chrf:beta=3,eps_smoothing=true", [""], ["reference"], 0.0),
        ("chrf:beta=3,eps_smoothing=true", ["aa"], ["ab"], 8.3333),
        ("chrf:beta=3,eps_smoothing=true", ["a", "b"], ["a", "c"], 8.3333),
        ("chrf:beta=3,eps_smoothing=true", ["a b c"], ["abc"], 50.0),
        (
            "chrf:beta=3,eps_smoothing=true",
            [" Die    Beziehung zwischen  Obama und Netanjahu ist nicht gerade  freundlich. "],
            ["Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich."],
            64.1302698,
        ),
        ("chrf:beta=3", ["a"], ["a"], 100.0),
        ("chrf:beta=3", [""], ["c"], 0.0),
        ("chrf:beta=3", ["a", "b"], ["a", "c"], 50.0),
        ("chrf:beta=3", ["aa"], ["ab"], 25.0),
        (
            "chrf:beta=3,whitespace=true",
            ["Die Beziehung zwischen Obama und Netanjahu ist nicht gerade freundlich."],
            ["Das Verhältnis zwischen Obama und Netanyahu ist nicht gerade freundschaftlich."],
            67.3481606,
        ),
    ],
)
def test_chrf_is_the_published_one(
    spec: str, candidates: list[str], references: list[str], expected: float
) -> None:
    found = score(get_metric(spec), candidates, [(r,) for r in references])

    assert found == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("candidate", "reference", "expected"),
    [  # sacrebleu, test/test_ter.py
        ("aaaa bbbb cccc dddd", "aaaa bbbb cccc dddd", 0.0),
        ("dddd eeee ffff", "aaaa bbbb cccc", 100.0),
        ("", "a", 100.0),
        ("d e f g h a b c", "a b c d e f g h", 12.5),
    ],
)
def test_ter_is_the_published_one(candidate: str, reference: str, expected: float) -> None:
    assert score(get_metric("ter"), [candidate], [(reference,)]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("spec", "candidate", "references", "expected"),
    [  # rouge-score 0.1.2, rouge_scorer_test.py
        ("rouge1:part=precision", "testing", ("testing one two",), 1.0),
        ("rouge1:part=recall", "testing", ("testing one two",), 1 / 3),
        ("rouge1", "testing", ("testing one two",), 1 / 2),
        ("rouge2", "testing one", ("testing one two",), 2 / 3),
        ("rougeL", "testing two", ("testing one two",), 4 / 5),
        ("rouge1", "text first", ("first text", "first something"), 1.0),
        ("rouge2", "text first", ("first text", "first something"), 0.0),
        ("rougeL", "text first", ("first text", "first something"), 0.5),
        ("rougeL", "", ("testing one two",), 0.0),
        ("rougeLsum:part=recall", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", ("w1 w2 w3 w4 w5",), 0.8),
        ("rougeLsum:part=precision", "w1 w2 w6 w7 w8\nw1 w3 w8 w9 w5", ("w1 w2 w3 w4 w5",), 0.4),
        ("rougeLsum", "/", ("w1 w2 w3 w4 w5",), 0.0),
        (
            "rougeLsum:stemmer=true",
            "Second sentence.\nFirst Sentence.",
            ("First sentence.\nSecond Sentence.",),
            1.0,
        ),
        (
            "rougeLsum:stemmer=true",
            "Second sentence. First Sentence.",
            ("First sentence. Second Sentence.",),
            0.5,
        ),
    ],
)
def test_rouge_is_the_published_one(
    spec: str, candidate: str, references: tuple[str, ...], expected: float
) -> None:
    assert score(get_metric(spec), [candidate], [references]) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("spec", "expected"),
    [  # sacrebleu's README prints these two, "version" apart
        ("bleu", "nrefs:2|case:mixed|eff:no|tok:13a|smooth:exp|version:"),
        ("chrf", "nrefs:2|case:mixed|eff:yes|nc:6|nw:0|space:no|version:"),
    ],
)
def test_signature_is_the_published_one(spec: str, expected: str) -> None:
    assert get_metric(spec, references=2).signature.startswith(expected)


# --- the same as the libraries, on random texts ------------------------------------------------

SACREBLEU = {
    "bleu": lambda: BLEU(),
    "bleu:lowercase=true,tokenize=intl": lambda: BLEU(lowercase=True, tokenize="intl"),
    "bleu:tokenize=zh": lambda: BLEU(tokenize="zh"),
    "bleu:tokenize=char": lambda: BLEU(tokenize="char"),
    "bleu:effective_order=true": lambda: BLEU(effective_order=True),
    "bleu:smooth_method=floor": lambda: BLEU(smooth_method="floor"),
    "bleu:smooth_method=add-k,smooth_value=0.5": lambda: BLEU(
        smooth_method="add-k", smooth_value=0.5
    ),
    "bleu:effective_order=true,smooth_method=add-k": lambda: BLEU(
        smooth_method="add-k", effective_order=True
    ),
    "bleu:max_ngram_order=2,smooth_method=none": lambda: BLEU(
        smooth_method="none", max_ngram_order=2
    ),
    "chrf": lambda: CHRF(),
    "chrf:lowercase=true,whitespace=true": lambda: CHRF(lowercase=True, whitespace=True),
    "chrf:eps_smoothing=true": lambda: CHRF(eps_smoothing=True),
    "chrf:beta=1,char_order=4": lambda: CHRF(beta=1, char_order=4),
    "chrf++": lambda: CHRF(word_order=2),
    "chrf++:eps_smoothing=true": lambda: CHRF(word_order=2, eps_smoothing=True),
    "ter": lambda: TER(),
    "ter:asian_support=true,normalized=true": lambda: TER(normalized=True, asian_support=True),
    "ter:case_sensitive=true,no_punct=true": lambda: TER(case_sensitive=True, no_punct=True),
}


def streams(items: list[Item]) -> list[list[str | None]]:
    """Return references as sacrebleu takes them: one stream a number, None where there is none."""
    most = max(len(item.references) for item in items)
    return [
        [item.references[n] if n < len(item.references) else None for item in items]
        for n in range(most)
    ]


def first_reference_complete(references: list[list[str | None]]) -> bool:
    # corpus_score refuses a stream whose first line is None.
    return all(stream[0] is not None for stream in references)


def test_ter_normalises_references_twice_as_sacrebleu_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcov.metrics.kernels.tier._spent", 1e9)
    ours, theirs = get_metric("ter:normalized=true"), sacrebleu.TER(normalized=True)
    references = ["the ", "it's, "]

    stats = ours.extract([""], [Item("1", "", tuple(references))], [()])

    expected = theirs.corpus_score([""], [[text] for text in references]).score
    assert float(ours.aggregate(stats[0])) == expected


@pytest.mark.parametrize("spec", SACREBLEU)
@settings(max_examples=25, deadline=None)
@given(corpus=corpora)
def test_scores_and_signature_are_sacrebleus(spec: str, corpus: Corpus) -> None:
    candidates, items, verdicts = corpus
    references = streams(items)
    if not first_reference_complete(references):
        order = sorted(range(len(items)), key=lambda n: -len(items[n].references))
        candidates, items = [candidates[n] for n in order], [items[n] for n in order]
        references = streams(items)
    theirs = SACREBLEU[spec]()
    expected = theirs.corpus_score(candidates, references).score
    sizes = {len(item.references) for item in items}
    ours = get_metric(spec, references=sizes.pop() if len(sizes) == 1 else None)
    stats = ours.extract(candidates, items, verdicts)

    assert float(ours.aggregate(stats.sum(axis=0))) == pytest.approx(expected, rel=1e-9, abs=1e-9)
    assert ours.signature == str(theirs.get_signature())
    for row, candidate, item in zip(stats, candidates, items, strict=True):
        alone = SACREBLEU[spec]().corpus_score([candidate], [[r] for r in item.references])
        assert float(ours.aggregate(row)) == pytest.approx(alone.score, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("variant", ["rouge1", "rouge2", "rougeL", "rougeLsum"])
@pytest.mark.parametrize("stemmer", [False, True])
@settings(max_examples=40, deadline=None)
@given(corpus=corpora)
def test_scores_are_rouge_scores(variant: str, stemmer: bool, corpus: Corpus) -> None:
    scorer = rouge_scorer.RougeScorer([variant], use_stemmer=stemmer)
    for part in ("precision", "recall", "fmeasure"):
        metric = get_metric(f"{variant}:part={part},stemmer={str(stemmer).lower()}")
        stats = metric.extract(*corpus)
        expected = [
            getattr(scorer.score_multi(item.references, text)[variant], part)
            for text, item in zip(corpus[0], corpus[1], strict=True)
        ]

        np.testing.assert_allclose(stats[:, 0], expected, rtol=1e-9, atol=1e-12)


@settings(max_examples=200, deadline=None)
@given(text=st.text(st.characters(max_codepoint=127)))
def test_unicode_tokens_of_ascii_are_rouge_scores(text: str) -> None:
    from rouge_score.tokenize import tokenize

    assert tokens(text) == tokenize(text, None)


@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("hi", "दिल्ली में बारिश हुई", "मुंबई में बारिश"),
        ("zh", "昨天北京下雨了", "今天上海下雨"),
        ("ru", "Вчера в Москве шёл дождь", "Сегодня в Казани дождь"),
        ("el", "Χθες έβρεξε στην Αθήνα", "Σήμερα έβρεξε στην Πάτρα"),
        ("ar", "هطل المطر أمس في القاهرة", "هطل المطر اليوم في دبي"),
        ("ja", "昨日は東京で雨が降った", "今日は大阪で雨"),
        ("th", "เมื่อวานฝนตกที่กรุงเทพ", "วันนี้ฝนตกที่เชียงใหม่"),
        ("ko", "어제 서울에 비가 왔다", "오늘 부산에 비가 왔다"),
    ],
)
@pytest.mark.parametrize("variant", ["rouge1", "rougeL", "rougeLsum"])
def test_rouge_reads_scripts_that_rouge_score_cannot(
    variant: str, language: str, text: str, other: str
) -> None:
    law = rouge_scorer.RougeScorer([variant]).score(text, text)[variant].fmeasure
    metric = get_metric(variant, language=language)

    assert law == 0
    assert score(metric, [text], [(text,)]) == 1
    assert 0 < score(metric, [other], [(text,)]) < 1
    assert "tok:unicode" in metric.signature


def test_decomposed_accents_match_composed_ones() -> None:
    metric = get_metric("rouge1", language="fr")

    assert score(metric, ["l'e\u0301te\u0301"], [("L'été",)]) == 1


# --- shipped outputs and labelled data ----------------------------------------------------------


class _Line(msgspec.Struct):
    id: str
    text: str = ""
    references: list[str] = []


def shipped() -> Iterator[tuple[str, list[str], list[Item]]]:
    decoder = msgspec.json.Decoder(_Line)
    for benchmark in sorted((ROOT / "references").glob("*/items.jsonl")):
        items = [decoder.decode(line) for line in benchmark.read_bytes().splitlines() if line]
        for output in sorted((ROOT / "outputs" / benchmark.parent.name).glob("*.jsonl")):
            lines = [decoder.decode(line) for line in output.read_bytes().splitlines() if line]
            texts = {line.id: line.text for line in lines}
            rows = [Item(i.id, "", tuple(i.references)) for i in items]
            yield f"{benchmark.parent.name}/{output.stem}", [texts[i.id] for i in rows], rows


@pytest.mark.parametrize("case", list(shipped()), ids=lambda case: case[0])
def test_shipped_outputs_score_as_sacrebleu_and_rouge_score_say(
    case: tuple[str, list[str], list[Item]],
) -> None:
    _, candidates, items = case
    none = [()] * len(items)
    for spec in ("bleu", "chrf", "chrf++"):
        ours = get_metric(spec, references=len(items[0].references))
        theirs = SACREBLEU[spec]()
        expected = theirs.corpus_score(candidates, streams(items)).score
        found = float(ours.aggregate(ours.extract(candidates, items, none).sum(axis=0)))

        assert found == pytest.approx(expected, rel=1e-9, abs=1e-9)
        assert ours.signature == str(theirs.get_signature())
    variants = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    scorer = rouge_scorer.RougeScorer(variants)
    expected_rows = [
        scorer.score_multi(item.references, text)
        for text, item in zip(candidates, items, strict=True)
    ]
    for variant in variants:
        metric = get_metric(f"{variant}:tokenizer=rouge-score")
        stats = metric.extract(candidates, items, none)

        expected_f = [row[variant].fmeasure for row in expected_rows]
        np.testing.assert_allclose(stats[:, 0], expected_f, rtol=1e-9)


# TER's search for shifts takes sacrebleu minutes on long summaries, so translations only here.
@pytest.mark.parametrize("case", [c for c in shipped() if len(c[1]) > 5], ids=lambda case: case[0])
def test_shipped_translations_have_sacrebleus_ter(
    case: tuple[str, list[str], list[Item]],
) -> None:
    _, candidates, items = case
    ours = get_metric("ter")
    few, rows = candidates[:4], items[:4]
    found = float(ours.aggregate(ours.extract(few, rows, [()] * len(rows)).sum(axis=0)))

    assert found == pytest.approx(TER().corpus_score(few, streams(rows)).score, rel=1e-9)


@pytest.mark.skipif("FACTCOV_DATA" not in os.environ, reason="FACTCOV_DATA is not set")
def test_wmt17_scores_are_sacrebleus() -> None:
    folder = Path(os.environ["FACTCOV_DATA"]) / "wmt17-en-de"
    references = (folder / "reference.txt").read_text("utf-8").splitlines()[:300]
    candidates = (folder / "online-B.txt").read_text("utf-8").splitlines()[:300]
    for spec in ("bleu", "chrf", "chrf++"):
        found = score(get_metric(spec), candidates, [(r,) for r in references])
        expected = SACREBLEU[spec]().corpus_score(candidates, [references]).score

        assert found == pytest.approx(expected, rel=1e-9)


# --- the exact algorithms against the slow ones -------------------------------------------------

_letters = st.text("abcd", max_size=12)


@given(a=_letters, b=_letters)
def test_subsequences_are_the_ones_of_rouge_scores_table(a: str, b: str) -> None:
    table = rouge_scorer._lcs_table(a, b)

    assert lcs_length(masks(a), len(a), b) == table[len(a)][len(b)]
    assert lcs_positions(a, masks(a), b)[::-1] == rouge_scorer._backtrack_norec(table, a, b)


@given(a=_letters, b=_letters)
def test_edit_distance_is_the_textbook_one(a: str, b: str) -> None:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row = row, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))

    assert edit_distance(a, b) == row[-1]


@given(source=_letters, candidate=_letters)
def test_fragments_are_the_longest_shared_runs(source: str, candidate: str) -> None:
    expected, start = [], 0
    while start < len(candidate):
        length = 0
        while start + length < len(candidate) and candidate[start : start + length + 1] in source:
            length += 1
        expected += [length] if length else []
        start += max(length, 1)

    assert list(fragments(suffix_automaton(source), candidate)) == expected


@given(source=sentences)
def test_a_copy_is_one_fragment(source: str) -> None:
    item = Item("n1", source)
    density = get_metric("copy-density").extract([source], [item], [()])
    length = get_metric("length").extract([source], [item], [()])
    coverage = get_metric("copy-coverage").extract([source], [item], [()])

    if length[0, 0]:
        assert density[0, 0] == pytest.approx(length[0, 0])
        assert coverage[0, 0] == 1


# --- what is undefined or refused ---------------------------------------------------------------


@pytest.mark.parametrize("spec", ["bleu", "chrf", "ter", "rouge1", "rougeLsum"])
def test_an_item_without_references_is_refused_by_name(spec: str) -> None:
    items = [Item("n02", "", ("a",)), Item("n03", "")]

    with pytest.raises(UsageError, match=f'metric {spec} needs references; item "n03" has none'):
        get_metric(spec).extract(["a", "a"], items, [(), ()])


@pytest.mark.parametrize("spec", ["bleu", "chrf", "ter", "rouge1"])
def test_an_empty_reference_is_legal(spec: str) -> None:
    assert score(get_metric(spec), ["a"], [("",)]) == (100 if spec == "ter" else 0)


def test_an_empty_candidate_has_no_copy_rate_and_no_length() -> None:
    item = Item("n1", "A source.")

    for spec in ("copy-coverage", "copy-density", "compression", "unsupported-names:per=mention"):
        metric = get_metric(spec)
        assert np.isnan(metric.aggregate(metric.extract([""], [item], [()]).sum(axis=0)))
    assert get_metric("length").extract([""], [item], [()]).tolist() == [[0, 1]]
