"""The parts that two have in one deed, exchanged: A accused B, A was accused by B."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.deed import DIRECT, TO, Deed, acts
from factcov.judges.contradiction.deeds import same_person
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import THAN, Prepared
from factcov.text.opposites import opposites
from factcov.text.voices import voice

_COVERED = 0.4  # of the fact
_AGED = frozenset(["old", "olds"])
_MOST = 40  # deeds of a text
_MUCH_SHARED = 0.6  # of both texts, before pronouns are taken for the same people
_RUN = 8  # words of a phrase
_HANDED = frozenset([DIRECT, TO])
# How sure a turn of the same verb is, of another verb by two who act, and of another by anything.
_BOTH = (0.75, 0.6, 0.35)  # A hit B, B hit A
_SHARED = (0.65, 0.3, 0.0)  # A gave B a card, B gave a card
_STRANGE = (0.55, 0.3, 0.0)  # A hit B, B hit C, and neither A nor C is in both texts
_ALONE = (0.65, 0.0, 0.0)  # attacks on A, attacks by A
_PERSON = 0.9  # times that, where one of the two is a pronoun


class _Turn(NamedTuple):
    """Who, in the candidate, has the part that the fact's doer has, or should have; who in the fact
    has it done to them; the preposition; and how sure it is.
    """

    head: int
    whom: int
    way: str
    chances: tuple[float, float, float]


def parties(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a deed that the candidate has done by the one to whom the fact has it done."""
    if pairs.covered < _COVERED or not fact.deeds or not candidate.deeds:
        return
    both = _Both(fact, candidate, pairs)
    told = [d for d in candidate.deeds if pairs.first <= d.verb < pairs.last][:_MOST]
    for stated in fact.deeds[:_MOST]:
        if any(both.agree(stated, given) for given in told):
            continue
        for given in told:
            turn = both.turn(stated, given)
            if turn is None or any(both.agree(deed, given) for deed in fact.deeds[:_MOST]):
                continue
            sure = both.sure(stated, given, turn)
            if sure:
                yield _finding(sure, stated, given, turn.head, fact, candidate)
                return


class _Both(NamedTuple):
    """Two texts and their alignment."""

    fact: Prepared
    candidate: Prepared
    pairs: Alignment

    def alike(self, i: int, j: int) -> bool:
        """Return whether two heads are each other's counterparts, or words of one name."""
        pairs = self.pairs.pairs
        if pairs.get(i) == j or same_person(i, j, self.fact, self.candidate):
            return True
        theirs = _words(j, self.candidate)
        if any(pairs.get(k, -1) in theirs for k in _words(i, self.fact)):
            return True
        if self.fact.folded[i] in _AGED and pairs.get(i, -1) in _phrase(j, self.candidate):
            return True  # "an 18-year-old", "the 18-year-old student"
        if self.lost(i):  # "the young Dane", "the Danish youth"
            return self.pairs.back.get(j, -1) in _phrase(i, self.fact)
        return self.new(j) and pairs.get(i, -1) in _phrase(j, self.candidate)

    def lost(self, i: int) -> bool:
        """Return whether a head of the fact is not in the candidate."""
        full = i in self.fact.rank
        return full and self.pairs.pairs.keys().isdisjoint(_words(i, self.fact))

    def new(self, j: int) -> bool:
        """Return whether a head of the candidate is not in the fact."""
        full = j in self.candidate.rank
        return full and self.pairs.back.keys().isdisjoint(_words(j, self.candidate))

    def agree(self, stated: Deed, given: Deed) -> bool:
        """Return whether both texts have the same two in the same parts."""
        if stated.doer < 0 or given.doer < 0:
            return False
        return self.alike(stated.doer, given.doer) and any(
            self.alike(one, two) for one, _ in stated.others for two, _ in given.others
        )

    def turn(self, stated: Deed, given: Deed) -> _Turn | None:
        """Return who changed places."""
        if stated.doer < 0 or given.doer < 0 or not (stated.others and given.others):
            return self._turn_of_one(stated, given)
        for whom, way in stated.others:
            if not self.alike(whom, given.doer):
                continue
            for head, other_way in given.others:
                one_way = {way, other_way} <= _HANDED or way == other_way
                if one_way and self.alike(stated.doer, head):
                    return _Turn(head, whom, max(way, other_way), _BOTH)
            if way not in _HANDED or whom not in self.fact.rank:
                continue
            things = [i for i, p in stated.others if p == DIRECT and i != whom]
            direct = [j for j, p in given.others if p == DIRECT]
            for head in direct:
                if head in self.candidate.rank and any(self.alike(i, head) for i in things):
                    return _Turn(head, whom, way, _SHARED)
            if direct and self.new(direct[0]) and self.lost(stated.doer):
                return _Turn(direct[0], whom, way, _STRANGE)
        if not self.new(given.doer):
            return None
        for head, way in given.others:
            if way == DIRECT and self.alike(stated.doer, head):
                lost = [i for i, p in stated.others if p == DIRECT and self.lost(i)]
                return _Turn(head, lost[0], way, _STRANGE) if lost else None
        return None

    def _turn_of_one(self, stated: Deed, given: Deed) -> _Turn | None:
        """Return who changed places where each text tells of one: attacks on A, attacks by A."""
        if (stated.doer < 0) == (given.doer < 0):
            return None
        if stated.doer < 0 and not given.others:
            for whom, way in stated.others:
                if self.alike(whom, given.doer):
                    return _Turn(given.doer, whom, way, _ALONE)
        if given.doer < 0 and not stated.others:
            for head, way in given.others:
                if self.alike(stated.doer, head):
                    return _Turn(head, stated.doer, way, _ALONE)
        return None

    def sure(self, stated: Deed, given: Deed, turn: _Turn) -> float:
        """Return how sure it is that the two verbs tell one deed: 0 where they may tell two."""
        fact, candidate, pairs = self
        one, two = fact.analysis.stems[stated.verb], candidate.analysis.stems[given.verb]
        words = voice(fact.analysis.language)
        if {one, two} & words.mutual or (one == two and stated.turned != given.turned):
            return 0.0
        if (stated.verb in fact.negated) != (given.verb in candidate.negated):
            return 0.0
        heads = [i for i in (stated.doer, turn.whom) if i >= 0]
        persons = sum(i not in fact.rank for i in heads) + sum(
            j not in candidate.rank for j in (given.doer, turn.head) if j >= 0
        )
        same, acting, anything = turn.chances
        paired = pairs.pairs.get(stated.verb) == given.verb
        if persons > 2:  # "he hit her": of whom else may it be told
            sure_of_it = paired and pairs.counterpart and pairs.shared >= _MUCH_SHARED
            return same * _PERSON if sure_of_it and turn.chances is _BOTH else 0.0
        if paired and (one == two or turn.chances is _ALONE):
            sure = same
        elif not self._one_deed(stated, given, turn.way):
            sure = 0.0
        else:
            known = words.gives | words.receives | words.loses | words.wins
            synonyms = paired and turn.chances is _BOTH and pairs.counterpart
            act = synonyms or {one, two} <= known or all(acts(i, fact) for i in heads)
            sure = acting if act else anything
        return sure * (_PERSON if persons else 1.0)

    def _one_deed(self, stated: Deed, given: Deed, way: str) -> bool:
        """Return whether two different verbs may tell one deed, from sides that are known."""
        fact, candidate, pairs = self
        if pairs.pairs.get(stated.verb) != given.verb and (
            not pairs.parallel
            or pairs.pairs.get(stated.verb) in candidate.verbs
            or pairs.back.get(given.verb) in fact.verbs
        ):
            return False
        if way in THAN:
            return _degree(stated, fact) == _degree(given, candidate)
        words = voice(fact.analysis.language)
        verbs = {fact.analysis.stems[stated.verb], candidate.analysis.stems[given.verb]}
        if way and verbs.isdisjoint(words.gives | words.receives | words.loses):
            # "connected to", "signed over to"; in other languages a person stands so
            first = TO in (stated.others[0][1], given.others[0][1])
            return first and fact.analysis.language != "en"
        return _settled(stated, fact) and _settled(given, candidate)


def _degree(deed: Deed, text: Prepared) -> bool:
    """Return whether a deed is done less than another."""
    than = next((h for h, p in deed.others if p in THAN), -1)
    less = opposites(text.analysis.language).less
    return not less.isdisjoint(text.analysis.stems[deed.verb + 1 : max(deed.verb + 1, than)])


def _settled(deed: Deed, text: Prepared) -> bool:
    """Return whether it is known from which side a verb tells its deed."""
    words, stemmed = voice(text.analysis.language), text.analysis.stems[deed.verb]
    return (
        deed.turned
        or stemmed in words.gives | words.wins
        or stemmed not in words.receives | opposites(text.analysis.language).converse
    )


def _words(i: int, text: Prepared) -> range:
    """Return the words of the name that a word stands in, or that word."""
    if i in text.name_at:
        name = text.names[text.name_at[i]]
        return range(name.first, name.last)
    return range(i, i + 1)


def _phrase(i: int, text: Prepared) -> range:
    """Return the content words that stand in a row with word i, verbs apart."""
    first = last = i
    for _ in range(_RUN):
        if first - 1 in text.rank and first - 1 not in text.verbs and not _parted(first, text):
            first -= 1
        if last + 1 in text.rank and last + 1 not in text.verbs and not _parted(last + 1, text):
            last += 1
    return range(first, last + 1)


def _parted(i: int, text: Prepared) -> bool:
    gap = text.analysis.text[text.analysis.ends[i - 1] : text.analysis.starts[i]]
    return any(mark in gap for mark in ",;:.()")


def _finding(
    sure: float, stated: Deed, given: Deed, head: int, fact: Prepared, candidate: Prepared
) -> Contradiction:
    analysis = candidate.analysis
    words = [k for i in (given.doer, head) if i >= 0 for k in _words(i, candidate)]
    start, end = analysis.starts[min(words)], analysis.ends[max(words)]
    return Contradiction(
        sure, start, end,
        f'exchanges who does what: "{analysis.text[start:end]}", not '
        f'"{fact.analysis.words[stated.doer if stated.doer >= 0 else stated.others[0][0]]}"',
        "role", True,
    )  # fmt: skip
