"""SemanticJudge: the lexical judge, with words that are near in meaning as further evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import cast

from factcov.errors import UsageError
from factcov.judges.lexical.block import Block, Floats
from factcov.judges.lexical.candidate import Candidate
from factcov.judges.lexical.features import Matches
from factcov.judges.lexical.judge import PRIORS, LexicalJudge
from factcov.judges.lexical.model import Model, read_model
from factcov.judges.lexical.terms import Reading
from factcov.judges.semantic.encoder import Encoder
from factcov.judges.semantic.features import FEATURES, EncodedBlock, encode, match
from factcov.judges.semantic.weights import find_model
from factcov.text.languages import language as resources_of
from factcov.types import Item, Task

_PACKAGED_LANGUAGE = "en"


class SemanticJudge(LexicalJudge):
    """Agrees with people still better, with a small sentence model on the CPU (extra: semantic).

    Each word of a fact is aligned with the candidate's nearest word by the vectors that the model
    gives both in their sentences, so that a paraphrase counts; numbers and names still have to
    match. Options: ``model`` (a folder or a hub name; default: the packaged all-MiniLM-L6-v2,
    which reads English only), ``revision`` (of the hub's model), ``threshold`` and ``prior``
    (as for the judge lexical).
    """

    def __init__(
        self,
        *,
        language: str = "en",
        source_language: str = "en",
        task: Task = "summarization",
        threshold: float | None = None,
        prior: float | None = None,
        model: str | None = None,
        revision: str | None = None,
    ) -> None:
        if model is None and resources_of(language).code != _PACKAGED_LANGUAGE:
            raise UsageError(
                f'judge semantic: the packaged model reads English, not "{language}"; give a model '
                "that reads it (semantic:model=sentence-transformers/"
                "paraphrase-multilingual-MiniLM-L12-v2) or take the judge lexical"
            )
        prior = PRIORS.get(task) if prior is None else float(prior)
        found = find_model(model, revision)
        self._encoder = Encoder(found)
        self._reads = None if model else _PACKAGED_LANGUAGE
        self._open(
            "semantic", shipped_model(), threshold, prior, language, source_language,
            f"vectors:{found.fingerprint}",
        )  # fmt: skip

    def _blocks(self, facts: Sequence[Sequence[Reading]], item: Item) -> tuple[Block, ...]:
        for fact in item.facts:
            code = fact.wording(self.language, self.source_language)[1]
            if self._reads not in (None, resources_of(code).code):
                raise UsageError(
                    f'judge semantic: fact "{fact.id}" of item "{item.id}" is in "{code}" and the '
                    "packaged model reads English; give a model that reads both"
                )
        lexical = super()._blocks(facts, item)
        return encode(lexical, item.references, self.language, self._encoder)

    def _weigh(
        self, block: Block, matches: Sequence[Matches], candidates: Sequence[Candidate]
    ) -> tuple[Sequence[Matches], Floats]:
        found, features = match(cast(EncodedBlock, block), matches, candidates, self._encoder)
        rows = features.reshape(-1, features.shape[-1])
        return found, self._model.probability(rows, self._prior).reshape(len(found), -1)


@cache
def shipped_model() -> Model:
    """Return the coefficients that ship with factcov, fitted to the packaged model's vectors."""
    name = "coefficients.json"
    content = (files("factcov.judges.semantic") / name).read_bytes()
    return read_model(content, FEATURES, f"factcov/judges/semantic/{name}")
