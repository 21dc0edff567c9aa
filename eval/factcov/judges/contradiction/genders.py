"""He for she, sons for daughters."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.nouns import capitalises_nouns
from factcov.text.opposites import Opposites, opposites

_NAMES = ("", "masculine", "feminine")


def genders(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction where one side speaks of a man and the other of a woman.

    Pronouns are held against pronouns and nouns against nouns: "her father" is no quarrel.
    """
    given = [(j, g) for j, g in candidate.gendered if pairs.first <= j < pairs.last]
    known = {g for _, g in fact.gendered}
    yield from _inflected(fact, candidate, pairs)
    if not fact.gendered or not given:
        return
    told = dict(candidate.gendered)
    if all(i in pairs.pairs and told.get(pairs.pairs[i], g) == g for i, g in fact.gendered):
        given = [(j, g) for j, g in given if not candidate.analysis.content[j]]  # one more person
    if len(known) == 1:
        yield from _strange(known, given, candidate, pairs)
        return
    for nouns in (False, True):
        stated = {g for i, g in fact.gendered if fact.analysis.content[i] == nouns}
        if len(stated) == 1:
            same = [(j, g) for j, g in given if candidate.analysis.content[j] == nouns]
            yield from _strange(stated, same, candidate, pairs)


def _inflected(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "die Autorin" for "der Autor": one noun, or one of its sense, of the other gender."""
    table = opposites(candidate.analysis.language)
    if not pairs.counterpart or not table.feminines:
        return
    german = capitalises_nouns(table.code)
    for i, j in pairs.pairs.items():
        a, b = fact.folded[i], candidate.folded[j]
        if a == b or i in fact.name_at or j in candidate.name_at:
            continue
        for feminine, masculine in table.feminines:
            one, two = a.endswith(feminine), b.endswith(feminine)
            if one == two:
                continue
            text, at, other = (candidate, j, b) if one else (fact, i, a)
            if one and german and not _after_masculine(j, candidate, table):
                continue  # "sie ist Ansprechpartner": a trade, not a man
            same = (a if one else b).removesuffix(feminine) == other.removesuffix(masculine)
            if other.endswith(masculine) and (same or _after_masculine(at, text, table)):
                yield _finding(j, 1 if one else 2, 0.65, candidate)
                break


def _after_masculine(i: int, text: Prepared, table: Opposites) -> bool:
    return any(word in table.masculine for word in text.folded[max(0, i - 2) : i])


def _strange(
    known: set[int], given: list[tuple[int, int]], candidate: Prepared, pairs: Alignment
) -> Iterator[Contradiction]:
    strange = [(j, g) for j, g in given if g not in known]
    if strange:
        probability = 0.85 if len(strange) == len(given) else 0.7
        yield _finding(*strange[0], probability - 0.4 * (not pairs.counterpart), candidate)


def _finding(j: int, gender: int, probability: float, candidate: Prepared) -> Contradiction:
    analysis = candidate.analysis
    return Contradiction(
        probability, analysis.starts[j], analysis.ends[j],
        f'says "{analysis.words[j]}": {_NAMES[gender]}, the fact is not', "gender",
    )  # fmt: skip
