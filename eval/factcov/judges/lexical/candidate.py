"""A candidate read once for all facts: its words, quantities, clauses and how it is written."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.text.analysis import Analysis
from factcov.text.languages import Language, language
from factcov.text.quantities import Quantity, quantities

LONGEST = 40
"""Words a unit: a longer sentence is cut, so that no list can pass for one statement."""


class Candidate(msgspec.Struct, frozen=True):
    """A candidate's words with the unit each stands in; a unit is a sentence or a piece of one.

    ``ranks`` counts the content words before each word. ``prose`` is the share of function words
    of each unit and ``jumble`` that of its determiners and prepositions which are followed by
    something that cannot follow them ("of was", "the in"); where the language's words are not
    known, both are those of good prose.
    """

    analysis: Analysis
    units: tuple[int, ...]
    ranks: tuple[int, ...]
    quantities: tuple[Quantity, ...]
    prose: NDArray[np.float64]
    jumble: NDArray[np.float64]


def read_candidate(analysis: Analysis, amounts: tuple[Quantity, ...] | None = None) -> Candidate:
    """Return an analysed text cut into units; *amounts* are its quantities, if already known.

    "The of" is a slip; "of was" alone is not, as good English may leave one preposition behind.

    >>> from factcov.text.analysis import analyse
    >>> jumbled = analyse("He is in the house. It rains. So it does. In the of was he.", "en")
    >>> read_candidate(jumbled).jumble.round(2)
    array([0.  , 0.  , 0.33, 0.33])
    >>> listed = analyse("dealer, drug, euro, courier, Lyon, police", "en")
    >>> read_candidate(listed).prose.round(2)
    array([0.18])
    """
    units, ranks = [], []
    unit, filled, before, rank = -1, 0, -1, 0
    for sentence, full in zip(analysis.sentences, analysis.content, strict=True):
        if sentence != before or filled >= LONGEST:
            unit, filled, before = unit + 1, 0, sentence
        filled += 1
        units.append(unit)
        ranks.append(rank)
        rank += full
    prose, jumble = _writing(analysis, units, unit + 1, language(analysis.language))
    if amounts is None:
        amounts = quantities(analysis)
    return Candidate(analysis, tuple(units), tuple(ranks), amounts, prose, jumble)


_NATURAL = 0.4
"""Share of function words in prose; a short unit is held to be prose until it shows otherwise."""
_PRIOR = 5
_FEW = 3  # One slip in a short unit is not a jumble.


def _writing(
    analysis: Analysis, units: list[int], count: int, known: Language
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if not known.determiners:
        return np.full(count, _NATURAL), np.zeros(count)
    words, function, slots, slips, stranded = ([0] * count for _ in range(5))
    previous, previous_unit = "", -1
    determiners, prepositions = known.determiners, known.prepositions
    rows = zip(analysis.folded, analysis.content, units, strict=True)
    for place, (folded, full, unit) in enumerate(rows):
        words[unit] += 1
        if previous and unit != previous_unit:
            slips[previous_unit] += previous in determiners
            previous = ""
        if full:
            previous = ""
            continue
        function[unit] += 1
        if previous in determiners and folded not in known.after_determiners:
            slips[unit] += not _pause(analysis, place)
        elif previous in prepositions and folded in known.clause_words:
            stranded[unit] += not _pause(analysis, place)
        previous, previous_unit = "", unit
        if folded in determiners or folded in prepositions:
            slots[unit] += 1
            previous = folded
    prose = (np.array(function) + _PRIOR * _NATURAL) / (np.array(words) + _PRIOR)
    # "The letters to look for are c and g": one such a sentence is good English.
    jumbled = np.array(slips) + np.maximum(np.array(stranded) - known.stranding, 0)
    return prose, _around(jumbled) / np.maximum(_around(np.array(slots)), _FEW)


def _pause(analysis: Analysis, place: int) -> bool:
    """Return whether a mark stands before the word at *place*: "to catch on, but"."""
    return analysis.text[analysis.ends[place - 1] : analysis.starts[place]].strip() != ""


def _around(counts: NDArray[np.int_]) -> NDArray[np.int_]:
    """Return each unit's count with those of the units before and after it."""
    padded = np.concatenate([[0], counts, [0]])
    around: NDArray[np.int_] = padded[:-2] + padded[1:-1] + padded[2:]
    return around
