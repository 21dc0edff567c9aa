"""Test coverage for facts: which facts of an article a text kept, got wrong or lost.

>>> import factcov
>>> bench = factcov.load_benchmark("cyberstups")
>>> len(bench.items)
1
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factcov.agreement import Agreement as Agreement
    from factcov.agreement import agree as agree
    from factcov.benchmarks import load_benchmark as load_benchmark
    from factcov.benchmarks import load_outputs as load_outputs
    from factcov.benchmarks.tables import from_dataset as from_dataset
    from factcov.benchmarks.tables import outputs_from_dataset as outputs_from_dataset
    from factcov.benchmarks.tables import to_frames as to_frames
    from factcov.comparison import Comparison as Comparison
    from factcov.comparison import compare as compare
    from factcov.errors import FactcovError as FactcovError
    from factcov.gates import bless as bless
    from factcov.gates import check as check
    from factcov.gates import diff as diff
    from factcov.gates import gate as gate
    from factcov.leaderboards import leaderboard as leaderboard
    from factcov.reports import report as report
    from factcov.scoring import Run as Run
    from factcov.scoring import load_run as load_run
    from factcov.scoring import score as score
    from factcov.stressing import Stress as Stress
    from factcov.stressing import stress as stress
    from factcov.types import Benchmark as Benchmark
    from factcov.types import Fact as Fact
    from factcov.types import Item as Item
    from factcov.types import Verdict as Verdict

# Loaded when first used: importing factcov costs almost nothing, and pytest does it for everyone.
_HOMES = {
    "Agreement": "agreement",
    "Benchmark": "types",
    "Comparison": "comparison",
    "Fact": "types",
    "FactcovError": "errors",
    "Item": "types",
    "Run": "scoring",
    "Stress": "stressing",
    "Verdict": "types",
    "agree": "agreement",
    "bless": "gates",
    "check": "gates",
    "compare": "comparison",
    "diff": "gates",
    "from_dataset": "benchmarks.tables",
    "gate": "gates",
    "leaderboard": "leaderboards",
    "load_benchmark": "benchmarks",
    "load_outputs": "benchmarks",
    "load_run": "scoring",
    "outputs_from_dataset": "benchmarks.tables",
    "report": "reports",
    "score": "scoring",
    "stress": "stressing",
    "to_frames": "benchmarks.tables",
}

__all__ = list(_HOMES)  # pyright: ignore[reportUnsupportedDunderAll]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'factcov' has no attribute {name!r}")
    value = getattr(import_module(f"factcov.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
