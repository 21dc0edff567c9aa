"""The semantic judge: the lexical judge, and words aligned by a small model's vectors."""

from factcov.judges.semantic.judge import SemanticJudge

__all__ = ["SemanticJudge"]
