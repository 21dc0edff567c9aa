"""The smallest true difference that a test on this many items would probably find."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def detectable_effect(
    differences: NDArray[np.float64], *, alpha: float = 0.05, power: float = 0.8, tests: int = 1
) -> float | None:
    """Return the smallest difference that a two-sided test finds with probability *power*.

    *differences* are bootstrap replicates of the paired difference: their standard deviation is
    its standard error. With several *tests* the level is alpha / tests, the hardest step of
    Holm's correction. Normal approximation (Cohen 1988); None with fewer than two replicates.

    >>> round(detectable_effect(np.array([-1.0, 1.0])), 3)
    3.962
    """
    from scipy.special import ndtri

    defined = differences[~np.isnan(differences)]
    if len(defined) < 2:
        return None
    error = float(defined.std(ddof=1))
    return float(ndtri(1 - alpha / tests / 2) + ndtri(power)) * error
