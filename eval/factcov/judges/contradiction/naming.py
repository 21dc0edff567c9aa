"""Names that the candidate exchanges for others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factcov.judges.contradiction.alignment import Alignment, answers, context
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.judges.contradiction.spelling import alike, chance_of_one
from factcov.text.names import Name, generic, title
from factcov.text.opposites import opposites
from factcov.text.places import allied, meant

_ABOUT_IT = 0.5  # share of the fact, names apart, that a clause of the same matter holds
_ABOUT_IT_TOO = 0.35  # the same, for a sentence as long as the fact
_ANCHORS = 3  # words and amounts of the fact that an answering sentence holds
_ALONE = 0.6  # one name lost, one new

_SURELY_IT = 0.6  # share of both texts
_OFFICE = 4  # words from a name to an office, and on to what it is an office of


def naming(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction for each name of the fact whose slot holds another name."""
    lost = [n for n in fact.specific if not _found(n, fact, candidate)]
    for name in fact.pairs_of_words:
        if name not in lost:
            found = _other_family_name(name, fact, candidate, pairs)
            if found is not None:
                yield found
            found = _other_first_word(name, fact, candidate, pairs)
            if found is not None:
                yield found
    yield from _before_noun(fact, candidate, pairs)
    whole = answers(fact, candidate, pairs)
    seldomer = _seldomer(fact, candidate) if whole and not lost else []
    if not (lost or seldomer) or not _about_it(fact, candidate, pairs):
        return  # little but other names in common: another matter
    free = [
        n
        for n in candidate.names
        if pairs.first <= n.first < pairs.last
        and (n.specific or len(n.words) > 1)
        and _is(n, candidate)
        and not _known(n, candidate, fact)
        and not (whole and _introduces(n, candidate))
    ]
    if not lost and len(free) == 1 and free[0].certain and _tells(free[0], candidate):
        lost = seldomer
    doubled = _doubled(fact, candidate, pairs) if pairs.parallel else []
    alone = whole and len(lost) == len(free) == 1
    for name in lost:
        best: tuple[float, Name] | None = None
        for other in [*free, *doubled]:
            score = _evidence(name, other, fact, candidate, pairs) - 0.15 * (other in doubled)
            if alone and other not in doubled and _tells(name, fact) and _tells(other, candidate):
                least = _ALONE * (1.0 - _one(name, other, fact, candidate))
                score = max(score, least * (score > 0))
            if best is None or score > best[0]:
                best = score, other
        if best is not None and best[0] > 0:
            other = best[1]
            yield replaces(name, other, fact, candidate, min(0.95, best[0]))


def replaces(
    name: Name, other: Name, fact: Prepared, candidate: Prepared, probability: float
) -> Contradiction:
    """Return the finding that *other* stands where the fact has *name*."""
    said = candidate.analysis.text[other.start : other.end]
    stated = fact.analysis.text[name.start : name.end]
    reason = f'names "{said}" where the fact names "{stated}"'
    return Contradiction(probability, other.start, other.end, reason, "name")


def lost_names(fact: Prepared, candidate: Prepared) -> list[Name]:
    """Return the fact's names, certain and telling, that the candidate does not have."""
    return [
        n for n in fact.specific
        if n.certain and _tells(n, fact) and not _found(n, fact, candidate)
    ]  # fmt: skip


def free_names(candidate: Prepared, facts: Sequence[Prepared]) -> list[Name]:
    """Return the candidate's names, certain and telling, that no fact has."""
    return [
        n for n in candidate.names
        if n.certain and n.specific and _tells(n, candidate)
        and not any(_known(n, candidate, fact) for fact in facts)
    ]  # fmt: skip


def one_name(name: Name, other: Name, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether two names may be one, spelt otherwise or told by its letters."""
    return (
        _one(name, other, fact, candidate) > 0.0
        or _short_for(name, other, fact) or _short_for(other, name, candidate)
    )  # fmt: skip


def _introduces(name: Name, text: Prepared) -> bool:
    """Return whether a name says what office the next one bears: US President Donald Trump."""
    i = name.last
    return i + 1 < len(text.keys) and title(text.folded[i]) and i + 1 in text.name_at


def _seldomer(fact: Prepared, candidate: Prepared) -> list[Name]:
    """Return the fact's names that the candidate has less often than the fact."""
    return [
        name
        for name in fact.names
        if name.certain and _tells(name, fact)
        and any(
            0 < len(candidate.places.get(key, ())) < len(fact.places[key])
            for key in fact.name_keys[fact.name_at[name.first]]
        )
    ][:1]  # fmt: skip


def _other_family_name(
    name: Name, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Contradiction | None:
    """Return the case of a name of two words with another last one: Ann Lee for Ann Smith."""
    telling = name.telling
    last = telling[-1]
    if last in candidate.capitals or any(alike(last, other) for other in candidate.capitals):
        return None
    for other in candidate.names:
        words = other.telling
        if not pairs.first <= other.first < pairs.last or len(words) != 2:
            continue
        if not _is(other, candidate):
            continue
        shared = sum(any(alike(word, one) for one in telling[:-1]) for word in words[:-1])
        if shared != 1:  # two shared words make it the same name, spelt otherwise
            continue
        if any(alike(words[-1], one) for one in fact.folded) or _acronym(other, candidate, fact):
            continue
        said = candidate.analysis.text[other.start : other.end]
        stated = fact.analysis.text[name.start : name.end]
        probability = 0.8 if name.certain and other.certain else 0.6
        probability *= 1.0 - chance_of_one(last, words[-1])
        return Contradiction(
            probability, other.start, other.end,
            f'names "{said}" where the fact names "{stated}"', "name",
        )  # fmt: skip
    return None


def _other_first_word(
    name: Name, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> Contradiction | None:
    """Return the case of a name of two words with another first one: Lok Sabha, Rajya Sabha."""
    first, last = name.telling
    if not answers(fact, candidate, pairs) or not name.certain or first in candidate.places:
        return None
    if fact.analysis.language == "de":
        return None  # "Firma Siemens", "Unternehmen Siemens"
    if any(alike(first, word) for word in candidate.capitals):
        return None
    for other in candidate.names:
        words = other.telling
        if len(words) != 2 or not other.certain or not alike(words[1], last):
            continue
        if words[0][:3] == first[:3] or any(alike(words[0], word) for word in fact.folded):
            continue
        common = opposites(fact.analysis.language)
        if common.everyday(words[0]) or common.everyday(first):
            continue
        said = candidate.analysis.text[other.start : other.end]
        stated = fact.analysis.text[name.start : name.end]
        reason = f'names "{said}" where the fact names "{stated}"'
        return Contradiction(0.6, other.start, other.end, reason, "name")
    return None


def _before_noun(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield "Marseille police" for "Paris police": another name before the same noun."""
    if not fact.attributive or not candidate.attributive:
        return
    for name in fact.names:
        if not _attributive(name, fact) or not name.certain or not name.specific:
            continue
        j = pairs.pairs.get(name.last)
        if j is None or j - 1 not in candidate.name_at:
            continue
        other = candidate.names[candidate.name_at[j - 1]]
        if other.last != j or not _attributive(other, candidate) or not other.certain:
            continue
        if not other.specific:
            continue
        if _known(other, candidate, fact) or any(
            alike(a, b) for a in name.words for b in other.words
        ):
            continue
        said = candidate.analysis.text[other.start : other.end]
        stated = fact.analysis.text[name.start : name.end]
        reason = f'names "{said}" where the fact names "{stated}"'
        yield Contradiction(0.65, other.start, other.end, reason, "name")


def _doubled(fact: Prepared, candidate: Prepared, pairs: Alignment) -> list[Name]:
    """Return the candidate's names that the fact has too, but not so often."""
    found = []
    for name in candidate.names:
        if pairs.first <= name.first < pairs.last and name.certain:
            key = candidate.keys[name.last - 1]
            if len(candidate.places[key]) > max(1, len(fact.places.get(key, ()))):
                found.append(name)
    return [n for n in found if n.specific]


def _is(name: Name, text: Prepared) -> bool:
    """Return whether a capital tells a name: in German every noun has one."""
    return name.certain or text.analysis.language != "de"


def _found(name: Name, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether any telling word of the name is there, inflected or spelt otherwise too."""
    return (
        _stands_in(name, fact, candidate)
        or _same_place(name, fact, candidate)
        or _acronym(name, fact, candidate)
        or _among(fact.tells(name), candidate.telling_capitals)
    )


def _known(name: Name, candidate: Prepared, fact: Prepared) -> bool:
    """Return whether the candidate's name is one of the fact's words after all."""
    return (
        _stands_in(name, candidate, fact)
        or _same_place(name, candidate, fact)
        or _acronym(name, candidate, fact)
        or _among(candidate.tells(name), fact.telling_words)
    )


def _stands_in(name: Name, text: Prepared, other: Prepared) -> bool:
    """Return whether the other text has a telling word of the name, as it is."""
    return not other.places.keys().isdisjoint(text.name_keys[text.name_at[name.first]])


def _same_place(name: Name, text: Prepared, other: Prepared) -> bool:
    """Return whether the other text speaks of the place, by its capital or its country too.

    Moscow is no other name of Russia in a text that names both.
    """
    places = text.places_of_names[text.name_at[name.first]]
    if not places:
        return False
    return not places.isdisjoint(other.places_meant) or not (
        (allied(places) & other.places_meant) <= text.places_meant
    )


def _among(telling: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether a telling word is one of *words*, spelt or put together otherwise."""
    joined = "".join(telling)
    return any(
        alike(word, other)
        or (len(other) > 4 and (other in joined or (len(joined) > 4 and joined in other)))
        or (len(joined) > 2 and other.startswith(joined))  # the Met Office
        for other in words
        for word in telling
    )


def _acronym(name: Name, text: Prepared, other: Prepared) -> bool:
    """Return whether one side writes in capitals what the other spells out: BBC, UN."""
    if len(name.words) > 1 and name.initials in other.places:
        return name.initials not in text.places  # "World Bank (WB)" has both
    if len(name.words) != 1 or not 2 <= len(name.words[0]) <= 6:
        return False
    letters = name.words[0].replace(".", "")
    if len(letters) == 2:
        return any(letters in full.initials for full in other.names)
    initials, content = other.letters
    if letters in initials or (len(letters) > 2 and letters in content):
        return True
    return other.analysis.language == "de" and len(letters) > 2 and _spells(letters, other)


def _spells(letters: str, text: Prepared) -> bool:
    """Return whether nouns in a row hold the letters, each its first one: SNP, of two nouns."""
    words = text.analysis.words
    for i in range(len(words)):
        left, at = letters, i
        while (
            left and at < len(words) and words[at][0].isupper() and left[0] == words[at][0].lower()
        ):
            for letter in words[at].lower():
                left = left[1:] if left[:1] == letter else left
            at += 1
        if not left and at > i + 1:
            return True
    return False


def _evidence(
    name: Name, other: Name, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> float:
    """Return the probability that *other* stands where *name* should."""
    one = _one(name, other, fact, candidate)
    if one == 1.0:
        return 0.0
    return (1.0 - one) * _in_its_place(name, other, fact, candidate, pairs)


def _in_its_place(
    name: Name, other: Name, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> float:
    """Return the probability that *other*, another name, stands where *name* should."""
    if not pairs.parallel and len(name.words) > 1 and _attributive(other, candidate):
        return 0.0  # "Paris police" does not stand for who they are
    if _short_for(name, other, fact) or _short_for(other, name, candidate):
        return 0.0
    if pairs.shared < _SURELY_IT and (
        _other_office(other, candidate, pairs.back) or _other_office(name, fact, pairs.pairs)
    ):
        return 0.0  # "Bob Ray, head of the squad" does not stand for the head of the force
    odd = 0.12 * (len(name.words) > 1 and _attributive(other, candidate))
    role = _preposition(name.first, fact), _preposition(other.first, candidate)
    same_role = 0.1 if role[0] == role[1] is not None else -0.1
    if None in role:
        alone = role == (None, None) or len(candidate.spans) == 1  # a translated sentence
        same_role = 0.0 if alone else -0.2
    if not pairs.parallel and not (name.certain and other.certain):
        return 0.0
    if not pairs.parallel and None in role and role != (None, None):
        return 0.0  # "in California" is not answered by who did it
    near = max(
        context(name.first, other.first, fact, candidate, pairs),
        context(name.last - 1, other.last - 1, fact, candidate, pairs),
    )
    if pairs.parallel:
        start = name.first / max(1, len(fact.keys))
        apart = abs(start - (other.first - pairs.first) / max(1, pairs.last - pairs.first))
        score = 0.58 + 0.3 * near - 0.3 * apart + same_role - odd
        if not name.certain and not other.certain:
            score -= 0.25
        elif not name.certain or not other.certain:
            score -= 0.05
        return score - 0.15 * (not _tells(name, fact) or not _tells(other, candidate))
    return 0.15 + 0.55 * near + 0.1 * (pairs.covered >= 0.6) + same_role


def _one(name: Name, other: Name, fact: Prepared, candidate: Prepared) -> float:
    """Return the chance that two names are one, by a word of theirs or written together."""
    telling = ((a, b) for a in fact.tells(name) for b in candidate.tells(other))
    one = max(chance_of_one(a, b) for a, b in telling)
    if one < 1.0 and len(name.words) != len(other.words):  # Aq Qoyunlu, Akkoyunlu
        return max(one, chance_of_one("".join(name.words), "".join(other.words)))
    return one


def _about_it(fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether enough of the fact is there, names apart, or names and amounts with it."""
    anchors = len(pairs.pairs) + pairs.amounts + pairs.counterpart
    if answers(fact, candidate, pairs) and anchors >= _ANCHORS:
        return True
    rest = [i for i in fact.content if i not in fact.name_at]
    shared = sum(i in pairs.pairs for i in rest)
    return shared >= 2 and shared >= (_ABOUT_IT_TOO if pairs.parallel else _ABOUT_IT) * len(rest)


def _tells(name: Name, text: Prepared) -> bool:
    """Return whether a name has a word that is no everyday word: not "Northern Lights"."""
    common = opposites(text.analysis.language)
    return (name.certain or bool(common.common)) and any(
        meant(word) or not common.everyday(word) for word in text.tells(name)
    )


def _short_for(short: Name, full: Name, text: Prepared) -> bool:
    """Return whether one name may be the letters that another body is known by: PKK, PiS."""
    spelled = text.analysis.words[short.first]
    capitals = sum(c.isupper() for c in spelled)
    return (
        len(short.words) == 1 and 2 <= capitals >= len(spelled) - 1 and len(spelled) <= 6
        and any(generic(word) and not title(word) for word in full.words)
        and len(set(short.words[0]) & set(full.initials)) > 1
    )  # fmt: skip


def _other_office(name: Name, text: Prepared, paired: dict[int, int]) -> bool:
    """Return whether a name bears an office of something that the other text does not have."""
    for i in range(name.last, min(name.last + _OFFICE, len(text.keys))):
        if title(text.folded[i]) or title(text.folded[i].removesuffix("s")):
            after = (
                j for j in range(i + 1, min(i + _OFFICE, len(text.keys)))
                if j in text.rank and not title(text.folded[j])
            )  # fmt: skip
            thing = next(after, None)
            return thing is not None and thing not in paired
    return False


def _attributive(name: Name, text: Prepared) -> bool:
    """Return whether a name stands before a noun as an adjective does: Paris police."""
    return name.last in text.attributive


def _preposition(i: int, text: Prepared) -> str | None:
    """Return the function word before a name, its article apart; None after a content word."""
    i -= 1
    while i >= 0 and text.folded[i] in (
        "the",
        "a",
        "le",
        "la",
        "l'",
        "der",
        "die",
        "das",
        "el",
        "il",
    ):
        i -= 1
    return text.folded[i] if i >= 0 and not text.analysis.content[i] else None
