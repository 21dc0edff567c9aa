"""Tokenisers that take all lines at once; each gives sacreBLEU's words for every line."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SYMBOL = "".join(map(re.escape, '{|}~[\\]^_` !"#$%&()*+:;<=>?@/'))
_SYMBOLS = re.compile(rf"([{_SYMBOL}])".replace("\\ ", ""))
_MARK_AFTER_OTHER = re.compile(r"([^0-9])([.,])")
_MARK_BEFORE_OTHER = re.compile(r"([.,])([^0-9])")
_DASH_AFTER_DIGIT = re.compile(r"([0-9])(-)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def split_13a(lines: Sequence[str]) -> list[list[str]]:
    """Return mteval-v13a's words of every line, in one pass over all of them.

    No rule of 13a reaches over a line feed between spaces, so the lines are joined by that.

    >>> split_13a(["It's 3.5, not 1,000.", "a-b 5-6"])
    [["It's", '3.5', ',', 'not', '1,000', '.'], ['a-b', '5', '-', '6']]
    """
    text = " " + " \n ".join(map(_without_markup, lines)) + " "
    text = _SYMBOLS.sub(r" \1 ", text)
    text = _MARK_AFTER_OTHER.sub(r"\1 \2 ", text)
    text = _MARK_BEFORE_OTHER.sub(r" \1 \2", text)
    text = _DASH_AFTER_DIGIT.sub(r"\1 \2 ", text)
    return [line.split() for line in text.split("\n")] if lines else []


def split_13a_lowercase(lines: Sequence[str]) -> list[list[str]]:
    """Return 13a's words of every line in lower case."""
    return split_13a([line.lower() for line in lines])


def split_ter(lines: Sequence[str]) -> list[list[str]]:
    """Return Tercom's words by default: in lower case, between white space."""
    return [line.lower().split() for line in lines]


def split_chrf(lines: Sequence[str]) -> list[list[str]]:
    """Return chrF++'s words: one punctuation mark split off, the last if there is one there.

    >>> split_chrf(["(hi) 'tis a."])
    [['(hi', ')', "'", 'tis', 'a', '.']]
    """
    parts = _Parts()
    return [[part for word in line.split() for part in parts[word]] for line in lines]


def split_chrf_lowercase(lines: Sequence[str]) -> list[list[str]]:
    """Return chrF++'s words in lower case."""
    return split_chrf([line.lower() for line in lines])


class _Parts(dict[str, tuple[str, ...]]):
    """What each word splits into, found once for a word."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(word) == 1:
            parts: tuple[str, ...] = (word,)
        elif word[-1] in _PUNCTUATION:
            parts = word[:-1], word[-1]
        elif word[0] in _PUNCTUATION:
            parts = word[0], word[1:]
        else:
            parts = (word,)
        self[word] = parts
        return parts


def _without_markup(line: str) -> str:
    line = line.rstrip()
    if "<skipped>" in line:
        line = line.replace("<skipped>", "")
    if "\n" in line:
        line = line.replace("-\n", "").replace("\n", " ")
    if "&" in line:
        line = line.replace("&quot;", '"').replace("&amp;", "&")
        line = line.replace("&lt;", "<").replace("&gt;", ">")
    return line
