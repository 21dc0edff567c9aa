"""He for she, sons for daughters."""

from __future__ import annotations

from collections.abc import Iterator

from factcov.judges.contradiction.alignment import Alignment
from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.prepared import Prepared

_NAMES = ("", "masculine", "feminine")


def genders(fact: Prepared, candidate: Prepared, pairs: Alignment) -> Iterator[Contradiction]:
    """Yield a contradiction where one side speaks of a man and the other of a woman."""
    stated = fact.gendered
    given = [(j, g) for j, g in candidate.gendered if pairs.first <= j < pairs.last]
    if not stated or not given:
        return
    known = {g for _, g in stated}
    strange = [(j, g) for j, g in given if g not in known and fact.keys.count(candidate.keys[j]) == 0]
    if strange and len(known) == 1:
        j, g = strange[0]
        alone = all(h == g for _, h in given)
        probability = 0.85 if alone else 0.7
        if not pairs.counterpart:
            probability -= 0.3
        yield _finding(j, g, probability, candidate)


def _finding(j: int, gender: int, probability: float, candidate: Prepared) -> Contradiction:
    analysis = candidate.analysis
    return Contradiction(
        probability, analysis.starts[j], analysis.ends[j],
        f'says "{analysis.words[j]}": {_NAMES[gender]}, the fact is not', "gender",
    )  # fmt: skip
