"""The opposite word: up for down, easy for difficult."""

from __future__ import annotations

import numpy as np

from factcov.stressing.passage import Change, Passage, change_one
from factcov.stressing.wordlists import word_lists, word_sites


def direction(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one movement turned round: rise and fall, buy and sell.

    >>> from factcov.stressing.passage import read
    >>> direction(read("Prices rose.", "en"), np.random.default_rng(0)).text
    'Prices fell.'
    """
    sites = word_sites(passage, word_lists(passage.language).direction)
    return change_one(passage.text, sites, rng)


def antonym(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with one other word replaced by its opposite.

    >>> from factcov.stressing.passage import read
    >>> antonym(read("C'est facile.", "fr"), np.random.default_rng(0)).text
    "C'est difficile."
    """
    return change_one(passage.text, word_sites(passage, word_lists(passage.language).antonyms), rng)
