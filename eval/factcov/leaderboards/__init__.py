"""The leaderboard: one row a system, one column a metric, best first."""

from __future__ import annotations

from factcov.leaderboards.board import Board, leaderboard
from factcov.leaderboards.render import FORMATS, INTERVALS, render
from factcov.leaderboards.section import update_section

__all__ = ["FORMATS", "INTERVALS", "Board", "leaderboard", "render", "update_section"]
