"""How well a judge and metrics agree with people: by fact, by summary, by system."""

from __future__ import annotations

from factcov.agreement.labels import Label, read_labels
from factcov.agreement.measure import agree, measure
from factcov.agreement.recording import to_record
from factcov.agreement.render import render
from factcov.agreement.results import Agreement, Figure

__all__ = [
    "Agreement",
    "Figure",
    "Label",
    "agree",
    "measure",
    "read_labels",
    "render",
    "to_record",
]
