"""What joins the fast path and the slow one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from factcov.types import Item, Stats


def filled(
    fast: Stats | None,
    slow: Callable[[Sequence[str], Sequence[Item]], Stats],
    candidates: Sequence[str],
    items: Sequence[Item],
) -> Stats:
    """Return *fast* with the rows that it could not do, the nan ones, made by *slow*."""
    if fast is None:
        return slow(candidates, items)
    undone = np.flatnonzero(np.isnan(fast).any(axis=1)).tolist()
    if undone:
        fast[undone] = slow([candidates[i] for i in undone], [items[i] for i in undone])
    return fast
