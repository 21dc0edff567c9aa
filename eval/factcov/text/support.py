"""What a text names, counts and dates, and whether other texts say it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

from factcov.text.analysis import Analysis, analyse
from factcov.text.languages import language as resources_of
from factcov.text.names import names
from factcov.text.places import meant
from factcov.text.quantities import Quantity, agree, quantities
from factcov.text.unicode import plain
from factcov.types import Item

_PREFIX = 4
"""Letters two names of different languages must share: Londres and London, Italie and Italy."""
MATCH = f"stem, across languages place or prefix{_PREFIX}"

Matter: TypeAlias = Literal["name", "number", "date"]


class Mention(msgspec.Struct, frozen=True):
    """A name, number or date of a text: character offsets, and whether other texts hold it."""

    kind: Matter
    start: int
    end: int
    supported: bool


class Backing(msgspec.Struct, frozen=True):
    """What some texts hold, to look a candidate's mentions up in."""

    amounts: tuple[Quantity, ...]
    words: frozenset[str]
    """Words and stems of the texts in the candidate's language, without case and accents."""
    prefixes: frozenset[str]
    """Words of the texts in other languages, and how they begin."""
    places: frozenset[int]
    """The places that those words mean."""


def backing(texts: Iterable[Analysis], code: str) -> Backing:
    """Return what *texts* support in a candidate in the language *code*."""
    code = resources_of(code).code
    amounts: dict[Quantity, None] = {}
    words: set[str] = set()
    prefixes: set[str] = set()
    places: set[int] = set()
    for text in texts:
        amounts |= {_bare(quantity): None for quantity in quantities(text)}
        said = set(map(plain, text.folded))
        if text.language == code:
            words |= said
            words.update(map(plain, text.stems))
        else:
            prefixes |= said
            prefixes.update([word[:_PREFIX] for word in said])
            places.update(*map(meant, said))
    return Backing(tuple(amounts), frozenset(words), frozenset(prefixes), frozenset(places))


def item_backing(item: Item, language: str, source_language: str) -> Backing:
    """Return what the source and the references of *item* support in a candidate."""
    texts = [analyse(item.source, source_language)]
    texts += [analyse(reference, language) for reference in item.references]
    return backing(texts, language)


def numbers_of(candidate: Analysis, known: Backing) -> tuple[Mention, ...]:
    """Return the numbers, measures and dates of a text, in order.

    One is supported when *known* has an amount that it can be: rounded, converted, in a range.

    >>> known = backing([analyse("Thirteen thousand people left in May.", "en")], "en")
    >>> [m.supported for m in numbers_of(analyse("13,000 left in June", "en"), known)]
    [True, False]
    """
    seen: dict[Quantity, bool] = {}
    found = []
    for quantity in quantities(candidate):
        bare = _bare(quantity)
        if bare not in seen:
            seen[bare] = any(_same(bare, other) for other in known.amounts)
        kind: Matter = "date" if quantity.kind == "date" else "number"
        found.append(Mention(kind, quantity.start, quantity.end, seen[bare]))
    return tuple(found)


def names_of(candidate: Analysis, known: Backing) -> tuple[Mention, ...]:
    """Return the names of a text, in order; supported is one whose every word *known* has.

    Capitals that may come from the place alone (a sentence's first word) are passed over.

    >>> known = backing([analyse("The mayor of Lyon met Anne Roux.", "en")], "en")
    >>> [m.supported for m in names_of(analyse("Yesterday Anne Roux left Paris.", "en"), known)]
    [True, False]
    """
    found = []
    for name in names(candidate):
        if not name.certain:
            continue
        # "Yesterday Anne Roux left": what opens a sentence need not belong to the name.
        opens = not name.first or (
            candidate.sentences[name.first - 1] != candidate.sentences[name.first]
        )
        words = range(name.first + (opens and name.last - name.first > 1), name.last)
        held = all(_held(candidate, i, known) for i in words)
        found.append(Mention("name", name.start, name.end, held))
    return tuple(found)


def unsupported(candidate: Analysis, known: Backing) -> tuple[Mention, ...]:
    """Return what *candidate* says that *known* does not hold, in order."""
    mentions = (*numbers_of(candidate, known), *names_of(candidate, known))
    return tuple(sorted((m for m in mentions if not m.supported), key=_place))


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end


def _held(text: Analysis, index: int, known: Backing) -> bool:
    word = plain(text.folded[index])
    if word in known.words or plain(text.stems[index]) in known.words:
        return True
    if word in known.prefixes or word[:_PREFIX] in known.prefixes:
        return True
    return bool(known.places) and not known.places.isdisjoint(meant(word))


def _bare(quantity: Quantity) -> Quantity:
    """Return the quantity without its place."""
    return msgspec.structs.replace(quantity, start=0, end=0, first=0, last=0)


def _same(a: Quantity, b: Quantity) -> bool:
    """Return whether two quantities can be one amount; months and weekdays are no plain numbers."""
    named = {a.unit, b.unit} & {"month", "weekday"} and "date" in (a.kind, b.kind)
    return (not named or (a.kind, a.unit) == (b.kind, b.unit)) and agree(a, b)
