"""The report: one self-contained HTML file that shows every fact, verdict and text of a run."""

from __future__ import annotations

from factcov.reports.write import render_report, report

__all__ = ["render_report", "report"]
