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
from factcov.judges.semantic.weights import find_model, find_multilingual
from factcov.text.languages import language as resources_of
from factcov.types import Item, Task

_PACKAGED_LANGUAGE = "en"
_ENGLISH, _MULTILINGUAL = "coefficients.json", "multilingual.json"
"""Coefficients fitted to all-MiniLM-L6-v2 and to multilingual-e5-small, on the same labels."""


class SemanticJudge(LexicalJudge):
    """Agrees with people still better, with a small sentence model on the CPU (extra: semantic).

    Each word of a fact is aligned with the candidate's nearest word by the vectors that the model
    gives both in their sentences, so that a paraphrase counts; numbers and names still have to
    match. English is read by the packaged all-MiniLM-L6-v2, any other language by the packaged
    multilingual-e5-small (extra: multilingual). Options: ``model`` (a folder or a hub name
    instead), ``revision`` (of the hub's model), ``threshold`` and ``prior`` (as for the judge
    lexical).
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
        multilingual = model is None and resources_of(language).code != _PACKAGED_LANGUAGE
        prior = PRIORS.get(task) if prior is None else float(prior)
        found = find_multilingual() if multilingual else find_model(model, revision)
        self._encoder = Encoder(found, centred=multilingual)
        self._reads = None if model or multilingual else _PACKAGED_LANGUAGE
        name = _MULTILINGUAL if multilingual else _ENGLISH
        self._open(
            "semantic", shipped_model(name), threshold, prior, language, source_language,
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
def shipped_model(name: str = _ENGLISH) -> Model:
    """Return the coefficients that ship with factcov, fitted to a packaged model's vectors."""
    content = (files("factcov.judges.semantic") / name).read_bytes()
    return read_model(content, FEATURES, f"factcov/judges/semantic/{name}")
