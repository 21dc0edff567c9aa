"""The names in a text: runs of capitalised words, dates apart."""

from __future__ import annotations

import re
import tomllib
from functools import cache, cached_property
from importlib.resources import files

import msgspec

from factcov.text.analysis import Analysis
from factcov.text.languages import language
from factcov.text.nouns import capitalises_nouns, common_noun, known_noun, likely_name
from factcov.text.numerals import numerals
from factcov.text.places import meant

_ADVERB: dict[str, str | tuple[str, ...]] = {
    "en": "ly",
    "fr": "ment",
    "es": "mente",
    "it": "mente",
    "de": ("lich", "weise", "dings", "falls", "haft", "sam", "bar", "ig", "mals", "wärts"),
}
_ROMAN = re.compile(r"(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})(?:er?|\u00e8me)?")  # up to 39
_INFLECTED = ("e", "en", "es", "em")  # German adjectives; "Bonner" is a place
# Lower-case words that stand inside one person's name (Ludwig van Beethoven).
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "du",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "ben",
        "le",
        "la",
        "st",
        "dos",
        "das",
    ]
)
_ARTICLES = frozenset(["der", "den", "das"])  # in German they begin the next phrase


class Name(msgspec.Struct, frozen=True, dict=True):
    """One name: its case-folded words, character offsets and word indexes (ends exclusive).

    ``certain`` is False where the capital may come from the place (a sentence's first word) or
    from the language (German nouns).
    """

    words: tuple[str, ...]
    start: int
    end: int
    first: int
    last: int
    certain: bool = True

    @cached_property
    def specific(self) -> bool:
        """Whether a word of the name tells it from others: not "the president"."""
        return any(not generic(word) for word in self.words)

    @cached_property
    def initials(self) -> str:
        """The first letters of the words."""
        return "".join([word[0] for word in self.words])

    @cached_property
    def telling(self) -> tuple[str, ...]:
        """The words that tell the name from others: not initials, titles or "river"."""
        long_ = tuple([w for w in self.words if len(w) > 2])
        return tuple([w for w in long_ if not generic(w)]) or long_ or self.words


@cache
def _openers(code: str) -> frozenset[str]:
    text = (files("factcov.text") / "openers.toml").read_text("utf-8")
    table = tomllib.loads(text.replace("ß", "ss"))  # as words are case-folded
    return frozenset(table.get(code, "").split())


class _Generic(msgspec.Struct, frozen=True):
    titles: frozenset[str]
    kinds: frozenset[str]
    all: frozenset[str]


@cache
def _generic() -> _Generic:
    text = (files("factcov.text") / "generic_names.toml").read_text("utf-8")
    table = tomllib.loads(text.replace("ß", "ss"))  # as words are case-folded
    titles, kinds = frozenset(table["titles"].split()), frozenset(table["kinds"].split())
    return _Generic(titles, kinds, titles | kinds)


@cache
def _well_known() -> tuple[frozenset[str], frozenset[str]]:
    table = tomllib.loads((files("factcov.text") / "well_known.toml").read_text("utf-8"))
    return frozenset(table["first_names"].split()), frozenset(table["bodies"].split())


def first_name(word: str) -> bool:
    """Return whether a case-folded word is a person's first name, and nothing else.

    >>> first_name("agnieszka"), first_name("mark")
    (True, False)
    """
    return word in _well_known()[0]


def well_known(word: str) -> bool:
    """Return whether a case-folded word is known as a name: a first name, a company, a team."""
    people, bodies = _well_known()
    return word in people or word in bodies


@cache
def _no_names(code: str) -> frozenset[str]:
    """Return the words that start no name, whatever their capital."""
    dates = numerals(code)
    return (
        language(code).function_words
        | _generic().titles
        | dates.starters
        | set(dates.phrases["era_before"])
    )


def generic(word: str) -> bool:
    """Return whether *word* stands in many names and tells none from another.

    >>> generic("president"), generic("river"), generic("lyon")
    (True, True, False)
    """
    return word in _generic().all


def title(word: str) -> bool:
    """Return whether *word* is a title or an office, no part of the name that follows."""
    return word in _generic().titles


def names(analysis: Analysis) -> tuple[Name, ...]:
    """Return the names of a text in order; none where the script or the text has no capitals.

    >>> from factcov.text.analysis import analyse
    >>> [n.words for n in names(analyse("In Lyon, Marie van Dyck met the mayor on Monday.", "en"))]
    [('lyon',), ('marie', 'van', 'dyck')]
    >>> [n.words for n in names(analyse("Today he met Prime Minister Lee Hsien Loong.", "en"))]
    [('lee', 'hsien', 'loong')]
    """
    words, text = analysis.words, analysis.text
    resources, dates = language(analysis.language), numerals(analysis.language)
    capital = [w[0].isupper() for w in words]
    letters = sum([w[0].isalpha() for w in words])
    if sum(capital) > 0.7 * letters and letters > 9:
        return ()  # a headline in capitals or title case tells nothing
    openers, no_names = _openers(resources.code), _no_names(analysis.language)
    lower = {w for w, c in zip(words, capital, strict=True) if not c}
    nouns_too = capitalises_nouns(analysis.language)
    particles = _PARTICLES - _ARTICLES if nouns_too else _PARTICLES
    found: list[Name] = []
    n, last = len(words), 0
    for i, folded in enumerate(analysis.folded):
        if i < last or not capital[i]:
            continue
        if _ROMAN.fullmatch(folded):
            continue
        if folded in no_names and words[i] not in resources.acronyms:
            both = f"{folded}_{analysis.folded[i + 1]}" if i + 1 < n and capital[i + 1] else ""
            if not both or not meant(both):  # Stati Uniti: "stati" is a form of "essere"
                continue
        last = i + 1
        while last < n and analysis.sentences[last] == analysis.sentences[i]:
            gap = text[analysis.ends[last - 1] : analysis.starts[last]]
            if gap.strip(" \u00a0.-\u2019'") or "\n" in gap or len(gap) > 3:
                break
            if capital[last] and words[last].casefold() not in resources.function_words:
                if words[last].casefold() in dates.starters or title(words[last].casefold()):
                    break
                last += 1
            elif (
                last + 1 < n and capital[last + 1] and words[last] in particles
                and analysis.sentences[last + 1] == analysis.sentences[i]
                and text[analysis.ends[last] : analysis.starts[last + 1]] in (" ", "-", "", "'")
                and (first_name(folded) or not meant(analysis.folded[last + 1]))
            ):  # a body and its place are two: Audiencia Provincial de Sevilla  # fmt: skip
                last += 2
            else:
                break
        begin = i
        if nouns_too:
            begin, last = _without_nouns(analysis, i, last)
            if begin == last:
                continue
        opener = (
            i == 0
            or analysis.sentences[i - 1] != analysis.sentences[i]
            or _quoted(text, analysis.starts[i])
        )
        if opener and (
            folded in openers or folded.endswith(_ADVERB.get(resources.code, "-"))
            or words[i].lower() in lower
        ):  # an opener that is no name, or stands in lower case elsewhere  # fmt: skip
            last = i + 1
            continue
        certain = not (opener and last == begin + 1) and not (
            nouns_too
            and _may_be_noun(begin, last, analysis, opener=opener)
            and not (last == begin + 1 and likely_name(analysis, begin))
        )
        parts = analysis.folded[begin:last]
        certain = certain or well_known(parts[0])
        found.append(
            Name(parts, analysis.starts[begin], analysis.ends[last - 1], begin, last, certain)
        )
    return tuple(found)


def _may_be_noun(first: int, last: int, analysis: Analysis, *, opener: bool) -> bool:
    """Return whether German's capital may be that of a noun: "Haus", "Twitter-Nutzer"."""
    if opener and last == first + 2:
        return True  # Manche Leute
    if title(analysis.folded[first - 1]) and first:
        return False  # Präsident Macron
    if last == first + 1:
        word = analysis.words[first]
        return len(word) < 2 or not word.isupper()
    gaps = (
        analysis.text[analysis.ends[i] : analysis.starts[i + 1]] for i in range(first, last - 1)
    )
    return all(gap == "-" for gap in gaps)


def _without_nouns(analysis: Analysis, first: int, last: int) -> tuple[int, int]:
    """Return the bounds of a run of capitalised words without the common nouns at its ends.

    An adjective with a capital makes a name of the noun after it: Deutsche Bank.
    """
    between = analysis.text[analysis.ends[first] : analysis.starts[last - 1]]
    if last == first + 2 and between == " " and analysis.folded[first].endswith(_INFLECTED):
        opens = first == 0 or analysis.sentences[first - 1] != analysis.sentences[first]
        adjective = not known_noun(analysis, first) and not first_name(analysis.folded[first])
        if adjective and common_noun(analysis, last - 1):
            return (last, last) if opens else (first, last)
    while first < last and (common_noun(analysis, first) or analysis.words[first] in _PARTICLES):
        first += 1
    named = first < last and first_name(analysis.folded[first])
    while last > first + (2 if named else 0) and (
        common_noun(analysis, last - 1) or analysis.words[last - 1] in _PARTICLES
    ):
        last -= 1
    return first, last


def _quoted(text: str, start: int) -> bool:
    """Return whether the word at *start* opens a quotation or follows a colon."""
    before = text[max(0, start - 2) : start].strip()
    return bool(before) and before[-1] in '"\u201c\u00ab:('
