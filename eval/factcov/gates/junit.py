"""JUnit XML: a suite for each system, a test case for each check.

There is no standard; this holds to what both Ant's schema and the Jenkins xUnit plugin's take:
a regression is a failure, a judge that failed is an error, a doubt is skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from factcov.escaping import visible
from factcov.gates.differences import Finding
from factcov.gates.result import Check, Gated

_TAGS = {"fail": "failure", "error": "error", "inconclusive": "skipped"}
_FACTS = 100
"""Facts that one test case lists."""


def junit(gated: Gated, timestamp: str = "1970-01-01T00:00:00") -> str:
    """Return the decision as JUnit XML; *timestamp* is UTC, ISO 8601 without a zone."""
    root = ET.Element("testsuites")
    names = dict.fromkeys(check.system for check in gated.checks)
    for number, system in enumerate(names):
        checks = [check for check in gated.checks if check.system == system]
        root.append(_suite(gated.benchmark, system, checks, number, timestamp))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(
    benchmark: str, system: str, checks: Sequence[Check], number: int, timestamp: str
) -> ET.Element:
    def count(outcome: str) -> str:
        return str(sum(check.outcome == outcome for check in checks))

    suite = ET.Element("testsuite", {
        "name": visible(system), "package": visible(benchmark), "id": str(number),
        "tests": str(len(checks)), "failures": count("fail"), "errors": count("error"),
        "skipped": count("inconclusive"), "time": "0", "timestamp": timestamp,
        "hostname": "localhost",
    })  # fmt: skip
    ET.SubElement(suite, "properties")
    for check in checks:
        suite.append(_case(benchmark, check))
    ET.SubElement(suite, "system-out")
    ET.SubElement(suite, "system-err")
    return suite


def _case(benchmark: str, check: Check) -> ET.Element:
    case = ET.Element("testcase", {
        "name": visible(f"{check.rule} {check.subject}"),
        "classname": visible(f"factcov.{benchmark}.{check.system}"), "time": "0",
    })  # fmt: skip
    if check.outcome != "pass":
        tag = _TAGS[check.outcome]
        found = ET.SubElement(case, tag, {"message": visible(check.reason), "type": check.rule})
        found.text = "\n".join([visible(check.reason), *_facts(check)])
    return case


def _facts(check: Check) -> list[str]:
    lines = [_fact(one) for one in check.facts[:_FACTS]]
    more = len(check.facts) - _FACTS
    return [*lines, f"... and {more} more"] if more > 0 else lines


def _fact(one: Finding) -> str:
    quote = f' "{one.quote}"' if one.quote and one.after != "missing" else ""
    reason = f" ({one.reason})" if one.reason else ""
    return visible(f"{one.key}: {one.text} {one.after}{quote}{reason}", 1_000)
