"""Reading benchmarks and outputs: what loads, and one clear error for each thing that is wrong."""

import json
from pathlib import Path

import pytest

from factcov.benchmarks import check_outputs, load_benchmark, load_outputs, shipped_benchmarks
from factcov.benchmarks.check import validate
from factcov.errors import DataError

HEADER = 'name = "news"\ntask = "summarization"\n'
ITEMS = [
    {"id": "n1", "source": "Ten people died in Paris.", "references": ["Ten died."]},
    {"id": "n2", "source": "Prices rose by 4 %.", "references": ["Prices rose."], "document": "d"},
]
FACTS = [
    {"item": "n1", "id": "f1", "text": "Ten people died.", "evidence": "Ten people died"},
    {"item": "n2", "id": "f1", "text": {"en": "Prices rose.", "fr": "Les prix montent."}},
]


def write_rows(path: Path, rows: list[object]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "news"
    write_rows(path / "items.jsonl", ITEMS)
    write_rows(path / "facts.jsonl", FACTS)
    (path / "benchmark.toml").write_text(HEADER)
    return path


def test_a_benchmark_loads_with_its_defaults(folder: Path) -> None:
    bench = load_benchmark(folder)

    assert [item.id for item in bench.items] == ["n1", "n2"]
    assert [item.document for item in bench.items] == ["n1", "d"]
    assert [fact.item for fact in bench.facts] == ["n1", "n2"]
    assert bench.facts[1].wording("fr", "en") == ("Les prix montent.", "fr")


def test_facts_are_optional(folder: Path) -> None:
    (folder / "facts.jsonl").write_text("")
    assert load_benchmark(folder).facts == ()

    (folder / "facts.jsonl").unlink()
    assert load_benchmark(folder).facts == ()


def test_the_hash_follows_what_scores_depend_on_and_nothing_else(folder: Path) -> None:
    before = load_benchmark(folder)
    (folder / "benchmark.toml").write_text(HEADER + 'description = "other words"\n')
    described = load_benchmark(folder)
    write_rows(folder / "facts.jsonl", [{**FACTS[0], "weight": 2}, FACTS[1]])
    weighted = load_benchmark(folder)

    assert described.hash == before.hash
    assert weighted.hash != before.hash
    assert weighted.facts_hash != before.facts_hash


def test_a_benchmark_of_aligned_lines_loads(tmp_path: Path) -> None:
    (tmp_path / "benchmark.toml").write_text(
        'name = "t"\ntask = "translation"\nsource_language = "en"\ntarget_language = "de"\n'
    )
    (tmp_path / "source.txt").write_text("one\ntwo\n")
    (tmp_path / "reference.1.txt").write_text("eins\nzwei\n")
    (tmp_path / "reference.2.txt").write_bytes(b"Eins\r\nZwei\r\n")
    (tmp_path / "documents.txt").write_text("a\na\n")

    items = load_benchmark(tmp_path).items

    assert [item.references for item in items] == [("eins", "Eins"), ("zwei", "Zwei")]
    assert [(item.id, item.document, item.language) for item in items] == [
        ("1", "a", "de"),
        ("2", "a", "de"),
    ]


def rows(*lines: object) -> bytes:
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


BAD_FILES = {
    "unknown field": ("items.jsonl", rows({**ITEMS[0], "refs": []}), ":1: ", "refs", "references"),
    "not json": ("items.jsonl", rows(ITEMS[0]) + b"{oops\n", ":2: ", "not a JSON object"),
    "no id": ("items.jsonl", rows({"source": "x"}), ":1: ", "id"),
    "duplicate item": ("items.jsonl", rows(ITEMS[0], ITEMS[0]), ":2: ", "duplicate", "n1"),
    "no source": ("items.jsonl", rows({"id": "n1"}), ":1: ", "source_file"),
    "lost source": ("items.jsonl", rows({"id": "n1", "source_file": "x.txt"}), ":1: ", "x.txt"),
    "wrong encoding": ("items.jsonl", b'{"id": "n1"}\n{"id": "\xe9"}\n', ":2: ", "UTF-8"),
    "byte-order mark": ("items.jsonl", b"\xef\xbb\xbf" + rows(*ITEMS), ":1: ", "byte-order mark"),
    "lone surrogate": (
        "items.jsonl",
        b'{"id": "n1", "source": "\\ud800"}\n',
        ":1: ",
        "\\ud800",
        "half",
    ),
    "empty file": ("items.jsonl", b"", "empty"),
    "unknown item": ("facts.jsonl", rows({**FACTS[0], "item": "n9"}), ":1: ", '"n9"', "n1, n2"),
    "duplicate fact": ("facts.jsonl", rows(FACTS[0], FACTS[0]), ":2: ", "duplicate", "f1"),
    "empty fact": ("facts.jsonl", rows({**FACTS[0], "text": " "}), ":1: ", "empty text"),
    "bad kind": ("facts.jsonl", rows({**FACTS[0], "kind": "who"}), ":1: ", "who"),
    "bad weight": ("facts.jsonl", rows({**FACTS[0], "weight": 0}), ":1: ", "above 0"),
    "false evidence": ("facts.jsonl", rows({**FACTS[0], "evidence": "11 died"}), ":1: ", "11 died"),
    "bad task": ("benchmark.toml", b'name = "x"\ntask = "poetry"\n', "poetry"),
    "bad toml": ("benchmark.toml", b"name = \n", "TOML"),
    "unknown key": ("benchmark.toml", HEADER.encode() + b'licens = ""\n', "licens", "licence"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_benchmark_file_is_one_clear_error(folder: Path, case: str) -> None:
    name, content, *needles = BAD_FILES[case]
    (folder / name).write_bytes(content)

    with pytest.raises(DataError) as caught:
        load_benchmark(folder)

    message = str(caught.value)
    assert name in message
    assert "\n" not in message
    for needle in needles:
        assert needle in message


def test_a_folder_that_is_no_benchmark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"not a benchmark.*benchmark\.toml"):
        load_benchmark(tmp_path)
    with pytest.raises(DataError, match=r"no such benchmark.*cyberstups"):
        load_benchmark("cyberstupz")


def test_validate_names_every_fault(folder: Path, tmp_path: Path) -> None:
    write_rows(folder / "facts.jsonl", [{**FACTS[0], "item": "n9"}, {**FACTS[1], "weight": -1}])

    faults = validate(folder).faults

    assert len(faults) == 2
    assert "facts.jsonl:1" in faults[0]
    assert "facts.jsonl:2" in faults[1]


GOOD = [{"id": "n2", "text": ""}, {"id": "n1", "text": "Ten died."}]


def test_outputs_come_in_item_order_and_may_be_empty(folder: Path, tmp_path: Path) -> None:
    write_rows(tmp_path / "out" / "a.jsonl", GOOD)
    (tmp_path / "out" / "b.txt").write_text("\nx\u2028y\n", encoding="utf-8")

    outputs = load_outputs(tmp_path / "out", load_benchmark(folder))

    assert outputs == {"a": ["Ten died.", ""], "b": ["", "x\u2028y"]}


BAD_OUTPUTS = {
    "unknown item": ("a.jsonl", rows(*GOOD, {"id": "n7", "text": ""}), ":3: ", '"n7"', "n1, n2"),
    "duplicate": ("a.jsonl", rows(*GOOD, GOOD[0]), ":3: ", "duplicate", "line 1"),
    "missing item": ("a.jsonl", rows(GOOD[0]), "no text for 1 of 2", "n1"),
    "unknown field": ("a.jsonl", rows({"id": "n1", "txt": ""}), ":1: ", "txt"),
    "empty file": ("a.jsonl", b"", "empty"),
    "too few lines": ("a.txt", b"one\n", "1 line,", "2 items"),
    "wrong encoding": ("a.txt", b"ok\n\xff\n", ":2: ", "UTF-8"),
    "wrong ending": ("a.csv", b"id,text\n", ".jsonl or .txt"),
}


@pytest.mark.parametrize("case", BAD_OUTPUTS)
def test_a_bad_outputs_file_is_one_clear_error(folder: Path, tmp_path: Path, case: str) -> None:
    name, content, *needles = BAD_OUTPUTS[case]
    (tmp_path / name).write_bytes(content)

    with pytest.raises(DataError) as caught:
        load_outputs(tmp_path / name, load_benchmark(folder))

    for needle in [name, *needles]:
        assert needle in str(caught.value)


def test_outputs_from_python_are_checked(folder: Path) -> None:
    bench = load_benchmark(folder)

    assert check_outputs({"a": {"n2": "y", "n1": "x"}}, bench) == {"a": ("x", "y")}
    for texts, message in [
        (["x"], "1 texts for 2 items"),
        ("xy", "one string"),
        ({"n1": "x"}, "missing item id"),
        ({"n1": "x", "n2": "y", "n3": "z"}, "unknown item id"),
        (["x", None], "NoneType, not a string"),
        (["x", "a\ud800"], r"character 1 is the lone surrogate U\+D800"),
    ]:
        with pytest.raises(DataError, match=message):
            check_outputs({"a": texts}, bench)  # type: ignore[dict-item]


@pytest.mark.parametrize("name", shipped_benchmarks())
def test_shipped_benchmarks_and_outputs_are_sound(name: str) -> None:
    assert validate(name, [name]).faults == ()
