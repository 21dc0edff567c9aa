"""The features of (fact, candidate) pairs: all facts of a block against one candidate at once."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.judges.lexical.block import REACH, Block, Floats
from factcov.judges.lexical.candidate import Candidate

FEATURES = {
    "recall": "share of the fact's distinctive weight in the candidate",
    "recall_sentence": "the same in the best sentence",
    "recall_pair": "share of the fact's terms in the best two sentences side by side",
    "recall_plain": "share of the fact's terms in the candidate",
    "exact": "share of the distinctive weight in the best sentence, word for word",
    "weakest": "credit of the fact's least matched term",
    "missing": "terms not in the candidate, counted",
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
_CHUNK = 2048  # units at a time: memory stays flat for a text of any length
_CLOSE = 0.5  # least credit of a term that counts as a neighbour
_NATURAL = 0.4  # share of function words in prose, where there is no sentence to look at


class Matches(msgspec.Struct, frozen=True):
    """What a candidate states of a block's terms.

    ``features`` is (rows, features), ``best`` (rows,) the unit that holds most of each row,
    ``credit`` (terms,) each term's best credit, and ``hits`` (word index, links) by unit.
    """

    features: Floats
    best: NDArray[np.intp]
    credit: Floats
    hits: dict[int, list[tuple[int, tuple[tuple[int, float], ...]]]]


def match(block: Block, candidate: Candidate) -> Matches:
    """Return what *candidate* states of the facts of *block*."""
    hits = _hits(block, candidate)
    units = sorted(hits)
    rows, terms = block.has_term.shape
    credit = np.zeros(terms)
    strongest = np.full(rows, -1.0)
    best = np.full(rows, -1, np.intp)
    sentence, pair, rest, exact = (np.zeros(rows) for _ in range(4))
    for start in range(0, len(units), _CHUNK):
        # One unit more, so that the last of a chunk meets its neighbour.
        chunk = units[start : start + _CHUNK + 1]
        found = _credits(hits, chunk, terms)
        credit = np.maximum(credit, found.max(0))
        by_weight = found @ block.distinctive.T
        leading = by_weight.argmax(0)
        here = by_weight[leading, np.arange(rows)]
        best = np.where(here > strongest, np.asarray(chunk)[leading], best)
        strongest = np.maximum(strongest, here)
        sentence = np.maximum(sentence, here)
        rest = np.maximum(rest, (found @ block.rest.T).max(0))
        exact = np.maximum(exact, ((found == 1.0) @ block.distinctive.T).max(0))
        adjacent = np.flatnonzero(np.diff(chunk) == 1)
        both = found
        if len(adjacent):
            both = np.vstack([found, np.maximum(found[adjacent], found[adjacent + 1])])
        pair = np.maximum(pair, (both @ block.plain.T).max(0))
    return Matches(
        _columns(block, candidate, hits, best, credit, sentence, pair, rest, exact),
        best, credit, hits,
    )  # fmt: skip


def _hits(
    block: Block, candidate: Candidate
) -> dict[int, list[tuple[int, tuple[tuple[int, float], ...]]]]:
    analysis, lexicon = candidate.analysis, block.lexicon
    hits: dict[int, list[tuple[int, tuple[tuple[int, float], ...]]]] = {}
    amounts = {q.first: lexicon.quantity(q) for q in candidate.quantities}
    word, units = lexicon.word, candidate.units
    for i, (stemmed, full) in enumerate(zip(analysis.stems, analysis.content, strict=True)):
        links = word(stemmed, full)
        if i in amounts:
            links = (*links, *amounts[i])
        if links:
            hits.setdefault(units[i], []).append((i, links))
    return hits


def _credits(
    hits: dict[int, list[tuple[int, tuple[tuple[int, float], ...]]]], units: list[int], terms: int
) -> Floats:
    """Return the best credit of each term in each unit, (units, terms)."""
    rows = []
    for unit in units:
        row = [0.0] * terms
        for _, links in hits[unit]:
            for term, credit in links:
                if credit > row[term]:
                    row[term] = credit
        rows.append(row)
    return np.array(rows).reshape(len(units), terms)


def _columns(
    block: Block,
    candidate: Candidate,
    hits: dict[int, list[tuple[int, tuple[tuple[int, float], ...]]]],
    best: NDArray[np.intp],
    credit: Floats,
    sentence: Floats,
    pair: Floats,
    rest: Floats,
    exact: Floats,
) -> Floats:
    recall = block.distinctive @ credit
    plain = block.plain @ credit
    missed = block.has_term * (1.0 - credit)
    columns = np.zeros((len(best), len(FEATURES)))
    columns[:, 0] = recall
    columns[:, 1] = sentence
    columns[:, 2] = pair
    columns[:, 3] = plain
    columns[:, 4] = exact
    columns[:, 5] = 1.0 - missed.max(1, initial=0.0)
    columns[:, 6] = missed.sum(1)
    columns[:, 7] = missed @ block.numbers
    columns[:, 8] = missed @ block.names
    columns[:, 9] = np.where(block.rest.any(1), rest, sentence)
    close = _close_pairs(block, candidate, hits)
    columns[:, 10] = np.where(block.pairs.any(1), block.pairs @ close, sentence)
    seen = best >= 0
    columns[:, 11] = np.where(
        block.function.any(1), _function(block, candidate, best), columns[:, 3]
    )
    columns[:, 12] = np.where(block.context.any(1), block.context @ credit, recall)
    columns[:, 13] = recall
    if block.reference_words:
        stems = frozenset(candidate.analysis.stems)
        shares = np.array([len(s & stems) / len(s) for s in block.reference_words])
        columns[:, 13] += block.support * (shares[block.reference] - recall)
    columns[:, 14] = _NATURAL
    columns[seen, 14] = candidate.prose[best[seen]]
    columns[seen, 15] = candidate.jumble[best[seen]]
    return columns


def _close_pairs(
    block: Block,
    candidate: Candidate,
    hits: dict[int, list[tuple[int, tuple[tuple[int, float], ...]]]],
) -> Floats:
    """Return how closely each pair of terms was found side by side, (pairs,)."""
    found = np.zeros(len(block.pair_index))
    index, ranks = block.pair_index, candidate.ranks
    best: dict[int, float] = {}
    for unit in hits.values():
        for x, (i, links) in enumerate(unit):
            for j, others in unit[x + 1 :]:
                if ranks[j] - ranks[i] > REACH:
                    break
                for a, first in links:
                    for b, second in others:
                        pair = index.get((a, b) if a < b else (b, a))
                        if pair is not None:
                            credit = min(first, second)
                            if credit >= _CLOSE and credit > best.get(pair, 0.0):
                                best[pair] = credit
    for pair, credit in best.items():
        found[pair] = credit
    return found


def _function(block: Block, candidate: Candidate, best: NDArray[np.intp]) -> Floats:
    """Return the share of each row's function words that its best unit holds, (rows,)."""
    wanted = {unit: i for i, unit in enumerate(sorted(set(best.tolist()) - {-1}))}
    present = np.zeros((len(wanted) + 1, len(block.function_index)))
    for stemmed, full, unit in zip(
        candidate.analysis.stems, candidate.analysis.content, candidate.units, strict=True
    ):
        if not full and unit in wanted:
            column = block.function_index.get(stemmed)
            if column is not None:
                present[wanted[unit], column] = 1.0
    rows = [wanted.get(unit, len(wanted)) for unit in best.tolist()]
    return np.einsum("rf,rf->r", block.function, present[rows])
