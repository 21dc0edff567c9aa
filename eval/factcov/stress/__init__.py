"""Stress: plant known errors and harmless changes, and see which metric notices which."""

from __future__ import annotations

from factcov.stress.kinds import KINDS
from factcov.stress.measure import METRICS, stress
from factcov.stress.render import render
from factcov.stress.result import KindResult, Reaction, Stress

__all__ = ["KINDS", "METRICS", "KindResult", "Reaction", "Stress", "render", "stress"]
