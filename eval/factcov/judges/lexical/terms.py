"""What to look for in a text to find one fact: its terms (words, names, quantities)."""

from __future__ import annotations

import msgspec
import regex

from factcov.text.analysis import Analysis, analyse
from factcov.text.languages import language
from factcov.text.names import Name, names
from factcov.text.quantities import Quantity, quantities

_SLASH = regex.compile(r"(?<=[\p{L}\p{N}'\u2019\"])(?:\s+/\s+|/)(?=[\p{L}'\u2018\"])")
_ACRONYM = regex.compile(r"((?:\p{Lu}[\p{L}\p{M}-]*+ ){2,8})\((\p{Lu}{2,8})\)")
_QUOTED = regex.compile(r"(['\"\u2018\u201c])[^'\"\u2019\u201d]{1,80}['\"\u2019\u201d]")
_PHRASE_WORD = regex.compile(r"[\p{L}\p{N}]['\u2019\p{L}\p{N}-]*+")
_PHRASE = 120  # characters beside a slash that are looked at
_MOST_READINGS = 8


class Term(msgspec.Struct, frozen=True):
    """One thing a fact says: a content word, a part of a name or a quantity.

    ``key`` is the stem, or "#" and the spelling for a quantity.
    """

    key: str
    surface: str
    name: bool = False
    quantity: Quantity | None = None


class Reading(msgspec.Struct, frozen=True):
    """One way to read a fact: its terms in order of place and the stems of its function words."""

    terms: tuple[Term, ...]
    function: tuple[str, ...]
    analysis: Analysis
    quantities: tuple[Quantity, ...]
    names: tuple[Name, ...]


def readings(text: str, code: str, *, same_language: bool = True) -> list[Reading]:
    """Return the ways to read a fact, each of which states it.

    A fact written "the designer / Alex Perry left" may be stated with either side of the slash.
    So may "the National Health Service (NHS)", with the name or with its initials.
    In a text of another language (*same_language* False) only names and quantities can be found.

    >>> [[t.surface for t in r.terms] for r in readings("Ann / the nurse left at 10.", "en")]
    [['Ann', 'left', '10'], ['nurse', 'left', '10']]
    """
    return [_read(analyse(one, code), same_language) for one in _sides(text, code)]


def _read(analysis: Analysis, same_language: bool) -> Reading:
    named = [False] * len(analysis.words)
    all_names = names(analysis)
    for name in all_names:
        for i in range(name.first, name.last):
            named[i] = True
    terms: dict[str, Term] = {}
    amounts = quantities(analysis)
    quantity_at = {q.first: q for q in amounts}
    function: dict[str, None] = {}
    i = 0
    while i < len(analysis.words):
        quantity = quantity_at.get(i)
        word, stemmed = analysis.words[i], analysis.stems[i]
        if quantity is not None:
            spelled = analysis.text[quantity.start : quantity.end]
            # "One of them" counts nothing.
            if not (quantity.value == 1 and quantity.kind == "number" and spelled.isalpha()):
                key = "#" + spelled.casefold()
                terms.setdefault(key, Term(key, spelled, quantity=quantity))
            i = max(quantity.last, i + 1)
            continue
        if analysis.content[i]:
            if same_language or named[i]:
                terms.setdefault(stemmed, Term(stemmed, word, name=named[i]))
        elif same_language:
            function.setdefault(stemmed)
        i += 1
    if not terms and same_language:  # "He did it": the function words are all there is.
        pairs = zip(analysis.words, analysis.stems, strict=True)
        terms = {stemmed: Term(stemmed, word) for word, stemmed in pairs}
        function = {}
    return Reading(tuple(terms.values()), tuple(function), analysis, amounts, all_names)


def _sides(text: str, code: str) -> list[str]:
    """Return *text* with each slash and each acronym in brackets resolved to either side."""
    waiting = [text]
    done: list[str] = []
    while waiting and len(waiting) + len(done) < _MOST_READINGS:
        one = waiting.pop(0)
        slash, acronym = _SLASH.search(one), _acronym(one)
        if acronym is not None:
            waiting += acronym
        elif slash is None:
            done.append(one)
        else:
            left, right = one[: slash.start()], one[slash.end() :]
            waiting.append(left + " " + right[_first_phrase(right, code) :])
            waiting.append(left[: len(left) - _last_phrase(left, code)] + " " + right)
    return done + [_SLASH.sub(" ", one) for one in waiting]


def _acronym(text: str) -> list[str] | None:
    """Return *text* with a name only and with its initials only, where both are given.

    >>> _acronym("The National Trust (NT) paid.")
    ['The National Trust paid.', 'The NT paid.']
    """
    found = _ACRONYM.search(text)
    if found is None:
        return None
    words, initials = found[1].split(), found[2]
    named = words[-len(initials) :]
    if "".join(word[0] for word in named) != initials:
        return None
    head, tail = text[: found.start()], text[found.end() :]
    before = "".join(word + " " for word in words[: len(words) - len(named)])
    return [head + found[1].rstrip() + tail, head + before + initials + tail]


def _first_phrase(text: str, code: str) -> int:
    """Return the length of the phrase that starts *text*: a quotation, a name or a word.

    >>> _first_phrase("Alex Perry left", "en"), _first_phrase("the actress left", "en")
    (10, 11)
    """
    quoted = _QUOTED.match(text)
    if quoted:
        return quoted.end()
    words = list(_PHRASE_WORD.finditer(text[:_PHRASE]))
    return words[_phrase([w[0] for w in words], code) - 1].end() if words else 0


def _last_phrase(text: str, code: str) -> int:
    """Return the length of the phrase that ends *text*.

    >>> _last_phrase("fans of the designer", "en"), _last_phrase("it is Alex Perry", "en")
    (12, 10)
    """
    tail = text[-_PHRASE:]
    words = list(_PHRASE_WORD.finditer(tail))
    if not words:
        return 0
    resources, first = language(code), len(words) - 1
    if words[first][0][0].isupper():
        while first > 0 and words[first - 1][0][0].isupper():
            first -= 1
    elif (
        first > 0
        and words[first - 1][0].casefold() in resources.determiners | resources.possessives
    ):
        first -= 1
    return len(tail) - words[first].start()


def _phrase(words: list[str], code: str) -> int:
    """Return how many of *words* make the phrase they start with."""
    resources = language(code)
    if words[0].casefold() in resources.determiners | resources.possessives:
        return min(2, len(words))
    count = 1
    while words[0][0].isupper() and count < len(words) and words[count][0].isupper():
        count += 1
    return count
