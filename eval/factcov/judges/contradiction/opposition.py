"""Words whose opposite the candidate puts in their place."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment, context, slot
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared
from factcov.text.opposites import Opposites, opposed

def opposition(
    fact: Prepared, candidate: Prepared, pairs: Alignment, table: Opposites
) -> Iterator[Contradiction]:
    """Yield a contradiction for each unmatched word of the fact whose opposite fills its slot."""
    if not pairs.missing or not pairs.new:
        return
    negated_fact = {i for n in fact.negations for i in n.governs}
    negated = {j for n in candidate.negations for j in n.governs}
    for i in pairs.missing:
        if i in fact.name_at and fact.names[fact.name_at[i]].certain:
            continue
        for j in pairs.new:
            found = opposed(fact.analysis.stems[i], candidate.analysis.stems[j], table)
            if found is None or (i in negated_fact) != (j in negated):
                continue
            if j in candidate.name_at and candidate.names[candidate.name_at[j]].certain:
                continue
            near = context(i, j, fact, candidate, pairs)
            place = slot(i, j, fact, candidate, pairs)
            score = _score(found.strength, near, place, pairs)
            if score > 0:
                yield _finding(i, j, score, found.cause, fact, candidate)


def _score(strength: float, near: float, place: float, pairs: Alignment) -> float:
    if strength < 0.7:  # hints only count where the slot is the very same
        return 0.6 if place >= 0.85 and pairs.counterpart and pairs.covered >= 0.5 else 0.0
    if pairs.counterpart:
        return 0.3 * strength + 0.35 * near + 0.35 * place
    return 0.1 * strength + 0.35 * near + 0.45 * place


def _finding(
    i: int, j: int, probability: float, cause: str, fact: Prepared, candidate: Prepared
) -> Contradiction:
    analysis = candidate.analysis
    said, meant = analysis.words[j], fact.analysis.words[i]
    return Contradiction(
        min(0.95, probability), analysis.starts[j], analysis.ends[j],
        f'says "{said}", the opposite of "{meant}"', cause,
    )  # fmt: skip
