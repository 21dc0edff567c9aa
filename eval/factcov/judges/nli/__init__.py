"""The judge nli: a sequence-classification model says what a text entails."""

from factcov.judges.nli.judge import NliJudge

__all__ = ["NliJudge"]
