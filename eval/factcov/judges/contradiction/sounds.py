"""How far apart two names sound, whatever language transliterated them: Yeltsin, Eltsine, Jelzin.

A group of letters may stand for several consonants: "ch" for that of Chopin, of Chile or of Bach.
"""

from __future__ import annotations

import re
from functools import lru_cache

from factcov.text.unicode import plain

# Letters and what they may sound like; S is every hiss (s, z, sh, zh, ts, ch), H every breath.
_CONSONANTS = {
    "schtsch": "S", "chtch": "S", "stsch": "S", "tzsch": "S", "shch": "S", "tsch": "S",
    "dsch": "SG", "tch": "S", "sch": "S", "dzh": "S", "tsh": "S", "sh": "S", "zh": "SH",
    "zs": "S", "ts": "S", "tz": "S", "cz": "S", "sz": "S", "cs": "S", "hs": "S", "dj": "SYD",
    "ch": "SHK", "kh": "HK", "gh": "GH", "ph": "F", "th": "T", "ck": "K", "cq": "K", "qu": "K",
    "dt": "T", "pf": "F", "s": "S", "z": "S", "c": "SK", "j": "SHY", "g": "GHS", "k": "KG",
    "q": "KGS", "h": "H", "v": "VF", "w": "V", "f": "FV", "b": "B", "p": "P", "d": "D", "t": "T",
    "l": "L", "m": "M", "n": "N", "r": "R", "y": "Y",
}  # fmt: skip
_SOUND = re.compile("|".join(_CONSONANTS) + "|[aeiou]+")
_TWICE = re.compile(r"([a-z])\1")
_VOWELS = "aeiou"
_NEAR = frozenset(["ae", "ea", "ei", "ie", "ou", "uo", "ao", "oa", "iu", "ui"])

_OTHER_VOWEL, _NEAR_VOWEL, _OTHER_CONSONANT = 0.6, 0.3, 1.2
_ANOTHER_READING = 0.1
_DROPPED = {"e": 0.35, "i": 0.35, "a": 0.5, "o": 0.5, "u": 0.5}
_BREATH, _GLIDE = 0.4, 0.15  # an h or a y that one language writes and another does not
_APART = 9.0


@lru_cache(maxsize=100_000)
def apart(a: str, b: str) -> float:
    """Return how far apart two case-folded names sound, about 0 to 1, as a share of consonants.

    Up to 0.25 they are mostly one name, from 0.4 on mostly two.

    >>> apart("eltsine", "jelzin") < 0.25, apart("shevchenko", "schewtschenko") < 0.25
    (True, True)
    >>> apart("petrov", "peskov") > 0.4, apart("hoffmann", "hofer") > 0.4
    (True, True)
    """
    one, two = _sounds(a), _sounds(b)
    if not one or not two or abs(len(one) - len(two)) > max(2, len(one) // 2):
        return _APART
    if _changed(one[0], two[0]) > _OTHER_VOWEL and "H" not in one[0] + two[0]:
        return _APART
    row = [0.0]
    for sound in two:
        row.append(row[-1] + _dropped(sound))
    for x in one:
        above, row = row, [row[0] + _dropped(x)]
        for j, y in enumerate(two, 1):
            least = min(
                above[j - 1] + _changed(x, y), above[j] + _dropped(x), row[-1] + _dropped(y)
            )
            row.append(least)
    return row[-1] / max(1, *(sum(s[0] not in _VOWELS for s in w) for w in (one, two)))


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> tuple[str, ...]:
    """Return the consonants' readings and the vowels of a word, one for each run of them."""
    letters = _TWICE.sub(r"\1", plain(word)[:30])
    if "x" in letters:
        letters = ("s" if letters[0] == "x" else letters[0]) + letters[1:].replace("x", "ks")
    if letters[:1] == "i" and letters[1:2] in tuple(_VOWELS):  # Iouri
        letters = "y" + letters[1:]
    elif letters.startswith("ou") and letters[2:3] in tuple(_VOWELS):  # Ouattara
        letters = "w" + letters[2:]
    found = (match.group() for match in _SOUND.finditer(letters))
    return tuple(_CONSONANTS.get(group) or _vowel(group) for group in found)


def _vowel(group: str) -> str:
    """Return the vowel that a run of them sounds like: u for "ou", "oo" and "iou"."""
    if len(group) > 1 and group[0] == "i":
        return group[-1]
    return "u" if group == "ou" else group[0]


def _dropped(sound: str) -> float:
    if sound in _DROPPED:
        return _DROPPED[sound]
    if "Y" in sound:
        return _GLIDE
    return _BREATH if sound in ("H", "HK", "GH", "SH") else 1.0


@lru_cache(maxsize=5_000)
def _changed(x: str, y: str) -> float:
    if x == y:
        return 0.0
    vowels = (x in _VOWELS) + (y in _VOWELS)
    if vowels == 1:
        glide, vowel = (x, y) if y in _VOWELS else (y, x)
        return 0.0 if "Y" in glide and vowel in "ie" else 2.0
    if vowels == 2:
        return _NEAR_VOWEL if x + y in _NEAR else _OTHER_VOWEL
    return _OTHER_CONSONANT if set(x).isdisjoint(y) else _ANOTHER_READING
