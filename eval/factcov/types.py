"""The nouns of the field, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

Stats: TypeAlias = NDArray[np.float64]
"""Sufficient statistics: shape (items, columns), or any (..., columns)."""

Task: TypeAlias = Literal["summarization", "translation"]
Kind: TypeAlias = Literal[
    "actor", "event", "quantity", "time", "place", "cause", "attribution", "other"
]
Decision: TypeAlias = Literal["covered", "contradicted", "missing", "error"]

KINDS: tuple[Kind, ...] = (
    "actor", "event", "quantity", "time", "place", "cause", "attribution", "other",
)  # fmt: skip


class Fact(msgspec.Struct, frozen=True):
    """One atomic statement that the source supports.

    ``text`` is one string in the source language, or a map from language to string.

    >>> Fact("f1", "n1", {"en": "Ten died.", "fr": "Dix morts."}).wording("fr", "en")
    ('Dix morts.', 'fr')
    >>> Fact("f1", "n1", "Ten died.").wording("fr", "en")
    ('Ten died.', 'en')
    """

    id: str
    item: str
    text: str | dict[str, str]
    weight: float = 1.0
    kind: Kind = "other"
    evidence: str = ""
    required: bool = False

    def wording(self, language: str, source_language: str) -> tuple[str, str]:
        """Return the text to look for in a candidate in *language*, and that text's language.

        The candidate's language comes first, then the source language, then the first given.
        """
        if isinstance(self.text, str):
            return self.text, source_language
        for code in (language, source_language):
            if code in self.text:
                return self.text[code], code
        code = next(iter(self.text))
        return self.text[code], code


class Item(msgspec.Struct, frozen=True):
    """The unit that gets one candidate text: an article to summarise, a paragraph to translate.

    ``language`` is the language candidates are expected in; items of one ``document`` are
    resampled together.
    """

    id: str
    source: str
    references: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    document: str = ""
    language: str = "en"
    source_language: str = "en"
    metadata: dict[str, Any] = {}


class Benchmark(msgspec.Struct, frozen=True):
    """A named, ordered set of items with their references and key facts.

    ``hash`` covers everything a score depends on; ``facts_hash`` the key facts alone.
    """

    name: str
    task: Task
    items: tuple[Item, ...]
    version: str = "0"
    source_language: str = "en"
    target_language: str = "en"
    licence: str = ""
    description: str = ""
    hash: str = ""
    facts_hash: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All key facts, in item order."""
        return tuple(fact for item in self.items for fact in item.facts)


class Verdict(msgspec.Struct, frozen=True):
    """What a judge says of one fact in one candidate.

    ``start`` and ``end`` are character offsets of the evidence in the candidate. Both
    probabilities are None when the judge failed (``error``), which is never the same as missing.
    """

    verdict: Decision
    p_covered: float | None
    p_contradicted: float | None
    start: int | None = None
    end: int | None = None
    reason: str = ""


Verdicts: TypeAlias = Sequence[Sequence[Verdict]]
"""Row i holds one verdict for each fact of item i, in the item's order; empty when unjudged."""


class MetricInfo(msgspec.Struct, frozen=True):
    """What a run records of a metric; ``name`` parses back to the metric.

    Of several judges, the name of one after the first follows it: ``coverage@human``.
    """

    name: str
    columns: tuple[str, ...]
    higher_is_better: bool | None
    signature: str
    judged: bool
    per_fact: bool


class JudgeInfo(msgspec.Struct, frozen=True):
    """One of several judges of a run; ``name`` stands in its metrics' names: ``coverage@name``."""

    name: str
    signature: str


class Header(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a run records of itself beside the measurements."""

    benchmark: str
    benchmark_version: str
    benchmark_hash: str
    facts_hash: str
    facts: str
    """Where the facts come from: ``benchmark``, ``references`` or ``none``."""
    task: Task
    source_language: str
    target_language: str
    systems: tuple[str, ...]
    outputs_hash: dict[str, str]
    metrics: tuple[MetricInfo, ...]
    judge: str
    """The judge's signature; empty when no metric needed one."""
    versions: dict[str, str]
    notices: tuple[str, ...]
    """What a reader of the numbers must know, in plain words."""
    judges: tuple[JudgeInfo, ...] = ()
    """Where there are several: all judges, first the one whose verdicts are the run's own."""


class Record(msgspec.Struct, frozen=True):
    """Everything measured for some systems on one benchmark; a run folder holds just this.

    ``statistics`` maps a metric's name to shape (systems, items, columns); ``verdicts`` and
    ``candidates`` map a system to one entry an item. ``further`` holds the verdicts of the judges
    after the first, by name.
    """

    header: Header
    items: tuple[Item, ...]
    candidates: dict[str, tuple[str, ...]]
    statistics: Mapping[str, NDArray[np.float64]]
    verdicts: dict[str, tuple[tuple[Verdict, ...], ...]]
    further: dict[str, dict[str, tuple[tuple[Verdict, ...], ...]]] = {}
