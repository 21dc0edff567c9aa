"""Texts as integers: all texts of a call share one vocabulary, so equal numbers are equal words.

What was encoded last is kept, so that metrics which read the same texts the same way encode once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Split: TypeAlias = Callable[[Sequence[str]], list[list[str]]]
"""Words of each text. A module's function: it names what is kept."""

_KEPT = 4


class Encoded(msgspec.Struct, frozen=True):
    """Text i is ``symbols[offsets[i]:offsets[i + 1]]``; symbols are below ``size``."""

    symbols: NDArray[np.int32]
    offsets: NDArray[np.int64]
    size: int

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Symbols of each text."""
        return np.diff(self.offsets)


class _Vocabulary(dict[str, int]):
    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@lru_cache(maxsize=_KEPT)
def encode_words(texts: tuple[str, ...], split: Split) -> Encoded:
    """Return texts as word numbers.

    >>> encode_words(("a b", "b"), lambda lines: [line.split() for line in lines]).symbols.tolist()
    [0, 1, 1]
    """
    words = split(texts)
    vocabulary = _Vocabulary()
    offsets = np.zeros(len(words) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, words), np.int64, len(words)), out=offsets[1:])
    numbers = map(vocabulary.__getitem__, chain.from_iterable(words))
    symbols = np.fromiter(numbers, np.int32, int(offsets[-1]))
    return Encoded(symbols, offsets, len(vocabulary))


@lru_cache(maxsize=_KEPT)
def encode_characters(texts: tuple[str, ...], lowercase: bool, whitespace: bool) -> Encoded:
    """Return texts as code points, white space (what ``str.split`` splits at) left out or not.

    >>> encode_characters(("a b", "c"), False, False).symbols.tolist()
    [97, 98, 99]
    """
    lines = [text.lower() for text in texts] if lowercase else texts
    offsets = np.zeros(len(lines) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, lines), np.int64, len(lines)), out=offsets[1:])
    # A lone surrogate is a character like any other.
    data = "".join(lines).encode("utf-32-le", "surrogatepass")
    symbols = np.frombuffer(data, np.uint32).astype(np.int32)
    if not whitespace:
        kept = ~_spaces()[np.minimum(symbols, _LAST_SPACE + 1)]
        before = np.zeros(len(symbols) + 1, np.int64)
        np.cumsum(kept, out=before[1:])
        symbols, offsets = symbols[kept], before[offsets]
    return Encoded(symbols, offsets, int(symbols.max(initial=-1)) + 1)


_LAST_SPACE = 0x3000


@lru_cache(maxsize=1)
def _spaces() -> NDArray[np.bool_]:
    points = (chr(point).isspace() for point in range(_LAST_SPACE + 2))
    return np.fromiter(points, np.bool_, _LAST_SPACE + 2)
