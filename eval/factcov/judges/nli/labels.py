"""What a model's classes mean, read from the names its config gives them.

Every family of models orders and spells them in its own way; a model that names none (``LABEL_0``)
needs to be told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from factcov.errors import UsageError

Floats: TypeAlias = NDArray[np.float64]
Meaning: TypeAlias = Literal["supported", "contradicted", "neither", "unsupported"]
"""``unsupported`` is anything but supported, where a model tells no more than that."""

_WORDS: dict[Meaning, str] = {
    "supported": "entailment entail entails entailed supported supports support consistent correct "
    "factual faithful grounded aligned true yes",
    "contradicted": "contradiction contradict contradicts contradicted contradictory refuted "
    "refutes refute refutation",
    "neither": "neutral nei notenoughinfo notenoughinformation unknown unrelated undetermined",
    "unsupported": "notentailment nonentailment notentailed notsupported unsupported inconsistent "
    "notconsistent incorrect nonfactual notfactual unfaithful notfaithful ungrounded notgrounded "
    "hallucinated hallucination notaligned false no",
}
_MEANINGS = {word: meaning for meaning, words in _WORDS.items() for word in words.split()}


class Classes(msgspec.Struct, frozen=True):
    """The meaning of each class; a single one is a score of support."""

    meanings: tuple[Meaning, ...]

    @property
    def tells_contradiction(self) -> bool:
        """Whether the model tells a text that contradicts a fact from one that is silent."""
        return "contradicted" in self.meanings and "neither" in self.meanings

    def probabilities(self, logits: Floats) -> Floats:
        """Return (p of support, p of contradiction) of each row, (rows, classes) -> (rows, 2).

        A softmax over the classes; of a single one the logistic function. Contradiction is 0 where
        the model does not tell it from silence.

        >>> two = Classes(("unsupported", "supported"))
        >>> two.probabilities(np.array([[0.0, 0.0]])).tolist()
        [[0.5, 0.0]]
        """
        if len(self.meanings) == 1:
            support = 1.0 / (1.0 + np.exp(-np.clip(logits[:, 0], -700, 700)))
            return np.column_stack([support, np.zeros(len(support))])
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares = odds / odds.sum(axis=1, keepdims=True)
        support, against = (
            shares[:, [meaning == name for meaning in self.meanings]].sum(axis=1)
            for name in ("supported", "contradicted")
        )
        return np.column_stack([support, against if self.tells_contradiction else 0.0 * against])

    def __str__(self) -> str:
        """Return the meanings as the option ``labels`` writes them."""
        return "/".join(self.meanings)


def read_classes(names: Mapping[int, str], given: str | None, model: str) -> Classes:
    """Return what the classes mean, by *given* (names in class order, ``/`` between), or *names*.

    >>> str(read_classes({0: "CONTRADICTION", 1: "NEUTRAL", 2: "ENTAILMENT"}, None, "m"))
    'contradicted/neither/supported'

    Raises:
        UsageError: a name says nothing, or no class is support.
    """
    own = [names[number] for number in sorted(names)]
    words = own if given is None else given.split("/")
    if len(own) == 1 and given is None:
        return Classes(("supported",))
    if len(words) != len(own):
        raise UsageError(
            f'nli: labels "{given}" names {len(words)} classes, {model} has {len(own)}: '
            f"{_listed(names)}"
        )
    meanings = [_MEANINGS.get(re.sub(r"[\W\d_]+", "", word.lower())) for word in words]
    found = tuple(meaning for meaning in meanings if meaning is not None)
    if len(found) < len(words) or found.count("supported") != 1 or len(found) < 2:
        example = ("contradiction/neutral/entailment", "unsupported/supported")[len(own) == 2]
        source = f"the labels of {model}" if given is None else f'labels "{given}"'
        raise UsageError(
            f"nli: {source} cannot be read ({_listed(names)}); say what its classes mean, in this "
            f"order, from the words contradiction, neutral, entailment, supported, unsupported: "
            f"labels={example}"
        )
    return Classes(found)


def _listed(names: Mapping[int, str]) -> str:
    return ", ".join(f"{number} is {names[number]!r}" for number in sorted(names))
