"""The stemmer of ``factcov.metrics.porter`` on bytes; its tables of rules are an argument.

A word is ``word[:size]``; ``vowels`` says of each letter whether it is one. Functions change both
arrays and return the new size.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from factcov.metrics.kernels.compiled.jit import jit
from factcov.metrics.porter import IRREGULAR, STEPS

_A, _B, _D, _E, _G, _I, _L, _N = b"abdegiln"
_O, _S, _T, _U, _W, _X, _Y, _Z = b"ostuwxyz"
_LINE = ord("\n")

_WIDTH = 8
"""Letters of the longest ending."""
_NEW = _WIDTH
_AFTER = 2 * _WIDTH
_SIZE, _NEW_SIZE, _AFTER_SIZE, _STEP, _MORE = range(_AFTER + 2, _AFTER + 7)
"""Columns of a rule; before them the letters of its ending, its replacement, and of *after*."""


def rules() -> NDArray[np.int64]:
    """Return the rules as rows: irregular words are step 0, endings that are all of a word."""
    rows = [(word, stem, "", 0, 0) for word, stem in IRREGULAR.items()] + [
        (*rule, number, step.more)
        for number, step in enumerate(STEPS, 1)
        for rule in step.rules
    ]  # fmt: skip
    table = np.zeros((len(rows), _MORE + 1), np.int64)
    for row, (ending, new, after, step, more) in zip(table, rows, strict=True):
        for begin, letters in [(0, ending), (_NEW, new), (_AFTER, after)]:
            row[begin : begin + len(letters)] = list(letters.encode("ascii"))
        row[_SIZE:] = len(ending), len(new), len(after), step, more
    return table


@jit
def stems(
    data: NDArray[Any], words: NDArray[Any], shortest: int, rules: NDArray[Any]
) -> NDArray[Any]:
    """Return the stems of words as bytes, one a line; those of fewer letters stay as they are.

    Word n stands at ``words[n, 0]`` of *data* and has ``words[n, 1]`` letters.
    """
    longest, total = 1, 0
    for n in range(len(words)):
        longest = max(longest, words[n, 1])
        total += words[n, 1] + 1
    out = np.empty(total, np.uint8)
    word = np.empty(longest, np.uint8)
    vowels = np.empty(longest, np.bool_)
    end = 0
    for n in range(len(words)):
        begin, size = words[n, 0], words[n, 1]
        for i in range(size):
            word[i] = data[begin + i]
        if size >= shortest:
            size = _stem(word, vowels, size, rules)
        for i in range(size):
            out[end + i] = word[i]
        end += size + 1
        out[end - 1] = _LINE
    return out[:end]


@jit
def _stem(word: NDArray[Any], vowels: NDArray[Any], size: int, rules: NDArray[Any]) -> int:
    """Stem a word of three letters or more."""
    at = 0
    while rules[at, _STEP] == 0:
        if rules[at, _SIZE] == size and _fits(word, size, rules, at):
            return _replace(word, vowels, size, rules, at)
        at += 1
    _mark(word, vowels, 0, size)
    size = _without_participle(word, vowels, _without_plural(word, size))
    if size > 2 and word[size - 1] == _Y and not vowels[size - 2]:
        word[size - 1] = _I
        vowels[size - 1] = True
    done = 0
    while at < len(rules):
        step = rules[at, _STEP]
        if step != done and _fits(word, size, rules, at):
            done = step
            rest = size - rules[at, _SIZE]
            if _syllables(vowels, rest) > rules[at, _MORE] and _follows(word, rest, rules, at):
                size = _replace(word, vowels, size, rules, at)
        at += 1
    if word[size - 1] == _E:
        syllables = _syllables(vowels, size - 1)
        if syllables > 1 or (syllables == 1 and not _short(word, vowels, size - 1)):
            size -= 1
    if _ends(word, size, _L, _L) and _syllables(vowels, size - 1) > 1:
        size -= 1
    return size


@jit
def _without_plural(word: NDArray[Any], size: int) -> int:
    if word[size - 1] != _S:
        return size
    if size > 2 and word[size - 2] == _E:
        if word[size - 3] == _I:
            return size - 1 if size == 4 else size - 2
        if _ends(word, size - 2, _S, _S):
            return size - 2
    return size if word[size - 2] == _S else size - 1


@jit
def _without_participle(word: NDArray[Any], vowels: NDArray[Any], size: int) -> int:
    rest = 0
    if _ends(word, size, _E, _D):
        if size > 2 and word[size - 3] == _I:
            return size - 1 if size == 4 else size - 2
        if size > 2 and word[size - 3] == _E:
            return size - 1 if _syllables(vowels, size - 3) > 0 else size
        rest = size - 2
    elif size > 3 and word[size - 3] == _I and _ends(word, size, _N, _G):
        rest = size - 3
    if not _any(vowels, rest):
        return size
    if _ends(word, rest, _A, _T) or _ends(word, rest, _B, _L) or _ends(word, rest, _I, _Z):
        return _with_e(word, vowels, rest)
    last = word[rest - 1]
    if rest > 1 and last == word[rest - 2] and not vowels[rest - 1]:
        return rest if last in (_L, _S, _Z) else rest - 1
    if _syllables(vowels, rest) == 1 and _short(word, vowels, rest):
        return _with_e(word, vowels, rest)
    return rest


@jit
def _any(vowels: NDArray[Any], size: int) -> bool:
    i = 0
    while i < size and not vowels[i]:
        i += 1
    return i < size


@jit
def _with_e(word: NDArray[Any], vowels: NDArray[Any], size: int) -> int:
    word[size] = _E
    vowels[size] = True
    return size + 1


@jit
def _ends(word: NDArray[Any], size: int, last_but_one: int, last: int) -> bool:
    return size > 1 and word[size - 1] == last and word[size - 2] == last_but_one


@jit
def _short(word: NDArray[Any], vowels: NDArray[Any], size: int) -> bool:
    if size == 2:
        return bool(vowels[0] and not vowels[1])
    if size < 2 or vowels[size - 3] or not vowels[size - 2] or vowels[size - 1]:
        return False
    last = word[size - 1]
    return last not in (_W, _X, _Y)


@jit
def _syllables(vowels: NDArray[Any], size: int) -> int:
    found = 0
    for i in range(1, size):
        found += vowels[i - 1] and not vowels[i]
    return found


@jit
def _fits(word: NDArray[Any], size: int, rules: NDArray[Any], at: int) -> bool:
    """Return whether the word ends as the rule says."""
    ending = int(rules[at, _SIZE])
    if word[size - 1] != rules[at, ending - 1] or size < ending:
        return False
    i = 0
    while i < ending and word[size - ending + i] == rules[at, i]:
        i += 1
    return i == ending


@jit
def _follows(word: NDArray[Any], size: int, rules: NDArray[Any], at: int) -> bool:
    letters = int(rules[at, _AFTER_SIZE])
    for i in range(letters):
        if word[size - 1] == rules[at, _AFTER + i]:
            return True
    return letters == 0


@jit
def _replace(
    word: NDArray[Any], vowels: NDArray[Any], size: int, rules: NDArray[Any], at: int
) -> int:
    rest = size - int(rules[at, _SIZE])
    size = rest + int(rules[at, _NEW_SIZE])
    for i in range(rest, size):
        word[i] = rules[at, _NEW + i - rest]
    _mark(word, vowels, rest, size)
    return size


@jit
def _mark(word: NDArray[Any], vowels: NDArray[Any], begin: int, end: int) -> None:
    for i in range(begin, end):
        letter = word[i]
        if letter == _Y:
            vowels[i] = i > 0 and not vowels[i - 1]
        else:
            vowels[i] = letter in (_A, _E, _I, _O, _U)
