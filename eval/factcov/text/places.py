"""Places by the names that languages give them, and by what their people are called.

A line of exonyms.txt is one place, or a body known by several names. A word with a capital there
is one only where a text writes it with a capital ("Nice"), a word after "=" only with its accents
("=Liège"): without them they are everyday words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from factcov.text.unicode import plain

_NONE: frozenset[int] = frozenset()
_ENDINGS = frozenset(
    ["s", "n", "e", "r", "m", "a", "o", "i", "es", "en", "er", "em", "as", "os", "is", "an", "in",
     "ns", "ne", "rn", "ern", "ans", "nes", "ner", "ens"]
)  # what inflects a name, or makes one of its people  # fmt: skip
_ENDING = 3  # letters of an ending, at most
_STEM = 5  # letters that an inflected name keeps
_MANY_FORMS = 6  # letters of a word that ends in all the ways of Spanish and Italian


@lru_cache(maxsize=50_000)
def meant(word: str) -> frozenset[int]:
    """Return the places that a case-folded word may mean, as lines of exonyms.txt.

    >>> meant("mumbai") == meant("bombay"), meant("polnischen") == meant("poland")
    (True, True)
    >>> meant("austria") & meant("australia"), meant("haus")
    (frozenset(), frozenset())
    >>> bool(meant("united_states") & meant("america"))
    True
    >>> meant("torinesi") == meant("turin"), meant("parish"), meant("liege")
    (True, frozenset(), frozenset())
    """
    return _known().get(_form(word), _NONE)


@lru_cache(maxsize=50_000)
def meant_small(word: str) -> frozenset[int]:
    """Return the places that a word means where it is written without a capital.

    >>> bool(meant("nice")), bool(meant_small("nice")), bool(meant_small("bruxellois"))
    (True, False, True)
    """
    form = _form(word)
    return _NONE if form in _capitals() else _known().get(form, _NONE)


def _form(word: str) -> str:
    """Return the form of a place's name that a word is, inflected or not; "" of none."""
    known = _known()
    if word in known:
        return word
    word = plain(word)
    if word in known:
        return word
    for cut in range(1, min(_ENDING, len(word) - _STEM) + 1):
        if word[-cut:] in _ENDINGS and word[:-cut] in known:
            return word[:-cut]
    return ""


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
    for pair in _rows("capitals.txt"):
        capital, country = map(meant, pair)
        for n in capital:
            found[n] = found.get(n, _NONE) | country
        for n in country:
            found[n] = found.get(n, _NONE) | capital
    return found


@cache
def lines() -> tuple[tuple[str, ...], ...]:
    """Return the words of each line: the names of a place, case-folded."""
    return tuple(tuple(w.lstrip("=").casefold() for w in row) for row in _rows("exonyms.txt"))


@cache
def _rows(file: str) -> tuple[tuple[str, ...], ...]:
    text = (files("factcov.text") / file).read_text("utf-8")
    return tuple(tuple(line.split()) for line in text.splitlines())


@cache
def _known() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, names in enumerate(_rows("exonyms.txt")):
        for name in names:
            for form in _forms(name):
                found.setdefault(form, set()).add(number)
    return {name: frozenset(places) for name, places in found.items()}


@cache
def _capitals() -> frozenset[str]:
    """Return the forms that mean a place only with a capital."""
    words = (name for names in _rows("exonyms.txt") for name in names)
    return frozenset(form for w in words if w.lstrip("=")[0].isupper() for form in _forms(w))


def _forms(name: str) -> set[str]:
    """Return a name of exonyms.txt, and its plural; what is written in all ways in all of them."""
    folded = name.lstrip("=").casefold()
    if name[0] == "=":
        return {folded, folded.rstrip("s") + "s"}
    word = plain(folded)
    found = {word, word.rstrip("s") + "s"}
    if len(word) >= _MANY_FORMS and word.endswith("o"):  # italiano, italiane
        found |= {word[:-1] + ending for ending in ("a", "e", "i", "as", "os")}
    elif len(word) >= _MANY_FORMS and word.endswith("ese"):
        found.add(word[:-1] + "i")
    return found
