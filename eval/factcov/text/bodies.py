"""Bodies that a state or a union has one of, and what its ministries are in charge of."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import Analysis
from factcov.text.nouns import capitalises_nouns
from factcov.text.places import meant

_BESIDE = 2  # words either side of a body that say whose it is
_FIELD = 4  # words either side of a minister that say what of
_NONE: frozenset[int] = frozenset()


class Body(msgspec.Struct, frozen=True):
    """A body: the index of its word, its kinds or fields, and the places whose it is."""

    at: int
    kinds: frozenset[int]
    places: frozenset[int]


class _Bodies(msgspec.Struct, frozen=True):
    kinds: dict[str, frozenset[int]]
    fields: dict[str, frozenset[int]]
    charges: frozenset[str]
    compounds: tuple[str, ...]


@cache
def _bodies() -> _Bodies:
    table = tomllib.loads((files("factcov.text") / "bodies.toml").read_text("utf-8"))
    charges, compounds = table["charges"].split(), table["compounds"].split()
    kinds, fields = _lines(table["kinds"]), _lines(table["fields"])
    return _Bodies(kinds, fields, frozenset(charges), tuple(compounds))


def _lines(text: str) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(text.casefold().strip().splitlines()):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def bodies(analysis: Analysis) -> tuple[Body, ...]:
    """Return the bodies of places: the European Commission, the US-Senat.

    >>> from factcov.text.analysis import analyse
    >>> [b.at for b in bodies(analyse("The European Commission sued the council.", "en"))]
    [2, 5]
    """
    nouns_too = capitalises_nouns(analysis.language)
    found = []
    for i, word in enumerate(analysis.folded):
        kinds = _kinds(word, nouns_too)
        if kinds:
            near = range(max(0, i - _BESIDE), min(len(analysis.folded), i + _BESIDE + 1))
            places = _NONE.union(*(meant(analysis.folded[k]) for k in near if k != i))
            found.append(Body(i, kinds, places))
    return tuple(found)


def ministries(analysis: Analysis) -> tuple[Body, ...]:
    """Return the ministries and ministers whose field is told.

    >>> from factcov.text.analysis import analyse
    >>> one = ministries(analyse("The foreign minister left.", "en"))
    >>> two = ministries(analyse("Der Außenminister ging.", "de"))
    >>> one[0].kinds == two[0].kinds, ministries(analyse("The minister left.", "en"))
    (True, ())
    """
    known, folded = _bodies(), analysis.folded
    found = []
    for i, word in enumerate(folded):
        if word in known.charges:
            near = range(max(0, i - _FIELD), min(len(folded), i + _FIELD + 1))
            fields = [(k, known.fields[folded[k]]) for k in near if folded[k] in known.fields]
            found += [Body(k, numbers, _NONE) for k, numbers in fields]
        elif len(word) > len("minister") and word.endswith(known.compounds):
            first = next(word[: -len(c)] for c in known.compounds if word.endswith(c))
            if first in known.fields:
                found.append(Body(i, known.fields[first], _NONE))
    return tuple(found)


@cache
def _parts() -> tuple[str, ...]:
    return tuple(word for word in _bodies().kinds if len(word) > len("gericht") - 1)


def _kinds(word: str, nouns_too: bool) -> frozenset[int]:
    known = _bodies().kinds
    found = known.get(word, _NONE)
    if found or not nouns_too or not word.endswith(_parts()):
        return found
    return next(known[part] for part in _parts() if word.endswith(part))
