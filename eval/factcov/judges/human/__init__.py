"""The human judge: people's labels, read as verdicts."""

from factcov.judges.human.judge import HumanJudge

__all__ = ["HumanJudge"]
