"""What a perturbation sees, and what it returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias, TypeVar

import msgspec
import numpy as np

from factcov.text.analysis import Analysis, analyse
from factcov.text.names import Name, names
from factcov.text.quantities import Quantity, quantities

T = TypeVar("T")


class Passage(msgspec.Struct, frozen=True):
    """One text to change, read once, and what may be borrowed for it from the benchmark."""

    text: str
    analysis: Analysis
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]
    other_names: tuple[str, ...] = ()
    """Names of the benchmark, as written."""
    other_sentences: tuple[str, ...] = ()
    """Sentences of other items."""

    @property
    def language(self) -> str:
        """The code of the text's language."""
        return self.analysis.language

    def name(self, name: Name) -> str:
        """Return a name as it is written."""
        return self.text[name.start : name.end]


class Change(msgspec.Struct, frozen=True):
    """A changed text: what stood there, what stands there now, at characters start to end.

    The offsets are the changed text's; they are equal where something was only taken away.
    """

    text: str
    start: int
    end: int
    before: str
    after: str


Perturbation: TypeAlias = Callable[[Passage, np.random.Generator], Change | None]
"""Make one change, or return None where there is nothing of its kind to change."""


def read(
    text: str, language: str, other_names: Sequence[str] = (), other_sentences: Sequence[str] = ()
) -> Passage:
    """Return *text* as a passage."""
    analysis = analyse(text, language)
    return Passage(
        text, analysis, quantities(analysis), names(analysis),
        tuple(other_names), tuple(other_sentences),
    )  # fmt: skip


def splice(text: str, start: int, end: int, after: str) -> Change | None:
    """Return the change of ``text[start:end]`` into *after*; None where that changes nothing.

    >>> splice("10 euros", 0, 2, "30").text
    '30 euros'
    """
    before = text[start:end]
    if before == after:
        return None
    return Change(text[:start] + after + text[end:], start, start + len(after), before, after)


def pick(choices: Sequence[T], rng: np.random.Generator) -> T | None:
    """Return one of *choices*, all as likely; None where there are none."""
    return choices[int(rng.integers(len(choices)))] if choices else None


class Site(msgspec.Struct, frozen=True):
    """A place that can be changed: character offsets and what could stand there."""

    start: int
    end: int
    choices: tuple[str, ...]


def change_one(text: str, sites: Sequence[Site], rng: np.random.Generator) -> Change | None:
    """Return the change of one of the sites into one of its choices."""
    site = pick([site for site in sites if site.choices], rng)
    if site is None:
        return None
    return splice(text, site.start, site.end, str(pick(site.choices, rng)))
