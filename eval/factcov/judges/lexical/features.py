"""The features of (fact, candidate) pairs: all facts of a block against one candidate at once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.judges.lexical.block import REACH, Block, Floats, Links, pieces
from factcov.judges.lexical.candidate import Candidate

FEATURES = {
    "recall": "share of the fact's distinctive weight in the candidate",
    "recall_sentence": "the same in the best sentence",
    "recall_pair": "share of the fact's terms in the best two sentences side by side",
    "recall_plain": "share of the fact's terms in the candidate",
    "exact": "share of the distinctive weight in the best sentence, word for word",
    "weakest": "credit of the fact's least matched term",
    "missing": "terms not in the best two sentences side by side, counted",
    "first": "credit of the fact's first term",
    "last": "credit of its last term, which most often is what is new, in those two sentences",
    "letters": "share of the fact's four-letter pieces that the candidate holds",
    "missing_numbers": "quantities not in the candidate, counted",
    "missing_names": "parts of names not in the candidate, counted",
    "rest": "distinctive weight in the best sentence, names left out",
    "neighbours": "share of the fact's pairs of close terms that stand close in a sentence",
    "function": "share of the fact's function words in the best sentence",
    "context": "share of what neighbouring facts say beyond this one",
    "reference": "share of the reference sentence that holds the fact, as far as one does",
    "prose": "share of function words in the best sentence",
    "jumble": "share of determiners and prepositions there that nothing fitting follows",
}
"""Name and meaning, in the order of the columns. All are 0 to 1 but the three counts."""

WRITING = ("prose", "jumble")
"""The last columns: features of the candidate alone."""
_MOST_UNITS = 4096
"""Units of one text that are looked at: those that hold most, so that memory stays flat."""
_CLOSE = 0.5  # least credit of a term that counts as a neighbour
_NATURAL = 0.4  # share of function words in prose, where there is no sentence to look at

Hits = dict[int, list[tuple[int, Links]]]
"""By unit: (word index, the terms it states)."""


class Matches(msgspec.Struct, frozen=True):
    """What one candidate states of a block's terms.

    ``features`` is (rows, features), ``best`` (rows,) the unit that holds most of each row, -1
    for none, and ``credit`` (terms,) each term's best credit anywhere.
    """

    features: Floats
    best: NDArray[np.intp]
    credit: Floats
    hits: Hits


def match(block: Block, candidates: Sequence[Candidate]) -> list[Matches]:
    """Return what each candidate states of the facts of *block*.

    The candidates share the work, but no candidate's numbers depend on the others: weights and
    held are whole multiples of powers of two, so that sums are exact in any order.
    """
    matches: list[Matches] = []
    group: list[Candidate] = []
    found: list[Hits] = []
    size = 0
    for candidate in candidates:
        hits = _hits(block, candidate)
        if group and size + len(hits) > _MOST_UNITS:
            matches += _match(block, group, found)
            group, found, size = [], [], 0
        group.append(candidate)
        found.append(hits)
        size += len(hits)
    return matches + _match(block, group, found)


def _hits(block: Block, candidate: Candidate) -> Hits:
    analysis, lexicon = candidate.analysis, block.lexicon
    hits: Hits = {}
    amounts = {q.first: lexicon.quantity(q) for q in candidate.quantities}
    word, units = lexicon.word, candidate.units
    for i, (stemmed, full) in enumerate(zip(analysis.stems, analysis.content, strict=True)):
        links = word(stemmed, full)
        if i in amounts:
            links = (*links, *amounts[i])
        if links:
            unit = units[i]
            if unit in hits:
                hits[unit].append((i, links))
            else:
                hits[unit] = [(i, links)]
    if len(hits) > _MOST_UNITS:
        fullest = sorted(hits, key=lambda unit: (-len(hits[unit]), unit))[:_MOST_UNITS]
        hits = {unit: hits[unit] for unit in sorted(fullest)}
    return hits


def _match(block: Block, candidates: Sequence[Candidate], found: Sequence[Hits]) -> list[Matches]:
    rows, terms = block.has_term.shape
    count = len(candidates)
    # Every candidate starts with a unit that holds nothing: none is ever without units.
    starts = np.cumsum([0] + [1 + len(hits) for hits in found])
    units = np.full(starts[-1], -1, np.intp)
    held = np.zeros((starts[-1], terms))
    for start, hits in zip(starts.tolist(), found, strict=False):
        for k, (unit, words) in enumerate(hits.items(), start + 1):
            units[k] = unit
            row = held[k]
            for _, links in words:
                for term, credit in links:
                    if credit > row[term]:
                        row[term] = credit
    first = starts[:-1]
    best_credit: Floats = np.maximum.reduceat(held, first)
    by_weight = held @ block.distinctive.T
    sentence = np.maximum.reduceat(by_weight, first)
    best = _leading(by_weight, sentence, starts, units)
    rest = np.maximum.reduceat(held @ block.rest.T, first)
    exact = np.maximum.reduceat((held == 1.0) @ block.distinctive.T, first)
    # Side by side: a unit with the next one, where that one comes right after it.
    beside = held.copy()
    follows = np.flatnonzero((units[1:] == units[:-1] + 1) & (units[:-1] >= 0))
    beside[follows] = np.maximum(held[follows], held[follows + 1])
    by_share = beside @ block.plain.T
    pair = np.maximum.reduceat(by_share, first)
    leading, last = np.zeros((2, count, rows))
    if terms:
        leading = best_credit[:, block.leading]
        for c, (start, end) in enumerate(pairwise(starts.tolist())):
            last[c] = beside[start + by_share[start:end].argmax(0), block.last]

    recall = best_credit @ block.distinctive.T
    plain = best_credit @ block.plain.T
    lost = 1.0 - best_credit
    columns = np.zeros((count, rows, len(FEATURES)))
    columns[..., 0] = recall
    columns[..., 1] = sentence
    columns[..., 2] = pair
    columns[..., 3] = plain
    columns[..., 4] = exact
    columns[..., 5] = _weakest(block, best_credit)
    columns[..., 6] = block.has_term.sum(1) * (1.0 - pair)
    columns[..., 7] = leading
    columns[..., 8] = last
    columns[..., 9] = plain
    columns[..., 10] = (lost * block.numbers) @ block.has_term.T
    columns[..., 11] = (lost * block.names) @ block.has_term.T
    columns[..., 12] = np.where(block.rest.any(1), rest, sentence)
    close = np.array([_close_pairs(block, c, h) for c, h in zip(candidates, found, strict=True)])
    columns[..., 13] = np.where(block.pairs.any(1), close @ block.pairs.T, sentence)
    columns[..., 14] = plain
    columns[..., 15] = np.where(block.context.any(1), best_credit @ block.context.T, recall)
    columns[..., 16] = recall
    columns[..., 17] = _NATURAL
    has_function, has_letters = block.function.any(1), block.letters.any(1)
    if has_letters.any():
        columns[:, has_letters, 9] = _letters(block, candidates)[:, has_letters]
    for c, candidate in enumerate(candidates):
        seen = best[c] >= 0
        if has_function.any():
            share = _function(block, candidate, best[c])
            columns[c, has_function, 14] = share[has_function]
        if block.reference_words:
            stems = frozenset(candidate.analysis.stems)
            shares = np.array([len(s & stems) / len(s) for s in block.reference_words])
            columns[c, :, 16] += block.support * (shares[block.reference] - recall[c])
        columns[c, seen, 17] = candidate.prose[best[c, seen]]
        columns[c, seen, 18] = candidate.jumble[best[c, seen]]
    return [Matches(columns[c], best[c], best_credit[c], hits) for c, hits in enumerate(found)]


def _leading(
    by_weight: Floats, highest: Floats, starts: NDArray[np.intp], units: NDArray[np.intp]
) -> NDArray[np.intp]:
    """Return for each candidate and row the first unit of the highest weight; -1 where it is 0."""
    best = np.full(highest.shape, -1, np.intp)
    for c in range(len(highest)):
        here = by_weight[starts[c] : starts[c + 1]]
        best[c] = units[starts[c] + here.argmax(0)]
    best[highest <= 0] = -1
    return best


def _weakest(block: Block, credit: Floats) -> Floats:
    """Return the least credit of each row's terms, (candidates, rows); 1 for a row of none."""
    filled = np.where(block.has_term[None], credit[:, None, :], 1.0)
    weakest: Floats = filled.min(2, initial=1.0)
    return weakest


def _letters(block: Block, candidates: Sequence[Candidate]) -> Floats:
    """Return the share of each row's four-letter pieces held, (candidates, rows)."""
    index = block.letters_index
    present = np.zeros((len(candidates), len(index)))
    for row, candidate in zip(present, candidates, strict=True):
        held = pieces(candidate.analysis.folded) & index.keys()
        row[[index[piece] for piece in held]] = 1.0
    share: Floats = present @ block.letters.T
    return share


def _close_pairs(block: Block, candidate: Candidate, hits: Hits) -> Floats:
    """Return how closely each pair of terms was found side by side, (pairs,)."""
    found = np.zeros(len(block.pair_index))
    index, ranks = block.pair_index, candidate.ranks
    best: dict[int, float] = {}
    for unit in hits.values():
        for x, (i, links) in enumerate(unit):
            limit = ranks[i] + REACH
            for y in range(x + 1, len(unit)):
                j, others = unit[y]
                if ranks[j] > limit:
                    break
                for a, first in links:
                    for b, second in others:
                        pair = index.get((a, b) if a < b else (b, a))
                        if pair is not None:
                            credit = first if first < second else second
                            if credit >= _CLOSE and credit > best.get(pair, 0.0):
                                best[pair] = credit
    for pair, credit in best.items():
        found[pair] = credit
    return found


def _function(block: Block, candidate: Candidate, best: NDArray[np.intp]) -> Floats:
    """Return the share of each row's function words that its best unit holds, (rows,)."""
    wanted = {unit: i for i, unit in enumerate(sorted(set(best.tolist()) - {-1}))}
    present = np.zeros((len(wanted) + 1, len(block.function_index)))
    index = block.function_index
    for stemmed, unit in zip(candidate.analysis.stems, candidate.units, strict=True):
        if stemmed in index and unit in wanted:
            present[wanted[unit], index[stemmed]] = 1.0
    rows = [wanted.get(unit, len(wanted)) for unit in best.tolist()]
    share: Floats = (block.function * present[rows]).sum(1)
    return share
