"""CachedJudge: a costly judge that is asked only what it has not answered before."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

import msgspec

from factcov.answers.keys import ALL, bare, key
from factcov.answers.store import Answers, Kept
from factcov.judges.base import CostlyJudge
from factcov.types import Item, Verdict


class CachedJudge:
    """Gives a judge's kept answers, asks for the others, and keeps each as it comes.

    The judge sees nothing of an item that the key does not cover. Of a row whose verdicts are known
    in part, the other facts are asked about alone. *advance* is called with the rows done so far.
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
        self._done = self._kept = 0

    def judge(self, candidates: Sequence[str], items: Sequence[Item]) -> list[list[Verdict]]:
        """Return one verdict for each fact of each item, in order."""
        rows: list[list[Verdict]] = [[] for _ in items]
        for row, verdicts in self.judge_each(candidates, items):
            rows[row] = list(verdicts)
        return rows

    def judge_each(
        self, candidates: Sequence[str], items: Sequence[Item]
    ) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield (row, its verdicts): first the rows that are kept, then the others as they come."""
        known = self._answers.judge(self.signature, self._reads)
        wanted: dict[bytes, list[int]] = {}
        open_: list[tuple[bytes, Kept]] = []
        for number, (text, item) in enumerate(zip(candidates, items, strict=True)):
            row_key = key(text, item, self._reads)
            if row_key in wanted:
                wanted[row_key].append(number)
                continue
            kept = self._answers.get(known, row_key) or (None,) * len(item.facts)
            if all(kept):
                yield self._give(number, self._recalled(kept))
            else:
                wanted[row_key] = [number]
                open_.append((row_key, kept))
        firsts = [wanted[row_key][0] for row_key, _ in open_]
        asked = [_rest(bare(items[n], self._reads), kept) for n, (_, kept) in
                 zip(firsts, open_, strict=True)]  # fmt: skip
        texts = [candidates[n] for n in firsts]
        for place, fresh in self._judge.judge_each(texts, asked):
            row_key, kept = open_[place]
            self._recalled(kept)
            answers = iter(fresh)
            verdicts = [one or next(answers) for one in kept]
            item = items[firsts[place]]
            self._answers.put(known, row_key, item, verdicts, int(time.time()))
            first, *same = wanted[row_key]
            yield self._give(first, verdicts)
            for number in same:
                self._tell(verdicts)
                yield self._give(number, verdicts)

    def notices(self) -> list[str]:
        """Return the judge's notices, and how much of the answers was kept from before."""
        kept = [f"{self._kept:,} verdicts were kept from earlier runs"] if self._kept else []
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


def _rest(item: Item, kept: Kept) -> Item:
    """Return the item with the facts alone of which no verdict is kept."""
    facts = [fact for fact, one in zip(item.facts, kept, strict=True) if one is None]
    return msgspec.structs.replace(item, facts=tuple(facts))
