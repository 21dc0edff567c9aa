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
from factcov.text.synonyms import senses

_NONE: frozenset[str] = frozenset()
_NO_SENSE: frozenset[int] = frozenset()


class Opposites(msgspec.Struct, frozen=True):
    """One language's opposites; all keys are stems, those of ``gender`` and
    ``people`` case-folded words.
    """

    code: str = ""
    strong: dict[str, frozenset[str]] = {}
    together: dict[str, frozenset[str]] = {}
    """Words that stand on one side of an opposition: no prefix or table makes them opposites."""
    weak: dict[str, frozenset[str]] = {}
    """An adjective against the opposite of one like it, and words of many senses: true often."""
    phrases: dict[str, dict[str, str]] = {}
    """Words that stand for one with the word after them: the stem of "turn", then "down"."""
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
    feminine: frozenset[str] = _NONE
    """Articles before a woman, of the words that are the same for either (epicenes)."""
    epicenes: frozenset[str] = _NONE
    personal: tuple[str, ...] = ()
    """He and she, where a thing may be either too; then only these verbs tell a person:"""
    lives: frozenset[str] = _NONE
    kinds: dict[str, tuple[tuple[int, int], ...]] = {}
    """Groups of which a thing is only one: (group, member) pairs."""
    signs: dict[str, int] = {}
    """1 for stems of words that speak well of a thing, -1 for those that speak ill of it."""
    common: frozenset[str] = _NONE
    """Everyday words: one of them with a capital opens a sentence, it is no name."""
    prefixes: tuple[str, ...] = ()
    unprefixed: frozenset[str] = _NONE
    """Words that only look as if they wore one of them: démontrer."""
    converse: frozenset[str] = _NONE
    """Verbs that tell one deed from either side: buy and sell, win and lose."""
    particles: frozenset[str] = _NONE
    """Function words of many senses (on, off): opposites only between the same two words."""
    idioms: frozenset[str] = _NONE
    """Pairs of words that are no opposites of anything: à_partir (de), de_nouveau."""
    sequence: frozenset[str] = _NONE
    """Function words that tell what comes first: before, after."""
    lessens: frozenset[str] = _NONE
    """Words right before another that turn it round: less expensive."""
    copulas: frozenset[str] = _NONE
    """Stems of verbs that say nothing by themselves before an adjective: remained unharmed."""
    bound: frozenset[str] = _NONE
    """First parts of compounds whose last is no word of its own: semi-final."""
    degree: frozenset[str] = _NONE
    """Adverbs that may stand before "before" and "after": shortly, long."""
    pronouns: frozenset[str] = _NONE
    """Pronouns that may stand between a verb and its particle."""
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
    table = tomllib.loads(path.read_text("utf-8").replace("ß", "ss"))  # as case-folded
    resources = language(base)
    endings = _pairs(table.get("endings", ""))
    strong: dict[str, set[str]] = {}
    together: dict[str, set[str]] = {}
    degrees = endings + _pairs(table.get("degree_endings", ""))
    for role in ("direction", "antonyms", "adjectives"):
        for line in _lines(table, role):
            forms = degrees if role == "adjectives" else endings
            left, right = (_stems(side, resources, forms) for side in line.split("|"))
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
    for line in _lines(table, "loose"):
        _oppose(weak, *(_stems(side, resources, endings) for side in line.split("|")))
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
        phrases=_phrases(table, resources),
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
        feminine=frozenset(table.get("feminine", "").split()),
        epicenes=frozenset(table.get("epicenes", "").split()),
        personal=tuple(table.get("personal", "").split()),
        lives=frozenset(_stems(table.get("lives", ""), resources, endings)),
        kinds={word: tuple(places) for word, places in kinds.items()},
        signs=signs,
        common=frozenset(_read(folder / f"{base}.common.txt").split()),
        prefixes=tuple(table.get("prefixes", "").split()),
        unprefixed=frozenset(_stems(table.get("unprefixed", ""), resources)),
        idioms=frozenset(table.get("idioms", "").split()),
        sequence=frozenset(_stems(table.get("sequence", ""), resources)),
        lessens=frozenset(table.get("lessens", "").split()),
        copulas=frozenset(_stems(table.get("copulas", ""), resources)),
        bound=frozenset(table.get("bound", "").split()),
        degree=frozenset(table.get("degree", "").split()),
        pronouns=frozenset(table.get("pronouns", "").split()),
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
        return Opposition(1.0, _cause(a, b, table))
    if b in table.together.get(a, _NONE):
        return None
    alike = not (
        table.strong.get(a, _NONE).isdisjoint(table.strong.get(b, _NONE))
        and senses(code).get(a, _NO_SENSE).isdisjoint(senses(code).get(b, _NO_SENSE))
    )
    if not alike and (_prefixed(a, b, table) or _prefixed(b, a, table)):
        return Opposition(0.95, "antonym")
    for group, member in table.kinds.get(a, ()):
        if any(g == group and m != member for g, m in table.kinds.get(b, ())):
            return Opposition(0.9, "antonym")
    if b in table.weak.get(a, _NONE):
        return Opposition(0.75, _cause(a, b, table))
    if table.signs.get(a, 0) * table.signs.get(b, 0) < 0:
        return Opposition(0.5, "antonym")
    return None


def _cause(a: str, b: str, table: Opposites) -> str:
    return "direction" if a in table.directions and b in table.directions else "antonym"


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


def _prefixed(longer: str, shorter: str, table: Opposites) -> bool:
    if len(shorter) < 4 or not longer.endswith(shorter) or longer in table.unprefixed:
        return False
    return longer[: -len(shorter)] in table.prefixes


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


def _pairs(entries: str) -> _Endings:
    """Return the endings of *entries* ("y:ier,iest"), each with those that may stand for it."""
    parts = (entry.partition(":") for entry in entries.split())
    return tuple((old, tuple(new.split(","))) for old, _, new in parts)


def _phrases(table: dict[str, Any], resources: Language) -> dict[str, dict[str, str]]:
    """Return the words that the lists join with "_": turn_down."""
    found: dict[str, dict[str, str]] = {}
    for role in ("direction", "antonyms", "loose"):
        for word in table.get(role, "").split():
            head, joined, rest = word.partition("_")
            if joined:
                found.setdefault(stem(head, resources), {})[rest] = stem(word, resources)
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
