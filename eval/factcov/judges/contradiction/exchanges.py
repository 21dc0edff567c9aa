"""Two parties that changed places: "from" and "to", giver and receiver, owner and owned."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.languages import language
from factcov.text.opposites import opposites
from factcov.text.voices import prepositions, voice

_PHRASE = 4  # words from a preposition on to the word that it governs
_COVERED = 0.5  # of the fact
_PROBABILITY = 0.7
_VERB = 3  # words from a subject to its verb
_ACTIVE, _FROM, _PASSIVE = 0, 1, 3  # classes of "by" and an active subject, "from", a passive one
_OF = frozenset(["of", "de", "du", "d'"])  # "des" is an article as often


def exchanges(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield what each text says of two parties the other way round."""
    if fact.transfers:
        yield from _given_or_received(fact, candidate, pairs)
    order = [pairs.pairs[i] for i in sorted(pairs.pairs)]
    if order == sorted(order):
        return  # nothing changed places
    if pairs.covered >= _COVERED:
        yield from _governed(fact, candidate, pairs)
        yield from _owned(fact, candidate, pairs)


def _named(i: int, text: Prepared) -> bool:
    return i in text.name_at or text.analysis.stems[i] in opposites(text.analysis.language).agents


def _runs(a: int, b: int, text: Prepared) -> bool:
    """Return whether no comma or the like, no "and" and no second party stands between."""
    gap = text.analysis.text[text.analysis.ends[a] : text.analysis.starts[b]]
    return not any(mark in gap for mark in ',;:.()"\u00ab\u00bb\u201c\u201d') and voice(
        text.analysis.language
    ).and_.isdisjoint(text.folded[a + 1 : b])


def _phrase_first(i: int, text: Prepared) -> int:
    name = text.name_at.get(i)
    return text.names[name].first if name is not None else i


def _given_or_received(
    fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Iterator[Contradiction]:
    """Yield "hands the parcel to a man" for "collects the parcel from a man"."""
    words = voice(fact.analysis.language)
    stems, others = fact.analysis.stems, candidate.analysis.stems
    for v, thing in fact.transfers:
        gives = stems[v] in words.gives
        here, there = (words.to, words.from_) if gives else (words.from_, words.to)
        turned = words.receives if gives else words.gives
        goods = pairs.pairs.get(thing)
        at = candidate.rank.get(goods) if goods is not None else None
        if goods is None or not at:
            continue
        before = [
            j for j in candidate.content[max(0, at - 2) : at]
            if others[j] in turned and others[j] != stems[v] and _runs(j, goods, candidate)
        ]  # fmt: skip
        if not before:
            continue
        rank = fact.rank[thing]
        if _clitic(before[0], candidate):
            parties = [i for i in fact.content[rank + 1 : rank + 3] if _governs(i, fact) & here]
            if any(pairs.pairs.get(i, len(candidate.keys)) < before[0] for i in parties):
                yield _finding(before[0], goods, fact.analysis.words[v], candidate)
                return
        for party in fact.content[rank + 1 : rank + 3]:
            other = pairs.pairs.get(party)
            if other is None or not 0 < other - goods <= 2 * _PHRASE:
                continue
            if _governs(party, fact) & here and _governs(other, candidate) & there:
                yield _finding(before[0], other, fact.analysis.words[v], candidate)
                return


def _clitic(verb: int, text: Prepared) -> bool:
    """Return whether a pronoun before a verb tells to whom it gives: leur verse."""
    clitics = voice(text.analysis.language).clitics
    return verb > 0 and text.folded[verb - 1] in clitics


def _governs(i: int, text: Prepared) -> frozenset[str]:
    """Return the function words before word i, back to the last content word."""
    first = _phrase_first(i, text)
    found: list[str] = []
    for j in range(first - 1, max(-1, first - 1 - _PHRASE), -1):
        if j in text.rank:
            break
        found.append(text.folded[j])
    return frozenset(found)


def _governed(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "from Lyon to Paris" for "from Paris to Lyon", "to A by B" for "to B by A"."""
    words = voice(fact.analysis.language)
    classes = (words.agent, words.from_, words.to)
    if all(c.isdisjoint(fact.folded) for c in classes):
        return
    parties = [
        i
        for i in _parties(fact, pairs)
        if _named(pairs.pairs[i], candidate)
        and _before_noun(i, fact) == _before_noun(pairs.pairs[i], candidate)
    ]
    here = _agents([_class(i, fact, classes) for i in parties])
    there = _agents([_class(pairs.pairs[i], candidate, classes) for i in parties])
    sides = dict(zip(parties, zip(here, there, strict=True), strict=True))
    for a, b in permutations(parties, 2):
        (one, one_now), (two, two_now) = sides[a], sides[b]
        if a < b and None not in (one, two) and one != two and (one_now, two_now) == (two, one):
            yield _finding(pairs.pairs[a], pairs.pairs[b], fact.analysis.words[a], candidate)
            return


def _agents(sides: list[int | None]) -> list[int | None]:
    """Return the classes, "from" as "by" where nobody else does it: extradited from A to B."""
    return sides if _ACTIVE in sides else [_ACTIVE if side == _FROM else side for side in sides]


def _parties(text: Prepared, pairs: Alignment) -> list[int]:
    """Return a paired word of each name and each word for somebody who can act."""
    found: dict[int, int] = {}
    for i in pairs.pairs:
        if _named(i, text):
            found.setdefault(_phrase_first(i, text), i)
    return list(found.values())


def _before_noun(i: int, text: Prepared) -> bool:
    """Return whether another content word follows a name at once: Lyon doctors."""
    name = text.name_at.get(i)
    last = text.names[name].last if name is not None else i + 1
    return (
        last in text.rank
        and last not in text.verbs
        and text.analysis.text[text.analysis.ends[last - 1] : text.analysis.starts[last]] == " "
        and text.analysis.words[last][:1].islower()
    )


def _class(i: int, text: Prepared, classes: tuple[frozenset[str], ...]) -> int | None:
    """Return which preposition governs word i, or the phrase it ends: "by the bank of Spain"."""
    words = _governs(i, text)
    head = _phrase_first(i, text) - len(words) - 1
    if words & prepositions().of and head in text.rank:
        kind = _class(head, text, classes)
        if kind is not None:
            return kind
    kinds = [n for n, known in enumerate(classes) if words & known]
    if not kinds:
        return _subject(i, text)
    if kinds == [0, 1]:  # "von", "da": by or from
        return int(voice(text.analysis.language).passive.isdisjoint(text.folded))
    return kinds[0] if len(kinds) == 1 else None


def _subject(i: int, text: Prepared) -> int | None:
    """Return the class of a subject: as "by" before an active verb, its own before a passive."""
    words = voice(text.analysis.language)
    first = _phrase_first(i, text)
    while first and text.folded[first - 1] in language(text.analysis.language).determiners:
        first -= 1
    if first and text.analysis.sentences[first] == text.analysis.sentences[first - 1]:
        return None
    name = text.name_at.get(i)
    last = text.names[name].last if name is not None else i + 1
    for j in range(last, min(last + _VERB, len(text.keys))):
        if _mark(j, text):
            return None
        if text.folded[j] in words.passive:
            return _PASSIVE
        if text.folded[j] == "to" and text.folded[j - 1] in words.before_to:
            continue
        if text.folded[j] in words.agent | words.goal | _OF:
            return None
        if j in text.rank:
            return _ACTIVE
    return None


def _mark(j: int, text: Prepared) -> bool:
    gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]]
    return any(mark in gap for mark in ",;:")


def _owned(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "Bob's lawyer, Ann" for "Ann's lawyer, Bob"."""
    for a in _parties(fact, pairs):
        thing = _thing_of(a, fact)
        owned = pairs.pairs.get(thing) if thing is not None else None
        if thing is None or owned is None:
            continue
        if owned in (pairs.pairs[a] + 1, _thing_of(pairs.pairs[a], candidate)):
            continue  # "patient data" for "the data of patients"
        for b in _parties(fact, pairs):
            if b in (a, thing) or _thing_of(b, fact) == thing or not _named(b, fact):
                continue
            if _beside(b, thing, fact) or _one_phrase(pairs.pairs[a], pairs.pairs[b], candidate):
                continue  # "the Lyon suburb of Bron", "the Danish king's army"
            if pairs.pairs[b] != owned and _thing_of(pairs.pairs[b], candidate) == owned:
                yield _finding(pairs.pairs[b], owned, fact.analysis.words[a], candidate)
                return


def _beside(a: int, b: int, text: Prepared) -> bool:
    """Return whether word a stands before word b in its phrase, as an adjective does."""
    between = range(a + 1, b)
    return (
        a < b
        and all(k in text.rank for k in between)
        and not any(_mark(k, text) for k in range(a + 1, b + 1))
    )


def _one_phrase(a: int, b: int, text: Prepared) -> bool:
    return _beside(a, b, text) or _beside(b, a, text)


def _thing_of(i: int, text: Prepared) -> int | None:
    """Return what word i owns: the lawyer in "Ann's lawyer" and in "the lawyer of Ann"."""
    name = text.name_at.get(i)
    last = text.names[name].last if name is not None else i + 1
    if text.folded[last : last + 1] in (("'s",), ("'",), ("s",)):  # " 's " reads as "s"
        return next((k for k in range(last + 1, last + 3) if k in text.rank), None)
    end = text.analysis.ends[last - 1]
    if text.analysis.text[end : end + 2] in ("'s", "\u2019s"):
        return next((k for k in range(last, last + 2) if k in text.rank), None)
    first = _phrase_first(i, text)
    for j in range(first - 1, max(-1, first - 3), -1):
        if text.folded[j] in prepositions().of:
            return j - 1 if j - 1 in text.rank else None
    return None


def _finding(a: int, b: int, meant: str, candidate: Prepared) -> Contradiction:
    first, last = sorted((a, b))
    analysis = candidate.analysis
    start, end = analysis.starts[first], analysis.ends[last]
    return Contradiction(
        _PROBABILITY, start, end,
        f'exchanges who does what: "{analysis.text[start:end]}", not "{meant}"', "role",
    )  # fmt: skip
