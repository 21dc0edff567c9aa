"""Words of any language: what ROUGE matches, and what length and copying count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

import regex

from factcov.text.unicode import normalise

# Scripts written without spaces between words: one letter, with its marks, is a word.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_LETTER = rf"[[\p{{L}}\p{{N}}\p{{M}}]--[{_UNSPACED}]]"
_CHARACTER = rf"[[{_UNSPACED}]&&[\p{{L}}\p{{N}}]]\p{{M}}*+"


@cache
def _patterns() -> tuple[Callable[[str], list[str]], Callable[[str], list[str]]]:
    # Compiled when first used: it takes 30 ms. Possessive, so that no text makes them backtrack.
    tokens = regex.compile(rf"(?V1){_CHARACTER}|{_LETTER}++")
    words = regex.compile(rf"(?V1){_CHARACTER}|{_LETTER}++(?:[.,:'’\-]{_LETTER}++)*+")
    return tokens.findall, words.findall


def fold(text: str) -> str:
    """Return *text* without case, in NFC: texts that look the same compare the same.

    >>> fold("E\u0301TE\u0301") == fold("été")
    True
    """
    return normalise(text.casefold(), "NFC")


def tokens(text: str) -> list[str]:
    """Return runs of letters, marks and digits, case-folded; ROUGE's tokens for any language.

    On ASCII text they are rouge-score's tokens. Scripts without spaces give a token a letter.

    >>> tokens("L'été, 3.5 % 数字")
    ['l', 'été', '3', '5', '数', '字']
    """
    return _patterns()[0](fold(text))


def words(text: str) -> Sequence[str]:
    """Return words as a reader counts them, case-folded: numbers and hyphenated words whole.

    >>> words("Don't pay 13,000 twenty-one times.")
    ["don't", 'pay', '13,000', 'twenty-one', 'times']
    """
    return _patterns()[1](fold(text))
