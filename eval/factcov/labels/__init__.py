"""People's labels: read from files, placed in a run, counted as votes."""

from __future__ import annotations

from factcov.labels.read import CATEGORY, Label, Opinion, labels_hash, read_labels

__all__ = ["CATEGORY", "Label", "Opinion", "labels_hash", "read_labels"]
