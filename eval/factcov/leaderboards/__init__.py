"""The leaderboard: one row a system, one column a metric, best first."""

from __future__ import annotations

from factcov.leaderboards.board import Board, leaderboard
from factcov.leaderboards.render import FORMATS, render

__all__ = ["FORMATS", "Board", "leaderboard", "render"]
