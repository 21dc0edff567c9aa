"""Comparison: is one system really better than another, for every pair and every metric."""

from __future__ import annotations

from factcov.comparison.pairs import compare
from factcov.comparison.render import render
from factcov.comparison.result import Comparison, MetricComparison, Pair, Standing

__all__ = ["Comparison", "MetricComparison", "Pair", "Standing", "compare", "render"]
