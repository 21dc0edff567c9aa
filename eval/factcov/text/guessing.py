"""Which language a text is in, by its function words; whether it was left untranslated."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from factcov.text.analysis import analyse
from factcov.text.languages import language

_FEWEST = 8  # words: shorter texts are not judged
_CLEAR = 0.12  # share of function words a guess needs
_AHEAD = 1.5  # times the expected language's share
_PLAIN = 0.35  # share of the expected language's that settles it
_RUN = 4  # words in a row
_COPIED = 0.7  # share of such runs that make a text a copy


@cache
def _known() -> tuple[str, ...]:
    folder = files("factcov.text") / "languages"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


def guess_language(text: str, expected: str = "") -> str | None:
    """Return the code of the language *text* is in, None where its function words do not tell.

    Only languages with a file are told from each other. *expected* wins unless another is clearly
    ahead, for languages share function words.

    >>> guess_language("The police have created four groups to track the sale of drugs online.")
    'en'
    >>> guess_language("La police a créé quatre groupes pour traquer la vente de drogue en ligne.")
    'fr'
    >>> guess_language("12 34") is None
    True
    """
    if expected in _known() and _share(text, expected) >= _PLAIN:
        return expected
    shares = {code: _share(text, code) for code in _known()}
    best = max(shares, key=lambda code: (shares[code], code))
    if shares[best] < _CLEAR:
        return None
    if expected in shares and shares[best] < _AHEAD * shares[expected]:
        return expected
    return best


def _share(text: str, code: str) -> float:
    known = language(code).function_words
    words = [w.casefold().replace("\u2019", "'") for w in analyse(text, code).words]
    if len(words) < _FEWEST:
        return 0.0
    return sum(word in known for word in words) / len(words)


def language_problem(text: str, expected: str, source: str = "") -> str:
    """Return what is wrong with the language of *text*: a copy, another language; "" if nothing.

    >>> source = "The police have created four groups to track the sale of drugs online."
    >>> language_problem(source, "fr", source)
    'untranslated: a copy of the source'
    >>> language_problem("Il n'y a pas de quoi en faire un drame pour la police.", "en")
    'wrong language: reads as fr, not en'
    """
    wanted = expected.replace("_", "-").split("-")[0].lower()
    found = guess_language(text, wanted)
    if found is None or found == wanted:
        return ""
    if source and _copied(text, source, found) >= _COPIED:
        return "untranslated: a copy of the source"
    return f"wrong language: reads as {found}, not {wanted}"


def _copied(text: str, source: str, code: str) -> float:
    """Return the share of runs of four words that stand in the source too."""
    runs, there = (_runs(t, code) for t in (text, source))
    return len(runs & there) / len(runs) if runs else 0.0


def _runs(text: str, code: str) -> set[tuple[str, ...]]:
    words = [w.casefold() for w in analyse(text, code).words]
    return {tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
