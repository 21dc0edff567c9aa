"""He for she, sons for daughters."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment, comparable, slot
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.languages import language
from factcov.text.nouns import capitalises_nouns
from factcov.text.opposites import Opposites, opposed, opposites
from factcov.text.voices import voice

_IN_PLACE = 0.5  # how well a word for a man stands where one for a woman stood
_HINTED = 0.4
_VERB = 4  # words from a pronoun on to its verb
_NAMES = ("", "masculine", "feminine")


def genders(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction where one side speaks of a man and the other of a woman.

    Pronouns are held against pronouns and nouns against nouns: "her father" is no quarrel.
    """
    given = [(j, g) for j, g in candidate.gendered if pairs.first <= j < pairs.last]
    known = {g for _, g in fact.gendered}
    yield from _inflected(fact, candidate, pairs)
    yield from _articles(fact, candidate, pairs)
    yield from _pronouns(fact, candidate, pairs)
    if not fact.gendered or not given:
        return
    told = dict(candidate.gendered)
    if all(i in pairs.pairs and told.get(pairs.pairs[i], g) == g for i, g in fact.gendered):
        given = [(j, g) for j, g in given if not candidate.analysis.content[j]]  # one more person
    if not comparable(fact, candidate):
        given = [(j, g) for j, g in given if not _of_another(j, fact, candidate)]
    if len(known) == 1:
        yield from _strange(known, given, candidate, pairs)
        return
    yield from _exchanged(fact, candidate, pairs)
    for nouns in (False, True):
        stated = {g for i, g in fact.gendered if fact.analysis.content[i] == nouns}
        if len(stated) == 1:
            same = [(j, g) for j, g in given if candidate.analysis.content[j] == nouns]
            yield from _strange(stated, same, candidate, pairs)


def _of_another(j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether a pronoun may speak of somebody of whom the fact does not: his widow.

    It stands before a word for a man or a woman, or after a name that the fact does not have.
    """
    if candidate.analysis.content[j]:
        return False
    after = candidate.folded[j + 1 : j + 2]
    if after and after[0] in opposites(candidate.analysis.language).gender:
        return True
    return any(
        name.last <= j
        and name.certain
        and not any(candidate.keys[k] in fact.places for k in range(name.first, name.last))
        and not candidate.places_of_names[n]
        for n, name in enumerate(candidate.names)
    )


def _exchanged(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "the first man" for "the first woman", where others of either gender stay.

    A mother for a son is a hint only: her son may well be meant.
    """
    told = dict(candidate.gendered)
    new = [j for j in pairs.new if j in told]
    for i, gender in fact.gendered:
        if i not in fact.rank:
            continue
        partner = pairs.pairs.get(i)
        if partner is not None:
            if told.get(partner, gender) != gender:  # "un retraité" for "une retraitée"
                yield _finding(partner, told[partner], 0.65, candidate)
            continue
        for j in new:
            if told[j] != gender and slot(i, j, fact, candidate, pairs) >= _IN_PLACE:
                stems = fact.analysis.stems[i], candidate.analysis.stems[j]
                twins = opposed(*stems, candidate.analysis.language)
                yield _finding(j, told[j], 0.65 if twins else _HINTED, candidate)


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
            if table.epicenes and not (_determined(i, fact) and _determined(j, candidate)):
                continue  # "une idée prometteuse": an adjective
            if one and german and not _after_masculine(j, candidate, table):
                continue  # "sie ist Ansprechpartner": a trade, not a man
            same = (a if one else b).removesuffix(feminine) == other.removesuffix(masculine)
            if other.endswith(masculine) and (same or _after_masculine(at, text, table)):
                yield _finding(j, 1 if one else 2, 0.65, candidate)
                break


def _determined(i: int, text: Prepared) -> bool:
    """Return whether an article or the like stands right before word i."""
    resources = language(text.analysis.language)
    before = text.folded[i - 1] if i else ""
    return before in resources.determiners | resources.possessives | resources.elisions


def _articles(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "le ministre" for "la ministre"."""
    table = opposites(candidate.analysis.language)
    if not table.epicenes or not pairs.counterpart:
        return
    for i, j in pairs.pairs.items():
        if fact.folded[i] != candidate.folded[j] or fact.folded[i] not in table.epicenes:
            continue
        if len(fact.places[fact.keys[i]]) > 1 or len(candidate.places[candidate.keys[j]]) > 1:
            continue  # two of them
        one, two = (_article(k, text, table) for k, text in ((i, fact), (j, candidate)))
        if one and two and one != two:
            yield _finding(j, two, 0.65, candidate)


def _article(i: int, text: Prepared, table: Opposites) -> int:
    before = text.folded[i - 1] if i else ""
    return 1 if before in table.masculine else 2 if before in table.feminine else 0


def _pronouns(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "il est né" for "elle est née", where a thing has a gender too but is not born."""
    personal = opposites(candidate.analysis.language).personal
    if len(personal) != 2 or not pairs.counterpart:
        return
    he, she = personal
    stated, given = ({he, she}.intersection(text.folded) for text in (fact, candidate))
    if len(stated) != 1 or len(given) != 1 or stated == given:
        return
    humane = voice(candidate.analysis.language).says | opposites(candidate.analysis.language).lives
    j = next(j for j, word in enumerate(candidate.folded) if word in given)
    near = range(j + 1, min(len(candidate.keys), j + 1 + _VERB))
    verb = next((k for k in near if candidate.analysis.stems[k] in humane), None)
    if verb in pairs.back:
        yield _finding(j, 1 if he in given else 2, 0.6, candidate)


def _after_masculine(i: int, text: Prepared, table: Opposites) -> bool:
    return any(word in table.masculine for word in text.folded[max(0, i - 2) : i])


def _strange(
    known: set[int], given: list[tuple[int, int]], candidate: Prepared, pairs: Alignment
) -> Iterator[Contradiction]:
    strange = [(j, g) for j, g in given if g not in known and g < len(_NAMES)]
    if strange:
        probability = 0.85 if len(strange) == len(given) else 0.7
        yield _finding(*strange[0], probability - 0.4 * (not pairs.counterpart), candidate)


def _finding(j: int, gender: int, probability: float, candidate: Prepared) -> Contradiction:
    analysis = candidate.analysis
    return Contradiction(
        probability, analysis.starts[j], analysis.ends[j],
        f'says "{analysis.words[j]}": {_NAMES[gender]}, the fact is not', "gender",
    )  # fmt: skip
