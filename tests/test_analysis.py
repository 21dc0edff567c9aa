"""Reading words: offsets, contractions, sentences, every script, any input."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcov.text import analysis as module
from factcov.text.analysis import analyse
from factcov.text.languages import language

CODES = ["en", "fr", "de", "es", "it", "pt", "nl", "zh", "xx"]


@given(text=st.text(max_size=200), code=st.sampled_from(CODES))
def test_words_are_slices_in_order(text: str, code: str) -> None:
    a = analyse(text, code)

    assert all(a.words)
    assert [text[s:e] for s, e in zip(a.starts, a.ends, strict=True)] == list(a.words)
    assert all(e <= s for e, s in zip(a.ends, a.starts[1:], strict=False))
    assert all(i <= j <= i + 1 for i, j in zip(a.sentences, a.sentences[1:], strict=False))
    assert len({len(column) for column in (a.words, a.stems, a.sentences, a.content)}) == 1


@given(text=st.text(alphabet=st.characters(max_codepoint=127), max_size=200))
def test_the_fast_pattern_reads_ascii_as_the_full_one_does(text: str) -> None:
    fast = [(m.span(), m.lastgroup == "stop") for m in module._ASCII_TOKEN.finditer(text)]
    full = [(m.span(), m.lastgroup == "stop") for m in module._TOKEN.finditer(text)]

    assert fast == full


@pytest.mark.parametrize(
    ("text", "code", "words", "stems"),
    [
        ("I can't, won't, don't", "en", ["I", "can", "'t", "wo", "n't", "do", "n't"],
         ["i", "can", "not", "will", "not", "do", "not"]),
        ("The dealers' U.S. friend's", "en", ["The", "dealers", "U.S.", "friend"],
         ["the", "dealer", "us", "friend"]),
        ("L’État n’a qu’une", "fr", ["L’", "État", "n’", "a", "qu’", "une"],
         ["l'", "état", "n'", "a", "qu'", "une"]),
        ("dell'uomo", "it", ["dell'", "uomo"], ["dell'", "uom"]),
        ("peut-être 13,000.5 4.", "fr", ["peut", "être", "13,000.5", "4"],
         ["pouvoir", "être", "13,000.5", "4"]),
        ("上海a12", "zh", ["上", "海", "a", "12"], ["上", "海", "a", "12"]),
        ("cafe\u0301", "en", ["cafe\u0301"], ["café"]),
    ],
)  # fmt: skip
def test_words_and_stems(text: str, code: str, words: list[str], stems: list[str]) -> None:
    a = analyse(text, code)

    assert list(a.words) == words
    assert list(a.stems) == stems


@pytest.mark.parametrize(
    ("text", "code", "sentences"),
    [
        ("Mr. Smith left. He ran.", "en", 2),
        ("He said no. Then he left.", "en", 2),
        ("No. 5 won. J. K. Rowling wrote.", "en", 2),
        ("last season.The former player", "en", 2),
        ("Version 2.5 of e.g. this", "en", 1),
        ("M. Dupont est là. Il part.", "fr", 2),
        ("東京。大阪。", "ja", 2),
        ("One\n\nTwo", "en", 2),
        ('"Go!" he said.', "en", 2),
    ],
)
def test_sentences(text: str, code: str, sentences: int) -> None:
    assert len(set(analyse(text, code).sentences)) == sentences


@pytest.mark.parametrize("code", ["en", "fr", "de", "es", "it", "pt", "nl"])
def test_a_language_file_is_consistent(code: str) -> None:
    known = language(code)

    assert known.known
    assert known.determiners <= known.function_words
    assert known.prepositions <= known.function_words
    assert known.clause_words <= known.function_words
    assert not known.determiners & known.prepositions
    assert len(known.hash) == 64


def test_an_unknown_language_is_read_without_resources() -> None:
    a = analyse("Policja zatrzymała dwóch", "pl")

    assert not language("pl").known
    assert a.stems == ("policja", "zatrzymała", "dwóch")
    assert all(a.content)
