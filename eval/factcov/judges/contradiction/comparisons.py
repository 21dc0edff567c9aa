"""Two things compared the other way round: A is larger than B, B is larger than A."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import THAN, Prepared

_SURE = 0.65
_BEFORE = 8  # words from a comparative to what it is said of
_BEHIND = 4  # words from "than" to what it compares with
_DEGREE = 3  # words from a comparative to its "than"


def comparisons(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a comparison whose two sides changed places, in the same degree of the same quality."""
    if not pairs.parallel:
        return
    here, there = _than(fact), _than(candidate)
    if here is None or there is None or _less(here, fact) != _less(there, candidate):
        return
    quality = next(
        (i for i in range(here - 1, max(-1, here - 1 - _DEGREE), -1) if i in fact.rank), -1
    )
    if not 0 < there - pairs.pairs.get(quality, there) <= _DEGREE:
        return
    first = [i for i in fact.content if here - _BEFORE <= i < quality]
    second = [i for i in fact.content if here < i <= here + _BEHIND]
    crossed = [i for i in first if there < pairs.pairs.get(i, -1) <= there + _BEHIND]
    back = [i for i in second if -1 < pairs.pairs.get(i, -1) < there]
    if not crossed or not back or fact.negations or candidate.negations:
        return
    if any(pairs.pairs.get(i, there) < there for i in first if i not in crossed):
        return
    analysis, j = candidate.analysis, pairs.pairs[crossed[0]]
    yield Contradiction(
        _SURE, analysis.starts[j], analysis.ends[j],
        f'compares with "{analysis.words[j]}" what the fact says of it', "role", True,
    )  # fmt: skip


def _than(text: Prepared) -> int | None:
    """Return the only "than" of a text."""
    if "than" not in text.places:
        return None
    found = [i for i, word in enumerate(text.folded) if word in THAN]
    return found[0] if len(found) == 1 and text.analysis.language == "en" else None


def _less(than: int, text: Prepared) -> bool:
    words = text.analysis.stems[max(0, than - _DEGREE) : than]
    return not {"less", "fewer"}.isdisjoint(words)
