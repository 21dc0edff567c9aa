"""Places by the names that languages give them, and by what their people are called."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from factcov.text.unicode import plain

_NONE: frozenset[int] = frozenset()
_ENDING = 3  # letters that inflect a name
_STEM = 5  # letters that an inflected name keeps


@lru_cache(maxsize=50_000)
def meant(word: str) -> frozenset[int]:
    """Return the places that a case-folded word may mean, as lines of exonyms.txt.

    >>> meant("mumbai") == meant("bombay"), meant("polnischen") == meant("poland")
    (True, True)
    >>> meant("austria") & meant("australia"), meant("haus")
    (frozenset(), frozenset())
    """
    known, word = _known(), plain(word)
    for cut in range(max(1, min(_ENDING + 1, len(word) - _STEM + 1))):
        found = known.get(word[: len(word) - cut])
        if found:
            return found
    return _NONE


@cache
def lines() -> tuple[tuple[str, ...], ...]:
    """Return the names of each place."""
    text = (files("factcov.text") / "exonyms.txt").read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines())


@cache
def _known() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(lines()):
        for name in names:
            for form in (plain(name), plain(name).rstrip("s") + "s"):
                found.setdefault(form, set()).add(number)
    return {name: frozenset(places) for name, places in found.items()}
