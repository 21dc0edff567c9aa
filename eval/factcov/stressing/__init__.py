"""Stress: plant known errors and harmless changes, and see which metric notices which."""

from __future__ import annotations

from factcov.stressing.kinds import KINDS
from factcov.stressing.measure import METRICS, stress
from factcov.stressing.render import render
from factcov.stressing.result import KindResult, Reaction, Stress

__all__ = ["KINDS", "METRICS", "KindResult", "Reaction", "Stress", "render", "stress"]
