"""Reading benchmarks and outputs: find, read, check; every error names file and line."""

from __future__ import annotations

from factcov.benchmarks.find import locate_benchmark, locate_outputs, shipped_benchmarks
from factcov.benchmarks.outputs import check_outputs, load_outputs
from factcov.benchmarks.read import build_benchmark, load_benchmark, read_benchmark

__all__ = [
    "build_benchmark",
    "check_outputs",
    "load_benchmark",
    "load_outputs",
    "locate_benchmark",
    "locate_outputs",
    "read_benchmark",
    "shipped_benchmarks",
]
