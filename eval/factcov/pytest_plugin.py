"""The pytest plugin: hold texts against key facts in a test, and read which facts are missing.

    def test_the_prompt_keeps_the_facts(factcov):
        assert factcov.check("cyberstups", summarise(article)).coverage >= 0.6

Nothing of factcov is imported before a test asks for the fixture.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from factcov.gates import Checked, Gated

_PROPERTY = "factcov"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option --factcov-baseline."""
    group = parser.getgroup("factcov", "test coverage for facts")
    group.addoption(
        "--factcov-baseline",
        metavar="NAME",
        help="fail a check that is worse than this baseline (factcov bless)",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line(
        "markers",
        "factcov(benchmark, judge='lexical', system='candidate'): what factcov.check takes when "
        "the test does not say",
    )


@pytest.fixture
def factcov(request: pytest.FixtureRequest) -> Fixture:
    """Hold texts against the key facts of a benchmark: factcov.check(benchmark, texts)."""
    return Fixture(request)


class Fixture:
    """What a test gets as ``factcov``."""

    def __init__(self, request: pytest.FixtureRequest) -> None:
        self._node, self._config = request.node, request.config
        marker = self._node.get_closest_marker("factcov")
        self._defaults: dict[str, Any] = dict(marker.kwargs) if marker else {}
        if marker and marker.args:
            self._defaults["benchmark"] = marker.args[0]

    def check(self, *given: Any, **options: Any) -> Checked:
        """Return what factcov.check returns; where a marker names the benchmark, texts will do.

        Under --factcov-baseline the test fails here when the texts are worse than the baseline.
        """
        from factcov.gates import check

        settings = {**self._defaults, **options}
        if len(given) == 1 and "benchmark" in settings:
            given = (settings["benchmark"], *given)
        settings.pop("benchmark", None)
        if len(given) != 2:
            raise TypeError(
                "factcov.check takes a benchmark and texts; a marker may give the first"
            )
        old = self._baseline(settings)
        checked = check(*given, **settings)
        gated = self._gate(checked, old)
        self._node.user_properties.append((_PROPERTY, _told(checked, gated)))
        if gated is not None and gated.outcome == "fail":
            reasons = [f"{c.subject}: {c.reason}" for c in gated.checks if c.outcome == "fail"]
            changed = [f"{one.change}: {one.key} {one.text}" for one in gated.findings]
            pytest.fail("\n".join(["worse than the baseline", *reasons, *changed]), pytrace=False)
        return checked

    def _baseline(self, settings: dict[str, Any]) -> str | None:
        """Return the baseline's folder; its only system lends its name to a nameless one."""
        name = self._config.getoption("--factcov-baseline")
        if name is None:
            return None
        from factcov.gates.baseline import find_baseline, read_header
        from factcov.gates.settings import read_settings

        path = find_baseline(name, read_settings(self._config.rootpath).baselines)
        systems = read_header(path).systems
        if len(systems) == 1:
            settings.setdefault("system", systems[0])
        return str(path)

    def _gate(self, checked: Checked, old: str | None) -> Gated | None:
        """Return the comparison with the baseline; None where it is of another benchmark."""
        if old is None:
            return None
        from pathlib import Path

        from factcov.gates import gate
        from factcov.gates.baseline import read_header
        from factcov.gates.settings import read_settings

        if read_header(Path(old)).benchmark != checked.run.record.header.benchmark:
            return None
        margin = read_settings(self._config.rootpath).gate.margin
        return gate(checked.run, old, margin=margin, required=False)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Explain a failed comparison of a score by the facts behind it."""
    for side in (left, right):
        lines = getattr(type(side), "factcov_lines", None)
        if lines is not None:
            return [f"{left!r} {op} {right!r}", *lines(side)]
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the checks that were made, also those that xdist's workers made."""
    rows = list(_rows(terminalreporter))
    if rows:
        terminalreporter.section("factcov")
        for row in rows:
            terminalreporter.write_line(row)


def _rows(reporter: pytest.TerminalReporter) -> Iterator[str]:
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for name, value in report.user_properties:
                    if name == _PROPERTY:
                        yield f"{report.nodeid}: {value}"


def _told(checked: Checked, gated: Gated | None) -> str:
    """Return one line of numbers."""
    told = (
        f"{checked.run.record.header.benchmark}: coverage {checked.coverage:.3f}, "
        f"{len(checked.wrong)} wrong, {len(checked.missing)} missing"
    )
    return told if gated is None else f"{told}; baseline: {gated.outcome}"
