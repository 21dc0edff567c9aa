"""rouge-score's words: runs of a-z and 0-9, stemmed or not."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from factcov.metrics import porter

STEMMED = 4
"""rouge-score stems words of at least so many letters."""

_find = re.compile("[a-z0-9]+").findall


class AsciiWords(msgspec.Struct, frozen=True):
    """A tokeniser; two of the same settings are equal, so that what one encoded serves another.

    >>> AsciiWords(stemmer=True)("The dogs' barking"), AsciiWords(stemmer=False)("été 3.5")
    (['the', 'dog', 'bark'], ['t', '3', '5'])
    """

    stemmer: bool

    def __call__(self, text: str) -> list[str]:
        """Return the words of a text."""
        words = _find(text.lower())
        return list(map(_stem, words)) if self.stemmer else words


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return porter.stem(word) if len(word) >= STEMMED else word
