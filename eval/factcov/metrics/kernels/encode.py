"""Texts as integers: all texts of a call share one vocabulary, so equal numbers are equal words.

A text is split at white space once, whoever reads it; a tokeniser then sees each distinct chunk a
single time. What was encoded last is kept, so that metrics which read the same texts share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

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


Encode: TypeAlias = Callable[[tuple[str, ...]], Encoded]
"""A tokeniser: texts as word numbers."""


class _Vocabulary(dict[str, int]):
    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def encode_words(words: Sequence[Sequence[str]]) -> Encoded:
    """Return texts, given as their words, as word numbers.

    >>> encode_words([["a", "b"], ["b"]]).symbols.tolist()
    [0, 1, 1]
    """
    return _numbered(words, _Vocabulary())


def encode_chunks(texts: tuple[str, ...], words: Callable[[str], Sequence[str]]) -> Encoded:
    """Return texts as word numbers, where *words* splits what stands between white space.

    >>> encode_chunks(("a-b c", "b"), lambda chunk: chunk.split("-")).symbols.tolist()
    [0, 1, 2, 1]
    """
    chunks, distinct = _chunks(texts)
    parts = _numbered([words(chunk) for chunk in distinct], _Vocabulary())
    sizes = parts.lengths[chunks.symbols]
    ends = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=ends[1:])
    starts = parts.offsets[chunks.symbols] - ends[:-1]
    index = np.arange(int(ends[-1])) + np.repeat(starts, sizes)
    return Encoded(parts.symbols[index], ends[chunks.offsets], parts.size)


@lru_cache(maxsize=_KEPT)
def _chunks(texts: tuple[str, ...]) -> tuple[Encoded, tuple[str, ...]]:
    """Return texts as numbers of what stands between white space, and those chunks."""
    vocabulary = _Vocabulary()
    encoded = _numbered([text.split() for text in texts], vocabulary)
    return encoded, tuple(vocabulary)


def _numbered(words: Sequence[Sequence[str]], vocabulary: _Vocabulary) -> Encoded:
    offsets = _offsets(map(len, words), len(words))
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
    offsets = _offsets(map(len, lines), len(lines))
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


def _offsets(lengths: Iterable[int], texts: int) -> NDArray[np.int64]:
    offsets = np.zeros(texts + 1, np.int64)
    np.cumsum(np.fromiter(lengths, np.int64, texts), out=offsets[1:])
    return offsets
