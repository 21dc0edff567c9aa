"""Who says something in a text, and who heads a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from factcov.text.voices import Voice, prepositions, voice

if TYPE_CHECKING:
    from factcov.judges.contradiction.prepared import Prepared

_REACH = 5  # words from a verb of saying to who says it
_APPOSED = 12  # words of "Ann Lee, head of the squad, said"
_BODY = 4  # words of a body's name
_QUOTED = re.compile(r'\u00ab[^\u00bb]*\u00bb|\u201c[^\u201d]*\u201d|"[^"]*"')
_MARKS = ',;:()"\u00ab\u00bb\u201c\u201d.'


class Saying(msgspec.Struct, frozen=True):
    """Who says something, as word indexes ``first`` to ``last`` (exclusive), whether that is a name
    (else a word for people), the verb or "according", and the words of which it is said.
    """

    first: int
    last: int
    named: bool
    at: int
    scope: tuple[int, int]


class Office(msgspec.Struct, frozen=True):
    """Who heads a body: the index of the name, and the words of the body, places apart."""

    name: int
    body: tuple[int, ...]


def sayings(text: Prepared) -> Iterator[Saying]:
    """Yield who is said to say something, in order.

    >>> from factcov.judges.contradiction.prepared import prepare
    >>> from factcov.text.analysis import analyse
    >>> p = prepare(analyse("\u00ab Il faut agir \u00bb, explique Anne Dupont.", "fr"))
    >>> [(p.folded[s.first : s.last], s.scope) for s in sayings(p)]
    [(('anne', 'dupont'), (0, 3))]
    """
    words = voice(text.analysis.language)
    if not words.says or not (text.names or text.people):
        return
    stems, folded = text.analysis.stems, text.folded
    for i in range(len(folded)):
        if folded[i] in words.according or "_".join(folded[i : i + 2]) in words.according:
            who = _after(i + 1, text)
            if who is not None:
                yield Saying(*who, i, _sentence(i, text))
        elif stems[i] in words.says and i not in text.name_at:
            who = _before(i, text, words)
            if who is not None:
                yield Saying(*who, i, _on(i, text))
            elif _mark(i, text) or (i > 1 and _mark(i - 1, text)):
                who = _after(i + 1, text)
                if who is not None:
                    yield Saying(*who, i, _quoted_before(i, text))


_Who = tuple[int, int, bool]


def _after(k: int, text: Prepared) -> _Who | None:
    """Return the name, or the word for people, that follows: "the economist Ann Lee"."""
    person: _Who | None = None
    passed = 0
    for j in range(k, min(k + _REACH, len(text.keys))):
        if j > k and _mark(j, text):
            break
        name = text.name_at.get(j)
        if name is not None:
            return j, text.names[name].last, True
        if j in text.people:
            person = person or (j, j + 1, False)
        elif j in text.rank:
            passed += 1
            if passed > 1 or person:
                break
    return person


def _before(i: int, text: Prepared, words: Voice) -> _Who | None:
    """Return the subject of the verb at *i*: "Ann Lee said", "Ann Lee, head of it, said"."""
    j = i - 1
    if j >= 0 and _mark(i, text):
        while j > max(0, i - _APPOSED) and not _mark(j, text):
            j -= 1
        j -= 1
    while j >= max(0, i - _APPOSED):
        if text.folded[j] in words.passive or text.folded[j] in words.subject:
            return None
        name = text.name_at.get(j)
        if name is not None:
            first = text.names[name].first
            return None if _hangs(first, text) else (first, text.names[name].last, True)
        if j in text.people:
            return None if _hangs(j, text) else (j, j + 1, False)
        if j in text.rank or _mark(j, text):
            return None
        j -= 1
    return None


def _hangs(i: int, text: Prepared) -> bool:
    known = prepositions()
    before = text.folded[max(0, i - 2) : i]
    return any(word in known.hangs or word in known.of or word in known.place for word in before)


def _mark(j: int, text: Prepared) -> bool:
    """Return whether a comma, a quotation mark or the like stands before word j."""
    gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]] if j else ","
    return any(mark in gap for mark in _MARKS)


def _sentence(i: int, text: Prepared) -> tuple[int, int]:
    return next((a, b) for a, b in text.spans if a <= i < b)


def _on(i: int, text: Prepared) -> tuple[int, int]:
    """Return the sentence of word i, or as far as a quotation goes that it opens."""
    first, last = _sentence(i, text)
    analysis = text.analysis
    for begin, end in _quotes(analysis.text):
        if analysis.ends[i] <= begin < analysis.ends[last - 1] < end:
            last = next((k for k in range(last, len(text.keys)) if analysis.starts[k] >= end), last)
    return first, last


def _quoted_before(i: int, text: Prepared) -> tuple[int, int]:
    """Return the words of the quotation that ends right before the verb, or of its sentence."""
    starts = text.analysis.starts
    low = text.analysis.ends[i - 2] if i > 1 else 0
    for begin, end in _quotes(text.analysis.text):
        if low <= end <= starts[i]:
            return next(k for k in range(i + 1) if starts[k] >= begin), i
    return _sentence(i, text)[0], i


@lru_cache(maxsize=512)
def _quotes(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _QUOTED.finditer(text))


def offices(text: Prepared) -> Iterator[Office]:
    """Yield who is said to head which body, in order.

    >>> from factcov.judges.contradiction.prepared import prepare
    >>> from factcov.text.analysis import analyse
    >>> p = prepare(analyse("Ann Lee, head of the Lyon fire service, resigned.", "en"))
    >>> [(p.names[o.name].words, [p.folded[i] for i in o.body]) for o in offices(p)]
    [(('ann', 'lee'), ['fire', 'service'])]
    """
    heads, folded = voice(text.analysis.language).heads, text.folded
    if not heads or not text.names:
        return
    for i, word in enumerate(folded):
        phrase = "_".join(folded[max(0, i - 2) : i + 1])
        first = i - 2 if phrase in heads else i
        if (word not in heads and phrase not in heads) or _certain_name(i, text):
            continue
        if not prepositions().nearly.isdisjoint(folded[max(0, i - 2) : i + 3]):
            continue
        body, end = _body(i + 1, text)
        if not body:
            continue
        for n, name in enumerate(text.names):
            between = range(name.last, first) if name.last <= first else range(end, name.first)
            if first <= name.first < end:
                continue
            if len(between) <= 2 and not any(k in text.rank for k in between):
                yield Office(n, body)
                break


def _certain_name(i: int, text: Prepared) -> bool:
    return i in text.name_at and text.names[text.name_at[i]].certain


def _body(k: int, text: Prepared) -> tuple[tuple[int, ...], int]:
    """Return the words after "of", places apart, and the word after them."""
    of = prepositions().of
    if k >= len(text.keys) or text.folded[k] not in of:
        return (), k
    found: list[int] = []
    j = k
    while j < len(text.keys) and not (j > k and _mark(j, text)) and len(found) < _BODY:
        if j in text.rank:
            found.append(j)
        elif found and text.folded[j] not in of and j + 1 < len(text.keys):
            break
        j += 1
    kept = [i for i in found if i not in text.name_at]
    return tuple(kept or found), j
