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
    >>> bool(meant("united_states") & meant("america"))
    True
    """
    known, word = _known(), plain(word)
    for cut in range(max(1, min(_ENDING + 1, len(word) - _STEM + 1))):
        found = known.get(word[: len(word) - cut])
        if found:
            return found
    return _NONE


@lru_cache(maxsize=50_000)
def allied(places: frozenset[int]) -> frozenset[int]:
    """Return the countries whose capital is among *places*, and the capitals of those among them.

    >>> bool(allied(meant("moscow")) & meant("russie")), allied(meant("lyon"))
    (True, frozenset())
    """
    return _NONE.union(*(_allies().get(n, _NONE) for n in places))


@cache
def _allies() -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for pair in lines("capitals.txt"):
        capital, country = map(meant, pair)
        for n in capital:
            found[n] = found.get(n, _NONE) | country
        for n in country:
            found[n] = found.get(n, _NONE) | capital
    return found


@cache
def lines(file: str = "exonyms.txt") -> tuple[tuple[str, ...], ...]:
    """Return the words of each line: the names of a place, a capital and its country."""
    text = (files("factcov.text") / file).read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines())


@cache
def _known() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(lines()):
        for name in names:
            for form in (plain(name), plain(name).rstrip("s") + "s"):
                found.setdefault(form, set()).add(number)
    return {name: frozenset(places) for name, places in found.items()}
