"""One thing for several and several for one: a bucket, four buckets."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.measures import same
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.numerals import numerals
from factcov.text.quantities import Quantity, dimension

_CHANCE = 0.6
_MOST = 100
_BETWEEN = 1  # words that describe the thing, between its number and it


def multiplied(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a number of things where the other text has one of them, with an article."""
    if not pairs.counterpart:
        return
    for text, other, paired in (
        (candidate, fact, pairs.back),
        (fact, candidate, pairs.pairs),
    ):
        for amount in text.quantities:
            thing = _counted(amount, text)
            if thing is None or thing not in paired:
                continue
            one = _one_of(paired[thing], other)
            if one is None or _has(amount, other):
                continue
            first, last = (amount.first, thing) if text is candidate else (one, paired[thing])
            start, end = candidate.analysis.starts[first], candidate.analysis.ends[last]
            said = candidate.analysis.text[start:end]
            reason = f'says "{said}" where the fact has {"one" if text is candidate else "more"}'
            yield Contradiction(_CHANCE, start, end, reason, "number")


def _counted(amount: Quantity, text: Prepared) -> int | None:
    """Return the index of the things right after a whole number of them."""
    if dimension(amount) != "count" or not 2 <= amount.value <= _MOST or amount.low != amount.high:
        return None
    for j in range(amount.last, min(len(text.keys), amount.last + _BETWEEN + 1)):
        gap = text.analysis.text[text.analysis.ends[j - 1] : text.analysis.starts[j]]
        if gap != " " or j not in text.rank or j in text.name_at:
            return None
        if j + 1 not in text.rank or text.analysis.text[text.analysis.ends[j]] != " ":
            return j
    return None


def _one_of(i: int, text: Prepared) -> int | None:
    """Return where the article stands that makes word *i* one thing."""
    articles = numerals(text.analysis.language).words["indefinite"]
    for at in range(i - 1, max(-1, i - 2 - _BETWEEN), -1):
        if text.folded[at] in articles:
            return at
        if at not in text.rank or at in text.number_at:
            return None
    return None


def _has(amount: Quantity, text: Prepared) -> bool:
    return any(same(q, amount) for q in text.quantities)
