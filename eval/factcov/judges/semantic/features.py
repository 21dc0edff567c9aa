"""The features of the semantic judge: some of the lexical ones, and those of the alignment."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from factcov.judges.lexical import features as lexical
from factcov.judges.lexical.block import Block
from factcov.judges.lexical.candidate import Candidate
from factcov.judges.lexical.features import WRITING, Matches
from factcov.judges.semantic import alignment
from factcov.judges.semantic.alignment import Alignment, FactBlock, FactWords, Floats
from factcov.judges.semantic.encoder import Encoder, Vectors, units
from factcov.text.analysis import Analysis, analyse

SHARED = (
    "recall_pair", "exact", "missing_numbers", "missing_names", "neighbours", "context",
    "reference",
)  # fmt: skip
"""What is taken of the lexical features; the alignment says the rest better."""
FEATURES = (*SHARED, *alignment.FEATURES, *WRITING)
"""The columns, in the order of the coefficients file."""

_SHARED = [list(lexical.FEATURES).index(name) for name in SHARED]
_WRITING = len(WRITING)
_NO_WORD = analyse("x", "en")


class EncodedBlock(Block, frozen=True):
    """A block with its words' vectors; ``stems`` are all those of the item's facts."""

    words: FactBlock
    stems: frozenset[str]


class AlignedMatches(Matches, frozen=True):
    """What a candidate states of a block, with the alignment of their words."""

    alignment: Alignment


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
        )
        for block, some in zip(blocks, facts, strict=True)
    )  # fmt: skip


def match(
    block: EncodedBlock, candidates: Sequence[Candidate], encoder: Encoder
) -> list[AlignedMatches]:
    """Return what each candidate states of the facts of *block*, in the columns of ``FEATURES``."""
    return [
        _aligned(block, found, candidate, encoder)
        for found, candidate in zip(lexical.match(block, candidates), candidates, strict=True)
    ]


def _aligned(
    block: EncodedBlock, found: Matches, candidate: Candidate, encoder: Encoder
) -> AlignedMatches:
    vectors = encoder.encode(candidate.analysis, block.stems)
    aligned = alignment.align(block.words, vectors, candidate.units)
    best = np.where(aligned.units < 0, found.best, aligned.units)
    columns = [found.features[:, _SHARED], aligned.features, found.features[:, -_WRITING:]]
    features: Floats = np.hstack(columns)
    seen = best >= 0
    features[seen, -2] = candidate.prose[best[seen]]
    features[seen, -1] = candidate.jumble[best[seen]]
    return AlignedMatches(features, best, found.credit, found.hits, aligned)


def _words(owner: int, analysis: Analysis, encoder: Encoder) -> FactWords:
    if analysis.words:
        return FactWords(owner, analysis, encoder.encode(analysis))
    # Nothing can be found of such a fact; the judge says so. Until then it is near to nothing.
    return FactWords(owner, _NO_WORD, np.zeros((1, encoder.dimensions), np.float32))


def _sentences(text: str, code: str, encoder: Encoder) -> list[Vectors]:
    analysis = analyse(text, code)
    vectors = encoder.encode(analysis)
    return [vectors[unit.first : unit.last] for unit in units(analysis)]
