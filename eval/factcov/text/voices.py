"""Little words that tell who does what to whom: "by", "to", the forms of the passive."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.analysis import stem
from factcov.text.languages import language

_VERBS = ("says", "gives", "receives", "mutual")


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
    limits: frozenset[str] = frozenset()
    """Words that set an end or a beginning, the amount itself counted or not: before, through."""


class Prepositions(msgspec.Struct, frozen=True):
    """Words of all languages that make what follows hang on what stands before."""

    of: frozenset[str]
    place: frozenset[str]
    hangs: frozenset[str]
    nearly: frozenset[str]
    """Words before an office that make it another: former, deputy."""


@cache
def _tables() -> dict[str, dict[str, frozenset[str]]]:
    tables = tomllib.loads((files("factcov.text") / "voices.toml").read_text("utf-8"))
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
