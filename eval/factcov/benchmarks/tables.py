"""Benchmarks and outputs from tables: Hugging Face datasets, pandas DataFrames, lists of rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import msgspec

from factcov.benchmarks.outputs import check_outputs
from factcov.benchmarks.read import FactRow, build_benchmark, span
from factcov.errors import DataError
from factcov.types import Benchmark, Fact, Item, Task

if TYPE_CHECKING:
    import pandas as pd
    from datasets import Dataset


Table: TypeAlias = Any
"""A datasets.Dataset, a DataFrame, an iterable of mappings, a path or a hub name."""

_LOCAL = {".json": "json", ".jsonl": "json", ".csv": "csv", ".parquet": "parquet"}


def from_dataset(
    dataset: Table,
    *,
    name: str = "dataset",
    task: Task = "summarization",
    source_language: str = "en",
    target_language: str | None = None,
    split: str = "test",
    id: str | None = None,  # noqa: A002 - the column's name, as all these keywords are
    source: str = "source",
    references: str = "references",
    document: str | None = None,
    facts: str | None = None,
    metadata: Iterable[str] = (),
) -> Benchmark:
    """Return a benchmark made from a table; the keywords say which column holds what.

    ``dataset`` is a datasets.Dataset, a DataFrame, rows as mappings, the path of a local .json,
    .jsonl, .csv or .parquet file, or a name on the Hugging Face hub (needs the network).
    ``references`` holds one string or a list of them, ``facts`` a list of strings or of objects
    as in facts.jsonl without "item". Without ``id``, items are numbered from 1.

    >>> rows = [{"text": "Ten people died.", "summary": "Ten died.", "facts": ["Ten people died."]}]
    >>> made = from_dataset(rows, source="text", references="summary", facts="facts")
    >>> made.items[0].references, made.facts[0].id
    (('Ten died.',), 'f1')

    Raises:
        DataError: a column is missing, or a value is not what its column holds.
    """
    items: list[Item] = []
    keys: list[Fact] = []
    seen: set[str] = set()
    for number, row in enumerate(_rows(dataset, split), 1):
        where = f"{name}, row {number}"
        id_ = str(_cell(row, id, where)) if id else str(number)
        if id_ in seen:
            raise DataError(f'{where}: duplicate id "{id_}"')
        seen.add(id_)
        given = _cell(row, references, where)
        texts = (given,) if isinstance(given, str) else tuple(given)
        body = _cell(row, source, where)
        if not isinstance(body, str) or not all(isinstance(text, str) for text in texts):
            raise DataError(f'{where}: "{source}" and "{references}" must hold strings')
        items.append(
            Item(
                id_,
                body,
                texts,
                document=str(_cell(row, document, where)) if document else "",
                metadata={column: _plain(_cell(row, column, where)) for column in metadata},
            )
        )
        if facts:
            keys += _facts(_cell(row, facts, where), items[-1], where)
    if not items:
        raise DataError(f"{name}: the table has no rows")
    return build_benchmark(
        items,
        keys,
        name=name,
        task=task,
        source_language=source_language,
        target_language=target_language or source_language,
    )


def outputs_from_dataset(
    dataset: Table,
    benchmark: Benchmark,
    *,
    split: str = "test",
    system: str = "system",
    id: str = "id",  # noqa: A002
    text: str = "text",
) -> dict[str, tuple[str, ...]]:
    """Return {system: texts in item order} from a table with one candidate a row.

    Raises:
        DataError: a column is missing, or a system lacks an item, has one twice or an unknown one.
    """
    outputs: dict[str, dict[str, str]] = {}
    for number, row in enumerate(_rows(dataset, split), 1):
        where = f"outputs, row {number}"
        texts = outputs.setdefault(str(_cell(row, system, where)), {})
        item = str(_cell(row, id, where))
        if item in texts:
            raise DataError(f'{where}: duplicate id "{item}"')
        texts[item] = _cell(row, text, where)
    return check_outputs(outputs, benchmark)


def to_frames(benchmark: Benchmark) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a benchmark as two DataFrames: one row an item, one row a key fact."""
    import pandas as pd

    items = [
        {
            "id": item.id, "document": item.document, "source": item.source,
            "references": list(item.references), "metadata": item.metadata,
        }
        for item in benchmark.items
    ]  # fmt: skip
    columns = list(Fact.__struct_fields__)
    facts = [msgspec.structs.asdict(fact) for fact in benchmark.facts]
    return pd.DataFrame(items), pd.DataFrame(facts, columns=columns)


def _rows(table: Table, split: str) -> Iterator[Mapping[str, Any]]:
    if isinstance(table, str | Path):
        table = _load(table, split)
    if hasattr(table, "to_dict") and hasattr(table, "columns"):
        return iter(table.to_dict("records"))
    return iter(table)


def _load(name: str | Path, split: str) -> Dataset:
    from datasets import load_dataset

    path = Path(name)
    loader = _LOCAL.get(path.suffix)
    if loader and not path.is_file():
        raise DataError(f"{path}: no such file")
    try:
        if loader:
            return load_dataset(loader, data_files=str(path), split="train")
        return load_dataset(str(name), split=split)
    except Exception as error:
        raise DataError(f"{name}: datasets cannot load it: {error}") from error


def _cell(row: Mapping[str, Any], column: str, where: str) -> Any:
    if column not in row:
        raise DataError(f'{where}: no column "{column}"; the columns are {span(map(str, row))}')
    return row[column]


def _facts(cell: Any, item: Item, where: str) -> list[Fact]:
    facts = []
    for number, value in enumerate(cell if cell is not None else (), 1):
        fields = {"text": value} if isinstance(value, str) else dict(value)
        fields = {key: field for key, field in fields.items() if field is not None}
        try:
            row = msgspec.convert({"id": f"f{number}", **fields, "item": item.id}, FactRow)
        except msgspec.ValidationError as error:
            raise DataError(f"{where}: fact {number}: {error}") from error
        if row.evidence and row.evidence not in item.source:
            raise DataError(f'{where}: the evidence of fact "{row.id}" is not in the source')
        facts.append(
            Fact(
                row.id, item.id, row.text, row.weight, row.kind, row.evidence, row.required
            )
        )  # fmt: skip
    if len({fact.id for fact in facts}) < len(facts):
        raise DataError(f"{where}: two facts have the same id")
    return facts


def _plain(value: Any) -> Any:
    """Return a numpy scalar as the Python value it holds."""
    return value.item() if hasattr(value, "item") else value
