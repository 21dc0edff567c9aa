"""The leaderboard: order, ranks, marks, formats, merged runs and the section in a file."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

import factcov
from factcov.cli import main
from factcov.errors import DataError, UnknownNameError, UsageError
from factcov.leaderboards import FORMATS, leaderboard, render, update_section
from factcov.merging import merge_runs
from factcov.scoring import Run
from made import make_benchmark, make_outputs, make_run


@pytest.fixture(scope="module")
def run() -> Run:
    return make_run(make_benchmark(items=12))


def test_rows_stand_best_first_with_controls_apart(run: Run) -> None:
    board = leaderboard(run)

    assert [row.system for row in board.rows] == ["full", "half", "wrong", "lead1", "empty"]
    assert [row.control for row in board.rows] == [False, False, False, True, True]
    assert [row.ranks for row in board.rows] == [(1, 1), (2, 2), (3, 3), None, None]
    assert [row.cluster for row in board.rows] == [1, 2, 3, None, None]


def test_a_difference_that_is_not_shown_leaves_the_ranks_open() -> None:
    bench = make_benchmark(items=12)
    outputs = make_outputs(bench)
    twin = [*outputs["half"][:-1], ""]
    board = leaderboard(make_run(bench, {"half": outputs["half"], "twin": twin}))

    assert [row.ranks for row in board.rows] == [(1, 2), (1, 2)]
    assert {row.cluster for row in board.rows} == {1}


def test_lower_is_better_for_contradiction(run: Run) -> None:
    board = leaderboard(run, ["contradiction"])

    best = {row.system for row in board.rows if row.scores[0].best}
    assert best == {"full", "half"}
    assert board.rows[2].system == "wrong"


def test_a_metric_without_a_direction_has_no_best_and_no_ranks(run: Run) -> None:
    board = leaderboard(run, ["length"])

    assert not any(row.scores[0].best or row.ranks for row in board.rows)


def test_marks_say_what_differs_from_the_baseline_and_the_next_row(run: Run) -> None:
    board = leaderboard(run, ["coverage", "contradiction"], baseline="half")
    rows = {row.system: row for row in board.rows}

    assert rows["full"].scores[0].baseline == "better"
    assert rows["wrong"].scores[0].baseline == "worse"
    assert rows["half"].scores[0].baseline is None
    assert rows["full"].scores[0].next == "better"
    assert rows["full"].scores[1].next is None
    assert rows["wrong"].scores[0].next is None, "the next row is a control"


def test_controls_can_be_named_or_none(run: Run) -> None:
    assert not any(row.control for row in leaderboard(run, controls=[]).rows)
    assert leaderboard(run, controls=["full"]).rows[-1].system == "full"


def test_one_system_has_a_board_without_ranks() -> None:
    board = leaderboard(make_run(outputs={"only": make_outputs(make_benchmark())["half"]}))

    assert [row.ranks for row in board.rows] == [None]
    assert all(render(board, format_) for format_ in FORMATS)


def test_an_unknown_name_lists_the_known_ones(run: Run) -> None:
    with pytest.raises(UnknownNameError, match="known: coverage"):
        leaderboard(run, ["coverag"])
    with pytest.raises(UnknownNameError, match="unknown system"):
        leaderboard(run, baseline="ful")
    with pytest.raises(UnknownNameError, match="unknown format"):
        render(leaderboard(run), "pdf")


def test_markdown_rows_line_up(run: Run) -> None:
    lines = leaderboard(run).to_markdown().splitlines()
    table = [line for line in lines if line.startswith("|")]

    assert len({len(line) for line in table}) == 1
    assert "**1.000†** [1.000, 1.000]" in table[2]
    assert "*controls*" in "".join(table)


def test_csv_holds_every_interval(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(render(leaderboard(run), "csv"))))

    assert rows[1]["system"] == "half"
    assert float(rows[1]["coverage low"]) <= float(rows[1]["coverage value"])
    assert rows[4]["control"] == "true"
    assert rows[4]["rank best"] == ""


def test_json_is_the_board(run: Run) -> None:
    board = leaderboard(run)

    assert msgspec.json.decode(render(board, "json"), type=type(board)) == board


def test_hostile_names_stay_text_in_every_format() -> None:
    name = "a|b\n<script>alert(1)</script>_%\\input{x}"
    bench = make_benchmark()
    board = leaderboard(make_run(bench, {name: make_outputs(bench)["half"]}))

    assert "<script>" not in render(board, "html")
    assert "a\\|b \\<script>" in render(board, "md")
    assert r"\textbackslash{}input\{x\}" in render(board, "tex")
    assert [row["system"] for row in csv.DictReader(io.StringIO(render(board, "csv")))] == [name]


# Checked by hand once: it compiles with pdflatex (booktabs) and shows three clusters and controls.
LATEX = r"""\begin{tabular}{rlrr}
\toprule
rank & system & coverage $\uparrow$ & length \\
\midrule
1 & full & \textbf{1.000} {\small [1.000, 1.000]} & 7.0 \\
\midrule
2 & half & 0.500 {\small [0.500, 0.500]} & 4.0 \\
\midrule
3 & wrong & 0.083 {\small [0.083, 0.083]} & 6.0 \\
\midrule
\multicolumn{4}{l}{\textit{controls}} \\
 & lead1 & 0.083 {\small [0.083, 0.083]} & 4.0 \\
 & empty & 0.000 {\small [0.000, 0.000]} & 0.0 \\
\bottomrule
\end{tabular}
"""


def test_latex_is_the_golden_table(run: Run) -> None:
    text = leaderboard(run, ["coverage", "length"]).to_latex()

    table = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("%"))
    assert table.replace(r"\textsuperscript{\textdagger{}}", "") == LATEX


@pytest.mark.skipif(not shutil.which("pdflatex"), reason="no pdflatex on this machine")
def test_latex_compiles(run: Run, tmp_path: Path) -> None:
    page = (
        "\\documentclass{article}\\usepackage{booktabs}\\begin{document}\n"
        f"{leaderboard(run, baseline='half').to_latex()}\\end{{document}}\n"
    )
    (tmp_path / "board.tex").write_text(page, encoding="utf-8")

    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "board.tex"],
        cwd=tmp_path, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:]


def test_merged_runs_equal_the_run_of_all() -> None:
    bench = make_benchmark(items=8)
    outputs = make_outputs(bench)
    first = make_run(bench, {name: outputs[name] for name in ("full", "half")})
    second = make_run(bench, {name: outputs[name] for name in ("half", "wrong")})

    merged = merge_runs([first, second])

    whole = make_run(bench, {name: outputs[name] for name in ("full", "half", "wrong")})
    assert merged.score_list == whole.score_list
    assert leaderboard(merged) == leaderboard(whole)


def test_runs_of_other_benchmarks_or_outputs_are_refused() -> None:
    bench = make_benchmark()
    outputs = make_outputs(bench)
    run = make_run(bench, {"full": outputs["full"]})
    other = make_run(msgspec.structs.replace(bench, hash="c" * 64), {"half": outputs["half"]})
    changed = make_run(bench, {"full": outputs["half"]})

    with pytest.raises(DataError, match=r'benchmark hash is "cccccccccccc", not "bbbbbbbbbbbb"'):
        merge_runs([run, other])
    with pytest.raises(DataError, match='system "full" has other outputs'):
        merge_runs([run, changed])
    with pytest.raises(UsageError, match="no metric in common"):
        merge_runs(
            [
                make_run(bench, {"full": outputs["full"]}, metrics=["coverage"]),
                make_run(bench, {"half": outputs["half"]}, metrics=["contradiction"]),
            ]
        )


def test_a_section_is_updated_and_the_rest_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_bytes(b"# Title\r\n<!-- factcov:news -->\r\nold\r\n<!-- /factcov:news -->\r\nend")

    assert update_section(page, "| a |\n", "news")
    assert not update_section(page, "| a |\n", "news")

    assert page.read_bytes() == (
        b"# Title\r\n<!-- factcov:news -->\r\n\r\n| a |\r\n\r\n<!-- /factcov:news -->\r\nend"
    )


BEGIN, END = "<!-- factcov:leaderboard -->", "<!-- /factcov:leaderboard -->"


@pytest.mark.parametrize("text", ["", BEGIN, END + BEGIN, BEGIN + END + BEGIN])
def test_a_file_without_the_section_is_left_alone(text: str, tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="add the lines"):
        update_section(page, "x")
    assert page.read_text(encoding="utf-8") == text


def test_the_command_prints_merges_and_updates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench = make_benchmark()
    outputs = make_outputs(bench)
    folders = []
    for name in ("full", "half"):
        folders.append(str(make_run(bench, {name: outputs[name]}).save(tmp_path / name)))
    page = tmp_path / "README.md"
    page.write_text("<!-- factcov:leaderboard -->\n<!-- /factcov:leaderboard -->\n", "utf-8")

    assert main(["leaderboard", *folders, "--json"]) == 0
    assert [row["system"] for row in json.loads(capsys.readouterr().out)["rows"]] == [
        "full",
        "half",
    ]
    assert main(["leaderboard", *folders, "--update", str(page)]) == 0
    assert "| full" in page.read_text(encoding="utf-8")
    assert main(["leaderboard", folders[0], "--update", str(tmp_path / "none.md")]) == 2


def test_a_board_shows_itself_in_a_notebook(run: Run) -> None:
    shown = factcov.leaderboard(run)._repr_html_()

    assert shown.startswith('<div class="factcov-table">')
    assert "<b>1.000</b>" in shown
