"""From the labels on one fact in one text to a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from factcov.errors import DataError
from factcov.labels import Label
from factcov.types import Decision, Verdict

_SAID: dict[str, Decision] = {
    "covered": "covered", "contradicted": "contradicted", "missing": "missing", "other": "missing",
}  # fmt: skip


def decide(labels: Sequence[Label], text: str) -> Verdict:
    """Return the most frequent answer; ``error`` where two are equally frequent.

    The probabilities are shares of the answers. An annotator who labelled the same text under two
    systems' names counts once for each answer given.

    >>> ann = Label("s", "n1", "f1", "covered", "ann", "labels.csv:2")
    >>> ben = Label("s", "n1", "f1", "missing", "ben", "labels.csv:3")
    >>> cat = Label("s", "n1", "f1", "covered", "cat", "labels.csv:4")
    >>> decide([ann, ben], "Ten died.").reason
    'annotators disagree 1:1 (covered, missing)'
    >>> found = decide([ann, ben, cat], "Ten died.")
    >>> found.verdict, round(found.p_covered, 2), found.reason
    ('covered', 0.67, '2 of 3 annotators say covered')
    """
    answers = dict.fromkeys((label.annotator, _SAID[label.opinion]) for label in labels)
    counted = Counter(answer for _, answer in answers)
    total, most = counted.total(), max(counted.values())
    first = [answer for answer, times in counted.items() if times == most]
    if len(first) > 1:
        shares = ":".join(str(times) for _, times in sorted(counted.items(), key=_by_times))
        words = ", ".join(answer for answer, _ in sorted(counted.items(), key=_by_times))
        return Verdict("error", None, None, reason=f"annotators disagree {shares} ({words})")
    chosen = first[0]
    start, end = _span([x for x in labels if _SAID[x.opinion] == chosen], text)
    return Verdict(
        chosen, counted["covered"] / total, counted["contradicted"] / total, start, end,
        _reason(labels, chosen, most, total),
    )  # fmt: skip


def check_evidence(label: Label, text: str) -> None:
    """Raise DataError where the evidence is not an exact quote of the text that was labelled."""
    if label.evidence and label.evidence not in text:
        raise DataError(
            f'{label.where}: the evidence is not in the text of system "{label.system}", item '
            f'"{label.item}": quote it exactly; if the text has changed since, label it again'
        )


def _span(labels: Sequence[Label], text: str) -> tuple[int | None, int | None]:
    """Return where the first evidence stands; none for a fact that is missing."""
    for label in labels:
        if label.evidence and _SAID[label.opinion] != "missing":
            start = text.index(label.evidence)
            return start, start + len(label.evidence)
    return None, None


def _reason(labels: Sequence[Label], chosen: Decision, most: int, total: int) -> str:
    if total == 1:
        counts = f"{labels[0].annotator or 'the annotator'} says {chosen}"
    else:
        counts = f"{most} of {total} annotators say {chosen}"
    comments = dict.fromkeys(
        f"{x.annotator}: {x.comment}" if x.annotator else x.comment for x in labels if x.comment
    )
    return "; ".join([counts, *comments])


def _by_times(counted: tuple[Decision, int]) -> tuple[int, str]:
    return -counted[1], counted[0]
