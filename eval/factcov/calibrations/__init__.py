"""Calibration records: how well a judge agreed with people on labelled facts, kept as small JSON.

`factcov agree --record` writes them, the gate asks for them, and a cascade of judges learns from
them where its first judge is unsure.
"""

from __future__ import annotations

from factcov.calibrations.find import FOLDER, Kept, read_folder, shipped
from factcov.calibrations.record import Bin, Calibration, judge_name, read, write

__all__ = [
    "Bin",
    "Calibration",
    "FOLDER",
    "Kept",
    "judge_name",
    "read",
    "read_folder",
    "shipped",
    "write",
]
