"""Common nouns in a language that writes every noun with a capital: they are no names."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import Analysis, stem
from factcov.text.languages import language
from factcov.text.places import meant

_ADJECTIVES = 3  # at most, between an article and its noun
_ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_HEAD = 4  # letters of the last part of a compound, at least
_SUFFIXED = 6  # letters of a word that no suffix makes a noun
_AND = frozenset(["und", "oder", "sowie"])
_WHOLE = 8  # letters of a compound, at least


class _Nouns(msgspec.Struct, frozen=True):
    determiners: frozenset[str]
    before_places: frozenset[str]
    measures: frozenset[str]
    suffixes: tuple[str, ...]
    proper: frozenset[str]
    stems: frozenset[str]
    heads: frozenset[str]


@cache
def _nouns(code: str) -> _Nouns | None:
    text = (files("factcov.text") / "nouns.toml").read_text("utf-8")
    table = tomllib.loads(text.replace("ß", "ss")).get(code)  # as words are case-folded
    if table is None:
        return None
    resources = language(code)
    stems = frozenset(stem(word, resources) for word in table["words"].split())
    towns = frozenset(stem(word, resources) for word in table["towns"].split())
    return _Nouns(
        frozenset(table["determiners"].split()),
        frozenset(table["before_places"].split()),
        frozenset(table["measures"].split()),
        tuple(table["suffixes"].split()),
        frozenset(table["proper"].split()),
        stems,
        frozenset(s for s in stems - towns if len(s) >= _HEAD),
    )


def capitalises_nouns(code: str) -> bool:
    """Return whether the language *code* writes every noun with a capital.

    >>> capitalises_nouns("de"), capitalises_nouns("en")
    (True, False)
    """
    return _nouns(code) is not None


def common_noun(analysis: Analysis, i: int) -> bool:
    """Return whether the capitalised word *i* is a common noun, by itself or by its article.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("Die alte Gilde baut in Ulm Wohnhäuser für Merkel.", "de")
    >>> [a.words[i] for i in range(len(a.words)) if a.words[i][0].isupper() and common_noun(a, i)]
    ['Gilde', 'Wohnhäuser']
    """
    known = _nouns(analysis.language)
    if known is None or _proper(analysis, i, known):
        return False
    return known_noun(analysis, i) or _after_article(analysis, i, known.determiners)


def known_noun(analysis: Analysis, i: int) -> bool:
    """Return whether the capitalised word *i* is a noun by itself: listed, or by its ending."""
    known = _nouns(analysis.language)
    if known is None or _proper(analysis, i, known):
        return False
    return _listed(analysis.folded[i], analysis.stems[i], analysis.language)


def _proper(analysis: Analysis, i: int, known: _Nouns) -> bool:
    folded = analysis.folded[i]
    if not analysis.words[i][1:].islower():  # FDP, McCoy
        return True
    return folded in known.proper or (folded.endswith("s") and folded[:-1] in known.proper)


def likely_name(analysis: Analysis, i: int) -> bool:
    """Return whether the single word *i*, no known noun, is a name by what it is or stands beside.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("Der Stürmer Kramer zog nach Ulm; Salz fehlt.", "de")
    >>> [a.words[i] for i in (2, 5, 6) if likely_name(a, i)]
    ['Kramer', 'Ulm']
    """
    known = _nouns(analysis.language)
    word, folded = analysis.words[i], analysis.folded[i]
    if known is None:
        return False
    if folded in known.proper or (len(word) > 1 and not word[1:].islower()):
        return True
    if not i or analysis.sentences[i - 1] != analysis.sentences[i]:
        return False
    if analysis.text[analysis.ends[i - 1] : analysis.starts[i]] != " ":
        return False
    if analysis.folded[i - 1] in _AND:
        return i > 1 and bool(meant(analysis.folded[i - 2]))  # Ulm und Giengen
    return analysis.folded[i - 1] in known.before_places or (
        analysis.words[i - 1][0].isupper()
        and analysis.folded[i - 1] not in known.measures
        and common_noun(analysis, i - 1)
    )


@cache
def _listed(folded: str, stemmed: str, code: str) -> bool:
    known = _nouns(code)
    if known is None:
        return False
    if stemmed in known.stems:
        return True
    if len(folded) > _SUFFIXED and folded.endswith(known.suffixes):
        return True
    return len(stemmed) >= _WHOLE and any(
        stemmed[cut:] in known.heads for cut in range(3, len(stemmed) - _HEAD + 1)
    )


def _after_article(analysis: Analysis, i: int, determiners: frozenset[str]) -> bool:
    sentence = analysis.sentences[i]
    for j in range(i - 1, max(-1, i - 2 - _ADJECTIVES), -1):
        gap = analysis.text[analysis.ends[j] : analysis.starts[j + 1]]
        if analysis.sentences[j] != sentence or gap.strip(" \u00a0"):
            return False
        folded = analysis.folded[j]
        if folded in determiners or folded[0].isdigit():
            before = analysis.text[: analysis.starts[j]].rstrip()
            return not before.endswith(",")  # ", der Merkel traf"
        if not (analysis.content[j] and analysis.words[j][0].islower()):
            return False
        if not folded.endswith(_ADJECTIVE_ENDINGS):
            return False
    return False
