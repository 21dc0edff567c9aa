"""How well a judge and metrics agree with people: by fact, by summary, by system."""

from __future__ import annotations

from factcov.agreement.grid import among_grid
from factcov.agreement.judges import judges_among
from factcov.agreement.measure import agree, measure
from factcov.agreement.recording import to_record, to_records
from factcov.agreement.render import render
from factcov.agreement.results import Agreement, Among, Figure, JudgePair
from factcov.labels import Label, read_labels

__all__ = [
    "Agreement",
    "Among",
    "Figure",
    "JudgePair",
    "Label",
    "agree",
    "among_grid",
    "judges_among",
    "measure",
    "read_labels",
    "render",
    "to_record",
    "to_records",
]
