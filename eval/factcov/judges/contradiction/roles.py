"""Who did what to whom: what is said of another, offices given to others, "by" for "to"."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.deeds import past
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.names import Name, generic
from factcov.text.opposites import opposites
from factcov.text.voices import prepositions, voice

_BETWEEN = 5  # words between a subject and its verb, a verb and what it acts on
_HOLDS = 0.6  # share of a fact, its name apart, that makes a clause be about the same


def roles(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction where the candidate lets another do, or be, what the fact says."""
    yield from _holder(fact, candidate, pairs)
    yield from _agent(fact, candidate, pairs)


def _holder(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield the name that stands where the fact's name should, which is said of another."""
    if not fact.bearers:
        return
    yield from _office(fact, candidate, pairs)
    span = _sentences(candidate, pairs)
    for name in fact.bearers:
        if candidate.places.keys().isdisjoint(fact.keys[name.first : name.last]):
            continue  # lost altogether: a matter for the names
        if _stands_in(name, fact, candidate, span):
            continue
        others = [
            n
            for n in candidate.bearers
            if span[0] <= n.first < span[1]
            and not any(generic(word) for word in n.words)
            and not any(candidate.keys[j] in fact.places for j in range(n.first, n.last))
        ]
        rest = [i for i in fact.content if not name.first <= i < name.last]
        inside = [i for i in rest if span[0] <= pairs.pairs.get(i, -1) < span[1]]
        near = sorted(pairs.pairs[i] for i in inside)
        for other in others:
            said_of = len(inside) >= _HOLDS * len(rest) and any(
                min(abs(other.first - j), abs(other.last - 1 - j)) <= _BETWEEN for j in near
            )
            if said_of:
                said = candidate.analysis.text[other.start : other.end]
                meant = fact.analysis.text[name.start : name.end]
                reason = f'says of "{said}" what the fact says of "{meant}"'
                yield Contradiction(0.75, other.start, other.end, reason, "role")
                break


def _office(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield the other bearer of an office: "Ann Lee is the director", "the director, Bob Ray"."""
    for name, i in fact.titled:
        places = [
            j
            for j in candidate.places.get(fact.keys[i], ())
            if candidate.analysis.stems[j] == fact.analysis.stems[i]  # the very same office
        ]
        bearers = [
            n
            for j in places
            for n in candidate.names
            if candidate.analysis.sentences[j] == candidate.analysis.sentences[n.first]
            and not _after_preposition(n, candidate)
            and _holds(n, j, candidate, pairs)
        ]
        keys = {fact.keys[k] for k in range(name.first, name.last)}
        own = [n for n in bearers if keys & set(candidate.keys[n.first : n.last])]
        strangers = [n for n in bearers if not _named(n, candidate, fact)]
        other = min((n for n in strangers if n.last >= n.first + 2), key=_place, default=None)
        if other is not None and not own:
            said = candidate.analysis.text[other.start : other.end]
            reason = f'makes "{said}" the {fact.folded[i]}'
            yield Contradiction(0.75, other.start, other.end, reason, "role")


def _place(name: Name) -> int:
    return name.first


def _named(name: Name, text: Prepared, other: Prepared) -> bool:
    return any(text.keys[j] in other.places for j in range(name.first, name.last))


def _holds(name: Name, office: int, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether *name* bears the office: "director, Ann Lee", "Ann Lee, head of ..."."""
    between = range(office + 1, name.first) if office < name.first else range(name.last, office)
    if any(j in candidate.rank for j in between) or len(between) > 2:
        return False
    # An office of something that the fact does not speak of is another office.
    after = [
        j for j in range(office + 1, min(office + 6, len(candidate.keys))) if j in candidate.rank
    ]
    if office + 1 < len(candidate.keys) and candidate.folded[office + 1] in prepositions().of:
        return any(j in pairs.back for j in after[:3])
    return True


def _after_preposition(name: Name, text: Prepared) -> bool:
    """Return whether a name hangs on a preposition of place: "in Lyon", "of Ann Lee"."""
    return name.first > 0 and text.folded[name.first - 1] in prepositions().place


def _sentences(candidate: Prepared, pairs: Alignment) -> tuple[int, int]:
    """Return the words of the sentences that the region lies in."""
    spans = [s for s in candidate.spans if s[0] < pairs.last and pairs.first < s[1]]
    return spans[0][0], spans[-1][1]


def _stands_in(name: Name, fact: Prepared, candidate: Prepared, span: tuple[int, int]) -> bool:
    return any(
        span[0] <= j < span[1]
        for i in range(name.first, name.last)
        for j in candidate.places.get(fact.keys[i], ())
    )


def _acts(i: int, text: Prepared) -> bool:
    """Return whether word i is somebody who can do things: a name or a person's role."""
    return i in text.name_at or text.analysis.stems[i] in opposites(text.analysis.language).agents


def _agent(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "handed out by customers" for "handed out to customers", and the reverse."""
    words = voice(fact.analysis.language)
    for i, k, stated in fact.linked:
        j, m = pairs.pairs.get(i), pairs.pairs.get(k)
        if j is None or m is None or not 0 < m - j <= _BETWEEN:
            continue
        if not words.swaps and not _acts(m, candidate):
            continue  # "von" is "of" as often
        if candidate.rank.get(m) != candidate.rank.get(j, -9) + 1:
            continue
        given = candidate.folded[j + 1 : m]
        nouns = words.clausal and not past(j, candidate) and not past(i, fact)
        if nouns and not words.from_.isdisjoint({*stated, *given}):
            continue  # "a letter from Ann", "a letter by Ann"
        for one, two in ((words.goal, words.agent), (words.agent, words.goal)):
            if (
                not one.isdisjoint(stated) and not two.isdisjoint(given)
                and two.isdisjoint(stated) and one.isdisjoint(given)
            ):  # fmt: skip
                yield _finding(j, k, m, 0.65, fact, candidate)


def _finding(
    j: int, i: int, last: int, probability: float, fact: Prepared, candidate: Prepared
) -> Contradiction:
    analysis = candidate.analysis
    first, end = analysis.starts[min(j, last)], analysis.ends[max(j, last)]
    return Contradiction(
        probability, first, end,
        f'exchanges who does what: "{analysis.text[first:end]}", not "{fact.analysis.words[i]}"',
        "role",
    )  # fmt: skip
