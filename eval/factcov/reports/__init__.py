"""The report: one self-contained HTML file that shows every fact, verdict and text of a run."""

from __future__ import annotations

from factcov.reports.plots import plots
from factcov.reports.write import render_report, report

__all__ = ["plots", "render_report", "report"]
