"""Names for arrays of figures, and division that leaves the undefined undefined."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.intp]
Bools: TypeAlias = NDArray[np.bool_]
MaskedFloats: TypeAlias = "np.ma.MaskedArray[tuple[int, ...], np.dtype[np.float64]]"
MaskedInts: TypeAlias = "np.ma.MaskedArray[tuple[int, ...], np.dtype[np.intp]]"

CELLS = 4_000_000
"""Numbers that a step of a bootstrap holds at a time (32 MB)."""


def ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, nan where the whole is 0 or less (rounding leaves -1e-17 of a 0).

    >>> ratio(np.array([1.0, 1.0]), np.array([4.0, 0.0])).tolist()
    [0.25, nan]
    """
    part, whole = np.broadcast_arrays(part, whole)
    quotient = np.full(whole.shape, np.nan)
    np.divide(part, whole, out=quotient, where=whole > 1e-12)
    return quotient
