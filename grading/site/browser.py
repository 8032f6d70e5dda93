"""What a page asks for, what it transfers, and what axe finds on it: in Chromium, on the screen of a phone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from grading.errors import CourseError

ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the same figures with and without a network
)
PHONE = {"width": 412, "height": 823}
RULES = {
    "resultTypes": ["violations"],
    "preload": False,  # it would ask for style sheets from wrong places
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2; axe leaves it out by itself
}
READ = """async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise(go => setTimeout(go, 60));
    }
    scrollTo(0, 0);
}"""


def program() -> str:
    """Where Chromium is; raises CourseError with a sentence on how to get it, or playwright."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not found:
        raise CourseError(
            "Chromium is missing. On Debian or Ubuntu: sudo apt install chromium; or name it in CHROMIUM."
        )
    try:
        import axe_playwright_python  # noqa: F401
        import playwright  # noqa: F401
    except ModuleNotFoundError as missing:
        raise CourseError(
            f"The package {missing.name} is missing. Run this as: python3 course.py bench site"
        ) from missing
    return found


@contextmanager
def chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    found = program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield browser
        browser.close()


def look(browser, address: str) -> dict[str, float]:
    """The figures of one page, read to its end; nothing was cached before."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, service_workers="block")
    page = context.new_page()
    asked, sizes = [], []
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="load")
    page.evaluate(READ)
    page.wait_for_load_state("networkidle")
    broken = Axe().run(page, options=RULES).response["violations"]
    context.close()
    here = address.split("/")[2]
    own = [url for url in asked if not url.startswith(("data:", "blob:"))]
    return {
        "kB": sum(sizes) / 1000,
        "requests": float(len(own)),
        "other hosts": float(sum(url.split("/")[2] != here for url in own)),
        "axe": float(len(broken)),
    }
