"""Where a costly judge's answers are kept for a run, and read back from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from factcov.answers import Answers, CachedJudge, ReplayedJudge, find_cache, replayed
from factcov.judges import REPLAY
from factcov.judges.base import CostlyJudge, Judge
from factcov.types import Item

Cache: TypeAlias = str | os.PathLike[str] | bool
"""The file of answers; True for the usual one, False for none."""


def is_replay(judge: str | Judge) -> bool:
    """Return whether *judge* says ``cache``, with or without a spec.

    >>> is_replay("cache:llm:MODEL"), is_replay("llm:cache")
    (True, False)
    """
    return isinstance(judge, str) and judge.strip().partition(":")[0] == REPLAY


def replay(
    judge: str | Judge, cache: Cache, items: Sequence[Item], outputs: Mapping[str, Sequence[str]]
) -> str | Judge:
    """Return the kept answers as a judge where *judge* says ``cache``, else *judge* itself.

    Raises:
        DataError: there is no cache, or it lacks an answer.
        UsageError: several judges' answers would do.
    """
    if not isinstance(judge, str) or not is_replay(judge):
        return judge
    spec = judge.strip().partition(":")[2]
    return replayed(Answers(_place(cache), must_exist=True), spec, items, outputs)


def keep(judge: CostlyJudge, cache: Cache, advance: Callable[[int], None]) -> CostlyJudge:
    """Return the judge with its answers kept; *advance* is called with the rows done so far.

    Without a file they are kept for this run, so that no text is asked about twice in it. A judge
    made of others has a method ``wrapped`` that puts the costly ones among them into our hands.
    """
    if isinstance(judge, CachedJudge | ReplayedJudge):
        return judge
    answers = Answers(_place(cache) if cache else ":memory:")
    wrapped = getattr(judge, "wrapped", None)
    if wrapped is not None:
        made: CostlyJudge = wrapped(partial(CachedJudge, answers=answers))
        return made
    return CachedJudge(judge, answers, advance)


def _place(cache: Cache) -> str | os.PathLike[str]:
    return find_cache(None if isinstance(cache, bool) else cache, os.environ)
