"""What factcov knows of a language: its function words, abbreviations and stemmer.

Each language is one readable file, languages/<code>.toml. A language without a file is read by
what is language-independent: Unicode words, numbers and names; ``known`` is then False.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec


class Language(msgspec.Struct, frozen=True):
    """One language's resources; sets hold case-folded words."""

    code: str
    known: bool = False
    snowball: str = ""
    function_words: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    elisions: frozenset[str] = frozenset()
    """Words that end in an apostrophe and stand before another ("l'" in French)."""


@cache
def language(code: str) -> Language:
    """Return the resources of the language *code* (``en``, ``fr``; ``fr-CA`` reads ``fr``)."""
    base = code.replace("_", "-").split("-")[0].lower()
    path = files("factcov.text") / "languages" / f"{base}.toml"
    if not base.isalpha() or not path.is_file():
        return Language(base)
    table = tomllib.loads(path.read_text("utf-8"))
    return Language(
        code=base,
        known=True,
        snowball=table["snowball"],
        function_words=frozenset(table["function_words"].split()),
        abbreviations=frozenset(table["abbreviations"].split()),
        elisions=frozenset(table.get("elisions", "").split()),
    )
