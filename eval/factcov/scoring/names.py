"""Which metrics a request means: the usual ones, aliases, repetitions."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from factcov.errors import UsageError
from factcov.types import KINDS

ALIASES = {
    "rouge": ("rouge1", "rouge2", "rougeL", "rougeLsum"),
    "kinds": tuple(
        f"{name}:kind={kind}" for kind in KINDS for name in ("coverage", "contradiction")
    ),
}
"""Names that stand for several metrics; ``kinds`` leaves out the kinds that the facts lack."""

DEFAULT_METRICS = (
    "coverage", "contradiction", "bleu", "chrf", "chrf++", "ter", "rouge", "length", "compression",
    "copy-coverage", "copy-density", "unsupported-numbers", "unsupported-names",
)  # fmt: skip


def expand(names: Sequence[str], kinds: Collection[str]) -> list[str]:
    """Return metric names with aliases replaced and repetitions dropped, in order.

    >>> expand(["kinds", "bleu", "bleu"], ["time"])
    ['coverage:kind=time', 'contradiction:kind=time', 'bleu']

    Raises:
        UsageError: nothing is left to score with.
    """
    expanded = [
        name
        for given in ([names] if isinstance(names, str) else names)
        for name in ALIASES.get(given, (given,))
        if given != "kinds" or name.partition("=")[2] in kinds
    ]
    if not expanded:
        raise UsageError("no metric to score with; name at least one")
    return list(dict.fromkeys(expanded))
