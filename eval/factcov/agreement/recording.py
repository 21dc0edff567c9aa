"""From an agreement to a calibration record."""

from __future__ import annotations

from datetime import date

from factcov.agreement.results import Agreement
from factcov.calibrations import Calibration
from factcov.errors import DataError


def to_record(agreement: Agreement, day: date, note: str = "") -> Calibration:
    """Return the record of how well the judge agreed with people, measured on *day*.

    Raises:
        DataError: nothing was both labelled and judged.
    """
    facts, labelled = agreement.fact_level, agreement.labelled
    if facts is None:
        raise DataError(
            f'"{agreement.benchmark}": no fact was both labelled and judged, so there is nothing '
            "to record; score with a fact metric (-m coverage) and a judge"
        )
    return Calibration(
        judge=agreement.judge,
        benchmark=agreement.benchmark,
        date=day.isoformat(),
        facts=facts.facts,
        documents=labelled.documents,
        annotators=len(agreement.annotators.names) if agreement.annotators else 1,
        covered=facts.covered,
        kappa=facts.kappa.value,
        low=facts.kappa.low,
        high=facts.kappa.high,
        level=agreement.level,
        resampled=agreement.resampled,
        confusion=facts.confusion,
        reliability=facts.reliability,
        errors=labelled.judge_errors,
        facts_hash=agreement.facts_hash,
        labels_hash=labelled.hash,
        note=note,
    )
