"""SemanticJudge: the lexical judge, with words that are near in meaning as further evidence."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from factcov.errors import UsageError
from factcov.judges.lexical.block import Block
from factcov.judges.lexical.candidate import Candidate, read_candidate
from factcov.judges.lexical.evidence import Evidence
from factcov.judges.lexical.features import FEATURES as LEXICAL
from factcov.judges.lexical.features import WRITING, Matches
from factcov.judges.lexical.judge import LexicalJudge, Prepared
from factcov.judges.lexical.model import Model, read_model
from factcov.judges.semantic import alignment
from factcov.judges.semantic.alignment import Alignment, FactBlock, FactWords
from factcov.judges.semantic.encoder import Encoder, Vectors, units
from factcov.judges.semantic.weights import find_model
from factcov.text.analysis import analyse
from factcov.text.languages import language as resources_of
from factcov.types import Item, Task

SHARED = (
    "recall_pair", "exact", "missing_numbers", "missing_names", "neighbours", "context",
    "reference",
)  # fmt: skip
"""What the judge takes of the lexical features; the rest says what the alignment says better."""
FEATURES = (*SHARED, *alignment.FEATURES, *WRITING)
"""The columns, in the order of the coefficients file."""

SHOWN = 0.55
"""Least nearness at which a word is shown to stand for another."""
_COLUMNS = [list(LEXICAL).index(name) for name in SHARED]
_WRITING = [list(LEXICAL).index(name) for name in WRITING]


class SemanticJudge(LexicalJudge):
    """Agrees with people still better, with a small sentence model on the CPU (extra: semantic).

    Each word of a fact is aligned with the candidate's nearest word by the vectors that the model
    gives both in their sentences, so that a paraphrase counts; numbers and names still have to
    match. Options: ``model`` (a folder or a hub name; default: the packaged all-MiniLM-L6-v2,
    which reads English only), ``revision`` (of the hub's model), ``threshold`` (of p_covered).
    """

    def __init__(
        self,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        threshold: float | None = None,
        model: str | None = None,
        revision: str | None = None,
    ) -> None:
        if model is None and resources_of(language).code != _PACKAGED_LANGUAGE:
            raise UsageError(
                f'judge semantic: the packaged model reads English, not "{language}"; give a model '
                "of that language (semantic:model=sentence-transformers/"
                "paraphrase-multilingual-MiniLM-L12-v2) or take the judge lexical"
            )
        found = find_model(model, revision)
        self._encoder = Encoder(found)
        self._reads = None if model else _PACKAGED_LANGUAGE
        self._open(
            "semantic", shipped_model(), threshold, language, source_language,
            f"vectors:{found.fingerprint}",
        )  # fmt: skip

    def _read(self, item: Item) -> Prepared:
        read = super()._read(item)
        facts = [self._words(block, row) for block in read.blocks for row in range(len(block.owners))]
        held = alignment.holding(facts)
        references = [
            words for text in item.references for words in self._sentences(text) if len(words)
        ]
        aligned, first = [], 0
        for block in read.blocks:
            part = facts[first : first + len(block.owners)]
            aligned.append(alignment.stack(part, references, held, len(item.facts)))
            first += len(part)
        codes = [fact.wording(self.language, self.source_language)[1] for fact in item.facts]
        foreign = [self._reads not in (None, resources_of(code).code) for code in codes]
        return _Encoded(
            read.blocks,
            tuple(a or b for a, b in zip(read.unreadable, foreign, strict=True)),
            tuple(aligned),
            frozenset(held),
        )

    def _words(self, block: Block, row: int) -> FactWords:
        owner, words = block.owners[row], block.readings[row].analysis
        # A fact without a word is an error in the end; until then it is near to nothing.
        vectors = self._encoder.encode(words if words.words else _NO_WORD)
        return FactWords(owner, words, vectors) if words.words else FactWords(
            owner, _NO_WORD, np.zeros_like(vectors)
        )

    def _sentences(self, text: str) -> list[Vectors]:
        analysis = analyse(text, self.language)
        vectors = self._encoder.encode(analysis)
        return [vectors[unit.first : unit.last] for unit in units(analysis)]

    def _read_candidate(self, text: str, item: Prepared) -> Candidate:
        read = read_candidate(text, self.language)
        assert isinstance(item, _Encoded)
        vectors = self._encoder.encode(read.analysis, item.stems)
        return _Read(**msgspec.structs.asdict(read), vectors=vectors)
