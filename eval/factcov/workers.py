"""Shards measured by several processes, in order, a few at a time."""

from __future__ import annotations

import os
import pickle
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context, parent_process

from factcov.errors import UsageError
from factcov.judges.base import Judge
from factcov.metrics.base import Metric
from factcov.shards import Shard, Tools, measure_shard
from factcov.types import Item

Task = tuple[list[str], list[Item]]
"""The candidates and the item of each."""

_WAITING = 2
"""Shards in hand for each process: enough to keep it busy, few enough to bound memory."""

_tools: tuple[Sequence[Metric], Judge | None] | None = None


def measure_shards(tools: Tools, jobs: int, tasks: Iterable[Task]) -> Iterator[Shard]:
    """Yield the shard of each task, in the tasks' order; *jobs* processes make their own tools.

    Processes are spawned, so a script that asks for them keeps its work under
    ``if __name__ == "__main__"``.

    Raises:
        UsageError: the judge cannot be sent to a process.
    """
    if jobs == 1:
        metrics, judge = tools()
        yield from (measure_shard(metrics, judge, texts, rows) for texts, rows in tasks)
        return
    try:
        pickle.dumps(tools)
    except Exception as error:
        raise UsageError(
            f"the judge cannot be sent to another process: {error}; use jobs=1"
        ) from error
    waiting: deque[Future[Shard]] = deque()
    others = set(active_children())
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _prepare, (tools,))
    try:
        for task in tasks:
            waiting.append(pool.submit(_measure, task))
            if len(waiting) >= jobs * _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except KeyboardInterrupt:
        # Who interrupts does not wait for the shards in hand.
        for worker in set(active_children()) - others:
            worker.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _prepare(tools: Tools) -> None:
    global _tools
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    _tools = tools()


def _leave_with_parent() -> None:
    """End this process once its parent has: a killed parent cannot tell it to."""
    parent = parent_process()
    assert parent is not None  # noqa: S101
    parent.join()
    os._exit(1)


def _measure(task: Task) -> Shard:
    assert _tools is not None  # noqa: S101
    return measure_shard(*_tools, *task)
