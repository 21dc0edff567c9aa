"""Two neighbouring letters of a long word exchanged."""

from __future__ import annotations

import numpy as np

from factcov.stressing.passage import Change, Passage, Site, change_one
from factcov.text.numerals import numerals

_LEAST = 7  # letters: the word is still read


def typo(passage: Passage, rng: np.random.Generator) -> Change | None:
    """Return the text with two inner letters of one long word exchanged.

    Names and words of numbers, dates and units are left as they are.

    >>> from factcov.stressing.passage import read
    >>> typo(read("He delivers it.", "en"), np.random.default_rng(0)).text
    'He delivres it.'
    """
    known = numerals(passage.language)
    sites = []
    analysis = passage.analysis
    for word, start in zip(analysis.words, analysis.starts, strict=True):
        if (
            len(word) < _LEAST or not (word.isalpha() and word.islower())
            or word in known.starters or word in known.units
        ):  # fmt: skip
            continue
        choices = tuple(
            word[:i] + word[i + 1] + word[i] + word[i + 2 :]
            for i in range(1, min(len(word) - 2, 30))
            if word[i] != word[i + 1]
        )
        sites.append(Site(start, start + len(word), choices))
    return change_one(passage.text, sites, rng)
