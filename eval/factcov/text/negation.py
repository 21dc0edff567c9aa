"""Negations of a text: the word that negates and the content words that it governs."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import Analysis, stem
from factcov.text.languages import language

_REACH = 8  # words after a cue
_CLAUSE = 14  # words from "until" to its verb
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
    stops: frozenset[str] = frozenset()
    """Verbs that end what "without" governs."""
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
    until: frozenset[str] = frozenset()
    """Pairs of words before a negation that say how long, not that it is not so."""
    since: frozenset[str] = frozenset()
    first: frozenset[str] = frozenset()
    """It had not happened since May: it happened for the first time."""
    supposing: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()
    """Verb forms that say what is not so after those words: if it were."""
    one_negation: frozenset[str] = frozenset()
    passed_over: frozenset[str] = frozenset()
    """Words that a negation governs no more than the next: not yet come."""
    numbered: frozenset[str] = frozenset()
    """Cues that also stand for "number": no. 7."""
    contrast: frozenset[str] = frozenset()
    """Words before a cue that only tells one thing from another: hers and not his."""
    compared: frozenset[str] = frozenset()
    """Words around what a negation only compares: not as good as."""
    degrees: frozenset[str] = frozenset()
    """Words that a negation turns, but for amounts: no more difficult, no more than three."""
    comparing: frozenset[str] = frozenset()
    """Words that set what is denied beside something else: none since, no other."""
    superlatives: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    """Words that join what one negation denies: no car and bike."""
    implied: frozenset[str] = frozenset()
    """Words that can stand for a negation, in another place: closed, unanimous, too (late)."""


@cache
def _cues(code: str) -> _Cues:
    path = files("factcov.text") / "negation" / f"{code}.toml"
    if not (code.isascii() and code.isalpha()) or not path.is_file():
        return _Cues()
    table = tomllib.loads(path.read_text("utf-8"))
    sets = {key: frozenset(words.split()) for key, words in table.items()}
    resources = language(code)
    for role in ("verbs", "light", "implied"):
        sets[role] = frozenset(stem(word, resources) for word in sets.get(role, ()))
    sets["before_next"] = frozenset(pair.partition("_")[0] for pair in sets.get("with_next", ()))
    return _Cues(**sets)


def small_words(code: str) -> frozenset[str]:
    """Return the words by which negations are known and undone, in the language *code*."""
    known = _cues(code)
    return (
        known.cues | known.harmless_after_not | known.harmless_after_no | known.undone_later
        | known.undone_by | known.harmless_with_but
    )  # fmt: skip


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
            governed = _after(analysis, i, known) or _just_before(analysis, i)
            if governed:
                found.append(Negation(i, governed, True))
            continue
        if stemmed == "not":
            folded = "not"  # n't
        if folded not in known.cues and folded not in known.needs_opener:
            continue
        if _harmless(analysis, i, folded, known):
            continue
        if folded in known.one_negation and any(
            i - n.at <= _BEFORE and not n.lexical for n in found
        ):
            continue  # "no ... nunca" is one negation
        governed = _after(analysis, i, known)
        if known.openers:
            opener = _opener(analysis, i, known)
            if opener is None and folded in known.needs_opener:
                continue
            if opener is not None:
                between = tuple(j for j in range(opener + 1, i) if analysis.content[j])
                governed = (between + governed)[:_GOVERNED]
        if not governed and i:  # "he did not.", "nobody"
            governed = _just_before(analysis, i)
        found.append(Negation(i, governed, _denies_little(analysis, i, known)))
    return tuple(found)


def implied(analysis: Analysis) -> tuple[int, ...]:
    """Return the words that can stand for a negation without being one.

    >>> from factcov.text.analysis import analyse
    >>> a = analyse("Two abstained: too bad.", "en")
    >>> [a.words[i] for i in implied(a)]
    ['abstained', 'too']
    """
    known = _cues(analysis.language)
    words = enumerate(analysis.stems)
    return tuple(i for i, word in words if word in known.implied or word in known.verbs)


def supposed(analysis: Analysis, at: int) -> bool:
    """Return whether the clause around word *at* only supposes something.

    >>> from factcov.text.analysis import analyse
    >>> supposed(analyse("If it does not pass, they leave.", "en"), 3)
    True
    """
    openers = _cues(analysis.language).supposing
    for j in range(at - 1, max(-1, at - 1 - _REACH), -1):
        gap = analysis.text[analysis.ends[j] : analysis.starts[j + 1]]
        if any(mark in gap for mark in ",;:()"):
            return False
        if analysis.folded[j] in openers:
            return True
    return False


def compares(analysis: Analysis, at: int) -> bool:
    """Return whether the negation at word *at* only sets one thing above others.

    >>> from factcov.text.analysis import analyse
    >>> compares(analyse("No album has come out since.", "en"), 0)
    True
    """
    words = _cues(analysis.language).comparing
    return not words.isdisjoint(analysis.folded[max(0, at - _BEFORE) : at + _REACH + _BEFORE])


def superlative(analysis: Analysis) -> bool:
    """Return whether a text tells what is first, last or most of all.

    >>> from factcov.text.analysis import analyse
    >>> superlative(analyse("Her last album", "en"))
    True
    """
    return not _cues(analysis.language).superlatives.isdisjoint(analysis.folded)


def coordinates(analysis: Analysis, first: int, last: int) -> bool:
    """Return whether an "and" or "or" stands between two words.

    >>> from factcov.text.analysis import analyse
    >>> coordinates(analyse("It lacks wheels and brakes.", "en"), 1, 4)
    True
    """
    return not _cues(analysis.language).joining.isdisjoint(analysis.folded[first + 1 : last])


def _just_before(analysis: Analysis, i: int) -> tuple[int, ...]:
    return tuple(j for j in range(max(0, i - 3), i) if analysis.content[j])[-1:]


def _denies_little(analysis: Analysis, i: int, known: _Cues) -> bool:
    """Return whether the cue at i answers a negation but makes none: hers and not his."""
    folded = analysis.folded
    if i and folded[i - 1] in known.contrast:
        return True
    if any(word in known.undone_later for word in folded[i + 1 : i + 6]):
        return True  # not until noon
    if folded[i + 1 : i + 2] and folded[i + 1] in known.compared:
        return folded[i + 1] in folded[i + 2 : i + 6]  # not as good as
    return False


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
            gap = analysis.text[analysis.ends[i - 1] : analysis.starts[i]] if i else ""
            negated = "," not in gap and any(
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
    >>> hypothetical(analyse("It would do if it weren't banned.", "en"), 7)
    True
    """
    known = _cues(analysis.language)
    words = analysis.folded if at is None else analysis.folded[max(0, at - _BEFORE) : at]
    if not known.conditional.isdisjoint(words):
        return True
    return at is not None and not (
        known.supposing.isdisjoint(words) or known.unreal.isdisjoint(words)
    )


def first_since(fact: Analysis, negated: Analysis, at: int) -> bool:
    """Return whether "not ... since" at word *at* only says what the fact says: the first since.

    >>> from factcov.text.analysis import analyse
    >>> fact = analyse("It snowed for the first time since 2010.", "en")
    >>> first_since(fact, analyse("It had not snowed since 2010.", "en"), 2)
    True
    """
    known = _cues(negated.language)
    return not (
        known.first.isdisjoint(fact.folded)
        or known.since.isdisjoint(fact.folded)
        or known.since.isdisjoint(negated.folded[at : at + _REACH])
    )


def wanders(code: str) -> bool:
    """Return whether a negation may stand far from what it denies, in the language *code*.

    >>> wanders("de"), wanders("en")
    (True, False)
    """
    return bool(_cues(code).wanders)


def cues(analysis: Analysis) -> int:
    """Return how many words of a text negate, those that deny nothing with them.

    >>> from factcov.text.analysis import analyse
    >>> cues(analyse("There is no doubt.", "en")), cues(analyse("There it is.", "en"))
    (1, 0)
    """
    known = _cues(analysis.language).cues
    words = zip(analysis.folded, analysis.stems, strict=True)
    return sum([word in known or stemmed in known for word, stemmed in words])


def undone(analysis: Analysis) -> bool:
    """Return whether a word that negates is undone by one soon after it: not until noon.

    >>> from factcov.text.analysis import analyse
    >>> undone(analyse("There will be no rise until May.", "en"))
    True
    """
    known = _cues(analysis.language)
    return any(
        (word in known.cues or analysis.stems[i] in known.cues)
        and not known.undone_later.isdisjoint(analysis.folded[i + 1 : i + 6])
        for i, word in enumerate(analysis.folded)
    )


def passed_over(analysis: Analysis, i: int) -> bool:
    """Return whether word i is one that a negation governs no more than the next: not yet seven.

    >>> from factcov.text.analysis import analyse
    >>> passed_over(analyse("not even seven", "en"), 1)
    True
    """
    return analysis.folded[i : i + 1] != () and (
        analysis.folded[i] in _cues(analysis.language).passed_over
    )


def says_little(analysis: Analysis, i: int) -> bool:
    """Return whether word i is a verb that tells nothing by being there without its "not"."""
    return analysis.stems[i] in _cues(analysis.language).light


def _harmless(analysis: Analysis, i: int, folded: str, known: _Cues) -> bool:
    following = [w.casefold() for w in analysis.words[i + 1 : i + 3]]
    if i and analysis.words[i - 1].casefold() in known.harmless_after:
        return True  # "or not"
    if not following:
        return False
    if folded in known.numbered and following[0][:1].isdigit():
        return True  # "No. 7"
    if folded in known.nouns and following[0] in known.degrees:
        return following[1:2] == ["than"] or following[-1][:1].isdigit()  # "no more than three"
    before = range(max(0, i - _CLAUSE), i - 1)
    if known.until and any("_".join(analysis.folded[j : j + 2]) in known.until for j in before):
        return True  # "tant que ... pas" is "until"
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
    barriers = known.barriers | (
        known.stops if analysis.folded[i] in known.undone_by else frozenset()
    )
    for j in range(i + 1, min(len(analysis.words), i + 1 + _REACH)):
        if analysis.sentences[j] != analysis.sentences[i]:
            break
        gap = analysis.text[analysis.ends[j - 1] : analysis.starts[j]]
        if any(mark in gap for mark in ",;:()"):
            break
        if analysis.folded[j] in known.passed_over:
            continue
        if analysis.content[j]:
            governed.append(j)
            if len(governed) == _GOVERNED:
                break
        elif governed and analysis.words[j].casefold() in barriers:
            break
    return tuple(governed)
