"""The pytest plugin, as a project that uses it sees it."""

import os
from pathlib import Path

import pytest

import factcov
from gate_world import Dictated, facts, text, write_benchmark

pytest_plugins = ["pytester"]


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a benchmark of three items and a judge.

    Its tests run in a process of their own: pytester would unload factcov for those that follow.
    """
    tests = str(Path(__file__).parent)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([tests, os.environ.get("PYTHONPATH", "")]))
    write_benchmark(pytester.path / "towns", 3)
    pytester.makepyfile(judge="from gate_world import Dictated\nDICTATED = Dictated()\n")
    return pytester


FAILING = f"""
from judge import DICTATED

TEXTS = {{"n01": "NOT:{facts(1)[1]} {facts(1)[2]}"}}

def test_the_facts_are_kept(factcov):
    assert factcov.check("towns", TEXTS, judge=DICTATED).coverage >= 0.6
"""


def test_a_failed_assertion_names_the_wrong_and_the_missing_facts(
    project: pytest.Pytester,
) -> None:
    project.makepyfile(FAILING)

    result = project.runpytest_subprocess()

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([
        "E * assert 0.2 >= 0.6*",
        f'E *wrong: n01/f1 {facts(1)[1]} it says "NOT:{facts(1)[1]}"',
        f"E *missing: n01/f0 {facts(1)[0]}",
        f"E *missing: n01/f4 {facts(1)[4]}",
        "*= factcov =*",
        "*::test_the_facts_are_kept: towns: coverage 0.200, 1 wrong, 3 missing",
    ])  # fmt: skip


def test_a_marker_gives_what_the_test_does_not_say(project: pytest.Pytester) -> None:
    project.makepyfile(
        f"""
        import pytest
        from judge import DICTATED

        pytestmark = pytest.mark.factcov("towns", judge=DICTATED)

        def test_one(factcov):
            assert factcov.check({{"n00": {text(0)!r}}}).coverage == 1

        @pytest.mark.factcov(benchmark="towns", judge=DICTATED, system="other")
        def test_other(factcov):
            assert factcov.check({{"n00": ""}}).system == "other"

        def test_none(factcov):
            with pytest.raises(TypeError, match="benchmark and texts"):
                factcov.check()
        """
    )

    project.runpytest_subprocess("--strict-markers", "-m", "factcov").assert_outcomes(passed=3)


BASELINE = """
import pytest
from judge import DICTATED

@pytest.mark.parametrize("lost", [0, 2])
def test_no_worse(factcov, lost):
    from gate_world import text
    texts = [text(i, range(2 * lost)) for i in range({items})]
    factcov.check("{benchmark}", texts, judge=DICTATED)
"""


def bless(folder: Path, items: int) -> None:
    bench = factcov.load_benchmark(write_benchmark(folder / "many", items))
    run = factcov.score(
        bench, {"prod": [text(i) for i in range(items)]},
        metrics=["coverage", "contradiction"], judge=Dictated(),
    )  # fmt: skip
    factcov.bless(run, "main", folder / "baselines")


def test_a_baseline_fails_what_is_worse(project: pytest.Pytester) -> None:
    bless(project.path, 12)
    project.makepyfile(BASELINE.format(items=12, benchmark="many"))

    assert project.runpytest_subprocess().parseoutcomes() == {"passed": 2}
    result = project.runpytest_subprocess("--factcov-baseline", "main")

    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines([
        "worse than the baseline",
        "coverage: 1.000 to 0.200: -0.800 *worse by more than 0",
        f"lost: n00/f0 {facts(0)[0]}",
        "*test_no_worse?0?: many: coverage 1.000*; baseline: pass",
        "*test_no_worse?2?: many: coverage 0.200*; baseline: fail",
    ])  # fmt: skip


def test_a_baseline_of_another_benchmark_is_no_hindrance(project: pytest.Pytester) -> None:
    bless(project.path, 12)
    project.makepyfile(BASELINE.format(items=3, benchmark="towns"))

    project.runpytest_subprocess("--factcov-baseline", "main").assert_outcomes(passed=2)
    result = project.runpytest_subprocess("--factcov-baseline", "mian")

    result.assert_outcomes(failed=2)
    result.stdout.fnmatch_lines(['*no baseline "mian"*known: main*'])


def test_the_summary_gathers_what_xdist_workers_did(project: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    project.makepyfile(BASELINE.format(items=3, benchmark="towns"))

    result = project.runpytest_subprocess("-n", "2")

    result.assert_outcomes(passed=2)
    result.stdout.fnmatch_lines_random([
        "*test_no_worse?0?: towns: coverage 1.000, 0 wrong, 0 missing",
        "*test_no_worse?2?: towns: coverage 0.200, 0 wrong, 12 missing",
    ])  # fmt: skip


def test_unused_it_loads_nothing_and_says_nothing(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import sys

        def test_nothing_is_loaded():
            loaded = {name for name in sys.modules if name.partition(".")[0] in
                      ("factcov", "numpy", "scipy", "pandas", "msgspec", "pyarrow")}
            assert loaded <= {"factcov", "factcov.pytest_plugin"}
        """
    )

    result = pytester.runpytest_subprocess("-p", "no:xdist")

    result.assert_outcomes(passed=1)
    result.stdout.no_fnmatch_line("*factcov =*")
