"""What the rules see of a fact in a candidate."""

from __future__ import annotations

import msgspec

from factcov.judges.contradiction.finding import Contradiction
from factcov.judges.contradiction.signs import Signs


class Seen(msgspec.Struct, frozen=True):
    """``found`` is the strongest contradiction, ``left_out`` the share of the fact that is missing
    (0 to 1); ``signs`` is all that they show, where the candidate is about as long as the fact.
    """

    found: Contradiction | None
    left_out: float = 0.0
    signs: Signs | None = None
