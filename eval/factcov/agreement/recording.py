"""From an agreement to a calibration record."""

from __future__ import annotations

from datetime import date

import msgspec

from factcov.agreement.results import Agreement
from factcov.calibrations import Calibration, judge_name
from factcov.errors import DataError

_PEOPLE = "human"


def to_records(agreement: Agreement, day: date, note: str = "") -> list[Calibration]:
    """Return the record of each judge of the run but people, whom the others are measured against.

    Raises:
        DataError: nothing was both labelled and judged, by a judge or by any but people.
    """
    labelled = agreement.labelled
    by_judge = [agreement] + [
        msgspec.structs.replace(
            agreement,
            judge=judge.judge,
            fact_level=judge.fact_level,
            labelled=msgspec.structs.replace(labelled, judge_errors=judge.errors),
        )
        for judge in agreement.judges
    ]
    others = [one for one in by_judge if judge_name(one.judge) != _PEOPLE]
    return [to_record(one, day, note) for one in others or by_judge]


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
