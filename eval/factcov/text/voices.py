"""Little words that tell who does what to whom: "by", "to", the forms of the passive."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import stem
from factcov.text.languages import language

_VERBS = ("says", "gives", "receives", "mutual", "loses", "wins", "takes")


class Voice(msgspec.Struct, frozen=True):
    """One language's words: before who does it, before whom it is done to, of the passive; pronouns
    that are subjects; "and"; words that stand for what was named before.
    """

    agent: frozenset[str] = frozenset()
    goal: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    and_: frozenset[str] = frozenset()
    anaphors: frozenset[str] = frozenset()
    says: frozenset[str] = frozenset()
    according: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    gives: frozenset[str] = frozenset()
    """Stems of verbs by which a thing goes to another, and of those by which it comes from him."""
    receives: frozenset[str] = frozenset()
    to: frozenset[str] = frozenset()
    from_: frozenset[str] = frozenset()
    swaps: frozenset[str] = frozenset()
    """Not empty where the subject stands before the verb, the object after it."""
    mutual: frozenset[str] = frozenset()
    """Stems of verbs that say the same of both: meet, marry."""
    hangs: frozenset[str] = frozenset()
    """More words that make what follows hang on what stands before."""
    until: frozenset[str] = frozenset()
    """Words that say how long a state lasts: until, jusqu'à."""
    starts: frozenset[str] = frozenset()
    """Words before the amount from which something goes to another."""
    rates: frozenset[str] = frozenset()
    """Nouns by which a price or a speed is counted after an article: de l'heure."""
    clitics: frozenset[str] = frozenset()
    """Pronouns before a verb that tell to whom, or from whom: leur verse."""
    limits: frozenset[str] = frozenset()
    """Words that set an end or a beginning, the amount itself counted or not: before, through."""
    determiners: frozenset[str] = frozenset()
    """Words that open a noun phrase."""
    around: frozenset[str] = frozenset()
    """Prepositions."""
    particles: frozenset[str] = frozenset()
    """Prepositions that belong to the verb before them: hand over, send off."""
    have: frozenset[str] = frozenset()
    """Auxiliaries that make no passive."""
    relative: frozenset[str] = frozenset()
    """Pronouns that are the subject of a relative clause."""
    joins: frozenset[str] = frozenset()
    """Words that open a clause."""
    clausal: frozenset[str] = frozenset()
    """Those of them, and prepositions, after which what is said is said to be so: because."""
    sides_with: frozenset[str] = frozenset()
    """Stems of verbs with which "for" and "against" say so: vote."""
    against_: frozenset[str] = frozenset()
    """The word "against"."""
    earlier: frozenset[str] = frozenset()
    """Words for a time before the one that is told of: the previous year."""
    before: frozenset[str] = frozenset()
    """Words that may say the same: a year ago."""
    nobody: frozenset[str] = frozenset()
    upward: frozenset[str] = frozenset()
    downward: frozenset[str] = frozenset()
    """Words beside an amount that say which way it goes: 4 % up."""
    adverbs: frozenset[str] = frozenset()
    """Adverbs that no ending shows, and that may stand between a subject and its verb: never."""
    persons: frozenset[str] = frozenset()
    """Personal pronouns, subject and object joined by a slash."""
    reflexive: frozenset[str] = frozenset()
    loses: frozenset[str] = frozenset()
    """Stems of verbs of which the subject is the one beaten: lose to."""
    against: frozenset[str] = frozenset()
    """Words between them and the winner."""
    takes: frozenset[str] = frozenset()
    """Stems of verbs that have "to" before whom it is taken from: acheter à."""
    wins: frozenset[str] = frozenset()
    """Stems of verbs of which the object is the one beaten."""
    past: frozenset[str] = frozenset()
    """Past forms that no list of irregular forms has, most as the infinitive: hit."""
    before_nouns: frozenset[str] = frozenset()
    """Adjectives that stand before their nouns, where most stand after them."""
    nominal: frozenset[str] = frozenset()
    """Words between a deed told by a noun and who has a part in it: the arrest of, attacks on."""
    aimed: frozenset[str] = frozenset()
    """Those of them that are sure to name whom it is done to."""
    object_first: frozenset[str] = frozenset()
    """Pronouns that may be the object of a relative clause."""
    actors: frozenset[str] = frozenset()
    """More such nouns, whole, in the singular."""
    participles: frozenset[str] = frozenset()
    infinitives: frozenset[str] = frozenset()
    """Endings of verbs."""
    nominative: frozenset[str] = frozenset()
    """Articles and pronouns of a subject."""
    oblique: frozenset[str] = frozenset()
    """Those of whom it is done to, in a language that tells them apart."""
    genitive: frozenset[str] = frozenset()
    feminine: frozenset[str] = frozenset()
    """Endings of feminine nouns, before which the article of a man is that of a dative."""
    becoming: frozenset[str] = frozenset()
    """Auxiliaries of the passive that are not those of a state."""
    times: frozenset[str] = frozenset()
    """Nouns that tell when: no object of a verb, though no preposition stands before them."""
    doers: frozenset[str] = frozenset()
    """Nouns for who can do things, and endings of such nouns: club, (engin)eer."""
    before_to: frozenset[str] = frozenset()
    """Words that make an auxiliary with "to": had to."""
    not_adverbs: frozenset[str] = frozenset()
    """Nouns that end as adverbs do: family."""


class Prepositions(msgspec.Struct, frozen=True):
    """Words of all languages that make what follows hang on what stands before."""

    of: frozenset[str]
    place: frozenset[str]
    hangs: frozenset[str]
    nearly: frozenset[str]
    """Words before an office that make it another: former, deputy."""
    deputies: frozenset[str]
    """Words beside an office that make it the second one."""


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    text = (files("factcov.text") / "voices.toml").read_text("utf-8")
    tables = tomllib.loads(text.replace("ß", "ss"))  # as words are case-folded
    return {
        code: {role: frozenset(words.split()) for role, words in table.items()}
        for code, table in tables.items()
    }


@cache
def voice(code: str) -> Voice:
    """Return the words of the language *code*, none where it is not known.

    >>> voice("fr").agent
    frozenset({'par'})
    """
    if code not in _tables() or code == "any":
        return Voice()
    table, resources = _tables()[code], language(code)
    verbs = {
        role: frozenset(stem(word, resources) for word in table.get(role, ())) for role in _VERBS
    }
    return Voice(**{**table, **verbs})


@cache
def persons(code: str) -> dict[str, str]:
    """Return the personal pronouns, each with its form as a subject.

    >>> persons("en")["me"]
    'i'
    """
    groups = (group.split("/") for group in voice(code).persons)
    return {form: forms[0] for forms in groups for form in forms}


@cache
def hanging(code: str) -> frozenset[str]:
    """Return the words that make what follows hang on what stands before, in the language *code*.

    >>> "a" in hanging("es"), "a" in hanging("en")
    (True, False)
    """
    words = voice(code)
    return words.hangs | prepositions().hangs - (
        language(code).determiners - words.goal - words.agent
    )


@cache
def prepositions() -> Prepositions:
    """Return the prepositions of all known languages.

    >>> "of" in prepositions().of
    True
    """
    return Prepositions(**_tables()["any"])
