"""How every rate and every mean is aggregated: a sum over a sum."""

from __future__ import annotations

import numpy as np

from factcov.types import Stats


def ratio(sums: Stats) -> Stats:
    """Return column 0 over column 1, shape (...) for sums (..., 2); nan where column 1 is 0.

    >>> ratio(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
    [0.75, nan]
    """
    sums = np.asarray(sums, dtype=np.float64)
    known = sums[..., 1] != 0
    return np.divide(sums[..., 0], sums[..., 1], out=np.full(known.shape, np.nan), where=known)
