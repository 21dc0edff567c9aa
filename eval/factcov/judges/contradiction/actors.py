"""Who does it, or whom it is done to, when both texts say so by a common noun: police, dealers."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.negation import says_little
from factcov.text.quantities import agree
from factcov.text.voices import Voice, hanging, prepositions, voice

_LEFT = 8  # words from a verb back to its subject
_RIGHT = 4  # words from a verb on to its object or its agent
_NEAR = 12  # words around a verb within which another of the fact's words must stand
_COVERED = 0.5  # of the fact
_SHARED = 0.5  # of both texts, before a verb like "can" tells enough
_PROBABILITY = 0.65
_NOBODY: frozenset[int] = frozenset()


def actors(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield people of another walk of life than the fact's, beside the same verb or deed.

    "Customers see the drugs" is not "dealers see the drugs"; where a list does not know one of
    the two, or knows them for one, nothing is said.
    """
    if len(pairs.pairs) < _COVERED * (len(fact.content) - 1):
        return
    yield from _counted(fact, candidate)
    words = voice(fact.analysis.language)
    for v in fact.content:
        at = pairs.pairs.get(v)
        if at is None or v in fact.people:
            continue
        if pairs.shared < _SHARED and says_little(fact.analysis, v):
            continue
        for role in (_doer, _done_to):
            meant = role(v, fact, words)
            if meant is None or not _beside(v, meant, fact, pairs):
                continue
            if meant in pairs.pairs and pairs.pairs[meant] not in candidate.people:
                continue  # it is there, misspelt
            said = role(at, candidate, words)
            if said is None or _known(said, meant, fact, candidate):
                continue
            if _told_of(at, v, meant, pairs) and _surely(said, meant, at, fact, candidate):
                yield _finding(said, meant, fact, candidate)


def _beside(v: int, meant: int, fact: Prepared, pairs: Alignment) -> bool:
    """Return whether no word that the candidate has too stands between a verb and its people."""
    low, high = sorted((v, meant))
    return not any(k in pairs.pairs for k in range(low + 1, high) if k in fact.rank)


def _counted(fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    """Yield "13,000 officers" for "13,000 customers"."""
    for stated in fact.quantities:
        for given in candidate.quantities:
            if stated.value != given.value:
                continue
            meant = _first_person(stated.last, stated.last + 2, fact)
            said = _first_person(given.last, given.last + 2, candidate)
            if meant is None or said is None or _known(said, meant, fact, candidate):
                continue
            if not any(agree(stated, q) for q in candidate.quantities if q is not given):
                yield _finding(said, meant, fact, candidate)


def _known(said: int, meant: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether the fact speaks of such people in the same breath, or means the same."""
    return bool(fact.people[meant] & candidate.people[said]) or (
        candidate.keys[said] == fact.keys[meant]
    )


def _surely(said: int, meant: int, at: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether nobody else stands before word *at* who may do what it says."""
    between = range(said + 1, at)
    if any(candidate.folded[k] in voice(candidate.analysis.language).subject for k in between):
        return False
    conjunctions = voice(candidate.analysis.language).and_
    if any(k in candidate.rank for k in between) and not any(
        candidate.folded[k] in conjunctions for k in between
    ):
        return False
    wanted = fact.people[meant]
    sentence = candidate.analysis.sentences[at]
    meant_by_pronoun = _begin(at, candidate) in candidate.pronominal  # they, named before
    return not any(
        (meant_by_pronoun or candidate.analysis.sentences[k] == sentence)
        and (candidate.people.get(k, _NOBODY) & wanted or candidate.keys[k] == fact.keys[meant])
        for k in range(at)
    )


def _begin(at: int, text: Prepared) -> int:
    """Return the first word of the sentence of word *at*."""
    return next((begin for begin, end in text.spans if begin <= at < end), 0)


def _doer(v: int, text: Prepared, words: Voice) -> int | None:
    """Return the word that says who does it: before an active verb, after "by"."""
    for j in range(v + 1, min(v + 1 + _RIGHT, len(text.keys))):
        if text.folded[j] in words.agent:
            return _first_person(j + 1, j + 1 + _RIGHT, text)
        if _mark(j, text):
            break
    subject = _subject(v, text)
    if subject is not None:
        return None if _passive(subject, v, text, words) else subject
    for j in range(v + 1, min(v + 3, len(text.keys))):  # "l'action de la police"
        if text.folded[j] in prepositions().of:
            return _first_person(j, j + 3, text)
    return None


def _done_to(v: int, text: Prepared, words: Voice) -> int | None:
    """Return the word that says whom it is done to: the subject of a passive verb."""
    subject = _subject(v, text)
    return subject if subject is not None and _passive(subject, v, text, words) else None


def _subject(v: int, text: Prepared) -> int | None:
    for j in range(v - 1, max(-1, v - 1 - _LEFT), -1):
        if j in text.people:
            if any(_mark(k, text) for k in range(j + 1, v + 1)):
                return None
            hangs = hanging(text.analysis.language)
            return None if any(w in hangs for w in text.folded[max(0, j - 2) : j]) else j
        if j in text.name_at:
            return None
    return None


def _first_person(first: int, last: int, text: Prepared) -> int | None:
    for j in range(first, min(last, len(text.keys))):
        if j in text.people:
            return j
        if j in text.rank or (j > first and _mark(j, text)):
            return None
    return None


def _mark(j: int, text: Prepared) -> bool:
    """Return whether a comma or the like stands before word j."""
    gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]] if j else ""
    return any(mark in gap for mark in ',;:.()"\u00ab\u00bb\u201c\u201d')


def _passive(subject: int, v: int, text: Prepared, words: Voice) -> bool:
    return any(text.folded[k] in words.passive for k in range(subject + 1, v))


def _told_of(at: int, v: int, meant: int, pairs: Alignment) -> bool:
    """Return whether more of the fact than its verb stands around the candidate's word *at*."""
    return any(
        abs(j - at) <= _NEAR for i, j in pairs.pairs.items() if i not in (v, meant) and j != at
    )


def _finding(said: int, meant: int, fact: Prepared, candidate: Prepared) -> Contradiction:
    analysis = candidate.analysis
    return Contradiction(
        _PROBABILITY, analysis.starts[said], analysis.ends[said],
        f'says of "{analysis.words[said]}" what the fact says of "{fact.analysis.words[meant]}"',
        "role",
    )  # fmt: skip
