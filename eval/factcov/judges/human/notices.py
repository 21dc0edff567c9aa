"""What a reader of people's verdicts must know: how much is labelled, and how well they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from factcov.formatting import count
from factcov.judges.human.bound import UNLABELLED
from factcov.labels import Label
from factcov.labels.places import Place
from factcov.labels.votes import alpha, ballots, coincidences, tally
from factcov.types import Verdict


def notices(
    labels: Sequence[Label],
    scored: Sequence[Label],
    places: Sequence[Place],
    verdicts: Iterable[Verdict],
) -> tuple[str, ...]:
    """Return the notices on *labels*, of which those of *scored* systems stand at *places*."""
    people = sorted({label.annotator for label in scored})
    return (
        _given(len(scored), len(people), verdicts),
        *([_agreement(scored, places, people)] if len(people) > 1 else []),
        *_unused(labels, scored),
        *_two_answers(scored),
    )


def _given(labels: int, people: int, verdicts: Iterable[Verdict]) -> str:
    kinds = Counter(
        "unlabelled" if verdict is UNLABELLED else
        "tied" if verdict.verdict == "error" else "given"
        for verdict in verdicts
    )  # fmt: skip
    told = (
        f"{count(labels, 'label')} by {count(people, 'annotator')} give {kinds['given']:,} of "
        f"{count(kinds.total(), 'verdict')}"
    )
    left = []
    if kinds["unlabelled"]:
        left.append(f"{kinds['unlabelled']:,} without a label")
    if kinds["tied"]:
        left.append(f"{kinds['tied']:,} on which the annotators are equally divided")
    return f"{told}; the others are errors: {', '.join(left)}" if left else told


def _agreement(scored: Sequence[Label], places: Sequence[Place], people: Sequence[str]) -> str:
    """Return Krippendorff's alpha over the facts in candidates that two or more labelled."""
    keys = list(dict.fromkeys(places))
    votes = ballots(scored, places, keys, people)
    categories = 2 if any(label.opinion == "other" for label in scored) else 3
    counted = tally(votes, categories)
    shared = int((counted.sum(axis=1) > 1).sum())
    found = alpha(coincidences(counted, np.zeros(len(keys), np.intp), 1)[0]).item()
    value = "not defined" if np.isnan(found) else f"{found:.3f}"
    return (
        f"Krippendorff's alpha of {count(len(people), 'annotator')} is {value} (nominal, "
        f"{count(shared, 'verdict')} with two labels or more)"
    )


def _unused(labels: Sequence[Label], scored: Sequence[Label]) -> Iterator[str]:
    systems = {label.system for label in scored}
    others = dict.fromkeys(label.system for label in labels if label.system not in systems)
    if others:
        shown = ", ".join(list(others)[:5]) + (", ..." if len(others) > 5 else "")
        yield f"labels of {count(len(others), 'system')} that are not scored are left out: {shown}"


def _two_answers(scored: Sequence[Label]) -> Iterator[str]:
    if any(label.opinion == "other" for label in scored):
        yield (
            "the labels say covered or not: what they call not covered is missing here, and "
            "contradiction is not measured by them"
        )
