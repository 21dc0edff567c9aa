"""A run: scores, intervals and tables, all made from the record of what was measured.

A run read back from its folder gives the same numbers.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from factcov import engine, panel, store
from factcov.compact import kept
from factcov.formatting import decimals, interval, number
from factcov.metrics import get_metric
from factcov.metrics.base import Metric
from factcov.resampling import Interval, group_sums, percentile, replicate_sums
from factcov.tables import Cell, Grid, Group, to_html, to_latex, to_markdown
from factcov.text.analysis import analyse
from factcov.text.support import item_backing, unsupported
from factcov.types import Item, MetricInfo, Record, Stats

if TYPE_CHECKING:
    import pandas as pd
    from datasets import DatasetDict

REPLICATES = 1_000


class Score(msgspec.Struct, frozen=True):
    """One system's score by one metric, with its interval; None where it is not defined."""

    system: str
    metric: str
    value: float | None
    low: float | None
    high: float | None
    items: int
    signature: str


class Run:
    """Everything measured for some systems on one benchmark, and the tables made from it."""

    def __init__(
        self, record: Record, *, seed: int = 0, replicates: int = REPLICATES, level: float = 0.95
    ) -> None:
        self.record = record
        self.seed, self.replicates, self.level = seed, replicates, level

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems' names, in the order they were given."""
        return self.record.header.systems

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics' names, in the order they were asked for."""
        return tuple(metric.name for metric in self.record.header.metrics)

    @property
    def judges(self) -> tuple[str, ...]:
        """The judges' names, first the one whose verdicts are the run's own; empty without any."""
        return panel.judge_names(self.record.header)

    @property
    def notices(self) -> tuple[str, ...]:
        """What a reader of the numbers must know, in plain words."""
        return self.record.header.notices

    @cached_property
    def documents(self) -> np.ndarray[Any, np.dtype[np.int64]]:
        """The document of each item, as a number; shape (items,)."""
        names = [item.document for item in self.record.items]
        index = {name: number for number, name in enumerate(dict.fromkeys(names))}
        return np.array([index[name] for name in names], dtype=np.int64)

    def metric(self, name: str) -> Metric:
        """Return the metric of that name, as this run used it."""
        header = self.record.header
        name, _ = panel.split_name(header, name)
        return get_metric(
            name, language=header.target_language, source_language=header.source_language,
            references=reference_count(self.record.items),
        )  # fmt: skip

    def fact_statistics(self, metric: str) -> dict[str, Stats]:
        """Return, by system, the statistics of each fact on its own, shape (facts, columns).

        For metrics whose statistics are sums over facts; facts are in the benchmark's order.
        """
        made = self.metric(metric)
        _, judge = panel.split_name(self.record.header, metric)
        judged = self.record.further[judge] if judge else self.record.verdicts
        return {
            system: np.concatenate([
                engine.fact_rows(made, text, item, verdicts)
                for text, item, verdicts in zip(
                    self.record.candidates[system], self.record.items, judged[system], strict=True,
                )
            ])
            for system in self.systems
        }  # fmt: skip

    @cached_property
    def score_list(self) -> tuple[Score, ...]:
        """All scores, by system, then by metric."""
        items = len(self.record.items)
        return tuple(
            Score(system, info.name, *self._values[info.name][system], items, self._signature(info))
            for system in self.systems
            for info in self.record.header.metrics
        )

    @cached_property
    def _values(self) -> dict[str, dict[str, tuple[float | None, float | None, float | None]]]:
        """Value, low and high by metric and system. The same draws serve every metric."""
        infos = self.record.header.metrics
        units = {info.name: self._units(info) for info in infos}
        drawn = {name: rows for name, rows in units.items() if rows.shape[1] > 1}
        sums = replicate_sums(drawn, self.replicates, self.seed)
        values = {}
        for info in infos:
            metric = self.metric(info.name)
            whole = kept(self.record.statistics, info.name).sum(axis=1, dtype=np.float64)
            scores = metric.aggregate(whole)
            ends = [Interval(None, None)] * len(self.systems)
            if info.name in sums:
                replicates = metric.aggregate(sums[info.name])
                ends = [percentile(one, self.level) for one in replicates]
            values[info.name] = {
                system: (_defined(score), end.low, end.high)
                for system, score, end in zip(self.systems, scores, ends, strict=True)
            }
        return values

    def _units(self, info: MetricInfo) -> np.ndarray[Any, Any]:
        """Return the rows to resample, (systems, units, columns).

        Documents are resampled; with a single document its facts are, or its items.
        """
        single = self.documents.max() == 0
        if single and info.per_fact:
            rows = self.fact_statistics(info.name)
            return np.stack([rows[system] for system in self.systems])
        whole = kept(self.record.statistics, info.name)
        if single or self.documents.max() + 1 == len(self.documents):
            return whole
        return np.stack([group_sums(rows, self.documents) for rows in whole])

    def _signature(self, info: MetricInfo) -> str:
        header = self.record.header
        if not info.judged or not header.judge:
            return info.signature
        judge = panel.signature_of(header, info.name)
        return f"{info.signature}|judge:({judge})|facts:{header.facts}:{header.facts_hash[:12]}"

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row a system and metric: system, metric, value, low, high, items, signature."""
        import pandas as pd

        rows = [msgspec.structs.asdict(score) for score in self.score_list]
        return pd.DataFrame(rows, columns=list(Score.__struct_fields__))

    @cached_property
    def items(self) -> pd.DataFrame:
        """One row a system, item and metric: system, item, metric, value."""
        import pandas as pd

        ids = [item.id for item in self.record.items]
        frames = []
        for info in self.record.header.metrics:
            values = self.metric(info.name).aggregate(self.record.statistics[info.name])
            frames.append(
                pd.DataFrame({
                    "system": np.repeat(self.systems, len(ids)),
                    "item": ids * len(self.systems),
                    "metric": info.name,
                    "value": np.asarray(values).ravel(),
                })
            )  # fmt: skip
        return pd.concat(frames, ignore_index=True)

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """One row a system and fact: the verdict, its probabilities, evidence span and reason."""
        import pandas as pd

        rows = [
            {"system": system, "item": item.id, "fact": fact.id, **msgspec.structs.asdict(verdict)}
            for system in self.systems
            for item, verdicts in zip(self.record.items, self.record.verdicts[system], strict=True)
            for fact, verdict in zip(item.facts, verdicts, strict=False)
        ]
        columns = [
            "system",
            "item",
            "fact",
            "verdict",
            "p_covered",
            "p_contradicted",
            "start",
            "end",
        ]
        frame = pd.DataFrame(rows, columns=[*columns, "reason"])
        return frame.astype({"start": "Int64", "end": "Int64"})

    @cached_property
    def unsupported(self) -> pd.DataFrame:
        """One row a name, number or date that neither source nor references hold.

        Columns: system, item, kind (name, number, date), start, end, text; offsets in characters of
        the candidate. They are suspects to read, found by form alone.
        """
        import pandas as pd

        rows = []
        for place, item in enumerate(self.record.items):
            known = item_backing(item, item.language, item.source_language)
            for system in self.systems:
                text = self.record.candidates[system][place]
                for found in unsupported(analyse(text, item.language), known):
                    quote = text[found.start : found.end]
                    rows.append((system, item.id, found.kind, found.start, found.end, quote))
        columns = ["system", "item", "kind", "start", "end", "text"]
        frame = pd.DataFrame(rows, columns=columns)
        order = {system: number for number, system in enumerate(self.systems)}
        return frame.sort_values("system", key=lambda c: c.map(order), kind="stable",
                                 ignore_index=True)  # fmt: skip

    def judged_by(self, judge: str) -> Run:
        """Return the run as that judge alone would have left it.

        Raises:
            UnknownNameError: the run has no such judge.
        """
        record = panel.seen_by(self.record, judge)
        return Run(record, seed=self.seed, replicates=self.replicates, level=self.level)

    def verdicts_by(self, judge: str) -> pd.DataFrame:
        """Return one judge's verdicts, in the columns of ``verdicts``.

        Raises:
            UnknownNameError: the run has no such judge.
        """
        return self.judged_by(judge).verdicts

    def to_markdown(self) -> str:
        """Return the scores as a Markdown table: a row a system, a column a metric."""
        return to_markdown(self._grid())

    def to_latex(self) -> str:
        """Return the scores as a LaTeX tabular (booktabs)."""
        return to_latex(self._grid())

    def __str__(self) -> str:
        """Return what ``print`` shows: the Markdown."""
        return self.to_markdown()

    def _repr_html_(self) -> str:
        return to_html(self._grid())

    def _grid(self) -> Grid:
        """Return the scores as they stand; the leaderboard orders and tests them."""
        columns = [[self._values[name][system] for system in self.systems] for name in self.metrics]
        digits = [decimals(value for value, _, _ in column) for column in columns]
        rows = tuple(
            (Cell(system), *(
                Cell(number(column[n][0], size), interval(column[n][1], column[n][2], size))
                for column, size in zip(columns, digits, strict=True)
            ))
            for n, system in enumerate(self.systems)
        )  # fmt: skip
        signatures = tuple((info.name, self._signature(info)) for info in
                           self.record.header.metrics)  # fmt: skip
        header = ("system", *self.metrics)
        return Grid(header, (Group(rows),), caption=self.record.header.benchmark,
                    notes=self.notices, literals=signatures)  # fmt: skip

    def save(self, folder: str | os.PathLike[str]) -> Path:
        """Write the run folder, or replace the run that is there, and return its path.

        Raises:
            DataError: the folder holds something else, or cannot be written.
        """
        path = Path(folder)
        rows = [msgspec.structs.asdict(score) for score in self.score_list]
        settings = {"seed": self.seed, "replicates": self.replicates, "level": self.level}
        store.write_record(self.record, settings, rows, path)
        return path

    def to_dataset(self) -> DatasetDict:
        """Return the tables as a Hugging Face DatasetDict: scores, items, verdicts.

        With several judges the verdicts of all, and a column ``judge``.
        """
        import pandas as pd
        from datasets import Dataset, DatasetDict

        verdicts = self.verdicts
        if len(self.judges) > 1:
            by_judge = [self.verdicts_by(name).assign(judge=name) for name in self.judges]
            verdicts = pd.concat(by_judge, ignore_index=True)
        tables = {"scores": self.scores, "items": self.items, "verdicts": verdicts}
        return DatasetDict(
            {name: Dataset.from_pandas(t, preserve_index=False) for name, t in tables.items()}
        )


def load_run(folder: str | os.PathLike[str]) -> Run:
    """Return the run in a folder.

    Raises:
        DataError: the folder is not a run, is damaged, or is of another format.
    """
    record, settings = store.read_record(Path(folder))
    return Run(record, **settings)


def reference_count(items: Sequence[Item]) -> int | None:
    """Return how many references each item has; None where it differs."""
    sizes = {len(item.references) for item in items}
    return sizes.pop() if len(sizes) == 1 else None


def _defined(value: Any) -> float | None:
    number = float(value)
    return None if np.isnan(number) else number
