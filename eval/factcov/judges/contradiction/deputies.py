"""A deputy for the head: the deputy director is not the director."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.names import title
from factcov.text.voices import prepositions

_PROBABILITY = 0.65
_BESIDE = 2  # words from an office to what makes it a deputy's
_NEAR = 8  # words from an office to its holder


def deputies(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield an office that one text gives to a name, and the other to the same name as a deputy."""
    for i, j in pairs.pairs.items():
        if not (title(fact.folded[i]) and title(candidate.folded[j])):
            continue
        if _deputy(i, fact) == _deputy(j, candidate) or not _one_holder(i, j, fact, candidate):
            continue
        if sum(title(word) and word == candidate.folded[j] for word in candidate.folded) > 1:
            continue
        analysis = candidate.analysis
        first, last = max(0, j - _BESIDE), min(len(analysis.words) - 1, j + 1)
        start, end = analysis.starts[first], analysis.ends[last]
        reason = f'says "{analysis.text[start:end]}", the fact "{fact.analysis.words[i]}"'
        yield Contradiction(_PROBABILITY, start, end, reason, "role")


def _deputy(i: int, text: Prepared) -> bool:
    """Return whether a word beside an office makes it a deputy's; no other noun stands between."""
    known = prepositions().deputies
    before = text.folded[max(0, i - _BESIDE) : i]
    return not known.isdisjoint((*before, *text.folded[i + 1 : i + 2]))


def _one_holder(i: int, j: int, fact: Prepared, candidate: Prepared) -> bool:
    """Return whether a name that stands near the office is the same in both texts."""
    names = [n for n in fact.names if -_NEAR <= n.first - i <= _NEAR]
    others = {w for n in candidate.names if -_NEAR <= n.first - j <= _NEAR for w in n.telling}
    return any(not others.isdisjoint(n.telling) for n in names)
