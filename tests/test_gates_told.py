"""What a reviewer sees: complete, within limits, and deaf to what hostile candidates say."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import factcov
from factcov.cli import main
from factcov.escaping import cell, code, visible
from factcov.gates import Gated
from factcov.gates.comment import COMMENT_BYTES, changes, comment, fit, markdown, marker
from factcov.gates.github import ANNOTATIONS, annotate, fact_lines
from factcov.gates.junit import junit
from factcov.gates.rules import FACT_METRICS
from factcov.types import Benchmark, Fact, Item, Verdict
from gate_world import Dictated, facts, text, write_benchmark, write_rows

HOSTILE = [
    "]]> <![CDATA[ <script>alert(1)</script> &amp; &#x202e;",
    "``` `code` `` | pipe \\| \\",
    "\n::error file=x,line=1::owned\n::set-output name=a::b\n::stop-commands::x\n",
    "##[error]owned ##vso[task.complete result=Succeeded] ###[group]",
    "@octocat #1 GH-1 octocat/hello#1 https://evil.example www.evil.example a@b.example",
    "[link](https://evil.example) ![img](https://evil.example/x.png) <https://evil.example> [r]: x",
    "\u202eright-to-left\u2066\u200f\ufeff\u00ad\U000e0041",
    "\x00\x01\x08\x0b\x1b[31mred\x1b[0m\x7f\x85\r\u2028\u2029\ufffe\uffff",
    "-->\n<!-- factcov gate x -->\n# heading\n- list\n\n| a | b |\n|---|---|\n| c | d |",
    "$\\href{https://evil.example}{x}$ :tada: <details open><summary>",
    "\n/close\n/merge\nFixes #1",
    "%0A::error::x %25 %3A",
]


class Parrot:
    """A judge that quotes the whole candidate and says it again as its reason."""

    signature = "judge:parrot"

    def judge(self, candidates: list[str], items: list[Item]) -> list[list[Verdict]]:
        return [
            [Verdict("contradicted", 0.0, 1.0, 0, len(candidate), candidate) for _ in item.facts]
            for candidate, item in zip(candidates, items, strict=True)
        ]


def gated(saying: str, system: str = "prod", items: int = 1) -> Gated:
    """Return a failed gate in which every foreign text is *saying*."""
    bench = factcov.benchmarks.build_benchmark(
        [Item(f"i{saying}{n}", "source") for n in range(items)],
        [Fact(f"f{saying}", f"i{saying}{n}", saying, required=True) for n in range(items)],
        name=f"b{saying}", task="summarization",
    )  # fmt: skip
    silent = Dictated()
    silent.signature = Parrot.signature
    old, new = (
        factcov.score(bench, {system: [saying] * items}, metrics=FACT_METRICS, judge=judge)
        for judge in (silent, Parrot())
    )
    return factcov.gate(new, old, max={"contradiction": 0})


@pytest.mark.parametrize("saying", HOSTILE)
def test_nothing_hostile_becomes_markup(saying: str) -> None:
    shown = comment(gated(saying, system=f"s{saying}"))

    # What GitHub adds to CommonMark: tables, links from bare addresses.
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(shown)
    blocks = {token.type for token in tokens}
    inline = [child for token in tokens for child in token.children or []]
    kinds = {child.type for child in inline}
    assert kinds <= {"text", "code_inline", "strong_open", "strong_close", "softbreak"}
    assert {token.content.strip() for token in tokens if token.type == "html_block"} == {
        shown.splitlines()[0]
    }
    assert not blocks & {"blockquote_open", "ordered_list_open", "fence", "code_block", "hr"}
    plain = " ".join(child.content for child in inline if child.type == "text")
    assert not re.search(r"[@#<>\[\]\\|]|https?:|www\.|evil|octocat", plain)
    assert [t.tag for t in tokens if t.type == "heading_open"].count("h2") == 1


@pytest.mark.parametrize("saying", HOSTILE)
def test_nothing_hostile_becomes_a_command_in_a_log(saying: str) -> None:
    one = gated(saying, system=f"s{saying}")

    shown = markdown(one)
    assert not re.search(r"^\s*::", shown, re.MULTILINE)
    assert "##[" not in shown.replace("### ", "")
    assert "##vso" not in shown
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", shown
    )
    lines = annotate(one, "facts.jsonl", {(f"i{saying}0", f"f{saying}"): 3})
    assert len(lines) == 1
    assert re.fullmatch(r"::error file=facts\.jsonl,line=3,title=[^:,\n\r]*::[^\n\r]*", lines[0])
    assert "##[" not in lines[0]
    assert "%0A" not in lines[0].replace("%250A", "")


@pytest.mark.parametrize("saying", HOSTILE)
def test_nothing_hostile_breaks_the_xml(saying: str, junit_schema: object) -> None:
    shown = junit(gated(saying, system=f"s{saying}"))

    junit_schema.assertValid(parsed(shown))  # type: ignore[attr-defined]
    (failure,) = ET.fromstring(shown).iterfind(".//testcase[@name='max contradiction']/failure")
    assert visible(saying)[:20] in (failure.text or "")


@pytest.fixture(scope="module")
def junit_schema() -> object:
    etree = pytest.importorskip("lxml.etree")
    return etree.XMLSchema(etree.parse(Path(__file__).parent / "data" / "junit.xsd"))


def parsed(shown: str) -> object:
    from lxml import etree

    return etree.fromstring(shown.encode())


@given(st.text())
def test_any_text_becomes_one_visible_line(anything: str) -> None:
    shown = visible(anything)

    assert len(shown.splitlines()) <= 1
    assert shown.isprintable() or set(shown) & set("\u200c\u200d\u00a0\u3000")
    assert "##" not in shown
    assert visible(shown) == shown or len(shown) > 100
    shown.encode()


@given(st.text(alphabet="`|\\ab \n"))
def test_any_text_is_one_code_span(anything: str) -> None:
    (paragraph,) = [t for t in MarkdownIt().parse("x " + code(anything)) if t.type == "inline"]
    spans = [c for c in paragraph.children or [] if c.type == "code_inline"]

    assert len(spans) == bool(visible(anything))
    assert all(span.content.strip() == visible(anything).strip() for span in spans)
    assert "|" not in re.sub(r"\\\|", "", cell(anything))


def test_a_large_candidate_is_cut_quickly() -> None:
    shown = comment(gated("\u202e`|##" * 250_000))

    assert len(shown.encode()) < 10_000


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Benchmark:
    return factcov.load_benchmark(write_benchmark(tmp_path_factory.mktemp("data") / "towns"))


def ruined(bench: Benchmark, systems: int = 1) -> Gated:
    names = [f"s{number}" for number in range(systems)]
    whole = [text(i) for i in range(24)]
    old = factcov.score(bench, dict.fromkeys(names, whole), metrics=["coverage"], judge=Dictated())
    worse = [f"NOT:{text(i, [2])}" if i else "" for i in range(24)]
    new = factcov.score(bench, dict.fromkeys(names, worse), metrics=["coverage"], judge=Dictated())
    return factcov.gate(new, old)


def test_the_comment_tells_the_verdict_first_then_facts_then_scores(bench: Benchmark) -> None:
    shown = comment(ruined(bench))

    assert shown.startswith(marker("towns"))
    told = ("factcov: fail", "`s0` `n00/f0`", "newly wrong: 23", "lost: 28", "### Scores")
    places = [shown.index(words) for words in told]
    assert places == sorted(places)
    assert f"contradicted: `NOT:{facts(3)[0]}`" in shown
    assert f"before: `{facts(3)[2]}`" in shown


def test_a_comment_keeps_under_the_limit_and_counts_the_rest(bench: Benchmark) -> None:
    shown = comment(ruined(bench, systems=40))

    assert 40_000 < len(shown.encode()) <= COMMENT_BYTES < 65_536
    assert re.search(r"\.\.\. and [\d,]+ lines more", shown)
    assert "### Scores" in shown
    assert "## factcov: fail" in shown.splitlines()[1]


def test_lines_that_fit_are_all_kept() -> None:
    assert fit(["a", "", "b"], 1000) == "a\n\nb\n"
    assert fit([], 1000) == ""
    assert len(fit(["x" * 50] * 50, 500).encode()) <= 500


def test_no_change_is_said(bench: Benchmark) -> None:
    assert changes(()) == "No fact changed.\n"


def test_annotations_point_at_the_line_of_the_fact(bench: Benchmark, tmp_path: Path) -> None:
    folder = write_benchmark(tmp_path / "towns")
    lines = fact_lines(folder / "facts.jsonl")

    found = annotate(ruined(bench), "references/towns/facts.jsonl", lines)

    assert len(found) == ANNOTATIONS == 8
    first = re.match(
        r"::error file=references/towns/facts.jsonl,line=(\d+),title=(.*?)::", found[0]
    )
    assert first is not None
    number = int(first[1])
    assert (
        (folder / "facts.jsonl").read_text().splitlines()[number - 1].startswith('{"item": "n00"')
    )


def test_junit_has_a_suite_for_each_system_and_a_tag_for_each_answer(
    bench: Benchmark, junit_schema: object
) -> None:
    texts = [text(i) for i in range(24)]
    fails = [f"FAIL:{text(3)}" if i == 3 else text(i) for i in range(24)]
    doubt = [text(i, [3] if i == 2 else []) for i in range(24)]
    lost = ["", *texts[1:]]
    names = ("good", "broken", "doubt", "lost")
    old = factcov.score(bench, dict.fromkeys(names, texts), metrics=["coverage"], judge=Dictated())
    new = factcov.score(
        bench, dict(zip(names, (texts, fails, doubt, lost), strict=True)),
        metrics=["coverage"], judge=Dictated(),
    )  # fmt: skip

    shown = junit(factcov.gate(new, old), "2026-01-02T03:04:05")

    junit_schema.assertValid(parsed(shown))  # type: ignore[attr-defined]
    suites = {suite.get("name"): suite for suite in ET.fromstring(shown)}
    assert list(suites) == list(names)
    tags = {
        name: {child.tag for case in suite.iterfind("testcase") for child in case}
        for name, suite in suites.items()
    }
    assert tags == {
        "good": set(), "broken": {"error"}, "doubt": {"skipped"}, "lost": {"failure", "skipped"},
    }  # fmt: skip
    failure = suites["lost"].find("testcase/failure")
    assert failure is not None
    assert facts(0)[0] in (failure.text or "")


def test_the_usual_reader_takes_the_junit_file(bench: Benchmark, tmp_path: Path) -> None:
    junitparser = pytest.importorskip("junitparser")
    (tmp_path / "gate.xml").write_text(junit(ruined(bench)))

    read = junitparser.JUnitXml.fromfile(str(tmp_path / "gate.xml"))

    (suite,) = read
    assert suite.failures == sum(not case.is_passed for case in suite) == 2
    assert suite.tests == len(list(suite)) == 3


def test_errors_and_json_hold_no_command_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_benchmark(tmp_path / "towns", 2)
    hostile = "a\n::error::x\n##[error]y\u202e"
    write_rows(tmp_path / "outputs" / "s.jsonl", [{"id": hostile, "text": ""}])
    write_rows(
        tmp_path / "named" / "##[error]x.jsonl", [{"id": f"n0{i}", "text": ""} for i in (0, 1)]
    )

    assert main(["score", str(folder), "-i", str(tmp_path / "outputs")]) == 2
    assert main(["validate", str(folder), str(tmp_path / "outputs")]) == 2
    run = str(tmp_path / "run")
    assert (
        main(
            [
                "score",
                str(folder),
                "-i",
                str(tmp_path / "named"),
                "-m",
                "coverage",
                "--json",
                "-o",
                run,
            ]
        )
        == 0
    )
    assert main(["gate", run, "--min", "coverage=0", "--json"]) == 1

    shown = capsys.readouterr()
    assert not re.search(
        r"^::|##\[|\u202e", shown.out + shown.err.replace(str(tmp_path), ""), re.MULTILINE
    )
    assert "##[error]x" in json.loads(shown.out[shown.out.rindex('{\n "exit') :])["systems"]
