"""Changes of the surface that leave every word and value: case, final mark, tokenisation."""

from __future__ import annotations

import re

import numpy as np

from factcov.stressing.passage import Change, Passage

_FINAL = re.compile(r"[.!?…](?=[\s»”\"')]{0,4}\Z)")
_CLOSING = re.compile(r"(?<=[^\s,.;:!?)»”])([,.;:!?)»”])(?=\s|\Z)")
_OPENING = re.compile(r"([(«“])(?=\S)")


def case(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text in lower case."""
    return _whole(passage.text, passage.text.lower())


def punctuation(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text without its final mark."""
    return _whole(passage.text, _FINAL.sub("", passage.text))


def tokenisation(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with its marks set apart from the words, as a tokeniser leaves it.

    >>> from factcov.stressing.passage import read
    >>> tokenisation(read("Yes, 1,000 (more).", "en"), np.random.default_rng(0)).text
    'Yes , 1,000 ( more).'
    """
    return _whole(passage.text, _OPENING.sub(r"\1 ", _CLOSING.sub(r" \1", passage.text)))


def _whole(before: str, after: str) -> Change | None:
    return Change(after, 0, len(after), before, after) if after != before else None
