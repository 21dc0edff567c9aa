"""Figures for papers."""

from pathlib import Path

import pytest

from factcov.cli import main
from factcov.errors import DataError, UnknownNameError
from factcov.reports import plots
from made import make_benchmark, make_outputs, make_run

pytest.importorskip("matplotlib", reason="matplotlib is not installed (extra plots)")


def test_every_figure_is_written_in_every_format(tmp_path: Path) -> None:
    run = make_run().save(tmp_path / "run")

    status = main(["report", str(run), "-o", str(tmp_path / "r.html"), "--plots", str(tmp_path)])

    assert status == 0
    names = {path.name for path in tmp_path.iterdir() if path.suffix in (".svg", ".pdf")}
    assert names == {f"{name}.{end}" for name in ("intervals", "length", "map")
                     for end in ("svg", "pdf")}  # fmt: skip


def test_the_same_run_gives_the_same_bytes(tmp_path: Path) -> None:
    run = make_run()

    first = plots(run, tmp_path / "a")
    second = plots(run, tmp_path / "b")

    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_dollar_or_a_tag_in_a_name_is_text(tmp_path: Path) -> None:
    bench = make_benchmark()
    name = r"$\frac{</svg><script>\ud800"
    paths = plots(make_run(bench, {name: make_outputs(bench)["half"]}), tmp_path, formats=["svg"])

    text = paths[0].read_text(encoding="utf-8")
    assert r"$\frac{&lt;/svg&gt;&lt;script&gt;" in text


def test_what_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(DataError, match="cannot be written"):
        plots(make_run(), tmp_path / "file" / "plots")
    with pytest.raises(UnknownNameError, match="known: svg"):
        plots(make_run(), tmp_path, formats=["sgv"])
