"""What one rule finds: a contradiction with its probability, span, cause and reason."""

from __future__ import annotations

import msgspec


class Contradiction(msgspec.Struct, frozen=True):
    """A candidate says what cannot be true if the fact is.

    ``start`` and ``end`` are character offsets in the candidate; ``cause`` is number, unit, date,
    name, role, negation, antonym, direction or gender.
    """

    probability: float
    start: int
    end: int
    reason: str
    cause: str
    told: bool = False
    """Whether it was read off the grammar of both sentences, in whatever order they tell it."""
