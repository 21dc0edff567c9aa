"""Whether two measurements may be compared: the same facts, items, judge and metrics."""

from __future__ import annotations

from factcov.errors import DataError
from factcov.panel import judge_names, split_name
from factcov.types import Header

REMEDY = "score both on the same benchmark with the same judge and metrics"


def refuse_other(old: Header, new: Header, where: str, remedy: str = REMEDY) -> None:
    """Raise unless *old* was measured as *new* was: same facts, items, judge and metrics.

    Metrics, and judges after the first, that only one of them has are no hindrance.

    Raises:
        DataError: with the reason and the remedy.
    """
    theirs = {info.name: info.signature for info in old.metrics}
    differing = [
        (f'signature of "{info.name}"', theirs[info.name], info.signature)
        for info in new.metrics
        if theirs.get(info.name, info.signature) != info.signature
    ]
    judges = {judge.name: judge.signature for judge in old.judges[1:]}
    reasons = [
        ("benchmark", old.benchmark, new.benchmark),
        ("key facts", f"{old.facts} {old.facts_hash[:12]}", f"{new.facts} {new.facts_hash[:12]}"),
        ("items or references", old.benchmark_hash[:12], new.benchmark_hash[:12]),
        *([("judge", old.judge, new.judge)] if old.judge and new.judge else []),
        *(
            (f'judge "{judge.name}"', judges.get(judge.name, judge.signature), judge.signature)
            for judge in new.judges[1:]
        ),
        *differing,
    ]
    for what, before, now in reasons:
        if before != now:
            raise DataError(
                f"{where}: made with another {what} ({before or 'none'}) than the run "
                f"({now or 'none'}), so their numbers cannot be compared; {remedy}"
            )


def how_to_remake(header: Header, name: str) -> str:
    """Return the commands that make a baseline again as the run was made."""
    metrics = " ".join(dict.fromkeys(split_name(header, info.name)[0] for info in header.metrics))
    judges = f" --judge {' '.join(judge_names(header))}" if header.judges else ""
    return (
        f"score the baseline's outputs again (factcov score {header.benchmark} -i OUTPUTS -m "
        f"{metrics}{judges} -o RUN) and bless that: factcov bless RUN --as {name}"
    )
