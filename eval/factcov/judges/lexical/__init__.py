"""The lexical judge: offline, deterministic, fast, and explained by the words it found."""

from factcov.judges.lexical.judge import LexicalJudge

__all__ = ["LexicalJudge"]
