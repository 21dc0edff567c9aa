"""Little words that tell who does what to whom: "by", "to", the forms of the passive."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from factcov.text.languages import language


class Voice(msgspec.Struct, frozen=True):
    """One language's words: before who does it, before whom it is done to, of the passive; pronouns
    that are subjects; "and".
    """

    agent: frozenset[str] = frozenset()
    goal: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    and_: frozenset[str] = frozenset()
    hangs: frozenset[str] = frozenset()
    """More words that make what follows hang on what stands before."""


class Prepositions(msgspec.Struct, frozen=True):
    """Words of all languages that make what follows hang on what stands before."""

    of: frozenset[str]
    place: frozenset[str]
    hangs: frozenset[str]


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
    return Voice(**_tables()[code]) if code in _tables() and code != "any" else Voice()


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
