"""One pass over a text: its words with offsets, stems, sentences and content marks."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec
import Stemmer

from factcov.text.languages import Language, language

_WORD = re.compile(
    r"\d+(?:[.,:]\d+)*"  # 13,000  4.5  12:30
    r"|[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"  # Chinese and Japanese: one character a word
    r"|[^\W\d_]+(?:['\u2019](?:[^\W\d_]+)?)?"  # word, don't, l'
)
_SENTENCE_END = re.compile(
    r"[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)|\n+|[\u3002\uff01\uff1f]"
)


class Analysis(msgspec.Struct, frozen=True):
    """A text as parallel tuples, one entry a word.

    ``starts`` and ``ends`` are character offsets in ``text``; ``sentences`` the index of the
    sentence each word stands in; ``content`` is False for function words.
    """

    text: str
    language: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    content: tuple[bool, ...]


@lru_cache(maxsize=8)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)


def stem(word: str, resources: Language) -> str:
    """Return the stem of one word, case-folded; the folded word where no stemmer is known.

    >>> stem("Dealers", language("en"))
    'dealer'
    """
    folded = word.casefold().replace("\u2019", "'")
    return _stemmer(resources.snowball).stemWord(folded) if resources.snowball else folded


def analyse(text: str, code: str) -> Analysis:
    """Return the words of *text*, read as the language *code*.

    >>> analyse("Prices rose. He left.", "en").sentences
    (0, 0, 1, 1)
    """
    resources = language(code)
    ends = [
        m.end()
        for m in _SENTENCE_END.finditer(text)
        if not _abbreviated(text, m.start(), resources)
    ]
    words, starts, stops, sentences = [], [], [], []
    sentence = 0
    for match in _WORD.finditer(text):
        begin, end = match.span()
        while sentence < len(ends) and begin >= ends[sentence]:
            sentence += 1
        for a, b in _split_elision(text, begin, end, resources):
            words.append(text[a:b])
            starts.append(a)
            stops.append(b)
            sentences.append(sentence)
    folded = [w.casefold().replace("\u2019", "'") for w in words]
    return Analysis(
        text, resources.code, tuple(words), tuple(stem(w, resources) for w in words),
        tuple(starts), tuple(stops), tuple(sentences),
        tuple(w not in resources.function_words for w in folded),
    )  # fmt: skip


def _abbreviated(text: str, dot: int, resources: Language) -> bool:
    """Return whether the full stop at *dot* ends an abbreviation or an initial."""
    if text[dot] != ".":
        return False
    begin = dot
    while begin > 0 and dot - begin < 12 and (text[begin - 1].isalpha() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin:dot]
    return (len(word) == 1 and word.isupper()) or word.casefold() in resources.abbreviations


def _split_elision(text: str, begin: int, end: int, resources: Language) -> list[tuple[int, int]]:
    word = text[begin:end]
    for mark in ("'", "\u2019"):
        head, found, tail = word.partition(mark)
        if found and tail and (head + "'").casefold() in resources.elisions:
            cut = begin + len(head) + 1
            return [(begin, cut), (cut, end)]
    if word.endswith(("'s", "\u2019s")) and resources.code == "en":
        return [(begin, end - 2)]
    return [(begin, end)]
