"""What the judge semantic sees, for training and measuring it as the lexical one.

FACTCOV_DATA=folder python benchmarks/judge.py train semantic
FACTCOV_DATA=folder python benchmarks/judge.py report semantic

The same with "multilingual" for the packaged model that reads other languages.
"""

from __future__ import annotations

from collections.abc import Sequence

import judge_data
from judge_data import Document, Floats, Reader

from factcov.judges.lexical.candidate import read_candidate
from factcov.judges.lexical.features import match as lexical_match
from factcov.judges.semantic.encoder import Encoder
from factcov.judges.semantic.features import FEATURES, EncodedBlock, encode, match
from factcov.judges.semantic.weights import find_model, find_multilingual
from factcov.text.analysis import analyse

_REMEMBERED = 400_000
"""Words kept encoded: the labelled texts are read several times."""
_NEAR = FEATURES.index("near")


def semantic_reader(multilingual: bool = False) -> Reader:
    """Return what the semantic judge sees, with the vectors of one of the packaged models."""
    found = find_multilingual() if multilingual else find_model()
    encoder = Encoder(found, remembered=_REMEMBERED, centred=multilingual)

    def prepare(document: Document, references: bool) -> tuple[EncodedBlock, ...]:
        texts = document.references if references else ()
        return encode(judge_data.prepare(document, references), texts, "en", encoder)

    def measure(prepared: Sequence[EncodedBlock], texts: Sequence[str]) -> list[dict[int, Floats]]:
        candidates = [read_candidate(analyse(text, "en")) for text in texts]
        best: list[dict[int, Floats]] = [{} for _ in texts]
        for block in prepared:
            lexical = lexical_match(block, candidates)
            _, features = match(block, lexical, candidates, encoder)
            for found, rows in zip(best, features, strict=True):
                for owner, row in zip(block.owners, rows, strict=True):
                    if owner not in found or row[_NEAR] > found[owner][_NEAR]:
                        found[owner] = row
        return best

    return Reader(FEATURES, prepare, measure)
