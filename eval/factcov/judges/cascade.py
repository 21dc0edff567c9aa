"""A cascade: a cheap judge first, an expensive one only where the cheap one is unsure.

Written ``lexical+llm:MODEL``. The cheap judge is unsure of a fact where its p_covered lies in its
*band*, where it says contradicted and where it failed. What the expensive judge then says counts;
where that fails the verdict is ``error``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Self

import msgspec
import numpy as np

from factcov import formatting
from factcov.calibrations import Bin, judge_name, read, shipped
from factcov.errors import DataError, UsageError
from factcov.judges.base import BoundJudge, CostlyJudge, Judge, in_order
from factcov.types import Item, Verdict, Verdicts

WRONG = 0.1
"""The default band is where the cheap judge, by its calibration record, is wrong more often."""


class Band(msgspec.Struct, frozen=True):
    """The p_covered, both ends included, at which a judge is unsure.

    >>> Band.read("0.1..0.8"), str(Band(0.1, 0.8))
    (Band(low=0.1, high=0.8), '0.1..0.8')
    """

    low: float
    high: float

    def __str__(self) -> str:
        """Return the band as it is written."""
        return f"{self.low:g}..{self.high:g}"

    def __contains__(self, verdict: Verdict) -> bool:
        """Return whether a judge with this band is unsure of its verdict."""
        p = verdict.p_covered
        return p is None or verdict.verdict == "contradicted" or self.low <= p <= self.high

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the band that *text* writes.

        Raises:
            UsageError: it is not written LOW..HIGH, 0 to 1.
        """
        low, _, high = text.partition("..")
        try:
            found = cls(float(low), float(high))
        except ValueError:
            found = cls(1.0, 0.0)
        if not 0 <= found.low <= found.high <= 1:
            raise UsageError(f'band "{text}": write LOW..HIGH, two numbers from 0 to 1: 0.1..0.8')
        return found


def default_band(signature: str) -> Band:
    """Return where the judge of that signature is wrong in more than one case in ten.

    From the reliability tables of its shipped calibration records.

    Raises:
        UsageError: no record of this judge ships with factcov.
    """
    tables = [one.record.reliability for one in shipped() if one.record.judge == signature]
    if not tables:
        name = judge_name(signature)
        raise UsageError(
            f'where the judge "{name}" is unsure is not known: no calibration record of it in this '
            f"language and with these options ships with factcov; write the band of p_covered to "
            f"ask about, {name}:band=0.1..0.9+..., or a record of yours that shows it, "
            f"{name}:band=RECORD.json+... (factcov agree RUN --human LABELS --record)"
        )
    return _unsure(tables)


def read_band(text: str, signature: str) -> Band:
    """Return the band that *text* writes, or that a calibration record shows, ``RECORD.json``.

    Raises:
        DataError: the file is no record.
        UsageError: no band is written, or the record is not of the judge with that *signature*.
    """
    if not text.endswith(".json"):
        return Band.read(text)
    try:
        record = read(Path(text).read_bytes(), text)
    except OSError as error:
        raise DataError(f"{text}: cannot be read: {error.strerror or error}") from error
    if record.judge != signature:
        raise UsageError(
            f"{text}: the record is of {record.judge}, not of {signature}; measure this one: "
            "factcov agree RUN --human LABELS --record"
        )
    return _unsure([record.reliability])


def _unsure(tables: Sequence[Sequence[Bin]]) -> Band:
    """Return where a judge is wrong in more than one case in ten, by its reliability tables.

    The band begins at the lowest p_covered where more than ``WRONG`` of the facts are covered after
    all, and ends at the highest where more than ``WRONG`` are not.
    """
    facts = np.array([[row.facts for row in table] for table in tables], np.float64)
    shares = np.array([[row.share_covered or 0.0 for row in table] for table in tables])
    share = (facts * shares).sum(0) / np.maximum(facts.sum(0), 1.0)
    unsure = np.flatnonzero((facts.sum(0) > 0) & (share > WRONG) & (share < 1 - WRONG))
    if not len(unsure):
        return Band(0.5, 0.5)
    return Band(round(tables[0][unsure[0]].low, 6), round(tables[0][unsure[-1]].high, 6))


class Cascade:
    """Two judges, the second asked only about what the first is unsure of.

    A ``CostlyJudge`` as second is given an item with the unsure facts only, any other the whole
    item, whose other facts it may need. Candidates without an unsure fact are not shown to it.
    """

    def __init__(self, first: Judge, second: Judge, band: Band | None = None) -> None:
        self.first, self.second = first, second
        self.band = default_band(first.signature) if band is None else band
        self._names = [judge_name(judge.signature) for judge in (first, second)]
        self.signature = (
            f"judge:{'+'.join(self._names)}|band:{self.band}"
            f"|first:({first.signature})|second:({second.signature})"
        )
        self._facts = self._asked = self._rows = self._shown = 0

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Return one verdict for each fact of each item, in order."""
        return in_order(self._each(candidates, items))

    def notices(self) -> list[str]:
        """Return how much was asked and spared, and what the judges themselves have to say."""
        told = []
        if self._facts:
            share = formatting.percent(self._asked / self._facts)
            told.append(
                f"cascade: {self._names[1]} was asked about {self._asked:,} of "
                f"{formatting.count(self._facts, 'fact')} in candidates ({share}), where "
                f"{self._names[0]} was unsure (p_covered {self.band}, contradicted or failed); "
                f"{self._rows - self._shown:,} of {formatting.count(self._rows, 'candidate')} were "
                "not shown to it"
            )
        for judge in (self.first, self.second):
            told += getattr(judge, "notices", list)()
        return told

    def wrapped(self, wrap: Callable[[CostlyJudge], CostlyJudge]) -> Cascade:
        """Return the cascade with its costly judges in the hands of *wrap*, such as a cache.

        What *wrap* returns bears the signature of the judge it was given.
        """
        first, second = (
            wrap(judge) if isinstance(judge, CostlyJudge) else judge
            for judge in (self.first, self.second)
        )
        return cascade(first, second, self.band)

    def _each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (row, its verdicts): first those the first judge is sure of, then as they come."""
        rows = [list(verdicts) for verdicts in self.first.judge(candidates, items)]
        unsure = [[k for k, one in enumerate(row) if one in self.band] for row in rows]
        asked = [i for i, places in enumerate(unsure) if places]
        self._rows += len(rows)
        self._shown += len(asked)
        self._facts += sum(map(len, rows))
        self._asked += sum(map(len, unsure))
        yield from ((i, row) for i, row in enumerate(rows) if not unsure[i])
        texts, about = [candidates[i] for i in asked], [items[i] for i in asked]
        for n, verdicts in self._ask(texts, about, [unsure[i] for i in asked]):
            i = asked[n]
            for place, verdict in zip(unsure[i], verdicts, strict=True):
                rows[i][place] = self._signed(verdict)
            yield i, rows[i]

    def _signed(self, verdict: Verdict) -> Verdict:
        """Return what the second judge said, with its name in the reason."""
        told = ": ".join(filter(None, [self._names[1], verdict.reason]))
        return msgspec.structs.replace(verdict, reason=told)

    def _ask(
        self, texts: Sequence[str], items: Sequence[Item], places: Sequence[Sequence[int]]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (number, what the second judge says of its places) of each text."""
        if not texts:
            return
        if isinstance(self.second, CostlyJudge):
            yield from self.second.judge_each(texts, list(map(_only, items, places)))
            return
        for n, verdicts in enumerate(self.second.judge(texts, items)):
            yield n, [verdicts[place] for place in places[n]]


class CostlyCascade(Cascade):
    """A cascade with a ``CostlyJudge``: it is one itself, so each answer is told as it comes."""

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (row, its verdicts), those that need no asking first."""
        return self._each(candidates, items)


class BoundCascade(Cascade):
    """A cascade one of whose judges has to know which system wrote which text."""

    def bound(self, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]) -> Cascade:
        """Return the cascade for these outputs."""
        first, second = (
            judge.bound(items, outputs) if isinstance(judge, BoundJudge) else judge
            for judge in (self.first, self.second)
        )
        return cascade(first, second, self.band)


def cascade(first: Judge, second: Judge, band: Band | None = None) -> Cascade:
    """Return the cascade of two judges; *band* is the first one's, None for its default.

    Raises:
        UsageError: where the first judge is unsure is not known.
    """
    for protocol, kind in ((BoundJudge, BoundCascade), (CostlyJudge, CostlyCascade)):
        if isinstance(first, protocol) or isinstance(second, protocol):
            return kind(first, second, band)
    return Cascade(first, second, band)


def _only(item: Item, places: Sequence[int]) -> Item:
    return msgspec.structs.replace(item, facts=tuple(item.facts[place] for place in places))
