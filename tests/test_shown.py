"""Runs and comparisons show themselves as tables, in a notebook and in a paper."""

import pytest

import factcov
from factcov.scoring import Run
from made import make_benchmark, make_outputs, make_run


@pytest.fixture(scope="module")
def run() -> Run:
    return make_run(make_benchmark(items=8), metrics=["coverage", "length"])


def test_a_run_is_a_table_of_its_scores(run: Run) -> None:
    lines = run.to_markdown().splitlines()

    assert lines[0] == "made"
    assert lines[4].startswith("| full   | 1.000 [1.000, 1.000] |")
    assert r"\begin{tabular}{lrr}" in run.to_latex()
    assert '<td class="label"><bdi>full</bdi></td>' in run._repr_html_()


def test_a_comparison_is_a_table_of_its_pairs(run: Run) -> None:
    found = factcov.compare(run, baseline="half")

    rows = [line.split() for line in found.to_markdown().splitlines()]
    assert ["|", "full", "|", "half", "|", "**+0.500**", "[0.500,", "0.500]"] in [
        r[:8] for r in rows
    ]
    assert r"\textit{coverage}" in found.to_latex()
    assert "<b>+0.500</b>" in found._repr_html_()


def test_what_is_printed_is_the_table(run: Run) -> None:
    for shown in (run, factcov.compare(run, trials=9, replicates=9), factcov.leaderboard(run)):
        assert str(shown) == shown.to_markdown()


def test_a_hostile_name_stays_text() -> None:
    bench = make_benchmark()
    run = make_run(bench, {"<script>": make_outputs(bench)["full"]})

    assert "<script>" not in run._repr_html_()
    assert "\\<script>" in run.to_markdown()
