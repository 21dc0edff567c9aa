"""The report in a real browser: headless Chromium, no network, what a reader would do."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import factcov
from factcov.reports import report
from factcov.types import Benchmark, Fact, Item
from made import make_benchmark, make_outputs, make_run
from test_report import HOSTILE, hostile_run

playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed (pip install 'factcov[dev]')"
)
CHROMIUM = os.environ.get("FACTCOV_CHROMIUM") or shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    not CHROMIUM, reason="no Chromium (tools/install-chromium.sh installs it)"
)

# Headless, as root in a container, and silent on the network.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    bench = make_benchmark(items=12)
    outputs = make_outputs(bench)
    # Characters beyond U+FFFF count twice in a browser: marks must still be in the right place.
    outputs["half"] = [f"\U0001f600\U0001f600 {text}" for text in outputs["half"]]
    run = make_run(bench, outputs)
    return report(run, tmp_path_factory.mktemp("report") / "report.html").as_uri()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """Open the report; fail on any console error, script error or request that leaves it."""
    yield from _open(browser, address)


@pytest.fixture(scope="module")
def small_address(tmp_path_factory: pytest.TempPathFactory) -> str:
    run = make_run(make_benchmark(items=2))
    return report(run, tmp_path_factory.mktemp("report") / "small.html").as_uri()


def _open(browser: Any, address: str, **settings: Any) -> Iterator[Any]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **settings
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on(
        "console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None
    )
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("dialog", lambda dialog: faults.append(f"dialog {dialog.message}"))
    opened.on(
        "request", lambda r: faults.append(r.url) if r.url != address.partition("#")[0] else None
    )
    opened.goto(address)
    yield opened
    context.close()

    assert not faults


def test_the_leaderboard_sorts_by_a_click_and_keeps_controls_apart(page: Any) -> None:
    heading = page.locator("#leaderboard th", has_text="system")
    names = page.locator("#leaderboard tbody th[scope=row]")
    assert names.all_inner_texts() == ["full", "half", "wrong", "lead1", "empty"]

    heading.locator("button").click()
    heading.locator("button").click()

    assert heading.get_attribute("aria-sort") == "descending"
    assert names.all_inner_texts() == ["wrong", "half", "full", "lead1", "empty"]


def test_filters_narrow_the_map_and_say_so(page: Any) -> None:
    rows = page.locator("#facts tr[id]")
    page.locator("#facts tr[id]").first.wait_for()
    assert page.locator("#shown").inner_text() == "72 facts"

    page.get_by_label("only where systems differ").check()
    assert page.locator("#shown").inner_text() == "60 of 72 facts"
    page.get_by_label("Kind").select_option("quantity")
    assert page.locator("#shown").inner_text() == "24 of 72 facts"
    page.get_by_label("Text", exact=True).fill("W7X5")

    assert rows.count() == 1
    assert "w7x5" in rows.inner_text()
    page.get_by_label("Text", exact=True).fill("nothing like it")
    assert "No fact fits" in page.locator("#facts").inner_text()


def test_the_segments_of_one_system_can_be_seen_alone(page: Any) -> None:
    shown = page.locator("#segment-table tbody tr:visible td:nth-child(2)")
    assert page.locator("#segments-shown").text_content() == "36 of 36 shown"

    page.locator("#segments").get_by_label("System").select_option("half")

    assert page.locator("#segments-shown").text_content() == "12 of 36 shown"
    assert shown.all_text_contents() == ["half"] * 12


def test_rows_come_as_the_reader_scrolls(page: Any) -> None:
    page.locator("#frame").scroll_into_view_if_needed()
    page.locator("#facts tr[id]").first.wait_for()

    page.locator("#more").scroll_into_view_if_needed()
    page.locator("#row-71").wait_for()

    assert page.locator("#facts tr[id]").count() == 72


def test_the_map_orders_by_how_much_facts_tell_apart(page: Any) -> None:
    page.get_by_label("Order").select_option("apart")

    first = page.locator("#facts tr[id]").first
    assert "w0x1" in first.inner_text()
    assert first.locator("td.c, td.m, td.x").count() == 5


def test_a_cell_opens_with_the_evidence_marked_at_the_right_characters(page: Any) -> None:
    page.locator("#row-2").get_by_role("link", name="half: covered").click()

    panel = page.locator("#panel")
    assert panel.locator("#panel-fact").inner_text() == "It is w0x2."
    assert panel.locator(".candidate-column mark").all_inner_texts() == ["w0x2"]
    assert panel.locator(".source-column mark").all_inner_texts() == ["The source says w0x2."]
    assert panel.locator(".candidate-column .body").inner_text() == "😀😀 Half: w0x0 w0x2 w0x4."
    assert "w0x2: said" in panel.locator("#panel-why").inner_text()
    assert "covered 0.90 · contradicted 0.05 · neither 0.05" in panel.inner_text()
    assert page.url.endswith("#n0/f2/half")


def test_a_missing_fact_marks_nothing_as_evidence(page: Any) -> None:
    page.locator("#row-1").get_by_role("link", name="half: missing").click()

    assert page.locator(".candidate-column mark.c, .candidate-column mark.x").count() == 0
    assert "marks nothing" in page.locator(".candidate-column").inner_text()


def test_a_deep_link_opens_its_cell_and_closing_forgets_it(browser: Any, address: str) -> None:
    for page in _open(browser, f"{address}#n3/f1/wrong"):
        page.locator("#panel[open]").wait_for()
        assert page.locator("#panel-chip").inner_text() == "× contradicted"
        assert page.locator(".candidate-column mark").all_inner_texts() == ["not w3x1"]

        page.keyboard.press("Escape")

        assert page.locator("#panel[open]").count() == 0
        assert "#" not in page.url


def test_everything_can_be_done_from_the_keyboard(page: Any) -> None:
    first = page.locator("#facts tr[id] a").first
    first.wait_for()
    first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused) == "half: missing"

    page.keyboard.press("Enter")
    page.locator("#panel[open]").wait_for()
    page.locator("#panel-close").focus()
    page.keyboard.press("ArrowLeft")
    assert page.url.endswith("#n0/f1/full")
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("#n0/f2/full")
    page.keyboard.press("Escape")

    assert page.locator("#panel[open]").count() == 0
    assert page.evaluate(focused) == "half: missing", "focus is back where it was"


def test_only_one_cell_of_the_map_is_in_the_tab_order(page: Any) -> None:
    page.locator("#facts a").first.wait_for()

    assert page.locator("#facts a[tabindex='0']").count() == 1


def test_head_to_head_lists_what_only_one_covers(page: Any) -> None:
    page.locator("#duellists select[name=a]").select_option(label="half")
    page.locator("#duellists select[name=b]").select_option(label="wrong")

    figures = page.locator("#duel-figures li").all_inner_texts()
    assert [text.split("\n")[0] for text in figures] == ["24", "0", "12", "36", "0", "24"]
    assert page.locator("#duel-diff del").first.inner_text() == "😀😀 Half:"
    assert "w0x1" in page.locator("#duel-diff ins").all_inner_texts()[-1]


def test_the_matrix_changes_with_the_metric(page: Any) -> None:
    page.get_by_label("Metric").select_option("contradiction")

    cell = page.locator("#matrix tbody tr").nth(2).locator("td").nth(0)
    assert cell.inner_text().startswith("+0.417")
    assert cell.get_attribute("class") == "worse"


def test_dark_is_the_system_s_choice_until_the_reader_s(browser: Any, address: str) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    for page in _open(browser, address, color_scheme="dark"):
        dark = page.evaluate(ground)
        page.get_by_role("button", name="Light").click()
        light = page.evaluate(ground)

        assert dark == "rgb(21, 23, 26)"
        assert light == "rgb(251, 250, 247)"


def test_without_javascript_the_page_reads_whole(browser: Any, address: str) -> None:
    for page in _open(browser, address, java_script_enabled=False):
        assert page.locator("#facts tr").count() == 72
        assert page.locator("#filters").is_hidden()
        assert page.locator("#evidence details").count() == 72

        page.locator("#evidence summary").first.click()

        assert "w0x0: said" in page.locator("#evidence details").first.inner_text()
        assert page.locator("#texts details").count() == 12


def test_hostile_texts_do_nothing_but_show(browser: Any, tmp_path: Path) -> None:
    address = report(hostile_run(), tmp_path / "report.html").as_uri()
    for page in _open(browser, address):
        title = page.title()
        page.locator("#facts td a").first.wait_for()
        page.locator("#facts tr[id]").first.locator("td a").last.click()
        page.locator("#panel-system").select_option(label="<u>evil\ufffd</u>")
        shown = page.locator(".candidate-column .body").inner_text()

        assert title == "<h1>made</h1> · factcov report"
        assert shown.startswith(HOSTILE.split("<!--")[0])
        assert page.locator("img, main u, main i, h1 h1").count() == 0
        assert page.locator(".candidate-column mark").count() == 1
        assert page.locator(".candidate-column mark").inner_text() == "w0x0"
        page.keyboard.press("Escape")
        page.evaluate("location.hash = '#n1//' + encodeURIComponent('<u>evil\\ufffd</u>')")
        page.locator("#panel[open]").wait_for()
        assert "cut here: 200,000 of 1,000,000" in page.locator(".candidate-column").inner_text()


def test_a_broken_link_breaks_nothing(page: Any) -> None:
    for link in ["#///", "#n0//", "#%/%/%", "#n99/f0/full", "#n0/f99/nobody"]:
        page.evaluate(f"location.hash = {link!r}")
        page.wait_for_timeout(20)

    assert page.locator("h1").inner_text() == "made"


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_overflows_the_screen(browser: Any, address: str, width: int) -> None:
    for page in _open(browser, address):
        page.set_viewport_size({"width": width, "height": 800})
        page.locator("#facts a").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == width

        page.locator("#facts a").first.click()

        assert page.evaluate("document.getElementById('panel').scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("opened", [False, True])
def test_axe_finds_no_serious_fault(
    browser: Any, small_address: str, scheme: str, opened: bool
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe-core")
    for page in _open(browser, small_address, color_scheme=scheme, bypass_csp=True):
        # axe cannot see what is not laid out yet.
        page.add_style_tag(content="section { content-visibility: visible !important }")
        page.locator("#facts a").first.wait_for()
        if opened:
            page.locator("#row-1 td.x a").click()
            page.locator("#panel[open]").wait_for()

        found = axe.Axe().run(page)

        assert not [
            (fault["id"], [node["html"][:200] for node in fault["nodes"][:3]])
            for fault in found.response["violations"]
            if fault["impact"] in ("serious", "critical")
        ]


def test_a_large_run_stays_small_and_opens_soon(browser: Any, tmp_path: Path) -> None:
    """200 items x 20 systems x 15 facts: under 15 MB; opens in about a second on a quiet machine.

    The limit here is wide, so that a busy machine passes; what keeps it quick is checked too: rows
    are made as the reader scrolls.
    """
    bench = make_benchmark(items=200, facts=15)
    filler = " ".join(f"Sentence {n} is about something else altogether." for n in range(20))
    texts = make_outputs(bench)
    outputs = {
        f"{name}-{n}": [f"{text} {filler}" for text in texts[name]]
        for n in range(4) for name in texts
    }  # fmt: skip
    run = make_run(bench, outputs, metrics=["coverage", "contradiction", "length"])
    path = report(run, tmp_path / "report.html")

    assert path.stat().st_size < 15_000_000
    for page in _open(browser, path.as_uri()):
        timing = page.evaluate("performance.getEntriesByType('navigation')[0].toJSON()")
        assert timing["loadEventEnd"] < 10_000
        assert page.locator("#shown").inner_text() == "3000 facts"
        assert page.locator("#facts tr").count() < 200
        page.get_by_label("Order").select_option("apart")
        page.locator("#facts td a").first.click()
        page.locator("#panel[open]").wait_for()


def test_what_nothing_supports_is_boxed_inside_marks_too(browser: Any, tmp_path: Path) -> None:
    item = Item(
        "n1", "In May the mayor left Lyon.", (), (Fact("f1", "n1", "The mayor left Lyon."),)
    )
    texts = ["\U0001f600 In June the mayor left Lyon with 14 people."]
    run = factcov.score(
        Benchmark("b", "summarization", (item,)), {"s": texts}, metrics=["coverage"]
    )
    address = report(run, tmp_path / "report.html").as_uri()

    for page in _open(browser, f"{address}#n1/f1/s"):
        boxed = page.locator(".candidate-column u.suspect").all_inner_texts()
        marked = "".join(page.locator(".candidate-column .body").all_inner_texts())

    assert boxed == ["June", "14"]
    assert marked == texts[0]
