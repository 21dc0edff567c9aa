"""Replaying: the verdicts of a judge from the answers it gave, without the judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from factcov.answers.keys import key
from factcov.answers.store import Answers, Kept, KnownJudge
from factcov.errors import DataError, UsageError
from factcov.plugins import SUBJECT, parse_spec
from factcov.types import Item, Verdict

_SHOWN = 3
"""Missing texts that a message names."""


_FAILED = Verdict("error", None, None, reason="the judge was asked, and no answer was kept")


class ReplayedJudge:
    """Gives the kept verdicts of one judge, under its signature; what it failed at is an error."""

    def __init__(self, answers: Answers, known: KnownJudge) -> None:
        self.signature = known.signature
        self._answers, self._known = answers, known
        self._failed = 0

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        """Return one verdict for each fact of each item, in order.

        Raises:
            DataError: an answer is not there.
        """
        rows = []
        for text, item in zip(candidates, items, strict=True):
            row = _kept(self._answers, self._known, text, item)
            if row is None:
                raise DataError(f'{self._answers.path}: no answer for item "{item.id}"')
            rows.append([verdict or _FAILED for verdict in row])
            self._failed += row.count(None)
        return rows

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (row, its verdicts), in order."""
        yield from enumerate(self.judge(candidates, items))

    def notices(self) -> list[str]:
        """Return whose verdicts these are, and how many the judge failed to give."""
        told = [f"verdicts replayed from answers that were kept: {self.signature}"]
        if self._failed:
            told.append(
                f"{self._failed:,} verdicts failed when they were asked for; score with the judge "
                "itself to ask again"
            )
        return told


class _Held(msgspec.Struct, frozen=True):
    """How many of the texts a judge has answers for, and which it lacks first."""

    judge: KnownJudge
    rows: int
    missing: tuple[str, ...]


def replayed(
    answers: Answers, spec: str, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]
) -> ReplayedJudge:
    """Return the judge of *spec* (empty: of any) that was asked about every text.

    A spec is written as for the judge itself; what it leaves out may be anything.

    Raises:
        DataError: no judge has them all; the message says what each lacks.
        UsageError: several judges have.
    """
    known = answers.judges()
    held = [_held(answers, one, items, outputs) for one in known if matches(one.signature, spec)]
    total = len(items) * len(outputs)
    whole = [one.judge for one in held if one.rows == total]
    if len(whole) == 1:
        return ReplayedJudge(answers, whole[0])
    if whole:
        raise UsageError(
            f"{answers.path}: several judges have answers for all of these texts; say which with "
            f"--judge cache:NAME,OPTION=VALUE: {'; '.join(one.signature for one in whole)}"
        )
    parts = [
        f"{one.judge.signature} has {one.rows:,} of {total:,}, not {', '.join(one.missing)}"
        f"{', ...' if total - one.rows > len(one.missing) else ''}"
        for one in held
    ]
    others = f"; judges there: {'; '.join(one.signature for one in known)}" if known else ""
    wanted = f'judge "{spec}"' if spec else "judge"
    raise DataError(
        f"{answers.path}: no {wanted} has answers for all of these texts: "
        + ("; ".join(parts) if parts else f"it has none at all{others}")
        + "; score with the judge itself to get them"
    )


def matches(signature: str, spec: str) -> bool:
    """Return whether a signature is of the judge that a spec names.

    Options that are not signed, because they decide no verdict, are passed over.

    >>> matches("judge:llm|model:qwen2.5:7b|repeat:3", "llm:qwen2.5:7b,repeat=3,timeout=9")
    True
    >>> matches("judge:llm|model:qwen2.5:7b|repeat:3", "llm:repeat=1")
    False
    """
    if not spec:
        return True
    parts = dict(part.partition(":")[::2] for part in signature.split("|"))
    name, options = parse_spec(spec)
    subject = options.pop(SUBJECT, None)
    return (
        parts.get("judge") == name
        and (subject is None or subject in parts.values())
        and all(parts.get(option, value) == value for option, value in options.items())
    )


def _held(
    answers: Answers, known: KnownJudge, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]
) -> _Held:
    missing: list[str] = []
    rows = 0
    for system, text, item in _texts(items, outputs):
        if _kept(answers, known, text, item) is not None:
            rows += 1
        elif len(missing) < _SHOWN:
            missing.append(f'"{system}" on "{item.id}"')
    return _Held(known, rows, tuple(missing))


def _texts(
    items: Sequence[Item], outputs: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, Item]]:
    for system, texts in outputs.items():
        for text, item in zip(texts, items, strict=True):
            yield system, text, item


def _kept(answers: Answers, known: KnownJudge, text: str, item: Item) -> Kept | None:
    return answers.get(known, key(text, item, known.reads)) if item.facts else ()
