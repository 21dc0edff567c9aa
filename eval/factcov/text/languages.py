"""What factcov knows of a language: its function words, abbreviations, irregular forms, stemmer.

Each language is one readable file, languages/<code>.toml. A language without a file is read by
what is language-independent: Unicode words, numbers and names; ``known`` is then False.
"""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from factcov.text.conjugation import conjugated
from factcov.text.verbs import verb_forms


class Language(msgspec.Struct, frozen=True):
    """One language's resources; sets and keys hold case-folded words."""

    code: str
    known: bool = False
    snowball: str = ""
    function_words: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    """Function words that a noun phrase follows (the)."""
    possessives: frozenset[str] = frozenset()
    """More of them, that are pronouns too: a slip of grammar where no noun phrase follows."""
    prepositions: frozenset[str] = frozenset()
    after_determiners: frozenset[str] = frozenset()
    """Function words that may follow a determiner all the same (the *other*)."""
    clause_words: frozenset[str] = frozenset()
    """Auxiliaries, conjunctions and subjects: none follows a preposition (of *was*)."""
    stranding: int = 0
    """How many prepositions a sentence may leave at the end of a clause (what they look *for*)."""
    abbreviations: frozenset[str] = frozenset()
    abbreviations_before_number: frozenset[str] = frozenset()
    """Abbreviations only where a number follows ("No. 5"), else words ("he said no.")."""
    acronyms: frozenset[str] = frozenset()
    """Acronyms that are spelt like function words (US, IT)."""
    elisions: frozenset[str] = frozenset()
    """Words that end in an apostrophe and stand before another ("l'" in French)."""
    clitics: dict[str, str] = {}
    """What is written on to the end of a word, and the word it stands for ("n't": not)."""
    contractions: dict[str, tuple[tuple[int, str], ...]] = {}
    """Words that are several: (first character, word it stands for) of each part."""
    irregular: dict[str, str] = {}
    """An irregular form and its base form (bought: buy)."""
    conjunctions: frozenset[str] = frozenset()
    """Words that join clauses: a verb's particle may stand before them."""
    separable: dict[tuple[str, str], str] = {}
    """A particle and the verb it stands apart from, and the verb they make (ab, nehmen)."""
    strong: dict[str, str] = {}
    """The irregular forms alone, in a language where much may stand before a verb."""
    particles: tuple[str, ...] = ()
    """What may stand before a verb, or apart from it, the longest first."""
    prefixes: tuple[str, ...] = ()
    """What stands before a verb, never apart."""
    simple: frozenset[str] = frozenset()
    """Verbs that particles may stand before: heben."""
    alike: tuple[frozenset[str], ...] = ()
    """Groups of words that a reader takes for each other (Dutch, Netherlands)."""
    akin: tuple[frozenset[str], ...] = ()
    """Groups of words that often say the same, and may not (decide, decision; wound, scar); of
    the language's own file, akin/<code>.txt, a group a line."""
    hash: str = ""
    """SHA-256 of the language's file: what changes it may change a verdict."""


@cache
def language(code: str) -> Language:
    """Return the resources of the language *code* (``en``, ``fr``; ``fr-CA`` reads ``fr``).

    >>> language("fr-CA").snowball, language("tlh").known
    ('french', False)
    """
    base = code.replace("_", "-").split("-")[0].lower()
    path = files("factcov.text") / "languages" / f"{base}.toml"
    if not (base.isascii() and base.isalpha()) or not path.is_file():
        return Language(base)
    content = path.read_bytes()
    table = tomllib.loads(content.decode().replace("ß", "ss"))  # as words are case-folded
    irregular = {
        form: base for base, *forms in map(str.split, _lines(table, "irregular")) for form in forms
    }
    irregular = conjugated(table.get("models", ""), _words(table, "kept")) | irregular
    verbs = table.get("verbs", "")
    regular, separable = verb_forms(verbs, irregular)
    particles = _longest_first(table, "particles")
    bases = {verb.rpartition("|")[2] for verb in verbs.split() if "|" in verb}
    return Language(
        code=base,
        known=True,
        snowball=table["snowball"],
        function_words=_words(table, "function_words"),
        determiners=_words(table, "determiners"),
        possessives=_words(table, "possessives"),
        prepositions=_words(table, "prepositions"),
        after_determiners=_words(table, "after_determiners"),
        clause_words=_words(table, "clause_words"),
        stranding=table.get("stranding", 0),
        abbreviations=_words(table, "abbreviations"),
        abbreviations_before_number=_words(table, "abbreviations_before_number"),
        acronyms=_words(table, "acronyms"),
        elisions=_words(table, "elisions"),
        clitics=table.get("clitics", {}),
        contractions={
            word: tuple((int(start), str(part)) for start, part in parts)
            for word, parts in table.get("contractions", {}).items()
        },
        irregular=regular | irregular,
        separable=separable,
        strong=irregular if particles else {},
        particles=particles,
        prefixes=_longest_first(table, "prefixes"),
        simple=frozenset(bases | set(irregular.values())) if particles else frozenset(),
        conjunctions=_words(table, "conjunctions"),
        alike=_groups(table, "alike"),
        akin=_akin(base),
        hash=hashlib.sha256(content).hexdigest(),
    )


def _words(table: dict[str, Any], key: str) -> frozenset[str]:
    return frozenset(table.get(key, "").split())


def _longest_first(table: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(sorted(table.get(key, "").split(), key=lambda word: (-len(word), word)))


def _akin(code: str) -> tuple[frozenset[str], ...]:
    path = files("factcov.text") / "akin" / f"{code}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return tuple(frozenset(line.split()) for line in lines)


def _groups(table: dict[str, Any], key: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in _lines(table, key))


def _lines(table: dict[str, Any], key: str) -> list[str]:
    return [line for line in table.get(key, "").replace(";", "\n").splitlines() if line.strip()]
