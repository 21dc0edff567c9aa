"""Words that a slip of the pen made of a number word, a month or a word like "not" or "only".

Content words that are misspelt are found by their likeness to the fact's; these few change what a
sentence says, so they are read as what they were meant to be: beside a number "million" and the
months in any language, others only where a list of everyday words tells a slip from a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec.structs import replace

from factcov.text.analysis import Analysis, stem
from factcov.text.cues import small_words
from factcov.text.languages import language
from factcov.text.numerals import numerals
from factcov.text.opposites import opposites

_LONG = 6  # letters of a word that one letter more, less or other still shows
_SHORT = 4  # letters of a word that two exchanged letters still show
_LONGEST = 40  # letters; no slip is looked for in a longer word


def mended(analysis: Analysis) -> Analysis:
    """Return *analysis* with the slips read as what they were meant to be; spans stay as they are.

    A word that was mended is no slice of the text any more.

    >>> from factcov.text.analysis import analyse
    >>> mended(analyse("More than 9 milliin men, not olny boys, came on Arpil 24.", "en")).stems
    ('more', 'than', '9', 'million', 'man', 'not', 'onli', 'boy', 'come', 'on', 'april', '24')
    """
    code = analysis.language
    found: dict[int, str] = {}
    if opposites(code).common:
        for i, word in enumerate(analysis.words):
            if _SHORT <= len(word) <= _LONGEST and word[0].islower():
                meant = _meant(word, code)
                if meant:
                    found[i] = meant
    counts = numerals(code).starters
    for k, word in enumerate(analysis.folded):
        if word[0].isdigit() or word in counts:
            for i in (k - 1, k + 1):
                if 0 <= i < len(analysis.folded) and i not in found:
                    meant = _amount(analysis.folded[i], code)
                    if meant:
                        found[i] = meant
    if not found:
        return analysis
    resources = language(code)
    words, stems = list(analysis.words), list(analysis.stems)
    folded, content = list(analysis.folded), list(analysis.content)
    for i, meant in found.items():
        words[i] = meant.capitalize() if words[i][0].isupper() else meant
        stems[i], folded[i] = stem(meant, resources), meant
        content[i] = meant not in resources.function_words
    return replace(
        analysis,
        words=tuple(words),
        stems=tuple(stems),
        folded=tuple(folded),
        content=tuple(content),
    )


@lru_cache(maxsize=100_000)
def _meant(word: str, code: str) -> str:
    """Return the small word that *word* was meant to be, "" where it is a word or tells none."""
    word = word.casefold()
    if word in _small(code) or _is_word(word, code) or not word.isalpha():
        return ""
    return _nearest(word, _shapes(code))


@lru_cache(maxsize=10_000)
def _amount(word: str, code: str) -> str:
    if not _SHORT <= len(word) <= _LONGEST or word in _small(code) or _is_word(word, code):
        return ""
    return _nearest(word, _amount_shapes(code))


@lru_cache(maxsize=100_000)
def strange(word: str, code: str) -> bool:
    """Return whether a case-folded word is in none of the lists, where the language has them."""
    if len(word) > _LONGEST:
        return True
    return bool(opposites(code).common) and not (_is_word(word, code) or word in _small(code))


@lru_cache(maxsize=100_000)
def _is_word(word: str, code: str) -> bool:
    return opposites(code).everyday(word) or word in language(code).irregular


def _nearest(word: str, shapes: dict[str, tuple[str, ...]]) -> str:
    if len(word) > _LONGEST:
        return ""
    near = {w for shape in _deletes(word) for w in shapes.get(shape, ()) if _one_slip(word, w)}
    return min(near, key=lambda w: (abs(len(w) - len(word)), w)) if near else ""


def _one_slip(word: str, meant: str) -> bool:
    if word[0] != meant[0] or edits(word, meant) != 1:
        return False
    return len(meant) >= _LONG or sorted(word) == sorted(meant)


@cache
def _small(code: str) -> frozenset[str]:
    amounts = numerals(code)
    phrases = (
        w for role in amounts.phrases.values() for all_ in role.values() for p in all_ for w in p
    )
    others = set(amounts.units) | language(code).function_words | amounts.words["several"]
    return frozenset(amounts.starters | others | set(phrases) | small_words(code))


@cache
def _shapes(code: str) -> dict[str, tuple[str, ...]]:
    known = numerals(code)
    beside = {*known.units, *known.magnitudes, *known.months}  # words only beside a number
    return _indexed(w for w in _small(code) if len(w) >= _SHORT and w.isalpha() and w not in beside)


@cache
def _amount_shapes(code: str) -> dict[str, tuple[str, ...]]:
    known = numerals(code)
    return _indexed(w for w in (*known.magnitudes, *known.months) if len(w) > _SHORT)


def _indexed(words: Iterator[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word in sorted(words):
        for shape in _deletes(word):
            found[shape] = (*found.get(shape, ()), word)
    return found


def _deletes(word: str) -> set[str]:
    """Return a word with none or one of its letters left out: what one slip cannot part."""
    return {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}


@lru_cache(maxsize=50_000)
def misspelt(a: str, b: str) -> bool:
    """Return whether a slip of the pen parts *a* from *b*: one letter, two in longer words.

    >>> misspelt("brant", "brandt"), misspelt("wach", "watch"), misspelt("post", "pest")
    (True, True, True)
    >>> misspelt("sokoolva", "sokolova"), misspelt("ann", "anna")
    (True, False)
    """
    size = min(len(a), len(b))
    if size < 4 or abs(len(a) - len(b)) > 2:
        return False
    return edits(a, b) <= (1 if size < 8 else 2)


def edits(a: str, b: str) -> int:
    """Return the letters to change, add, drop or exchange with the next, from *a* to *b*.

    Optimal string alignment (Damerau 1964, Levenshtein 1966).

    >>> edits("olny", "only"), edits("milion", "million"), edits("iran", "iraq")
    (1, 1, 1)
    """
    if len(a) > _LONGEST or len(b) > _LONGEST:
        return _LONGEST
    older: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row = row, [i]
        for j, y in enumerate(b, 1):
            least = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                least = min(least, older[j - 2] + 1)
            row.append(least)
        older = last
    return row[-1]
