"""When to use compiled kernels: never without the extra, at once when loaded, else when it pays.

Loading numba and compiled code takes about a second (twenty when nothing is compiled yet), so a
small job is better off without. As just-in-time compilers do, work is counted, and once what was
done the slow way would have paid for loading, the rest is done the fast way. The numbers are the
same either way.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec

LOADING = 2.0
"""Seconds of slow work that are worth loading the compiled kernels."""

_spent = 0.0


def compiled(seconds: float) -> bool:
    """Return whether work that takes about *seconds* the slow way should be done compiled."""
    global _spent
    if not _installed():
        return False
    if _loaded():
        return True
    _spent += seconds
    return _spent > LOADING


@cache
def _installed() -> bool:
    return find_spec("numba") is not None


def _loaded() -> bool:
    return "factcov.metrics.kernels.compiled.jit" in sys.modules
