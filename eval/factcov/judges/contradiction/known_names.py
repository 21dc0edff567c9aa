"""The names of a text as the detector needs them: in lower case too, without everyday words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from factcov.text.analysis import Analysis
from factcov.text.names import Name, generic, well_known
from factcov.text.opposites import Opposites
from factcov.text.places import meant, meant_small

_NOWHERE: frozenset[int] = frozenset()
_RARE = 4  # letters of a word in lower case that can be a name


def known_names(
    named: tuple[Name, ...],
    analysis: Analysis,
    number_at: dict[int, int],
    content: tuple[int, ...],
    common: Opposites,
) -> tuple[Name, ...]:
    """Return the names, and what may be some without a capital: places, unknown words."""
    found = list(_names(named, analysis, number_at, common))
    taken = {i for name in found for i in range(name.first, name.last)}
    one_case = not found and _one_case(analysis)
    unknown = one_case and bool(common.common)
    written = len(found)
    for i in content:
        word = analysis.folded[i]
        told = meant if analysis.words[i][0].isupper() else meant_small
        if len(word) < _RARE or i in taken:
            continue
        known = bool(told(word)) or (one_case and well_known(word))
        if not (unknown or known) or common.everyday(word):
            continue
        if known:
            found.append(Name((word,), analysis.starts[i], analysis.ends[i], i, i + 1))
        elif word.isalpha() and len(word) > _RARE and not _before_noun(i, analysis):
            found.append(Name((word,), analysis.starts[i], analysis.ends[i], i, i + 1, False))
    if len(found) > written:
        found.sort(key=lambda name: name.first)
    return tuple(found)


def _possessive(name: Name, analysis: Analysis) -> bool:
    """Return whether a name ends in 's, as Apple's: few common nouns with a first capital do."""
    return analysis.text[name.end : name.end + 2] in ("'s", "\u2019s")


def _before_noun(i: int, analysis: Analysis) -> bool:
    """Return whether word *i* stands before another as an adjective does."""
    gap = (
        analysis.text[analysis.ends[i] : analysis.starts[i + 1]]
        if i + 1 < len(analysis.words)
        else ""
    )
    return gap == " " and analysis.content[i + 1]


def _one_case(analysis: Analysis) -> bool:
    """Return whether a text has no capitals, or hardly anything else."""
    capitals = sum([word[0].isupper() for word in analysis.words])
    return capitals == 0 or (len(analysis.text) > 9 and analysis.text.isupper())


def _names(
    named: tuple[Name, ...], analysis: Analysis, number_at: dict[int, int], common: Opposites
) -> Iterator[Name]:
    """Yield the names; an everyday word that opens a sentence is none, nor part of one."""
    folded = analysis.folded
    for name in named:
        if name.first in number_at:
            continue
        size = name.last - name.first
        opens = (
            not name.first or analysis.sentences[name.first - 1] != analysis.sentences[name.first]
        )
        known = bool(meant(folded[name.first]))
        everyday = (opens or not name.certain) and common.everyday(folded[name.first])
        if size > 1 and all(map(meant, name.words)):  # Paris-Tokyo
            for k in range(name.first, name.last):
                start, end = analysis.starts[k], analysis.ends[k]
                yield Name((folded[k],), start, end, k, k + 1)
        elif size == 1 and known and (name.certain or meant_small(folded[name.first])):
            yield replace(name, certain=True)
        elif size == 1 and not name.certain and everyday and not _possessive(name, analysis):
            continue
        elif (
            size > 1 and opens and everyday and not known
            and not any(common.everyday(w) or generic(w) for w in name.words[1:])
        ):  # Goalkeeper Pavel Dvorak  # fmt: skip
            first = name.first + 1
            yield Name(name.words[1:], analysis.starts[first], name.end, first, name.last)
        else:
            yield name


def places_of(name: Name) -> frozenset[int]:
    """Return the places that a name may mean, by all of its words, two of them, or any."""
    if len(name.words) == 1:
        return meant(name.words[0])
    pairs = [f"{a}_{b}" for a, b in pairwise(name.words)]  # the Tel Aviv University
    for wholes in (["_".join(name.words)], pairs):
        found = _NOWHERE.union(*map(meant, wholes))
        if found:
            return found
    return _NOWHERE.union(*(meant(w) for w in name.words if not generic(w)))
