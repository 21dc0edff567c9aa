"""Whether two names are one, spelt or transliterated otherwise."""

from __future__ import annotations

from functools import lru_cache

from factcov.judges.contradiction.alignment import resembles
from factcov.judges.contradiction.sounds import apart
from factcov.text.misspelling import misspelt
from factcov.text.places import meant
from factcov.text.unicode import plain

_ONE = 0.25  # how far apart two spellings of one name sound
_MAY_BE_ONE = 0.35  # the same, of names that stand in one place
_HARDLY_ONE = 0.61  # the same, of names that begin with the same letters
_SHORT = 4  # letters of names whose first three tell little


@lru_cache(maxsize=100_000)
def alike(a: str, b: str) -> bool:
    """Return whether two names are one, spelt or transliterated otherwise.

    >>> alike("yanukovich", "janukowitsch"), alike("france", "french"), alike("gardon", "batigne")
    (True, True, False)
    >>> alike("mumbai", "bombay"), alike("münchen", "munich")
    (True, True)
    >>> alike("brandt", "bradnt"), alike("austria", "australia")
    (True, False)
    """
    one, two = meant(a), meant(b)
    a, b = plain(a), plain(b)
    if a == b:
        return True
    if len(a) < 3 or len(b) < 3:
        return False
    if one and two:
        return not one.isdisjoint(two)
    if resembles(a, b) or misspelt(a, b):
        return True
    if len(a) > 3 and len(b) > 3 and a[:4] == b[:4]:
        return True
    return min(len(a), len(b)) >= _SHORT and apart(a, b) <= _ONE


@lru_cache(maxsize=50_000)
def chance_of_one(a: str, b: str) -> float:
    """Return the chance that two names that stand in one place are one: 0, 0.5 or 1.

    >>> chance_of_one("kowalczyk", "kovalchik"), chance_of_one("iran", "iraq")
    (1.0, 0.0)
    >>> chance_of_one("sokolova", "lebedeva"), chance_of_one("bafokeng", "bafalcon")
    (0.0, 0.5)
    """
    one, two = meant(a), meant(b)
    if one and two:
        return float(not one.isdisjoint(two))
    far = apart(a, b)
    if far <= _MAY_BE_ONE:
        return 1.0
    a, b = plain(a), plain(b)
    return 0.5 if far <= _HARDLY_ONE and a[:3] == b[:3] and min(len(a), len(b)) > _SHORT else 0.0
