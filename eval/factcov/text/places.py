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
    >>> bool(meant("moscow") & meant("russie")), bool(meant("united_states") & meant("america"))
    (True, True)
    """
    known, word = _known(), plain(word)
    for cut in range(max(1, min(_ENDING + 1, len(word) - _STEM + 1))):
        found = known.get(word[: len(word) - cut])
        if found:
            return found
    return _NONE


@cache
def lines(file: str = "exonyms.txt") -> tuple[tuple[str, ...], ...]:
    """Return the names of each place."""
    text = (files("factcov.text") / file).read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines())


@cache
def _known() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(lines()):
        for name in names:
            for form in (plain(name), plain(name).rstrip("s") + "s"):
                found.setdefault(form, set()).add(number)
    # A capital may stand for its country's government: to both, a place more.
    for number, (capital, country) in enumerate(lines("capitals.txt"), len(lines())):
        both = found.get(plain(capital), set()) | found[plain(country)]
        found.setdefault(plain(capital), set())
        for places in found.values():
            if places & both or places is found[plain(capital)]:
                places.add(number)
    return {name: frozenset(places) for name, places in found.items()}
