"""Metrics by name: the built-in ones and those other packages register.

A metric is imported when it is asked for, so importing this package costs nothing.
"""

from __future__ import annotations

from factcov.metrics.base import Metric
from factcov.plugins import describe_plugin, make_plugin, plugin_names

__all__ = ["Metric", "describe_metric", "get_metric", "metric_names"]

_GROUP = "factcov.metrics"


def get_metric(
    spec: str,
    *,
    language: str = "en",
    source_language: str = "en",
    references: int | None = None,
) -> Metric:
    """Return the metric that *spec* names: ``bleu`` or ``bleu:lowercase=true,tokenize=intl``.

    *language* and *source_language* are those of candidates and sources; *references* is how many
    each item has, None when that differs. The metric's name is the spec in canonical form.

    >>> get_metric("coverage:kind=quantity").name
    'coverage:kind=quantity'
    >>> get_metric("bleu:tokenize=13b")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    factcov.errors.UnknownNameError: unknown tokenize of metric bleu "13b"; known: 13a, ...

    Raises:
        UnknownNameError: no metric has that name, or the metric no such option or value.
        UsageError: the spec is malformed, or a value is of the wrong type.
    """
    context = {"language": language, "source_language": source_language, "references": references}
    metric: Metric = make_plugin(_GROUP, "metric", spec, context)
    return metric


def metric_names() -> list[str]:
    """Return the names of all metrics, sorted.

    >>> "coverage" in metric_names()
    True
    """
    return plugin_names(_GROUP)


def describe_metric(name: str) -> str:
    """Return one line that says what the metric is.

    >>> describe_metric("rouge2")
    'Overlap of pairs of neighbouring words; 0 for a text of one word'
    """
    return describe_plugin(_GROUP, "metric", name)
