"""Whether two names are one, spelt or transliterated otherwise."""

from __future__ import annotations

from functools import lru_cache

from factcov.judges.contradiction.alignment import resembles
from factcov.text.misspelling import edits, misspelt
from factcov.text.places import meant
from factcov.text.unicode import plain

_SLIPS = 0.34  # share of its letters that another spelling of a name changes


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
    a, b = plain(a), plain(b)
    if a == b:
        return True
    if len(a) < 3 or len(b) < 3:
        return False
    one, two = meant(a), meant(b)
    if one and two:
        return not one.isdisjoint(two)
    if resembles(a, b) or misspelt(a, b):
        return True
    if len(a) > 3 and len(b) > 3 and a[:4] == b[:4]:
        return True
    x, y = _skeleton(a), _skeleton(b)
    if len(x) < 3 or len(y) < 3:
        return False
    return x == y or (a[:3] == b[:3] and (x.startswith(y) or y.startswith(x)))  # Naples, Napoli


@lru_cache(maxsize=50_000)
def share_letters(a: str, b: str) -> bool:
    """Return whether two names that stand in one place share so many letters that they are one.

    >>> share_letters("kowalczyk", "kovalchik"), share_letters("iran", "iraq")
    (True, False)
    >>> share_letters("sokolova", "lebedeva"), share_letters("oslo", "lima")
    (False, False)
    """
    a, b = plain(a), plain(b)
    one, two = meant(a), meant(b)
    if one and two:
        return not one.isdisjoint(two)
    if a[:3] == b[:3] and min(len(a), len(b)) > 4:
        return True
    if _sound(a) != _sound(b):
        return False
    return edits(a, b) <= _SLIPS * max(len(a), len(b))


_SOUNDS = str.maketrans(
    {"c": "k", "q": "k", "w": "v", "z": "s", "y": None, "j": None, "h": None,
     "a": None, "e": None, "i": None, "o": None, "u": None}
)  # fmt: skip


def _sound(word: str) -> str:
    """Return what the first letter may be written as, too: Yanukovich, Janukowitsch."""
    return word[:1].translate(_FIRST)


_FIRST = str.maketrans({"k": "c", "q": "c", "x": "c", "j": "y", "i": "y", "w": "v", "z": "s"})


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    """Return the consonants that survive from one transliteration to another."""
    word = word.replace("tsch", "k").replace("tch", "k").replace("ch", "k").replace("ph", "f")
    word = word.replace("x", "ks").translate(_SOUNDS)
    return "".join(c for n, c in enumerate(word) if n == 0 or c != word[n - 1])
