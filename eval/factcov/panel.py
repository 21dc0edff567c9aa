"""Several judges in one record: joined as they come from each, and seen by one of them again.

The first judge's verdicts are the record's own. Each further judge adds its verdicts and a copy of
every metric that reads verdicts, named ``coverage@judge``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from factcov.calibrations import judge_name
from factcov.compact import CompactTables, kept
from factcov.errors import UnknownNameError, UsageError
from factcov.types import Header, JudgeInfo, MetricInfo, Record

_BY = "@"


def judge_names(header: Header) -> tuple[str, ...]:
    """Return the names of a run's judges, first its own; empty when nothing was judged."""
    if header.judges:
        return tuple(judge.name for judge in header.judges)
    return (judge_name(header.judge),) if header.judge else ()


def unique_names(given: Sequence[tuple[str, str]]) -> list[str]:
    """Return a name for each judge, given as (short name, what tells it from all others).

    >>> unique_names([("lexical", "lexical"), ("llm", "llm:a"), ("llm", "llm:b")])
    ['lexical', 'llm:a', 'llm:b']

    Raises:
        UsageError: the same judge is given twice.
    """
    shared = Counter(short for short, _ in given)
    names = [short if shared[short] == 1 else whole for short, whole in given]
    for name, times in Counter(names).items():
        if times > 1:
            raise UsageError(f'judge "{name}" is given twice; name each judge once')
    return names


def split_name(header: Header, metric: str) -> tuple[str, str]:
    """Return a metric's name without its judge, and the judge: empty for the run's own.

    A name is split only at a judge of this run: what else holds an ``@`` is left whole.
    """
    found = [judge.name for judge in header.judges[1:] if metric.endswith(f"{_BY}{judge.name}")]
    name = max(found, key=len, default="")
    return (metric.removesuffix(f"{_BY}{name}"), name) if name else (metric, "")


def signature_of(header: Header, metric: str) -> str:
    """Return the signature of the judge whose verdicts a metric counts."""
    _, name = split_name(header, metric)
    return next((j.signature for j in header.judges if name and j.name == name), header.judge)


def join(records: Mapping[str, Record]) -> Record:
    """Return one record of several that differ in their judge only, named by it.

    The first gives everything but the others' verdicts, and those of its metrics that they also
    have. A notice that not all give is its judge's, and says so.
    """
    (_, own), *further = records.items()
    everywhere = set.intersection(*(set(one.header.notices) for one in records.values()))
    notices = dict.fromkeys(
        notice if notice in everywhere else f"{name}: {_unsigned(notice, one.header.judge)}"
        for name, one in records.items()
        for notice in one.header.notices
    )
    metrics: list[MetricInfo] = []
    tables = {}
    for info in own.header.metrics:
        metrics.append(info)
        tables[info.name] = kept(own.statistics, info.name)
        for name, one in further:
            if info.judged and info.name in one.statistics:
                copy = msgspec.structs.replace(info, name=f"{info.name}{_BY}{name}")
                metrics.append(copy)
                tables[copy.name] = kept(one.statistics, info.name)
    header = msgspec.structs.replace(
        own.header,
        metrics=tuple(metrics),
        notices=tuple(notices),
        judges=tuple(JudgeInfo(name, one.header.judge) for name, one in records.items()),
    )
    return msgspec.structs.replace(
        own,
        header=header,
        statistics=CompactTables(tables),
        further={name: one.verdicts for name, one in further},
    )


def _unsigned(notice: str, judge: str) -> str:
    """Return a judge's notice without the name that it begins with.

    >>> _unsigned("judge llm: 12 calls", "judge:llm|model:m"), _unsigned("12 labels", "judge:human")
    ('12 calls', '12 labels')
    """
    name = judge_name(judge)
    return notice.removeprefix(f"judge {name}: ").removeprefix(f"{name}: ")


def seen_by(record: Record, judge: str) -> Record:
    """Return the record as that judge alone would have left it.

    Raises:
        UnknownNameError: the record has no such judge.
    """
    names = judge_names(record.header)
    if judge not in names:
        raise UnknownNameError("judge of this run", judge, names)
    own = names.index(judge) == 0
    wanted = "" if own else judge
    metrics, tables = [], {}
    for info in record.header.metrics:
        name, of = split_name(record.header, info.name)
        if not info.judged or of == wanted:
            metrics.append(msgspec.structs.replace(info, name=name))
            tables[name] = kept(record.statistics, info.name)
    signature = record.header.judge if own else record.header.judges[names.index(judge)].signature
    return msgspec.structs.replace(
        record,
        header=msgspec.structs.replace(
            record.header, judge=signature, judges=(), metrics=tuple(metrics)
        ),
        statistics=CompactTables(tables),
        verdicts=record.verdicts if own else record.further[judge],
        further={},
    )
