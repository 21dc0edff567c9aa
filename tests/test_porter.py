"""Both stemmers, on strings and compiled on bytes, are nltk's and so rouge-score's."""

import os
import random
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.stem.porter import PorterStemmer
from rouge_score.tokenize import tokenize

from factcov.metrics import porter
from factcov.metrics.ascii import AsciiWords
from factcov.metrics.kernels import rouge
from factcov.metrics.kernels.encode import encode_chunks

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
ENDINGS = [
    *(rule.ending for step in porter.STEPS for rule in step.rules),
    *("s", "ss", "sses", "ies", "ied", "eed", "ed", "ing", "at", "bl", "iz", "y", "ly", "e", "ll"),
    *("logi", "ationalli", "yed", "ying"),
]

nltk = PorterStemmer().stem
words = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.text("bcdy9", min_size=1, max_size=40),  # no vowel but y
    st.text("aeiouytls", min_size=1, max_size=12),
    st.builds("".join, st.tuples(
        st.text("aeiouybdlstwxz", min_size=1, max_size=6),
        st.lists(st.sampled_from(ENDINGS), max_size=3).map("".join),
    )),
    st.sampled_from([*porter.IRREGULAR, *(f"{word}s" for word in porter.IRREGULAR)]),
)  # fmt: skip


def compiled(found: list[str], shortest: int = 1) -> list[str]:
    """Return the compiled stems of distinct words."""
    pytest.importorskip("numba", reason="the extra fast is not installed")
    from factcov.metrics.kernels.compiled import porter as kernel
    from factcov.metrics.kernels.compiled import words as numbering

    data = np.frombuffer(bytearray("\n".join(found).encode()), np.uint8)
    _, _, distinct = numbering.numbered(data)
    assert len(distinct) == len(found)
    return kernel.stems(data, distinct, shortest, kernel.rules()).tobytes().decode().split()


def check(found: list[str]) -> None:
    expected = [nltk(word) for word in found]
    assert [porter.stem(word) for word in found] == expected
    several = [word for word in found if len(word) > 2]
    assert compiled(several) == [nltk(word) for word in several]


@settings(max_examples=200, deadline=None)
@given(st.lists(words, min_size=1, max_size=30, unique=True))
def test_stems_are_nltks(found: list[str]) -> None:
    check(found)


def test_every_short_word_and_every_ending_stem_as_in_nltk() -> None:
    rng = random.Random(0)
    beginnings = ["".join(rng.choices("aeiouybdlstwx7", k=k)) for k in range(8) for _ in range(40)]
    two = [a + b for a in LETTERS for b in LETTERS]
    made = [a + b for a in beginnings for b in ENDINGS] + two + [a + b for a in two for b in "esyd"]

    check(sorted({word for word in made if word}))


def test_long_words_stem_as_in_nltk() -> None:
    # No run of y: older releases of nltk recurse into one, and cannot stem a long one.
    check(["b" * 100_000, "ab" * 50_000 + "ational", "by" * 50_000, "9" * 100_000 + "ing"])


def test_all_words_of_real_texts_stem_as_in_nltk() -> None:
    folder = os.environ.get("FACTCOV_DATA")
    if not folder:
        pytest.skip(
            "FACTCOV_DATA does not name a folder with wmt17-en-de, realsumm-dev and pyrxsum"
        )
    files = [path for name in ("wmt17-en-de", "realsumm-dev", "pyrxsum")
             for path in (Path(folder) / name).rglob("*.*")]  # fmt: skip
    find = re.compile("[a-z0-9]+").findall
    found = {word for path in files for word in find(path.read_text(encoding="utf-8").lower())}

    assert len(found) > 10_000
    check(sorted(found))


@settings(max_examples=100, deadline=None)
@given(
    texts=st.lists(st.text() | st.lists(words).map(" \n-".join), max_size=5),
    stemmer=st.booleans(),
)
def test_words_of_texts_are_rouge_scores(texts: list[str], stemmer: bool) -> None:
    split = AsciiWords(stemmer)
    theirs = [tokenize(text, PorterStemmer() if stemmer else None) for text in texts]

    assert [split(text) for text in texts] == theirs


@settings(max_examples=100, deadline=None)
@given(
    texts=st.lists(st.text() | st.lists(words).map(" \n-".join), max_size=5),
    stemmer=st.booleans(),
)
def test_compiled_and_plain_reading_number_words_alike(texts: list[str], stemmer: bool) -> None:
    pytest.importorskip("numba", reason="the extra fast is not installed")
    joined, split = "\n".join(texts), AsciiWords(stemmer)

    fast = rouge._encoded_ascii(joined, split)
    plain = encode_chunks(tuple(joined.split("\n")), split)

    assert fast.offsets.tolist() == plain.offsets.tolist()
    # The same words are the same, whatever their numbers.
    pairs = set(zip(fast.symbols.tolist(), plain.symbols.tolist(), strict=True))
    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})
    assert fast.symbols.max(initial=-1) < fast.size


def test_many_distinct_words_keep_their_numbers() -> None:
    pytest.importorskip("numba", reason="the extra fast is not installed")
    found = [f"w{n}" for n in range(20_000)]

    encoded = rouge._encoded_ascii(" ".join(found + found[::-1]), AsciiWords(stemmer=False))

    assert encoded.symbols.tolist() == [*range(20_000), *range(19_999, -1, -1)]
    assert encoded.size == 20_000
