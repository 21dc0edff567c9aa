"""The features of the semantic judge: some of the lexical ones, and those of the alignment."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.judges.lexical.block import Block
from factcov.judges.lexical.candidate import Candidate
from factcov.judges.lexical.evidence import SHOWN
from factcov.judges.lexical.features import FEATURES as LEXICAL
from factcov.judges.lexical.features import WRITING, Hits, Matches
from factcov.judges.semantic import alignment
from factcov.judges.semantic.alignment import FactBlock, FactWords, Floats
from factcov.judges.semantic.encoder import Encoder, Vectors, units
from factcov.text.analysis import Analysis, analyse

SHARED = ("missing_numbers", "missing_names", "neighbours", "context", "reference")
"""What is taken of the lexical features; the alignment says the rest better."""
FEATURES = (*SHARED, *alignment.FEATURES, *WRITING)
"""The columns, in the order of the coefficients file."""

NEAR = 0.55
"""Least nearness at which the evidence names a word for a term."""

_SHARED = [list(LEXICAL).index(name) for name in SHARED]
_NO_WORD = analyse("x", "en")


class EncodedBlock(Block, frozen=True):
    """A block with its words' vectors; ``stems`` are all those of the item's facts.

    ``places`` says of each row which of its terms a near word may stand for (not names, not
    quantities), and where in ``words`` they are.
    """

    words: FactBlock
    stems: frozenset[str]
    places: tuple[tuple[tuple[int, int], ...], ...]


def encode(
    blocks: Sequence[Block], references: Sequence[str], code: str, encoder: Encoder
) -> tuple[EncodedBlock, ...]:
    """Return the blocks of an item, whose *references* are in the language *code*, with vectors."""
    facts = [
        [_words(owner, reading.analysis, encoder)
         for owner, reading in zip(block.owners, block.readings, strict=True)]
        for block in blocks
    ]  # fmt: skip
    held = alignment.holding([fact for some in facts for fact in some])
    count = 1 + max((block.owners[-1] for block in blocks), default=-1)
    sentences = [words for text in references for words in _sentences(text, code, encoder)]
    return tuple(
        EncodedBlock(
            **msgspec.structs.asdict(block),
            words=alignment.stack(some, sentences, held, count), stems=frozenset(held),
            places=_places(block, some),
        )
        for block, some in zip(blocks, facts, strict=True)
    )  # fmt: skip


def match(
    block: EncodedBlock, found: Sequence[Matches], candidates: Sequence[Candidate], encoder: Encoder
) -> tuple[list[Matches], Floats]:
    """Return lexical matches with what is near in meaning, and the columns of ``FEATURES``.

    The features are (candidates, rows, features). The matches' best units become the nearest
    ones, and their hits hold the near words too, so that the evidence shows both.
    """
    pairs = [
        _aligned(block, matches, candidate, encoder)
        for matches, candidate in zip(found, candidates, strict=True)
    ]
    return [matches for matches, _ in pairs], np.stack([features for _, features in pairs])


def _aligned(
    block: EncodedBlock, found: Matches, candidate: Candidate, encoder: Encoder
) -> tuple[Matches, Floats]:
    vectors = encoder.encode(candidate.analysis, block.stems)
    aligned = alignment.align(block.words, vectors, candidate.units)
    best = np.where(aligned.units < 0, found.best, aligned.units)
    seen = best >= 0
    lexical = found.features.copy()
    lexical[seen, -2] = candidate.prose[best[seen]]
    lexical[seen, -1] = candidate.jumble[best[seen]]
    hits = _with_near_words(block, found.hits, best, aligned.near, candidate)
    columns = [lexical[:, _SHARED], aligned.features, lexical[:, -len(WRITING) :]]
    return Matches(lexical, best, found.credit, hits), np.hstack(columns)


def _with_near_words(
    block: EncodedBlock,
    hits: Hits,
    best: NDArray[np.intp],
    near: Floats,
    candidate: Candidate,
) -> Hits:
    """Return *hits* and, in each row's best unit, the words that stand for its other terms."""
    units = np.asarray(candidate.units)
    more = {unit: list(found) for unit, found in hits.items()}
    for unit, places in zip(best.tolist(), block.places, strict=True):
        stated = {t for _, links in hits.get(unit, ()) for t, credit in links if credit >= SHOWN}
        first, last = np.searchsorted(units, [unit, unit + 1])
        for term, place in places:
            if term not in stated and first < last:
                word = first + int(near[place, first:last].argmax())
                if near[place, word] >= NEAR and candidate.analysis.content[word]:
                    more.setdefault(unit, []).append((word, ((term, float(near[place, word])),)))
    return more


def _places(block: Block, facts: Sequence[FactWords]) -> tuple[tuple[tuple[int, int], ...], ...]:
    places, begin = [], 0
    for reading, held, fact in zip(block.readings, block.held, facts, strict=True):
        stems = fact.analysis.stems
        places.append(
            tuple(
                (t, begin + stems.index(term.key))
                for t, term in zip(held, reading.terms, strict=True)
                if not term.name and term.quantity is None
            )
        )
        begin += len(stems)
    return tuple(places)  # fmt: skip


def _words(owner: int, analysis: Analysis, encoder: Encoder) -> FactWords:
    if analysis.words:
        return FactWords(owner, analysis, encoder.encode(analysis))
    # Nothing can be found of such a fact; the judge says so. Until then it is near to nothing.
    return FactWords(owner, _NO_WORD, np.zeros((1, encoder.dimensions), np.float32))


def _sentences(text: str, code: str, encoder: Encoder) -> list[Vectors]:
    analysis = analyse(text, code)
    vectors = encoder.encode(analysis)
    return [vectors[unit.first : unit.last] for unit in units(analysis)]
