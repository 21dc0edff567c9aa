"""The judge ``llm``: any model behind an endpoint that speaks chat completions (extra: llm)."""

from factcov.judges.llm.judge import LlmJudge

__all__ = ["LlmJudge"]
