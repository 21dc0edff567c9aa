"""Scoring: a benchmark and outputs in, a run out."""

from factcov.scoring.measure import FACT_SOURCES, derive
from factcov.scoring.names import ALIASES, DEFAULT_METRICS, expand
from factcov.scoring.run import Run, Score, load_run
from factcov.scoring.several import score

__all__ = [
    "ALIASES",
    "DEFAULT_METRICS",
    "FACT_SOURCES",
    "Run",
    "Score",
    "derive",
    "expand",
    "load_run",
    "score",
]
