"""Which words say the opposite of each other, or cannot both be true of one thing.

Hand-written lists a language (opposites/<code>.toml); for English also WordNet's antonyms and the
signs of VADER's words (see opposites/LICENSES.txt). Words are compared by their stems.
"""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import msgspec

from factcov.text.analysis import stem
from factcov.text.languages import Language, language

_NONE: frozenset[str] = frozenset()


class Opposites(msgspec.Struct, frozen=True):
    """One language's opposites; all keys are stems, those of ``gender`` and
    ``people`` case-folded words.
    """

    code: str = ""
    strong: dict[str, frozenset[str]] = {}
    together: dict[str, frozenset[str]] = {}
    """Words that stand on one side of an opposition: no prefix or table makes them opposites."""
    weak: dict[str, frozenset[str]] = {}
    """An adjective against the opposite of one like it: true often, not always."""
    directions: frozenset[str] = _NONE
    rising: frozenset[str] = _NONE
    falling: frozenset[str] = _NONE
    more: frozenset[str] = _NONE
    less: frozenset[str] = _NONE
    """Words that tell which way a thing goes or stands, however they do: above, grow, many."""
    gender: dict[str, int] = {}
    """1 for masculine words, 2 for feminine ones."""
    feminines: tuple[tuple[str, str], ...] = ()
    """Endings of nouns for women, and of the same nouns for men: (in German) "in", ""."""
    masculine: frozenset[str] = _NONE
    """Articles before a man."""
    kinds: dict[str, tuple[tuple[int, int], ...]] = {}
    """Groups of which a thing is only one: (group, member) pairs."""
    signs: dict[str, int] = {}
    """1 for stems of words that speak well of a thing, -1 for those that speak ill of it."""
    common: frozenset[str] = _NONE
    """Everyday words: one of them with a capital opens a sentence, it is no name."""
    prefixes: tuple[str, ...] = ()
    converse: frozenset[str] = _NONE
    """Verbs that tell one deed from either side: buy and sell, win and lose."""
    particles: frozenset[str] = _NONE
    """Function words of many senses (on, off): opposites only between the same two words."""
    idioms: frozenset[str] = _NONE
    """Pairs of words whose second is no opposite of anything: à_partir (de), de_nouveau."""
    people: dict[str, frozenset[int]] = {}
    """Walks of life: a case-folded word, and the lines it stands in; line 0 is anybody."""
    trades: frozenset[str] = _NONE
    """Words that mean people only before a word for anybody: delivery people."""
    agents: frozenset[str] = _NONE
    """Who can do things: customer, police, government."""
    negative_prefixes: tuple[str, ...] = ()
    negative_suffixes: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
    """Words that only look as if they wore a negative prefix: under, uncle, union."""

    def everyday(self, folded: str) -> bool:
        """Return whether a word, or what it is the plural or the past of, is an everyday word."""
        if folded in self.common:
            return True
        return any(
            folded.endswith(ending) and folded[: -len(ending)] + base in self.common
            for ending, base in _FORMS
        )


_FORMS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("ly", ""),
)  # fmt: skip


class Opposition(NamedTuple):
    """How sure it is that two words are opposed (0 to 1), and in what way."""

    strength: float
    cause: str


@cache
def opposites(code: str) -> Opposites:
    """Return what is known of opposites in the language *code*.

    >>> "fall" in opposites("en").strong["rise"]
    True
    """
    base = code.replace("_", "-").split("-")[0].lower()
    folder = files("factcov.text") / "opposites"
    path = folder / f"{base}.toml"
    if not (base.isascii() and base.isalpha()) or not path.is_file():
        return Opposites()
    table = tomllib.loads(path.read_text("utf-8"))
    resources = language(base)
    endings = tuple(
        (old, tuple(new.split(",")))
        for old, _, new in (entry.partition(":") for entry in table.get("endings", "").split())
    )
    strong: dict[str, set[str]] = {}
    together: dict[str, set[str]] = {}
    for role in ("direction", "antonyms"):
        for line in _lines(table, role):
            left, right = (_stems(side, resources, endings) for side in line.split("|"))
            _oppose(strong, left, right)
            for side in (left, right):
                _oppose(together, side, side)
    directions = _stems(table.get("direction", "").replace("|", " "), resources, endings)
    for word, others in _rows(folder / f"{base}.direct.txt"):
        _oppose(strong, {stem(word, resources)}, _stems(others, resources))
    trend = next(iter(_lines(table, "direction")), "")  # the first line: up | down
    weak: dict[str, set[str]] = {}
    for word, others in _rows(folder / f"{base}.indirect.txt"):
        _oppose(weak, {stem(word, resources)}, _stems(others, resources))
    genders = _lines(table, "gender")
    kinds: dict[str, list[tuple[int, int]]] = {}
    for group, line in enumerate(_lines(table, "kinds")):
        for member, words in enumerate(line.split()):
            for word in words.split("/"):
                kinds.setdefault(stem(word, resources), []).append((group, member))
    people: dict[str, set[int]] = {}
    for number, line in enumerate(_lines(table, "people")):
        for word in line.split():
            for form in (word, word + "s", word[:-1] + "ies", word + "es"):
                people.setdefault(form, set()).add(number)
    signs: dict[str, int] = {}
    for role, words in _rows(folder / f"{base}.signs.txt"):
        for word in words.split():
            sign, stemmed = 1 if role == "good" else -1, stem(word, resources)
            # A stem shared by words of both signs, or with a word of none, tells nothing.
            signs[stemmed] = 0 if signs.get(stemmed, sign) != sign else sign
    return Opposites(
        code=base,
        strong={word: frozenset(others - {word}) for word, others in strong.items()},
        together={word: frozenset(others) for word, others in together.items()},
        weak={word: frozenset(others - {word}) for word, others in weak.items()},
        directions=frozenset(directions),
        rising=frozenset(_stems(_side(trend, 0), resources, endings)),
        falling=frozenset(_stems(_side(trend, 2), resources, endings)),
        more=frozenset(
            _stems(_side(trend, 0) + " " + _side(table.get("degrees", ""), 0), resources, endings)
        ),
        less=frozenset(
            _stems(_side(trend, 2) + " " + _side(table.get("degrees", ""), 2), resources, endings)
        ),
        gender={w: n for n, line in enumerate(genders, 1) for w in line.split()},
        feminines=tuple(
            (feminine, man)
            for feminine, _, man in (
                pair.partition(":") for pair in table.get("feminines", "").split()
            )
        ),
        masculine=frozenset(table.get("masculine", "").split()),
        kinds={word: tuple(places) for word, places in kinds.items()},
        signs=signs,
        common=frozenset(_read(folder / f"{base}.common.txt").split()),
        prefixes=tuple(table.get("prefixes", "").split()),
        idioms=frozenset(table.get("idioms", "").split()),
        people={word: frozenset(lines) for word, lines in people.items()},
        trades=frozenset(table.get("trades", "").split()),
        converse=frozenset(_stems(table.get("converse", ""), resources, endings)),
        particles=frozenset(_stems(table.get("particles", ""), resources)),
        agents=frozenset(_stems(table.get("agents", ""), resources)),
        negative_prefixes=tuple(table.get("negative_prefixes", "").split()),
        negative_suffixes=tuple(table.get("negative_suffixes", "-").split()),
        plain=tuple(table.get("plain", "").split()),
    )


@cache
def polar(code: str) -> frozenset[str]:
    """Return the stems that a list opposes to others; all else is opposed by a prefix only."""
    table = opposites(code)
    return frozenset().union(table.strong, table.weak, table.kinds, table.signs)


@lru_cache(maxsize=200_000)
def opposed(a: str, b: str, code: str) -> Opposition | None:
    """Return how the stems *a* and *b* oppose each other, None where nothing says so.

    >>> opposed("rise", "fall", "en")
    Opposition(strength=1.0, cause='direction')
    >>> opposed("heroin", "cannabi", "en").cause
    'antonym'
    """
    if a == b:
        return None
    table = opposites(code)
    if b in table.strong.get(a, _NONE):
        both = a in table.directions and b in table.directions
        return Opposition(1.0, "direction" if both else "antonym")
    if b in table.together.get(a, _NONE):
        return None
    alike = not table.strong.get(a, _NONE).isdisjoint(table.strong.get(b, _NONE))
    if not alike and (_prefixed(a, b, table.prefixes) or _prefixed(b, a, table.prefixes)):
        return Opposition(0.95, "antonym")
    for group, member in table.kinds.get(a, ()):
        if any(g == group and m != member for g, m in table.kinds.get(b, ())):
            return Opposition(0.9, "antonym")
    if b in table.weak.get(a, _NONE):
        return Opposition(0.75, "antonym")
    if table.signs.get(a, 0) * table.signs.get(b, 0) < 0:
        return Opposition(0.5, "antonym")
    return None


def negative_prefix(word: str, table: Opposites) -> bool:
    """Return whether *word* (folded) wears a prefix or suffix that negates a word: unfit, useless.

    >>> negative_prefix("unimpressive", opposites("en")), negative_prefix("under", opposites("en"))
    (True, False)
    """
    if word.endswith(table.negative_suffixes) and len(word) > 6:
        return True
    if not word.startswith(table.negative_prefixes) or word.startswith(table.plain):
        return False
    return any(
        word.startswith(prefix) and len(word) >= len(prefix) + 5
        for prefix in table.negative_prefixes
    )  # fmt: skip


def _prefixed(longer: str, shorter: str, prefixes: tuple[str, ...]) -> bool:
    if len(shorter) < 4 or not longer.endswith(shorter):
        return False
    return longer[: -len(shorter)] in prefixes


def _oppose(table: dict[str, set[str]], left: set[str], right: set[str]) -> None:
    for one, others in ((left, right), (right, left)):
        for word in one:
            table.setdefault(word, set()).update(others)


_Endings = tuple[tuple[str, tuple[str, ...]], ...]


def _stems(words: str, resources: Language, endings: _Endings = ()) -> set[str]:
    """Return the stems of *words* and of their other forms, as far as *endings* make them."""
    found = {stem(word, resources) for word in words.split()}
    for word in words.split():
        for old, new in endings:
            if word.endswith(old):
                found |= {stem(word[: len(word) - len(old)] + ending, resources) for ending in new}
    return found


def _side(line: str, part: int) -> str:
    return line.partition("|")[part]


def _lines(table: dict[str, Any], role: str) -> list[str]:
    return [line for line in table.get(role, "").splitlines() if line.strip()]


def _rows(path: Traversable) -> list[tuple[str, str]]:
    rows = (line.partition(" ") for line in _read(path).splitlines())
    return [(word, rest) for word, _, rest in rows]


def _read(path: Traversable) -> str:
    return path.read_text("utf-8") if path.is_file() else ""
