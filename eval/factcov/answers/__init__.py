"""Answers kept: a costly judge is asked once, and a run is replayed without it."""

from factcov.answers.cached import CachedJudge
from factcov.answers.place import find_cache
from factcov.answers.replay import ReplayedJudge, matches, replayed
from factcov.answers.store import Answers

__all__ = ["Answers", "CachedJudge", "ReplayedJudge", "find_cache", "matches", "replayed"]
