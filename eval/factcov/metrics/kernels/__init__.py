"""Fast, exact statistics of BLEU, chrF, TER and ROUGE.

One function a metric. Each returns what the metric's own slow path would, row by row, or None
where it does not cover the settings; a row it cannot do is nan. N-grams are matched by numpy, or
by compiled code (extra ``fast``) once there is enough work to be worth loading it.
"""

from factcov.metrics.kernels.batch import batch
from factcov.metrics.kernels.bleu import bleu_statistics
from factcov.metrics.kernels.chrf import chrf_statistics
from factcov.metrics.kernels.fill import filled
from factcov.metrics.kernels.rouge import rouge_counts, rouge_part
from factcov.metrics.kernels.ter import ter_edits

__all__ = [
    "batch",
    "bleu_statistics",
    "chrf_statistics",
    "filled",
    "rouge_counts",
    "rouge_part",
    "ter_edits",
]
