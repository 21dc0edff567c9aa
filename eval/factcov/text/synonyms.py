"""Which words can mean the same, in one sense or another.

One line a sense (synonyms/<code>.txt); English from WordNet (see opposites/LICENSES.txt). Words
are compared by their stems.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from factcov.text.analysis import stem
from factcov.text.languages import language

_NONE: dict[str, frozenset[int]] = {}


@cache
def senses(code: str) -> dict[str, frozenset[int]]:
    """Return the numbers of the senses that each stem is known to share with another word.

    >>> table = senses("en")
    >>> table["buy"].isdisjoint(table["purchas"])
    False
    >>> senses("xx")
    {}
    """
    base = code.replace("_", "-").split("-")[0].lower()
    path = files("factcov.text") / "synonyms" / f"{base}.txt"
    if not (base.isascii() and base.isalpha()) or not path.is_file():
        return _NONE
    resources = language(base)
    found: dict[str, list[int]] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        for word in line.split():
            found.setdefault(stem(word, resources), []).append(number)
    return {stemmed: frozenset(numbers) for stemmed, numbers in found.items()}
