"""Which words can mean the same, in one sense or another.

The groups of akin/<code>.txt, and for English a line for each sense that two words share in WordNet
(synonyms/en.txt; see opposites/LICENSES.txt). Words are compared by their stems.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from factcov.text.analysis import stem
from factcov.text.languages import language


@cache
def senses(code: str) -> dict[str, frozenset[int]]:
    """Return the numbers of the senses that each stem is known to share with another word.

    >>> table = senses("en")
    >>> table["buy"].isdisjoint(table["purchas"])
    False
    >>> senses("xx")
    {}
    """
    resources = language(code)
    path = files("factcov.text") / "synonyms" / f"{resources.code}.txt"
    listed = path.read_text("utf-8").splitlines() if resources.known and path.is_file() else []
    found: dict[str, list[int]] = {}
    for number, words in enumerate([*resources.akin, *map(str.split, listed)]):
        for word in words:
            found.setdefault(stem(word, resources), []).append(number)
    return {stemmed: frozenset(numbers) for stemmed, numbers in found.items()}
