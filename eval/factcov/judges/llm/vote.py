"""From the answers of all repeats to one verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factcov.judges.llm.answer import Entry
from factcov.judges.llm.evidence import Text
from factcov.types import Decision, Verdict

FLAG = "(quote not in the text) "
"""How the reason of a verdict begins whose evidence the candidate does not hold."""

_CAUTIOUS: tuple[Decision, ...] = ("missing", "contradicted", "covered")
"""In a tie the verdict that claims least stands."""
_DIGITS = 4


def decide(entries: Sequence[Entry | None], text: Text, failure: str) -> Verdict:
    """Return the verdict of most repeats, with the shares of the votes as probabilities.

    One repeat gives probabilities of 0 and 1. Where half of the repeats or more gave nothing to
    read, the verdict is ``error`` and *failure* its reason.

    >>> yes, no = Entry("covered", "ten died", "said"), Entry("missing")
    >>> decide([yes, no, yes], Text("In all, ten died."), "")  # doctest: +NORMALIZE_WHITESPACE
    Verdict(verdict='covered', p_covered=0.6667, p_contradicted=0.0, start=8, end=16,
            reason='2 of 3: said')
    """
    read = [entry for entry in entries if entry is not None]
    if 2 * len(read) <= len(entries):
        return Verdict("error", None, None, reason=failure)
    votes = Counter(entry.verdict for entry in read)
    decision = max(_CAUTIOUS, key=lambda word: (votes[word], -_CAUTIOUS.index(word)))
    chosen = [entry for entry in read if entry.verdict == decision]
    places = [text.find(entry.evidence) for entry in chosen]
    place = next((found for found in places if found), None) if decision != "missing" else None
    said = chosen[places.index(place) if place else 0].reason
    reason = said if len(entries) == 1 else f"{len(chosen)} of {len(read)}: {said}"
    if decision != "missing" and place is None:
        reason = FLAG + reason
    start, end = place or (None, None)
    return Verdict(
        decision, round(votes["covered"] / len(read), _DIGITS),
        round(votes["contradicted"] / len(read), _DIGITS), start, end, reason,
    )  # fmt: skip


def unanimous(verdict: Verdict) -> bool:
    """Return whether all repeats said the same; the probabilities are shares of votes."""
    covered, contradicted = verdict.p_covered or 0.0, verdict.p_contradicted or 0.0
    return max(covered, contradicted) == 1 or covered + contradicted == 0
