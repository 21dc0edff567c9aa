"""One deed: a verb, who does it and to whom."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from factcov.text.analysis import Analysis
from factcov.text.opposites import opposites
from factcov.text.voices import voice

if TYPE_CHECKING:
    from factcov.judges.contradiction.prepared import Prepared

DIRECT, TO = "", "to"
_MARKS = frozenset(',;:.()"\u00ab\u00bb\u201c\u201d\u201e\u2013\u2014')


class Deed(NamedTuple):
    """A verb, who does it (-1: nobody told), and to whom: heads, each with its preposition."""

    verb: int
    doer: int
    others: tuple[tuple[int, str], ...]
    turned: bool
    """Whether the verb tells it from the other side: "A lost to B" has B for its doer."""


def acts(i: int, text: Prepared) -> bool:
    """Return whether a word is a name, a pronoun or somebody who can do things."""
    code = text.analysis.language
    return (
        i in text.name_at
        or i in text.people
        or i not in text.rank
        or text.analysis.stems[i] in opposites(code).agents
        or text.folded[i].endswith(_doers(code))
        or text.folded[i].removesuffix("s") in voice(code).actors
    )


@cache
def _doers(code: str) -> tuple[str, ...]:
    return tuple(voice(code).doers)


def parted(analysis: Analysis) -> list[bool]:
    """Return whether a comma or the like stands before each word."""
    text = analysis.text
    gaps = (
        text[end:start] for end, start in zip(analysis.ends[:-1], analysis.starts[1:], strict=True)
    )
    return [True] + [gap != " " and not _MARKS.isdisjoint(gap) for gap in gaps]
