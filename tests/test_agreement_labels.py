"""Reading people's labels: what is understood, and one clear error for each thing that is wrong."""

from pathlib import Path

import pandas as pd
import pytest

from factcov.agreement import read_labels
from factcov.errors import DataError

ROW = '{"system": "a", "item": "n1", "fact": "f1", "covered": true}\n'


def write(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


def test_jsonl_csv_and_a_dataframe_say_the_same(tmp_path: Path) -> None:
    rows = [("a", "n1", "f1", 1), ("a", "n1", "f2", 0), ("b, c", "n1", "f1", 1)]
    frame = pd.DataFrame(rows, columns=["system", "item", "fact", "covered"])
    frame.to_csv(tmp_path / "labels.csv", index=False)
    frame.to_json(tmp_path / "labels.jsonl", orient="records", lines=True)

    found = [
        [(x.system, x.item, x.fact, x.opinion) for x in read_labels(source)]
        for source in (frame, tmp_path / "labels.csv", str(tmp_path / "labels.jsonl"))
    ]

    assert found[0] == found[1] == found[2]
    assert [row[3] for row in found[0]] == ["covered", "other", "covered"]


@pytest.mark.parametrize("value", ["1", "1.0", "true", '"1"', '"True"', '"covered"', '" covered "'])
def test_every_way_to_say_covered(tmp_path: Path, value: str) -> None:
    path = write(tmp_path / "labels.jsonl", ROW.replace("true", value))

    assert [label.opinion for label in read_labels(path)] == ["covered"]


def test_id_stands_for_item_and_lines_are_counted(tmp_path: Path) -> None:
    path = write(tmp_path / "labels.jsonl", "\n" + ROW.replace("item", "id"))

    (label,) = read_labels(path)

    assert (label.item, label.where) == ("n1", f"{path}:2")


def test_a_csv_cell_may_span_lines(tmp_path: Path) -> None:
    text = 'system,item,fact,covered\r\n"a\nb",n1,f1,1\r\na,n1,f1,maybe\r\n'

    with pytest.raises(DataError, match=r"labels\.csv:4: covered is 'maybe'"):
        read_labels(write(tmp_path / "labels.csv", text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"labels\.jsonl: the file is empty"),
        (
            ROW + ROW,
            r":2: system \"a\", item \"n1\", fact \"f1\" is already labelled in .*:1; keep one",
        ),
        (ROW + "{\n", r":2: not a JSON object"),
        (ROW.replace("fact", "facts"), r":1: .*unknown field `facts`.*fields are system, fact"),
        (ROW.replace(', "fact": "f1"', ""), r":1: .*missing required field `fact`"),
        (ROW.replace("item", "system"), r":1: give the item once"),
        (ROW.replace("true", "2"), r":1: covered is 2; give 0, 1, true"),
        (ROW.replace("true", '"yes"'), r":1: covered is 'yes'"),
        (ROW.replace("true", "null"), r":1: .*covered"),
        (ROW.replace("n1", ""), r":1: item must be a text that is not empty"),
        (
            ROW.replace("true", "false") + ROW.replace("f1", "f2").replace("true", '"missing"'),
            r":1: says no more than not covered, .*:2 says contradicted or missing",
        ),
        (
            ROW.replace("}", ', "annotator": "ann"}') + ROW.replace("f1", "f2"),
            r":2: has no annotator, .*:1 has one",
        ),
    ],
)
def test_a_bad_jsonl_file_is_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_labels(write(tmp_path / "labels.jsonl", text))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("system,item,fact\na,n1,f1\n", r":1: column \"covered\" is missing"),
        ("system,item,fact,coverd\n", r":1: unknown column \"coverd\"; the columns are covered"),
        ("system,item,id,fact,covered\n", r":1: column \"item\" is given twice"),
        ("system,item,fact,covered\n", r"labels\.csv: there are no labels"),
        ("system,item,fact,covered\na,n1,f1\n", r":2: has 3 cells, the first line has 4"),
        ('system,item,fact,covered\na,n1,"f1\n', r"not CSV"),
        ("system,item,fact,covered\na,n1,f1,\n", r":2: covered is ''"),
        ("\ufeffsystem,item,fact,covered\na,n1,f1,1\n", r":1: starts with a byte-order mark"),
    ],
)
def test_a_bad_csv_file_is_one_clear_error(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_labels(write(tmp_path / "labels.csv", text))


def test_a_dataframe_error_names_the_row() -> None:
    columns = ["system", "item", "fact", "covered"]

    with pytest.raises(DataError, match=r"labels\.iloc\[1\]: fact must be a text"):
        read_labels(pd.DataFrame([("a", "n", "f", 1), ("a", "n", 3, 1)], columns=columns))
    with pytest.raises(DataError, match=r"labels\.iloc\[0\]: covered is nan"):
        read_labels(pd.DataFrame([("a", "n", "f", float("nan"))], columns=columns))
    with pytest.raises(DataError, match=r"labels: there are no labels"):
        read_labels(pd.DataFrame([], columns=columns))


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"labels\.xlsx: labels are read from \.jsonl and \.csv"):
        read_labels(write(tmp_path / "labels.xlsx", "x"))
    with pytest.raises(DataError, match=r"absent\.csv: cannot be read"):
        read_labels(tmp_path / "absent.csv")
    (tmp_path / "labels.csv").write_bytes(b"system,item,fact,covered\n\xff,n1,f1,1\n")
    with pytest.raises(DataError, match=r"labels\.csv:2: not UTF-8"):
        read_labels(tmp_path / "labels.csv")


def test_labels_by_several_people_may_repeat_a_fact(tmp_path: Path) -> None:
    rows = "".join(ROW.replace("}", f', "annotator": "{who}"}}') for who in ("ann", "ben"))

    assert len(read_labels(write(tmp_path / "labels.jsonl", rows))) == 2

    frame = pd.DataFrame({"system": "a", "item": "n", "fact": "f", "covered": [1, 0],
                          "annotator": [1, 2]})  # fmt: skip
    assert [label.annotator for label in read_labels(frame)] == ["1", "2"]
