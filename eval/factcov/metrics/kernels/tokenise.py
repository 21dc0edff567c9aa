"""Tokenisers as encoders of whole corpora; each gives sacreBLEU's words for every text.

None of their rules reaches over white space, so a distinct chunk is tokenised once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from factcov.metrics.kernels.encode import Encoded, encode_chunks

_SYMBOLS = re.compile(r"([{-~\[-` -&(-+:-@/])")
_SPLIT_OFF = frozenset(filter(_SYMBOLS.match, map(chr, range(128)))) | {".", ","}
_MARK_AFTER_OTHER = re.compile(r"([^0-9])([.,])")
_MARK_BEFORE_OTHER = re.compile(r"([.,])([^0-9])")
_DASH_AFTER_DIGIT = re.compile(r"([0-9])(-)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def encode_13a(texts: tuple[str, ...]) -> Encoded:
    """Return mteval-v13a's words of every text."""
    if any("\n" in text or "<skipped>" in text for text in texts):
        texts = tuple(_joined(text) for text in texts)
    return encode_chunks(texts, words_13a)


def encode_13a_lowercase(texts: tuple[str, ...]) -> Encoded:
    """Return 13a's words of every text in lower case."""
    return encode_13a(tuple(text.lower() for text in texts))


def encode_ter(texts: tuple[str, ...]) -> Encoded:
    """Return Tercom's words by default: in lower case, between white space."""
    return encode_chunks(texts, _lowered)


def encode_chrf(texts: tuple[str, ...]) -> Encoded:
    """Return chrF++'s words of every text."""
    return encode_chunks(texts, words_chrf)


@lru_cache(maxsize=1 << 16)
def words_13a(chunk: str) -> Sequence[str]:
    """Return 13a's words of a text without white space.

    >>> words_13a("3.5,"), words_13a("5-6"), words_13a("&quot;a-b.")
    (['3.5', ','], ['5', '-', '6'], ['"', 'a-b', '.'])
    """
    if chunk.isalnum():
        return (chunk,)
    # A word with one mark before or after it, nearly all of the others, needs no rules.
    if chunk[-1] in _SPLIT_OFF and chunk[:-1].isalnum():
        return chunk[:-1], chunk[-1]
    if chunk[0] in _SPLIT_OFF and chunk[1:].isalnum():
        return chunk[0], chunk[1:]
    text = chunk.replace("&quot;", '"').replace("&amp;", "&")
    text = text.replace("&lt;", "<").replace("&gt;", ">")
    text = _SYMBOLS.sub(r" \1 ", f" {text} ")
    text = _MARK_AFTER_OTHER.sub(r"\1 \2 ", text)
    text = _MARK_BEFORE_OTHER.sub(r" \1 \2", text)
    return _DASH_AFTER_DIGIT.sub(r"\1 \2 ", text).split()


def words_chrf(chunk: str) -> Sequence[str]:
    """Return chrF++'s words of a text without white space: one mark split off, the last first.

    >>> words_chrf("(hi)"), words_chrf("'tis")
    (('(hi', ')'), ("'", 'tis'))
    """
    if len(chunk) > 1 and chunk[-1] in _PUNCTUATION:
        return chunk[:-1], chunk[-1]
    if len(chunk) > 1 and chunk[0] in _PUNCTUATION:
        return chunk[0], chunk[1:]
    return (chunk,)


def _lowered(chunk: str) -> Sequence[str]:
    return (chunk.lower(),)


def _joined(text: str) -> str:
    """Return *text* without 13a's mark for skipped text and without hyphens at line feeds."""
    return text.rstrip().replace("<skipped>", "").replace("-\n", "")
