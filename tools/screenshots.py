"""Remake the pictures of the report in docs/images, light and dark, from the shipped samples.

python tools/screenshots.py      (make screenshots; needs Chromium, see install-chromium.sh)
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

import factcov

IMAGES = Path(__file__).parents[1] / "docs" / "images"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def main() -> int:
    """Score the sample outputs, make the report and photograph it."""
    chromium = os.environ.get("FACTCOV_CHROMIUM") or shutil.which("chromium")
    if not chromium:
        print("no Chromium; tools/install-chromium.sh installs it", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    benchmark = factcov.load_benchmark("cyberstups")
    run = factcov.score(benchmark, factcov.load_outputs("cyberstups", benchmark))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        address = factcov.report(run, Path(folder) / "report.html").as_uri()
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        for scheme in ("light", "dark"):
            page = browser.new_page(
                viewport={"width": 1280, "height": 860},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(address)
            photograph(page, scheme)
            page.close()
        browser.close()
    return 0


def photograph(page: Page, scheme: str) -> None:
    """Write the top, the map and an open cell of the page."""
    page.screenshot(path=IMAGES / f"report-{scheme}.png")
    page.locator("#map h2").evaluate("heading => heading.scrollIntoView()")
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / f"map-{scheme}.png")
    cell = page.locator("#facts td.x a")
    (cell if cell.count() else page.locator("#facts td a")).first.click()
    page.wait_for_timeout(300)
    page.screenshot(path=IMAGES / f"cell-{scheme}.png")


if __name__ == "__main__":
    sys.exit(main())
