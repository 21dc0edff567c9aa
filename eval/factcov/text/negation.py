"""Negations of a text: the word that negates and the content words that it governs."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import Analysis, stem
from factcov.text.languages import language

_REACH = 8  # words after a cue
_GOVERNED = 2  # content words a cue governs
_BEFORE = 4  # words from "ne" to "pas"


class Negation(msgspec.Struct, frozen=True):
    """One negating word: its index, and the indexes of the content words it governs.

    ``lexical`` marks words that only mean a negation ("fail to", "lack of").
    """

    at: int
    governs: tuple[int, ...]
    lexical: bool = False


class _Cues(msgspec.Struct, frozen=True):
    cues: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    backward: frozenset[str] = frozenset()
    """The roles that govern what stands before them where nothing follows: verbs."""
    wanders: frozenset[str] = frozenset()
    """Not empty where a negation may stand far from what it denies: at the end of its clause."""
    openers: frozenset[str] = frozenset()
    needs_opener: frozenset[str] = frozenset()
    harmless_after_not: frozenset[str] = frozenset()
    harmless_after_no: frozenset[str] = frozenset()
    harmless_with_but: frozenset[str] = frozenset()
    harmless_after: frozenset[str] = frozenset()
    undone_by: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    undone_later: frozenset[str] = frozenset()
    light: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    """Cues that stand before a noun: no doubt."""
    only: frozenset[str] = frozenset()
    with_next: frozenset[str] = frozenset()
    """Pairs of words that mean a negation together: far_from."""
    before_next: frozenset[str] = frozenset()
    """The first words of those pairs."""
    conditional: frozenset[str] = frozenset()
    """Verb forms that say what would be: would, aurait."""
    one_negation: frozenset[str] = frozenset()


@cache
def _cues(code: str) -> _Cues:
    path = files("factcov.text") / "negation" / f"{code}.toml"
    if not (code.isascii() and code.isalpha()) or not path.is_file():
        return _Cues()
    table = tomllib.loads(path.read_text("utf-8"))
    known = _Cues.__struct_fields__
    sets = {key: frozenset(words.split()) for key, words in table.items() if key in known}
    resources = language(code)
    for role in ("verbs", "light"):
        sets[role] = frozenset(stem(word, resources) for word in sets.get(role, ()))
    sets["before_next"] = frozenset(pair.partition("_")[0] for pair in sets.get("with_next", ()))
    return _Cues(**sets)


def negations(analysis: Analysis) -> tuple[Negation, ...]:
    """Return the negations of a text in order; () in a language without a file.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("He did not sell drugs; not only Ann failed to pay.", "en")
    >>> [(a.words[n.at], [a.words[i] for i in n.governs], n.lexical) for n in negations(a)]
    [('not', ['sell', 'drugs'], False), ('failed', ['pay'], True)]
    >>> a = analyse("Ils ne travaillent pas ici et ne voient que lui.", "fr")
    >>> [(a.words[n.at], [a.words[i] for i in n.governs]) for n in negations(a)]
    [('pas', ['travaillent', 'ici'])]
    """
    known = _cues(analysis.language)
    if not known.cues:
        return ()
    found: list[Negation] = []
    folded_words = analysis.folded
    for i, stemmed in enumerate(analysis.stems):
        folded = folded_words[i]
        if stemmed in known.verbs or (
            folded in known.before_next and "_".join(folded_words[i : i + 2]) in known.with_next
        ):
            governed = _after(analysis, i, known)
            if not governed and "verbs" in known.backward:
                governed = tuple(j for j in range(max(0, i - 3), i) if analysis.content[j])[-1:]
            if governed:
                found.append(Negation(i, governed, True))
            continue
        if stemmed == "not":
            folded = "not"  # n't
        if folded not in known.cues and folded not in known.needs_opener:
            continue
        if _harmless(analysis, i, folded, known):
            continue
        governed = _after(analysis, i, known)
        if known.openers:
            opener = _opener(analysis, i, known)
            if opener is None and folded in known.needs_opener:
                continue
            if opener is not None:
                between = tuple(j for j in range(opener + 1, i) if analysis.content[j])
                governed = (between + governed)[:_GOVERNED]
        elif folded in known.one_negation and any(
            i - n.at <= _BEFORE and not n.lexical for n in found
        ):
            continue  # "no ... nunca" is one negation
        if not governed and i:  # "he did not.", "nobody"
            governed = tuple(j for j in range(max(0, i - 3), i) if analysis.content[j])[-1:]
        found.append(Negation(i, governed))
    return tuple(found)


def restrictions(analysis: Analysis) -> tuple[tuple[int, bool], ...]:
    """Return (word index, whether it is negated) of each "only": not only here, only here.

    >>> from factcov.text.analysis import analyse
    >>> restrictions(analyse("Not only networks, only users.", "en"))
    ((1, True), (3, False))
    """
    known = _cues(analysis.language)
    if known.only.isdisjoint(analysis.folded):
        return ()
    found = []
    for i, word in enumerate(analysis.folded):
        if word in known.only:
            before = range(max(0, i - 2), i)
            negated = any(
                analysis.words[j].casefold() in known.cues or analysis.stems[j] == "not"
                for j in before
            )
            found.append((i, negated))
    return tuple(found)


def hypothetical(analysis: Analysis, at: int | None = None) -> bool:
    """Return whether a text, or the clause around its word *at*, says only what would be.

    >>> from factcov.text.analysis import analyse
    >>> hypothetical(analyse("They’d not have come.", "en"), 2)
    True
    """
    forms = _cues(analysis.language).conditional
    words = analysis.folded if at is None else analysis.folded[max(0, at - _BEFORE) : at]
    return not forms.isdisjoint(words)


def wanders(code: str) -> bool:
    """Return whether a negation may stand far from what it denies, in the language *code*.

    >>> wanders("de"), wanders("en")
    (True, False)
    """
    return bool(_cues(code).wanders)


def says_little(analysis: Analysis, i: int) -> bool:
    """Return whether word i is a verb that tells nothing by being there without its "not"."""
    return analysis.stems[i] in _cues(analysis.language).light


def _harmless(analysis: Analysis, i: int, folded: str, known: _Cues) -> bool:
    following = [w.casefold() for w in analysis.words[i + 1 : i + 3]]
    if i and analysis.words[i - 1].casefold() in known.harmless_after:
        return True  # "or not"
    if not following:
        return False
    if any(w.casefold() in known.undone_later for w in analysis.words[i + 1 : i + 6]):
        return True
    if following[0] in (
        known.harmless_after_no if folded in known.nouns else known.harmless_after_not
    ):
        return True  # "no doubt", "not only"
    if following[0] in known.harmless_with_but:
        return any(w.casefold() in known.barriers for w in analysis.words[i + 3 : i + 12])
    pronoun = folded not in ("not", "ne", "pas", "nicht", "non")
    return pronoun and any(word in known.undone_by for word in following)


def _opener(analysis: Analysis, i: int, known: _Cues) -> int | None:
    for j in range(i - 1, max(-1, i - 1 - _BEFORE), -1):
        if analysis.words[j].casefold().replace("\u2019", "'") in known.openers:
            return j
    return None


def _after(analysis: Analysis, i: int, known: _Cues) -> tuple[int, ...]:
    governed: list[int] = []
    for j in range(i + 1, min(len(analysis.words), i + 1 + _REACH)):
        if analysis.sentences[j] != analysis.sentences[i]:
            break
        gap = analysis.text[analysis.ends[j - 1] : analysis.starts[j]]
        if any(mark in gap for mark in ",;:()"):
            break
        if analysis.content[j]:
            governed.append(j)
            if len(governed) == _GOVERNED:
                break
        elif governed and analysis.words[j].casefold() in known.barriers:
            break
    return tuple(governed)
