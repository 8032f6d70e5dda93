"""How long until a page can be used in Chromium, opened from its file: for `bench progress`."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

TIMES = 5
ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def measure(folder: Path, last: str) -> dict[str, float]:
    """Seconds until the overview can be read to its end, the learner table shows people, and a search has found the
    learner `last` (after the table is there); the middle one of five. Nothing where there is no browser to drive.
    """
    with _chromium() as browser:
        if browser is None:
            return {}
        overview = [_opened(browser, folder / "index.html", "h1")[0] for _ in range(TIMES)]
        tables = [_opened(browser, folder / "learners.html", ".people tbody tr", last) for _ in range(TIMES)]
    return {
        "overview can be used, Chromium (s)": median(overview),
        "learner table can be used, Chromium (s)": median(seconds for seconds, _ in tables),
        "learner table: a search found (s)": median(found for _, found in tables),
    }


def _opened(browser, path: Path, sign: str, wanted: str = "") -> tuple[float, float]:
    """Seconds until the page has loaded, `sign` is to be seen and a frame was drawn; and until `wanted` was found."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(path.resolve().as_uri())
    page.locator(sign).first.wait_for()
    page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
    there = time.perf_counter()
    if wanted:
        page.locator("#search").fill(wanted)
        page.wait_for_function("document.querySelectorAll('.people tbody tr').length === 1")
    found = time.perf_counter()
    context.close()
    return there - began, found - there


@contextmanager
def _chromium() -> Iterator:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:  # it belongs to what the tests need
        program = None
    if not program:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()
