"""A negation of the fact that the candidate does not have."""

from __future__ import annotations

from factcov.judges.contradiction.added_negation import listed, under
from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.analysis import stem
from factcov.text.denials import denies
from factcov.text.languages import language
from factcov.text.negation import Negation, limited, says_little
from factcov.text.opposites import Opposites
from factcov.text.suppositions import compares, coordinates, supposed
from factcov.text.voices import voice

_OWN = frozenset(["own"])
_HINT = 0.3  # too little for a verdict, enough to move a score
_NEARLY_ALL = 0.8  # of the fact: then its negation would be there too
_MUCH_SHARED = 0.6  # of both texts: then what stands in one place is one thing
_SHARED = 0.45  # of both texts, before a negation of other words counts
_ELSEWHERE = 12  # words within which another negation may be the fact's


def _denied_anywhere(
    negation: Negation, fact: Prepared, candidate: Prepared, table: Opposites
) -> bool:
    """Return whether the candidate denies the word in another place: not known, unknown."""
    head = fact.keys[negation.governs[0]]
    if any(
        word.endswith(table.negative_suffixes) and word.startswith(head)
        for word in candidate.folded
    ):
        return True  # no children, childless
    if any(candidate.keys[j] == head for n in candidate.negations for j in n.governs[:1]):
        return True
    known = language(candidate.analysis.language)
    return any(
        key.startswith(prefix) and stem(key[len(prefix) :], known) == head
        for prefix in table.prefixes
        for key in candidate.places
    )


def negation_lost(
    negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Contradiction | None:
    """Return what the candidate says without the fact's negation, and how surely; or None."""
    if supposed(fact.analysis, negation.at) and not candidate.supposing:
        return None
    if compares(fact.analysis, negation.at) and candidate.superlative:
        return None
    if coordinates(fact.analysis, negation.at - 1, negation.at + 1) and candidate.negations:
        return None  # "nor" goes on with a negation that "or" may go on with
    if any(n.until for n in candidate.negations) and not limited(fact.analysis):
        return None  # "no rise until then"
    if under(negation.at + 1, candidate, fact):
        return None
    positive = _without_not(negation, fact, candidate, pairs)
    same = any(i in pairs.pairs for i in negation.governs[:1])
    if positive is not None and pairs.shared >= (_SHARED if same else _MUCH_SHARED):
        return said_without(positive, fact.folded[negation.at], candidate, 0.65)
    governed = [i for i in negation.governs if i in pairs.pairs]
    head = bool(governed) and governed[0] == negation.governs[0]
    if not governed or not (head or pairs.counterpart):
        return None
    if not head and (pairs.covered < 0.6 or pairs.shared < _MUCH_SHARED):
        probability = _HINT
    elif head:
        probability = 0.85 if len(governed) == len(negation.governs) else 0.7
    else:
        probability = 0.55
    light = says_little(fact.analysis, negation.governs[0])
    if head and pairs.covered < (_NEARLY_ALL if light else 0.6 if not pairs.counterpart else 0.0):
        return None
    j = pairs.pairs[governed[0]]
    if not pairs.counterpart and fact.analysis.stems[governed[0]] != candidate.analysis.stems[j]:
        probability = _HINT  # a champion, a championship
    if _denied_anywhere(negation, fact, candidate, table) or listed(j, candidate):
        return None
    if _noun_for_verb(governed[0], j, fact, candidate, pairs):
        return None
    elsewhere = any(abs(n.at - j) <= _ELSEWHERE for n in candidate.negations)
    if elsewhere and not pairs.counterpart and pairs.covered < _NEARLY_ALL:
        return None
    return said_without(j, fact.folded[negation.at], candidate, probability)


def _noun_for_verb(i: int, j: int, fact: Prepared, candidate: Prepared, pairs: Alignment) -> bool:
    """Return whether the candidate has a noun where the fact has its verb: speeding, the speed.

    In a counterpart a noun may say what the verb says, but for one of the very form: a show.
    """
    resources = language(fact.analysis.language)
    opens = resources.determiners | resources.possessives | _OWN
    if candidate.folded[max(0, j - 1)] not in opens or (i and fact.folded[i - 1] in opens):
        return False
    compound = j + 1 in candidate.rank and fact.folded[i].endswith("ing")
    if fact.folded[i] == candidate.folded[j]:
        return fact.folded[i - 1] in voice(fact.analysis.language).have or denies(
            fact.analysis, i - 1
        )
    return compound or (not pairs.counterpart and fact.folded[i].endswith(("ing", "ed")))


def said_without(j: int, word: str, candidate: Prepared, probability: float) -> Contradiction:
    """Return that the candidate says word j without the fact's negation *word*."""
    analysis = candidate.analysis
    said = analysis.text[analysis.starts[j] : analysis.ends[j]]
    return Contradiction(
        probability, analysis.starts[j], analysis.ends[j],
        f'says "{said}" without the fact\'s "{word}"', "negation",
    )  # fmt: skip


def _without_not(
    negation: Negation, fact: Prepared, candidate: Prepared, pairs: Alignment
) -> int | None:
    """Return the candidate's auxiliary without "not": "who would go" for "who would not go"."""
    i = negation.at - 1
    if i < 1 or i in fact.rank or (i - 1 not in pairs.pairs and i - 2 not in pairs.pairs):
        return None
    anchor = pairs.pairs.get(i - 1, pairs.pairs.get(i - 2, 0))
    for j in range(anchor + 1, min(anchor + 4, len(candidate.keys))):
        if j in candidate.rank:
            return None
        if candidate.keys[j] == fact.keys[i]:
            denied = any(j < n.at <= j + 3 for n in candidate.negations)
            return None if denied else j
    return None
