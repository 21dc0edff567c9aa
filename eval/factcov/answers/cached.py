"""CachedJudge: a costly judge that is asked only what it has not answered before."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from factcov.answers.keys import ALL, bare, key
from factcov.answers.store import Answers, Kept
from factcov.errors import JudgeError
from factcov.judges.base import CostlyJudge, in_order
from factcov.types import Item, Verdict, Verdicts


class CachedJudge:
    """Gives a judge's kept answers, asks for the others, and keeps each as it comes.

    The judge sees nothing of an item that the key does not cover. Of a row whose verdicts are known
    in part, the other facts are asked about alone; a judge that answers for ``block`` facts at a
    time has each such answer kept. *advance* is called with the rows done so far.
    """

    def __init__(
        self,
        judge: CostlyJudge,
        answers: Answers,
        advance: Callable[[int], None] = lambda done: None,
    ) -> None:
        self.signature = judge.signature
        self._judge, self._answers, self._advance = judge, answers, advance
        self._reads = tuple(getattr(judge, "reads", ALL))
        self._block = getattr(judge, "block", sys.maxsize)
        self._done = self._kept = 0

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> Verdicts:
        """Return one verdict for each fact of each item, in order."""
        return in_order(self.judge_each(candidates, items))

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (row, its verdicts): first the rows that are kept, then the others as they come.

        Raises:
            JudgeError: the judge did not return one verdict for each fact.
        """
        known = self._answers.judge(self.signature, self._reads)
        rows: dict[bytes, _Row] = {}
        for number, (text, item) in enumerate(zip(candidates, items, strict=True)):
            row_key = key(text, item, self._reads)
            if row_key in rows:
                rows[row_key].numbers.append(number)
                continue
            kept = self._answers.get(known, row_key) or (None,) * len(item.facts)
            whole = self._recalled(kept)
            if len(whole) == len(kept):
                yield self._give(number, whole)
            else:
                rows[row_key] = _Row([number], text, bare(item, self._reads), list(kept))
        parts = [
            (row_key, places) for row_key, row in rows.items() for places in row.parts(self._block)
        ]
        texts = [rows[row_key].text for row_key, _ in parts]
        asked = [rows[row_key].only(places) for row_key, places in parts]
        for part, fresh in self._judge.judge_each(texts, asked):
            row_key, places = parts[part]
            row = rows[row_key]
            if len(fresh) != len(places):
                raise JudgeError(f"{self.signature}: not one verdict for each fact")
            for place, verdict in zip(places, fresh, strict=True):
                row.verdicts[place] = verdict
            self._answers.put(known, row_key, row.item, row.verdicts, int(time.time()))
            whole = [verdict for verdict in row.verdicts if verdict is not None]
            if len(whole) < len(row.verdicts):
                continue
            first, *same = row.numbers
            yield self._give(first, whole)
            for number in same:
                self._tell(whole)
                yield self._give(number, whole)

    def notices(self) -> list[str]:
        """Return the judge's notices, and how much of the answers was kept from before."""
        kept = [f"{self._kept:,} verdicts were kept from before"] if self._kept else []
        return [*self._judge.notices(), *kept]

    def _recalled(self, kept: Kept) -> list[Verdict]:
        known = [verdict for verdict in kept if verdict]
        self._kept += len(known)
        self._tell(known)
        return known

    def _tell(self, verdicts: Sequence[Verdict]) -> None:
        """Tell the judge of verdicts that it was not asked for, if it wants to know."""
        tell = getattr(self._judge, "recalled", None)
        if tell is not None:
            tell(verdicts)

    def _give(self, number: int, verdicts: Sequence[Verdict]) -> tuple[int, Sequence[Verdict]]:
        self._done += 1
        self._advance(self._done)
        return number, verdicts


class _Row(msgspec.Struct):
    """A row that is not known whole: where it stands, and its verdicts so far."""

    numbers: list[int]
    text: str
    item: Item
    verdicts: list[Verdict | None]

    def parts(self, block: int) -> Iterator[list[int]]:
        """Yield the places of the facts to ask about, *block* at a time."""
        lacking = [place for place, verdict in enumerate(self.verdicts) if verdict is None]
        for begin in range(0, len(lacking), block):
            yield lacking[begin : begin + block]

    def only(self, places: Sequence[int]) -> Item:
        """Return the item with these facts alone."""
        facts = tuple(self.item.facts[place] for place in places)
        return msgspec.structs.replace(self.item, facts=facts)
