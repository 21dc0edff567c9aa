"""Whether two names are one, spelt or transliterated otherwise."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

from factcov.judges.contradiction.alignment import resembles
from factcov.text.unicode import normalise

_LIKE, _LIKE_SHORT = 0.5, 0.6  # share of letters two spellings of a name have in common


_LONGEST = 40
_NONE: frozenset[int] = frozenset()


@lru_cache(maxsize=100_000)
def alike(a: str, b: str) -> bool:
    """Return whether two names are one, spelt or transliterated otherwise.

    >>> alike("yanukovich", "janukowitsch"), alike("france", "french"), alike("gardon", "batigne")
    (True, True, False)
    >>> alike("mumbai", "bombay"), alike("münchen", "munich")
    (True, True)
    """
    if not (a.isascii() and b.isascii()):
        a, b = _plain(a), _plain(b)
    if a == b:
        return True
    if len(a) < 3 or len(b) < 3:
        return False
    if resembles(a, b) or not _places().get(a, _NONE).isdisjoint(_places().get(b, _NONE)):
        return True
    if len(a) > 3 and len(b) > 3 and a[:4] == b[:4]:
        return True
    x, y = _skeleton(a), _skeleton(b)
    if len(x) < 3 or len(y) < 3:
        return False
    return x == y or (a[:3] == b[:3] and (x.startswith(y) or y.startswith(x)))  # Naples, Napoli


@cache
def _places() -> dict[str, frozenset[int]]:
    """Return the places that each name may mean, by line of exonyms.txt: Mumbai, Bombay."""
    lines = (files("factcov.text") / "exonyms.txt").read_text("utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        for name in line.split():
            found.setdefault(_plain(name), set()).add(number)
            found.setdefault(_plain(name).rstrip("s") + "s", set()).add(number)
    return {name: frozenset(places) for name, places in found.items()}


@lru_cache(maxsize=50_000)
def share_letters(a: str, b: str) -> bool:
    """Return whether two names that stand in one place share so many letters that they are one."""
    size = max(len(a), len(b))
    share = _LIKE_SHORT if size < 7 else _LIKE
    return _edited(_plain(a), _plain(b)) <= (1 - share) * size


def _edited(a: str, b: str) -> int:
    """Return the number of letters to change, add or drop (Levenshtein) from *a* to *b*."""
    if len(a) > _LONGEST or len(b) > _LONGEST:
        return _LONGEST
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def _plain(word: str) -> str:
    return "".join(c for c in normalise(word, "NFD") if not unicodedata.combining(c))


_SOUNDS = str.maketrans(
    {"c": "k", "q": "k", "w": "v", "z": "s", "y": None, "j": None, "h": None,
     "a": None, "e": None, "i": None, "o": None, "u": None}
)  # fmt: skip


@lru_cache(maxsize=50_000)
def _skeleton(word: str) -> str:
    """Return the consonants that survive from one transliteration to another."""
    word = word.replace("tsch", "k").replace("tch", "k").replace("ch", "k").replace("ph", "f")
    word = word.replace("x", "ks").translate(_SOUNDS)
    return "".join(c for n, c in enumerate(word) if n == 0 or c != word[n - 1])
