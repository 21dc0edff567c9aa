"""Benchmarks and outputs from tables: datasets, DataFrames and rows."""

from pathlib import Path

import datasets
import pandas as pd
import pytest

import factcov
from factcov.errors import DataError

ROWS = [
    {"id": "a", "article": "Ten died.", "summary": "Ten died.", "doc": 1, "keys": ["Ten died."]},
    {"id": "b", "article": "Rain fell.", "summary": "It rained.", "doc": 1, "keys": []},
]
COLUMNS = {
    "id": "id", "source": "article", "references": "summary", "document": "doc", "facts": "keys",
}  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")


def test_rows_frames_and_datasets_make_the_same_benchmark() -> None:
    made = [
        factcov.from_dataset(table, **COLUMNS)  # type: ignore[arg-type]
        for table in (ROWS, pd.DataFrame(ROWS), datasets.Dataset.from_list(ROWS))
    ]

    assert len({bench.hash for bench in made}) == 1
    assert [item.document for item in made[0].items] == ["1", "1"]
    assert [fact.id for fact in made[0].facts] == ["f1"]


@pytest.mark.parametrize("ending", ["json", "csv", "parquet"])
def test_local_files_load_through_datasets(tmp_path: Path, ending: str) -> None:
    frame = pd.DataFrame(ROWS)[["id", "article", "summary"]]
    path = tmp_path / f"rows.{ending}"
    if ending == "json":
        frame.to_json(path, orient="records", lines=True)
    elif ending == "csv":
        frame.to_csv(path, index=False)
    else:
        frame.to_parquet(path)

    bench = factcov.from_dataset(path, id="id", source="article", references="summary")

    assert [item.references for item in bench.items] == [("Ten died.",), ("It rained.",)]


def test_outputs_come_from_a_table_too() -> None:
    bench = factcov.from_dataset(ROWS, **COLUMNS)  # type: ignore[arg-type]
    table = pd.DataFrame(
        [("s", "b", "Rain."), ("s", "a", "Ten."), ("t", "a", ""), ("t", "b", "")],
        columns=["system", "id", "text"],
    )

    outputs = factcov.outputs_from_dataset(table, bench)

    assert outputs == {"s": ("Ten.", "Rain."), "t": ("", "")}


def test_frames_of_a_benchmark_hold_items_and_facts() -> None:
    items, facts = factcov.to_frames(factcov.load_benchmark("cyberstups-fr"))

    assert len(items) == 26
    assert {"id", "item", "text", "weight", "kind", "evidence", "required"} <= set(facts)


def test_bad_tables_are_one_clear_error(tmp_path: Path) -> None:
    for rows, message in [
        ([{"src": "x"}], r'row 1: no column "references"; the columns are src'),
        ([], "no rows"),
        ([{"source": None, "references": "x"}], "must hold strings"),
    ]:
        with pytest.raises(DataError, match=message):
            factcov.from_dataset(rows)
    with pytest.raises(DataError, match="duplicate id"):
        factcov.from_dataset([ROWS[0], ROWS[0]], **COLUMNS)  # type: ignore[arg-type]
    with pytest.raises(DataError, match="no such file"):
        factcov.from_dataset(tmp_path / "lost.csv")
