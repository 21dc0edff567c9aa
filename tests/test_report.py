"""The report as a file: what it says, what it holds, what it refuses to run."""

import json
import re
from collections import Counter
from pathlib import Path

import msgspec
import pytest

import factcov
from factcov.cli import main
from factcov.errors import DataError, UnknownNameError
from factcov.reports import limits, render_report, report
from factcov.reports.evidence import evidence
from factcov.reports.facts import fact_rows
from factcov.reports.findings import findings
from factcov.reports.headline import headline, statements
from factcov.reports.segments import segments
from factcov.reports.slices import slices
from factcov.scoring import Run
from factcov.standings import standings
from factcov.types import Fact, Item
from made import LastWord, make_benchmark, make_outputs, make_run


@pytest.fixture(scope="module")
def run() -> Run:
    return make_run(make_benchmark(items=12))


@pytest.fixture(scope="module")
def page(run: Run) -> str:
    return render_report(run)


def data_of(page: str) -> dict:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    return json.loads(found[1])


def test_the_headline_says_who_is_first_and_whether_that_is_shown(run: Run) -> None:
    assert headline(standings(run)) == (
        "full covers most: 100\u00a0% of the facts [100,\u00a0100], more than every other system."
    )
    bench = make_benchmark(items=12)
    half = make_outputs(bench)["half"]
    equal = make_run(bench, {"half": half, "twin": [*half[:-1], ""]})
    assert headline(standings(equal)).endswith("; no difference to twin is shown.")


def test_the_statements_count_what_the_map_shows(run: Run) -> None:
    table = standings(run)
    said = statements(run, table, fact_rows(run, table))

    assert said[0] == "wrong contradicts most: 24 facts, 42\u00a0% of the weight."
    assert (
        said[-1]
        == "60 of 72 facts tell the systems apart. Covered by every system: 12; by none: 0."
    )


def test_a_failed_judge_is_said_and_not_counted_as_missing() -> None:
    bench = make_benchmark()
    outputs = {**make_outputs(bench), "broken": ["unjudgeable"] * 4}
    run = make_run(bench, outputs)
    table = standings(run)

    said = statements(run, table, fact_rows(run, table))
    assert said[-1].startswith("The judge failed on 24 verdicts of 144")
    assert "judge failed" in render_report(run)


def test_rows_tell_how_well_a_fact_parts_the_systems(run: Run) -> None:
    rows = fact_rows(run, standings(run))

    assert [row.codes for row in rows[:4]] == ["ccccm", "cmxmm", "ccxmm", "cmmmm"]
    assert rows[0].apart == 0
    assert rows[1].apart == pytest.approx(1.0), "covered, missing and contradicted: all differ"
    assert rows[2].apart == pytest.approx(2 / 3)


def test_slices_give_each_part_its_share(run: Run) -> None:
    found = slices(run)
    full = run.systems.index("full")
    half = run.systems.index("half")
    kinds = {one.value: one for one in found.slices if one.by == "kind"}

    assert found.metrics == ("coverage", "contradiction")
    assert {one.by for one in found.slices} == {"kind", "weight", "position in source", "desk"}
    assert sum(one.facts for one in kinds.values()) == 72
    assert all(one.shares[0][full].value == 1 for one in kinds.values())
    # Facts 0 and 3 are of kind actor and weigh the same; half covers facts 0, 2 and 4.
    assert kinds["actor"].shares[0][half].value == pytest.approx(0.5)


def test_small_slices_are_left_out_and_counted() -> None:
    found = slices(make_run(make_benchmark(items=2, facts=4)))

    assert all(one.facts >= 5 for one in found.slices)
    assert found.hidden > 0


def test_findings_name_what_a_reference_metric_misses() -> None:
    bench = make_benchmark(items=6)
    outputs = make_outputs(bench)
    liked = [f"In short: not {item.references[0].removeprefix('In short: ')}"
             for item in bench.items]  # fmt: skip
    run = make_run(bench, {**outputs, "liked": liked})
    table = standings(run)

    found = findings(run, table, fact_rows(run, table))
    assert found.metric == "chrf"
    assert "liked" in {one.system for one in found.liked}
    assert found.liked_in_all == sum(1 for one in found.liked)
    assert all(one.contradicted and one.percentile >= 2 / 3 for one in found.liked)


def test_evidence_is_the_quote_in_the_source_and_the_nearest_sentence_of_a_reference() -> None:
    item = Item(
        "n1", "Prices rose in May. Ten people left.",
        ("Nothing here. Prices went up: they rose in May.", "All else."),
        (Fact("f1", "n1", "Prices rose in May.", evidence="rose in May"),
         Fact("f2", "n1", "Quantum llamas danced.")),
    )  # fmt: skip
    first, second = evidence(item)

    assert first.source == (7, 18)
    assert first.references[0] is not None
    assert item.references[0][slice(*first.references[0])] == "Prices went up: they rose in May"
    assert first.references[1] is None
    assert second.source is None
    assert second.references == (None, None)


def test_the_page_is_one_file_that_allows_nothing_else(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)

    assert policy
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r'\s(?:style|on\w+)="', page)
    assert not re.search(r'(?:src|href)="(?!#)', page)


def test_the_page_says_where_it_comes_from(run: Run, page: str) -> None:
    assert "b" * 64 in page
    assert "last-word" in page
    assert "factcov score made -i OUTPUTS -m coverage contradiction chrf length" in page
    assert all(run.record.header.outputs_hash[system] in page for system in run.systems)


def test_the_same_run_gives_the_same_bytes(run: Run, page: str) -> None:
    assert render_report(run) == page


def test_data_holds_each_candidate_once_and_every_verdict(run: Run, page: str) -> None:
    data = data_of(page)

    assert [system["name"] for system in data["systems"]][:2] == ["full", "half"]
    assert len(data["facts"]) == 72
    assert (
        page.count("All: w3x0") == 1 + page.count("<noscript>") - 1 or page.count("All: w3x0") <= 3
    )
    assert all(len(row) == 72 for row in data["verdicts"]["covered"])
    begin, end = data["verdicts"]["spans"][0][:2]
    assert data["items"][0]["candidates"][0][begin:end] == "w0x0"


HOSTILE = (
    "</script><script>document.title='pwned'</script><img src=x onerror=alert(1)>"
    "<svg onload=alert(1)>{{7*7}}{% raw %}</noscript></style><style>*{display:none}</style>"
    "<!--\u202eevil\u2066\x00\x1b[31m\u2028 \U0001f600 w0x0"
)


def hostile_run() -> Run:
    """Return a run whose names, facts, sources, metadata and candidates all try to break out."""
    bench = make_benchmark(items=3)
    item = bench.items[0]
    facts = tuple(
        msgspec.structs.replace(fact, text=f"\ud800{HOSTILE[:-5]} {str(fact.text).split()[-1]}")
        for fact in item.facts
    )
    bad = msgspec.structs.replace(
        item, id="<b>/#'\"n0", source="\udfff" + HOSTILE + item.source, references=(HOSTILE,),
        facts=tuple(msgspec.structs.replace(fact, item="<b>/#'\"n0") for fact in facts),
        metadata={"<i>key</i>": HOSTILE},
    )  # fmt: skip
    bench = msgspec.structs.replace(bench, items=(bad, *bench.items[1:]), name="<h1>made</h1>")
    outputs = make_outputs(bench)
    outputs["<u>evil\u202e</u>"] = [HOSTILE, "x" * 1_000_000, ""]
    return factcov.score(bench, outputs, metrics=["coverage", "contradiction", "length"],
                         judge=LastWord(), replicates=50)  # fmt: skip


def test_hostile_texts_stay_text_and_the_page_is_valid_utf8(tmp_path: Path) -> None:
    path = report(hostile_run(), tmp_path / "report.html")

    page = path.read_bytes().decode("utf-8")
    assert page.count("<script") == 2
    assert page.count("<style") == 1
    assert page.count("<noscript>") == page.count("</noscript>")
    assert "<img" not in page
    assert "<svg onload" not in page
    assert "{{7*7}}" in page
    assert not any(sign in page for sign in "\x00\x1b\u202e\u2066")
    assert data_of(page)["systems"]


def test_a_run_too_large_says_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits.kept_items, "__defaults__", (4_000,))
    run = make_run(make_benchmark(items=12))
    page = render_report(run)

    kept = len(data_of(page)["items"])
    assert 0 < kept < 12
    assert f"This page holds {kept} of 12 items" in page
    assert len(data_of(page)["facts"]) == 6 * kept


def test_a_long_text_is_cut_and_says_so() -> None:
    text = "x" * (limits.LONGEST + 5)

    assert limits.cut(text).endswith("[cut here: 200,000 of 200,005 characters]")
    assert limits.cut("short") == "short"


def test_a_run_without_facts_has_no_map_but_segments() -> None:
    bench = make_benchmark(items=5)
    bare = msgspec.structs.replace(
        bench, task="translation",
        items=tuple(msgspec.structs.replace(item, facts=()) for item in bench.items),
    )  # fmt: skip
    page = render_report(make_run(bare, make_outputs(bench), metrics=["chrf", "length"]))

    assert 'id="map"' not in page
    assert 'id="segments"' in page
    assert "is first by chrf" in page


def test_each_system_shows_some_of_its_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcov.reports.segments.SHOWN", 5)
    monkeypatch.setattr("factcov.reports.segments.OWN", 2)
    run = make_run(make_benchmark(items=12))
    shown = segments(run, standings(run), ())

    assert shown.in_all == 36
    counts = Counter(row.system for row in shown.rows)
    assert min(counts.values()) == 2
    assert 5 <= len(shown.rows) <= 5 + 2 * 2


@pytest.mark.parametrize("systems", [1, 2])
def test_few_systems_and_items_make_a_page(systems: int) -> None:
    bench = make_benchmark(items=1, facts=1)
    outputs = dict(list(make_outputs(bench).items())[:systems])

    assert "</html>" in render_report(make_run(bench, outputs))


def test_the_command_writes_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = make_run().save(tmp_path / "run")
    target = tmp_path / "new" / "report.html"

    assert main(["report", str(folder), "-o", str(target), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [str(target)]
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["report", str(folder), "-o", str(target), "--sort", "covrage"]) == 2


def test_a_path_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(DataError, match="cannot be written"):
        report(make_run(), tmp_path / "file" / "report.html")
    with pytest.raises(UnknownNameError, match="unknown system"):
        render_report(make_run(), controls=["nobody"])
