"""Texts made safe to show: what is invisible or misleading becomes visible, lengths unchanged."""

from __future__ import annotations

import re
from bisect import bisect_left

_REPLACEMENT = 0xFFFD
_HIDDEN: dict[int, int] = {
    **{code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),
    # Embeddings, overrides and isolates can make a text read as another (Trojan Source).
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)], _REPLACEMENT),
}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def visible(text: str) -> str:
    r"""Return *text* with control characters shown, one for one, so that offsets stay true.

    Tabs and line ends stay; lone surrogates, which no file can hold, become U+FFFD.

    >>> visible("a\x00\ud800\u202eb")
    'a␀��b'
    """
    return text.translate(_HIDDEN)


class Ruler:
    r"""Character offsets of one text as a browser counts them, in UTF-16 units.

    >>> Ruler("\U0001f600 ab").units(2)
    3
    """

    def __init__(self, text: str) -> None:
        self._astral = [found.start() for found in _ASTRAL.finditer(text)]

    def units(self, offset: int) -> int:
        """Return the offset in UTF-16 units: a character beyond U+FFFF counts twice."""
        return offset + bisect_left(self._astral, offset)
