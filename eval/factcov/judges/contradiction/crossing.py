"""A fact in one language, a candidate in another: amounts, dates and names are all they share."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.measures import comparable, same
from factcov.judges.contradiction.prepared import Prepared
from factcov.judges.contradiction.spelling import alike
from factcov.text.names import generic
from factcov.text.quantities import dimension

_ALONE = 0.55  # one amount lost, one new of its kind
_ANCHOR = 0.15  # for each amount or name of the fact found in that sentence
_ANCHORS = 3


def crossing(fact: Prepared, candidate: Prepared) -> Iterator[Contradiction]:
    """Yield a contradiction for an amount lost where just one new one of its kind stands.

    Names are no evidence: what a language calls a place is not for rules of spelling to say. They
    serve to find the sentence; a fact of which nothing is found is missing, not contradicted.
    """
    lost = [q for q in fact.quantities if not any(same(q, g) for g in candidate.quantities)]
    if not lost:
        return
    anchors = _anchors(fact, candidate)
    if not anchors:
        return
    sentence = max(sorted(anchors), key=lambda s: anchors[s])
    new = [
        g
        for g in candidate.quantities
        if candidate.analysis.sentences[g.first] == sentence
        and not any(same(q, g) for q in fact.quantities)
    ]
    for stated in lost:
        rivals = [g for g in new if comparable(stated, g) and dimension(stated) == dimension(g)]
        if len(rivals) != 1:
            continue
        given = rivals[0]
        probability = _ALONE + _ANCHOR * (min(_ANCHORS, anchors[sentence]) - 1)
        said = candidate.analysis.text[given.start : given.end]
        meant = fact.analysis.text[stated.start : stated.end]
        cause = "date" if stated.kind in ("date", "time") else "number"
        yield Contradiction(
            probability, given.start, given.end,
            f'says "{said}" where the fact has "{meant}" (across languages)', cause,
        )  # fmt: skip


def _anchors(fact: Prepared, candidate: Prepared) -> dict[int, int]:
    """Return how many of the fact's names and amounts each sentence holds."""
    found: dict[int, int] = {}
    sentences = candidate.analysis.sentences
    for stated in fact.quantities:
        for given in candidate.quantities:
            if same(stated, given):
                found[sentences[given.first]] = found.get(sentences[given.first], 0) + 1
    for name in fact.names:
        for other in candidate.names:
            if any(
                alike(a, b)
                for a in name.words
                for b in other.words
                if len(a) > 2 and not generic(a) and not generic(b)
            ):
                found[sentences[other.first]] = found.get(sentences[other.first], 0) + 1
    return found
