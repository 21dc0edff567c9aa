"""What the judge semantic sees, for training and measuring it as the lexical one.

FACTCOV_DATA=folder python benchmarks/judge.py train semantic
"""

from __future__ import annotations

from collections.abc import Sequence

from judge_data import Document, Floats, LexicalReader

from factcov.judges.lexical.block import Block
from factcov.judges.lexical.candidate import read_candidate
from factcov.judges.lexical.features import match as lexical_match
from factcov.judges.semantic.encoder import Encoder
from factcov.judges.semantic.features import FEATURES, EncodedBlock, encode, match
from factcov.judges.semantic.weights import find_model
from factcov.text.analysis import analyse


class SemanticReader:
    """What the semantic judge sees, with the packaged model's vectors."""

    names = FEATURES

    def __init__(self) -> None:
        self.encoder = Encoder(find_model(), remembered=250_000)

    def prepare(self, document: Document, references: bool) -> tuple[EncodedBlock, ...]:
        """Return a document's facts as the judge prepares them."""
        prepared = LexicalReader().prepare(document, references)
        return encode(prepared, document.references if references else (), "en", self.encoder)

    def match(
        self, prepared: Sequence[EncodedBlock], texts: Sequence[str]
    ) -> list[list[tuple[Block, Floats]]]:
        """Return for each text the features of each block's rows."""
        candidates = [read_candidate(analyse(text, "en")) for text in texts]
        found = [
            match(block, lexical_match(block, candidates), candidates, self.encoder)[1]
            for block in prepared
        ]
        return [
            [(block, features[i]) for block, features in zip(prepared, found, strict=True)]
            for i in range(len(texts))
        ]
