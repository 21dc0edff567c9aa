"""The fast paths give sacreBLEU's and rouge-score's numbers, on any text, compiled or not."""

import random
import warnings
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer
from sacrebleu.metrics import BLEU, CHRF, TER

from factcov.metrics import get_metric, kernels
from factcov.metrics.kernels import encode, rouge, tier, tokenise
from factcov.metrics.words import tokens
from factcov.types import Item

PLAIN = ["the", "cat", "sat", "on", "a", "mat", ".", ","]
ODD = [
    ";", "3.5", "1,000", "5-6", "(hi)", "(hi", "hi)", "''", "'s", "don't", "&amp;", "&quot;q&quot;",
    "<skipped>", "<ski-\npped>", "été", "Ünï", "数字", "हिन्दी",
    "a.b", "a..b", ".5", "5.", "-", "--", "~",
    "'", "\x85", "\xa0x", "\ud800", "Σας", "İ", "\x1c", "\u2028", "\u3000",
]  # fmt: skip
WORDS = PLAIN + ODD
word = st.one_of(st.sampled_from(WORDS), st.text(max_size=4))
text = st.builds(
    lambda words, gap: gap.join(words),
    st.lists(word, max_size=14),
    st.sampled_from([" ", " ", "  ", "\n", "-\n", ""]),
)


@st.composite
def shifted(draw):
    """A pair of texts in which blocks of words changed places."""
    words = draw(st.lists(st.sampled_from(PLAIN), max_size=20))
    cuts = sorted(draw(st.lists(st.integers(0, len(words)), min_size=3, max_size=3)))
    a, b, c = cuts
    moved = words[:a] + words[b:c] + words[a:b] + words[c:]
    return " ".join(moved), " ".join(words)


pairs = st.lists(
    st.one_of(
        st.tuples(text, st.lists(text, min_size=1, max_size=3).map(tuple)),
        shifted().map(lambda both: (both[0], (both[1],))),
    ),
    min_size=1,
    max_size=6,
)


@contextmanager
def on(path):
    """Run with numpy's kernels or with the compiled ones."""
    if path == "compiled":
        pytest.importorskip("numba", reason="the extra fast is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tier, "compiled", lambda seconds: path == "compiled")
        rouge._encoded.cache_clear()
        yield


@pytest.fixture(params=["numpy", "compiled"])
def path(request):
    with on(request.param):
        yield request.param


def sacrebleu_statistics(metric, candidates, references):
    rows = [
        metric._extract_corpus_statistics([candidate], [[one] for one in group])[0]
        for candidate, group in zip(candidates, references, strict=True)
    ]
    return np.array(rows, float)


def unzip(found):
    return [candidate for candidate, _ in found], [group for _, group in found]


@pytest.mark.parametrize("which", ["numpy", "compiled"])
@settings(max_examples=80, deadline=None)
@given(found=pairs)
def test_bleu_equals_sacrebleu(which, found):
    candidates, references = unzip(found)

    for lowercase, split in [(False, tokenise.encode_13a), (True, tokenise.encode_13a_lowercase)]:
        expected = sacrebleu_statistics(
            BLEU(lowercase=lowercase, force=True), candidates, references
        )
        with on(which):
            ours = kernels.bleu_statistics(candidates, references, split)
        assert np.array_equal(ours, expected)


@pytest.mark.parametrize("which", ["numpy", "compiled"])
@settings(max_examples=60, deadline=None)
@given(found=pairs, words=st.sampled_from([0, 2]), lowercase=st.booleans(), spaces=st.booleans())
def test_chrf_equals_sacrebleu(which, found, words, lowercase, spaces):
    candidates, references = unzip(found)
    theirs = CHRF(word_order=words, lowercase=lowercase, whitespace=spaces)

    with on(which):
        ours = kernels.chrf_statistics(
            candidates, references, word_order=words, lowercase=lowercase, whitespace=spaces
        )

    assert np.array_equal(ours, sacrebleu_statistics(theirs, candidates, references))


@settings(max_examples=80, deadline=None)
@given(found=pairs)
def test_ter_equals_sacrebleu(found):
    candidates, references = unzip(found)
    with on("compiled"):
        ours = kernels.ter_edits(candidates, references, tokenise.encode_ter, limit=2000)

    assert np.array_equal(ours, sacrebleu_statistics(TER(), candidates, references))


def test_ter_of_long_texts_equals_sacrebleu():
    """Long enough for the beam, the shift distance and the number of candidates to bite."""
    rng = random.Random(0)
    vocabulary = [str(n) for n in range(60)]
    candidates, references = [], []
    for length in (30, 70, 110):
        words = rng.choices(vocabulary, k=length)
        cut = rng.randrange(length)
        candidates += [
            " ".join(words[cut:] + words[:cut]),
            " ".join(rng.choices(vocabulary, k=length // 3)),
            " ".join(rng.choices(vocabulary[:5], k=length)),
            "",
        ]
        references += [(" ".join(words),)] * 4
    with on("compiled"):
        ours = kernels.ter_edits(candidates, references, tokenise.encode_ter, limit=2000)

    assert np.array_equal(ours, sacrebleu_statistics(TER(), candidates, references))


@pytest.mark.parametrize("which", ["numpy", "compiled"])
@settings(max_examples=80, deadline=None)
@given(found=pairs, stemmer=st.booleans())
def test_rouge_equals_rouge_score(which, found, stemmer):
    candidates, references = unzip(found)
    items = [Item(str(n), "", group) for n, group in enumerate(references)]
    kinds = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    scorer = RougeScorer(kinds, use_stemmer=stemmer)

    theirs = [
        scorer.score_multi(group, candidate)
        for candidate, group in zip(candidates, references, strict=True)
    ]

    for kind in kinds:
        for part in ("precision", "recall", "fmeasure"):
            metric = get_metric(f"{kind}:stemmer={str(stemmer).lower()},part={part}")
            with on(which):
                ours = metric.extract(candidates, items, [()] * len(items))[:, 0]
            assert ours.tolist() == [float(getattr(row[kind], part)) for row in theirs]


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(text, max_size=5))
def test_the_tokenisers_give_every_line_its_words(lines):
    bleu, chrf, ter = BLEU(force=True), CHRF(), TER()

    texts = tuple(lines)
    for ours, words in [
        (tokenise.encode_13a(texts), [bleu._preprocess_segment(x).split() for x in lines]),
        (tokenise.encode_ter(texts), [ter._preprocess_segment(x).split() for x in lines]),
        (tokenise.encode_chrf(texts), [chrf._remove_punctuation(x) for x in lines]),
        (encode.encode_chunks(texts, tokens), [tokens(x) for x in lines]),
    ]:
        expected = encode.encode_words(words)
        assert ours.symbols.tolist() == expected.symbols.tolist()
        assert ours.offsets.tolist() == expected.offsets.tolist()


def test_white_space_is_what_python_splits_at():
    points = [chr(point) for point in range(0x110000)]

    encoded = encode.encode_characters(tuple(points), False, False)

    kept = ["".join(point.split()) for point in points]
    assert encoded.lengths.tolist() == list(map(len, kept))


@pytest.mark.parametrize(
    "spec",
    ["bleu", "bleu:tokenize=intl", "bleu:tokenize=zh,lowercase=true", "bleu:max_ngram_order=6",
     "bleu:tokenize=char,smooth_method=floor", "bleu:tokenize=none,smooth_method=add-k",
     "chrf", "chrf++", "chrf:eps_smoothing=true", "chrf:beta=1,char_order=4",
     "chrf++:lowercase=true,whitespace=true", "ter", "ter:normalized=true",
     "ter:case_sensitive=true", "ter:no_punct=true,asian_support=true",
     "rouge1", "rouge2", "rougeL", "rougeLsum", "rouge1:stemmer=true", "rougeLsum:stemmer=true",
     "rougeLsum:tokenizer=unicode,stemmer=true"],
)  # fmt: skip
def test_either_path_and_the_slow_one_agree(path, spec):
    rng = random.Random(1)
    references = [
        tuple(" ".join(rng.choices(WORDS, k=rng.randrange(9))) for _ in range(rng.choice([1, 3])))
        for _ in range(40)
    ]
    items = [Item(str(n), "", group) for n, group in enumerate(references) for _ in range(2)]
    candidates = [" ".join(rng.sample(item.references[0].split(" "), k=2) if " " in
                           item.references[0] else ["x"]) for item in items]  # fmt: skip
    metric = get_metric(spec)

    fast = metric.extract(candidates, items, [()] * len(items))

    assert np.array_equal(fast, metric._extract(candidates, items))


def test_no_candidates_give_no_rows(path):
    for spec in ("bleu", "chrf++", "ter", "rouge2", "rougeLsum"):
        metric = get_metric(spec)
        assert metric.extract([], [], []).shape == (0, len(metric.columns))


def test_rows_that_do_not_fit_are_left_to_the_slow_path(path):
    # More distinct characters than six of them pack into 63 bits.
    many = "".join(chr(0x4E00 + n) for n in range(3000))
    item = Item("1", "", (many,))
    metric = get_metric("chrf")

    assert np.isnan(kernels.chrf_statistics([many], [(many,)])).all()
    assert metric.aggregate(metric.extract([many], [item], [()]).sum(0)) == 100.0


def test_a_megabyte_of_anything_is_done(path):
    hostile = "a" * 500_000 + " .5" * 100_000 + "\ud800" * 50_000
    items = [Item("1", "", ("the cat sat on the mat",))]

    for spec in ("bleu", "chrf", "chrf++", "ter", "rouge1", "rougeL", "rougeLsum"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert np.isfinite(get_metric(spec).extract([hostile], items, [()])).all()


def test_small_jobs_never_load_the_compiler(monkeypatch):
    monkeypatch.setattr(tier, "_spent", 0.0)
    monkeypatch.setattr(tier, "_loaded", lambda: False)
    monkeypatch.setattr(tier, "_installed", lambda: True)

    assert not tier.compiled(tier.LOADING / 2)
    assert not tier.compiled(tier.LOADING / 2)
    assert tier.compiled(0.001)


def test_without_the_extra_nothing_is_compiled(monkeypatch):
    monkeypatch.setattr(tier, "_installed", lambda: False)

    assert not tier.compiled(1e9)
