"""The gate for CI: does a run keep what it must, and is it no worse than the blessed one?"""

from __future__ import annotations

from factcov.gates.baseline import find_baseline, read_baseline
from factcov.gates.blessing import bless
from factcov.gates.checks import Checked, check
from factcov.gates.differences import Finding
from factcov.gates.gating import diff, gate
from factcov.gates.result import Check, Gated
from factcov.gates.rules import Rules

__all__ = [
    "Check",
    "Checked",
    "Finding",
    "Gated",
    "Rules",
    "bless",
    "check",
    "diff",
    "find_baseline",
    "gate",
    "read_baseline",
]
