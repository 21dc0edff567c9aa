"""Negations of a text: the word that negates and the content words that it governs."""

from __future__ import annotations

import msgspec

from factcov.text.analysis import Analysis
from factcov.text.cues import Cues, cues_of
from factcov.text.languages import language
from factcov.text.voices import voice

_REACH = 8  # words after a cue
_CLAUSE = 14  # words from "until" to its verb
_GOVERNED = 2  # content words a cue governs
_BEFORE = 4  # words before or after a cue that belong to it
_CONCORD = 6  # words from one cue to another that denies nothing more
_OPENER = 5  # words between "ne" and "personne", either way round
_BESIDE = 3  # words from an opener to the verb that it turns back
_UNTIL = 6  # words from "not" to "until"


class Negation(msgspec.Struct, frozen=True):
    """One negating word: its index, and the indexes of the content words it governs.

    ``lexical`` marks words that only mean a negation ("fail to", "lack of"), ``until`` those that
    say from when on something is so: not before noon, ``again`` a "nor" that goes on with another.
    """

    at: int
    governs: tuple[int, ...]
    lexical: bool = False
    until: bool = False
    again: bool = False


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
    known = cues_of(analysis.language)
    if not known.cues:
        return ()
    found: list[Negation] = []
    last = -_CLAUSE - 1  # the cue before
    folded_words = analysis.folded
    for i, stemmed in enumerate(analysis.stems):
        folded = folded_words[i]
        if folded in known.in_idioms and in_set_phrase(folded_words, i, known):
            continue
        if known.openers and stemmed in known.unending and kept_on(analysis, i, known):
            found.append(Negation(i, (i,), True))
            continue
        if stemmed in known.verbs or (
            folded in known.before_next and "_".join(folded_words[i : i + 2]) in known.with_next
        ):
            governed = _after(analysis, i, known) or _just_before(analysis, i)
            if governed:
                found.append(Negation(i, governed, True))
            continue
        if stemmed == "not":
            folded = "not"  # n't
        if folded in known.openers and _bare(analysis, i, known):
            last = i
            found.append(Negation(i, _after(analysis, i, known)))
            continue
        if folded not in known.cues and folded not in known.needs_opener:
            continue
        if _harmless(analysis, i, folded, known):
            if known.twice and _twice(analysis, i, known):
                found.append(Negation(i, _after(analysis, i, known), True))
            continue
        if folded in known.one_negation and i - last <= _CONCORD:
            begun = last
            last = i
            if known.openers.isdisjoint(folded_words[begun + 1 : i]):
                continue  # "no ... nunca" is one negation
        governed = _after(analysis, i, known)
        if known.openers:
            opener = _opener(analysis, i, known)
            follows = folded in known.before_opener and _opener_after(analysis, i, known)
            alone = opener is None and not follows and folded in known.needs_opener
            if alone and (folded not in known.unopened or _bound(analysis, i, known)):
                continue
            if opener is not None:
                between = tuple(j for j in range(opener + 1, i) if analysis.content[j])
                governed = (between + governed)[:_GOVERNED]
        if known.wanders and folded not in known.nouns:
            governed = _with_verb(analysis, i, governed)
        if not governed and i:  # "he did not.", "nobody"
            governed = _just_before(analysis, i)
        until = limits(analysis, i + 1, i + _UNTIL) or (
            folded_words[i + 1 : i + 2] != () and folded_words[i + 1] in known.undone_next
        )
        little = (
            until
            or (bool(governed) and analysis.stems[governed[0]] in known.unending)
            or _denies_little(analysis, i, known) or _echoes(analysis, i, found)
            or (folded in known.repeats and 0 < i - last <= _CLAUSE
                and (not known.paired or folded_words[last] in known.paired))
        )  # fmt: skip
        last = i if not little else last
        again = little and folded in known.goes_on and not new_clause(analysis, i, known)
        found.append(Negation(i, governed, little, until, again))
    return tuple(found)


def new_clause(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether the cue at i goes on in a clause of its own: nor does it rain."""
    after = (*analysis.folded[i + 1 : i + 2], "")[0]
    return analysis.folded[i] in known.goes_on and after in known.auxiliaries


def _with_verb(analysis: Analysis, i: int, governed: tuple[int, ...]) -> tuple[int, ...]:
    """Return what the cue at i governs, its verb first where that stands before it.

    At the end of a clause, or before a preposition, "nicht" denies the verb: er kam gestern nicht,
    sie fuhr nicht nach Köln.
    """
    prepositions = voice(analysis.language).around
    after = i + 1 + passed_over(analysis, i + 1)
    if governed and analysis.folded[after] not in prepositions:
        return governed
    verb = _verb_before(analysis, i)
    return governed if verb is None else (verb, *governed[: _GOVERNED - 1])


def _verb_before(analysis: Analysis, i: int) -> int | None:
    """Return the last verb before the cue at i in its clause, by its form or its small letter."""
    forms = language(analysis.language).irregular
    last = None
    for j in range(i - 1, max(-1, i - 1 - _CLAUSE), -1):
        gap = analysis.text[analysis.ends[j] : analysis.starts[j + 1]]
        if analysis.sentences[j] != analysis.sentences[i] or any(mark in gap for mark in ",;:()"):
            break
        if analysis.content[j] and analysis.words[j][0].islower():
            if analysis.folded[j] in forms:
                return j
            last = j if last is None else last
    return last


def _just_before(analysis: Analysis, i: int) -> tuple[int, ...]:
    return tuple(j for j in range(max(0, i - 3), i) if analysis.content[j])[-1:]


def _denies_little(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether the cue at i answers a negation but makes none: hers and not his."""
    folded = analysis.folded
    if i and folded[i - 1] in known.contrast and folded[i] not in known.clausal:
        return True
    if folded[i + 1 : i + 2] and folded[i + 1] in known.compared:
        return folded[i + 1] in folded[i + 2 : i + 6]  # not as good as
    return False


def _echoes(analysis: Analysis, i: int, found: list[Negation]) -> bool:
    """Return whether the cue at i only says again what the sentence denied before: not yet."""
    after = i + 1
    if found and _again(analysis, i):
        return analysis.sentences[found[-1].at] == analysis.sentences[i]
    if not found or not passed_over(analysis, after):
        return False
    ends = after + 1 == len(analysis.words) or analysis.text[analysis.ends[after]] in ",.;:)"
    return ends and analysis.sentences[found[-1].at] == analysis.sentences[i]


def _again(analysis: Analysis, i: int) -> bool:
    """Return whether a comma stands before the cue at i, and no verb may follow: not once."""
    gap = analysis.text[analysis.ends[i - 1] : analysis.starts[i]] if i else ""
    echoing = cues_of(analysis.language).echoing
    return "," in gap and not echoing.isdisjoint(analysis.folded[i + 1 : i + 3])


def restrictions(analysis: Analysis) -> tuple[tuple[int, bool], ...]:
    """Return (word index, whether it is negated) of each "only": not only here, only here.

    >>> from factcov.text.analysis import analyse
    >>> restrictions(analyse("Not only networks, only users.", "en"))
    ((1, True), (3, False))
    """
    known = cues_of(analysis.language)
    exceptions = excepting(analysis)
    if known.only.isdisjoint(analysis.folded):
        return tuple((i, False) for i in exceptions)
    found = [(i, False) for i in exceptions]
    for i, word in enumerate(analysis.folded):
        if word in known.only:
            before = range(max(0, i - (_BEFORE if known.breaks else 2)), i)
            gap = analysis.text[analysis.ends[before[0]] : analysis.starts[i]] if i else ""
            words = analysis.folded[before[0] : i] if i else ()
            negated = (
                "," not in gap
                and known.breaks.isdisjoint(words)
                and any(
                    analysis.words[j].casefold() in known.cues or analysis.stems[j] == "not"
                    for j in before
                )
            )
            found.append((i, negated))
    return tuple(found)


def cues(analysis: Analysis) -> int:
    """Return how many words of a text negate, those that deny nothing with them.

    >>> from factcov.text.analysis import analyse
    >>> cues(analyse("There is no doubt.", "en")), cues(analyse("There it is.", "en"))
    (1, 0)
    """
    known = cues_of(analysis.language).cues
    words = zip(analysis.folded, analysis.stems, strict=True)
    return sum([word in known or stemmed in known for word, stemmed in words])


def denies_being(analysis: Analysis, i: int) -> bool:
    """Return whether the cue at i denies that there is any of a thing: pas de pain.

    >>> from factcov.text.analysis import analyse
    >>> denies_being(analyse("Il n'y a plus de pain.", "fr"), 4)
    True
    """
    following = analysis.folded[i + 1 : i + 2]
    return not cues_of(analysis.language).existing.isdisjoint(following)


def excepts(analysis: Analysis, i: int) -> bool:
    """Return whether word i says under what condition only: without a ticket, unless invited."""
    return analysis.folded[i] in cues_of(analysis.language).undone_by


def limits(analysis: Analysis, first: int = 0, last: int | None = None) -> bool:
    """Return whether one of the words *first* to *last* (exclusive) says until when: not until May.

    >>> from factcov.text.analysis import analyse
    >>> limits(analyse("There will be no rise until May.", "en"))
    True
    """
    known = cues_of(analysis.language)
    words = analysis.folded[first:last]
    return not known.undone_later.isdisjoint(words)


def limited(analysis: Analysis) -> bool:
    """Return whether a text may say until when: until May, before May."""
    known = cues_of(analysis.language)
    return limits(analysis) or not known.undone_next.isdisjoint(analysis.folded)


def passed_over(analysis: Analysis, i: int) -> bool:
    """Return whether word i is one that a negation governs no more than the next: not yet seven.

    >>> from factcov.text.analysis import analyse
    >>> passed_over(analyse("not even seven", "en"), 1)
    True
    """
    return analysis.folded[i : i + 1] != () and (
        analysis.folded[i] in cues_of(analysis.language).passed_over
    )


def says_none(analysis: Analysis, i: int) -> bool:
    """Return whether word i is a cue that stands before a noun: no train."""
    return analysis.folded[i] in cues_of(analysis.language).nouns


def says_little(analysis: Analysis, i: int) -> bool:
    """Return whether word i is a verb that tells nothing by being there without its "not"."""
    return analysis.stems[i] in cues_of(analysis.language).light


def _harmless(analysis: Analysis, i: int, folded: str, known: Cues) -> bool:
    following = [w.casefold() for w in analysis.words[i + 1 : i + 3]]
    before = analysis.folded[i - 1] if i else ""
    if known.harmless_pairs and _set_phrase(analysis, i, following, before, known):
        return True
    if before in known.harmless_after and not (
        before in known.supposing
        and known.cues.isdisjoint(analysis.folded[max(0, i - _CLAUSE) : i])
    ):
        return True  # "or not", but "se non" only after a negation
    if not following:
        return False
    if folded in known.numbered and following[0][:1].isdigit():
        return True  # "No. 7"
    if folded in known.nouns and following[0] in known.degrees:
        return following[1:2] == ["than"] or following[-1][:1].isdigit()  # "no more than three"
    if known.until and _lasts_until(analysis, i, known):
        return True  # "tant que ... pas" is "until"
    if following[0] in known.undone_next:
        return False
    if following[0] in (
        known.harmless_after_no if folded in known.nouns else known.harmless_after_not
    ):
        return not (
            following[0] in known.excepting and _clause_after(analysis, i, following, known)
        )  # "no doubt", "not only"
    if following[0] in known.harmless_with_but:
        return any(w.casefold() in known.barriers for w in analysis.words[i + 3 : i + 12])
    pronoun = folded not in ("not", "ne", "pas", "nicht", "non")
    return pronoun and any(word in known.undone_by for word in following)


def _set_phrase(analysis: Analysis, i: int, following: list[str], before: str, known: Cues) -> bool:
    """Return whether the cue at i denies nothing: no doubt, could not be kinder, "No, never"."""
    folded = "not" if analysis.stems[i] == "not" else analysis.folded[i]
    after = (*following, "")[0]
    phrases = f"{folded}_{after}", f"{before}_{folded}", f"{before}_{folded}_{after}"
    if not known.harmless_pairs.isdisjoint(phrases):
        return True
    if before in known.able:
        words = analysis.folded[i + 1 : i + _BEFORE]
        most = next((w for w in words if w not in known.being), "")
        if words[0] in known.being and _comparative(most, known):
            return True
    opens = not i or analysis.sentences[i] != analysis.sentences[i - 1]
    comma = analysis.text[analysis.ends[i] : analysis.ends[i] + 1] == ","
    return opens and comma and after in known.cues


def _comparative(word: str, known: Cues) -> bool:
    return word in known.comparatives or (
        word.endswith("er") and len(word) > _BEFORE and word not in known.positives
    )


def _clause_after(analysis: Analysis, i: int, following: list[str], known: Cues) -> bool:
    """Return whether a clause follows the cue at i: ne croit pas que, and not ne vend pas que."""
    if following[1:2] and following[1] in known.persons:
        return True
    opener = _opener(analysis, i, known)
    return opener is not None and not known.believing.isdisjoint(analysis.stems[opener + 1 : i])


def in_set_phrase(folded: tuple[str, ...], i: int, known: Cues) -> bool:
    """Return whether word i stands in a set phrase that denies nothing: sans cesse."""
    return any(
        "_".join(folded[first : first + size]) in known.idioms
        for size in (2, 3)
        for first in range(max(0, i - size + 1), i + 1)
    )


def kept_on(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether an opener without a cue turns word i back: il n'a cessé de chanter."""
    folded = analysis.folded
    cues = known.cues | known.needs_opener
    return not known.openers.isdisjoint(folded[max(0, i - _BESIDE) : i]) and cues.isdisjoint(
        folded[max(0, i - 1) : i + 2]
    )


def _bare(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether the opener at i denies by itself: il ne peut répondre."""
    folded = analysis.folded
    if folded[i + 1 : i + 2] == () or folded[i + 1] not in known.bare:
        return False
    others = known.cues | known.needs_opener | known.excepting
    around = (*folded[max(0, i - _REACH) : i], *folded[i + 2 : i + 2 + _REACH])
    return others.isdisjoint(around)


def _bound(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether the cue at i is none for what stands before: si jamais."""
    if not i:
        return True
    before = analysis.folded[max(0, i - _REACH) : i]
    if not known.verbs.isdisjoint(analysis.stems[max(0, i - _BESIDE) : i]):
        return True  # nie être jamais venu
    return before[-1] in known.bound or not (known.superlatives | known.degrees).isdisjoint(before)


def excepting(analysis: Analysis) -> tuple[int, ...]:
    """Return the words that make "only" of an opener before them.

    >>> from factcov.text.analysis import analyse
    >>> excepting(analyse("Il ne vend plus que des pommes, que je sache.", "fr"))
    (4,)
    >>> excepting(analyse("Il ne dit pas que c'est vrai.", "fr"))
    ()
    """
    known = cues_of(analysis.language)
    if not known.excepting:
        return ()
    folded, found, cues = analysis.folded, [], known.cues | known.needs_opener
    for i, word in enumerate(folded):
        if word not in known.openers:
            continue
        for j in range(i + 2, min(len(folded), i + 2 + _REACH)):
            if "," in analysis.text[analysis.ends[j - 1] : analysis.starts[j]]:
                break
            if folded[j] in known.excepting:
                found.append(j)
                break
            if folded[j] in cues and folded[j] not in known.ended:
                break
    return tuple(found)


def _lasts_until(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether the clause of the cue at i says how long: solange er nicht zahlt."""
    for j in range(i - 1, max(-1, i - 1 - _CLAUSE), -1):
        if "_".join(analysis.folded[j : min(i, j + 2)]) in known.until:
            return True
        if "," in analysis.text[analysis.ends[j] : analysis.starts[j + 1]]:
            return False
        if analysis.folded[j] in known.until:
            return True
    return False


def _twice(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether the cue at i is one of two that undo each other: not without."""
    folded = analysis.folded
    return (folded[i] in known.twice and i > 0 and folded[i - 1] in known.cues) or (
        i + 1 < len(folded) and folded[i + 1] in known.twice
    )


def _opener(analysis: Analysis, i: int, known: Cues) -> int | None:
    for j in range(i - 1, max(-1, i - 1 - _OPENER), -1):
        if analysis.words[j].casefold().replace("\u2019", "'") in known.openers:
            return j
    return None


def _opener_after(analysis: Analysis, i: int, known: Cues) -> bool:
    """Return whether an opener follows in the clause: personne n'est venu."""
    for j in range(i + 1, min(len(analysis.words), i + 1 + _OPENER)):
        if "," in analysis.text[analysis.ends[j - 1] : analysis.starts[j]]:
            return False
        if analysis.folded[j] in known.openers:
            return True
    return False


def _after(analysis: Analysis, i: int, known: Cues) -> tuple[int, ...]:
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
        word = analysis.folded[j]
        if word in known.passed_over or f"{analysis.folded[j - 1]}_{word}" in known.passed_over:
            continue
        if j == i + 1 and analysis.folded[j] in known.over:
            continue  # "no longer"
        if analysis.content[j]:
            governed.append(j)
            if len(governed) == _GOVERNED:
                break
        elif governed and analysis.words[j].casefold() in barriers:
            break
    return tuple(governed)
