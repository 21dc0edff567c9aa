"""Porter's stemmer (1980, https://tartarus.org/martin/PorterStemmer) as nltk has it, rouge-score's.

nltk's default mode departs from the paper: a few irregular words, none shorter than three letters,
"died" and "flies" by their length, "y" after any consonant, "alli" taken off before the other
endings of step 2, "fulli" and "logi" among these, and two letters as a syllable that ends in "e".
Written anew because importing nltk takes longer than most scores do; equal on every word tried.
The rules are tables, which the compiled stemmer reads as well.
"""

from __future__ import annotations

from typing import NamedTuple

IRREGULAR = {
    "sky": "sky", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news",
    "inning": "inning", "innings": "inning", "outing": "outing", "outings": "outing",
    "canning": "canning", "cannings": "canning", "howe": "howe", "proceed": "proceed",
    "exceed": "exceed", "succeed": "succeed",
}  # fmt: skip


class Rule(NamedTuple):
    """An ending, and what takes its place where the rest is long enough.

    Where *after* is not empty, the rest must end in one of its letters.
    """

    ending: str
    new: str
    after: str = ""


class Step(NamedTuple):
    """Rules of which the first whose ending fits is the only one tried; longer endings first.

    *more*: the rest must have more syllables (Porter's m) than this.
    """

    more: int
    rules: tuple[Rule, ...]


def _rules(words: str) -> tuple[Rule, ...]:
    return tuple(Rule(*word.split("-")) for word in words.split())


STEPS = (
    Step(0, _rules("alli-al")),
    Step(0, _rules(
        "ational-ate tional-tion enci-ence anci-ance izer-ize bli-ble entli-ent eli-e ousli-ous "
        "ization-ize ation-ate ator-ate alism-al iveness-ive fulness-ful ousness-ous aliti-al "
        "iviti-ive biliti-ble fulli-ful ogi-og-l"
    )),
    Step(0, _rules("icate-ic ative- alize-al iciti-ic ical-ic ful- ness-")),
    Step(1, _rules(
        "al- ance- ence- er- ic- able- ible- ant- ement- ment- ent- ion--st ou- ism- ate- iti- "
        "ous- ive- ize-"
    )),
)  # fmt: skip
"""Steps 2 to 4, the first in two."""

_KINDS = str.maketrans({
    letter: "v" if letter in "aeiou" else "c" for letter in "abcdefghijklmnopqrstuvwxz0123456789"
})  # fmt: skip


def _by_two_letters(step: Step) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for rule in step.rules:
        found.setdefault(rule.ending[-2:], []).append(rule)
    return found


_STEPS = tuple((step.more, _by_two_letters(step)) for step in STEPS)


def stem(word: str) -> str:
    """Return the stem of a word of a-z and 0-9.

    >>> [stem(word) for word in ("caresses", "hopping", "flies", "dies", "relational", "rolled")]
    ['caress', 'hop', 'fli', 'die', 'relat', 'roll']
    """
    if len(word) < 3 or word in IRREGULAR:
        return IRREGULAR.get(word, word)
    word = _without_participle(_without_plural(word))
    if word[-1] == "y" and len(word) > 2 and _kinds(word)[-2] == "c":
        word = word[:-1] + "i"
    for more, rules in _STEPS:
        for rule in rules.get(word[-2:], ()):
            if word.endswith(rule.ending):
                rest = word[: -len(rule.ending)]
                if _syllables(rest) > more and (not rule.after or rest[-1] in rule.after):
                    word = rest + rule.new
                break
    if word[-1] == "e":
        rest = word[:-1]
        syllables = _syllables(rest)
        if syllables > 1 or (syllables == 1 and not _short(rest)):
            word = rest
    if word.endswith("ll") and _syllables(word[:-1]) > 1:
        word = word[:-1]
    return word


def _without_plural(word: str) -> str:
    if word[-1] != "s":
        return word
    if word.endswith("ies"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("sses"):
        return word[:-2]
    return word if word[-2] == "s" else word[:-1]


def _without_participle(word: str) -> str:
    if word.endswith("ied"):
        return word[:-1] if len(word) == 4 else word[:-2]
    if word.endswith("eed"):
        return word[:-1] if _syllables(word[:-3]) else word
    rest = word[:-2] if word.endswith("ed") else word[:-3] if word.endswith("ing") else ""
    kinds = _kinds(rest)
    if "v" not in kinds:
        return word
    if rest.endswith(("at", "bl", "iz")):
        return rest + "e"
    if len(rest) > 1 and rest[-1] == rest[-2] and kinds[-1] == "c":
        return rest if rest[-1] in "lsz" else rest[:-1]
    return rest + "e" if kinds.count("vc") == 1 and _short(rest) else rest


def _short(word: str) -> bool:
    """Return whether the word ends like "hop", or is like "at"."""
    kinds = _kinds(word)
    return kinds == "vc" or (kinds.endswith("cvc") and word[-1] not in "wxy")


def _syllables(word: str) -> int:
    """Return how often a consonant follows a vowel, Porter's m.

    >>> [_syllables(word) for word in ("tree", "oats", "private")]
    [0, 1, 2]
    """
    return _kinds(word).count("vc")


def _kinds(word: str) -> str:
    """Return "v" for each vowel and "c" for each consonant; "y" after a consonant is a vowel.

    >>> _kinds("syzygy"), _kinds("toy")
    ('cvcvcv', 'cvc')
    """
    kinds = word.translate(_KINDS)
    if "y" not in kinds:
        return kinds
    found: list[str] = []
    for kind in kinds:
        found.append("cv"[found[-1:] == ["c"]] if kind == "y" else kind)
    return "".join(found)
