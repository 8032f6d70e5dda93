"""What many tests share: the whole course made once, by the same command that a user runs."""

import asyncio
import gc
import os
import shutil
import subprocess
import sys
import warnings
from contextlib import contextmanager
from pathlib import Path

import pytest

from grading.course import HOME, Course

QUIET = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BUILD = HOME / "build" / "test"
TOGETHER = {  # by folder or file
    "end_to_end/test_book_in_browser.py": "site",
    "end_to_end/test_look_in_browser.py": "site",
    "end_to_end/test_keyboard_in_browser.py": "site",
    "end_to_end/test_weight_of_pages.py": "site",
    "end_to_end/test_languages_in_browser.py": "languages",
    "book": "book",
    "classroom/scorm": "scorm",
    "datasets": "datasets",
    "end_to_end": "course",
    "exercises": "course",
}
APART = {"test_bad_input.py", "test_variants.py"}  # they make their own
LONGEST_FIRST = ("end_to_end", "exercises")


def pytest_collection_modifyitems(items):
    """What takes longest begins first, so that no process works on it alone at the end."""
    items.sort(key=lambda item: item.path.relative_to(HOME / "tests").parts[0] not in LONGEST_FIRST)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Tests that share something costly run in one process, one after the other; all others are shared out by file."""
    from xdist.scheduler import LoadScopeScheduling

    class ByWhatIsShared(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            path = Path(nodeid.split("::")[0])
            if path.name in APART:
                return path.name
            return TOGETHER.get("/".join(path.parts[1:3])) or TOGETHER.get(path.parts[1], str(path))

    return ByWhatIsShared(config, log)


@contextmanager
def _loops_of_its_own(item):
    """A browser of an earlier test leaves its loop marked as running, and no other could be started beside it."""
    loop = None if "chromium" in item.fixturenames else asyncio._get_running_loop()
    if loop:
        asyncio._set_running_loop(None)
    try:
        yield
    finally:
        if loop:
            asyncio._set_running_loop(loop)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    with _loops_of_its_own(item):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    with _loops_of_its_own(item):
        return (yield)


@pytest.fixture(scope="module")
def connections_half_open():
    """For clients of Tornado, Dask's too: what one gives up while it connects, it leaves to the garbage collector.

    That speaks up wherever it happens to run, so here it runs at the end of the tests whose connections they are.
    """
    yield
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "unclosed <socket", ResourceWarning)
        gc.collect()


@pytest.fixture(scope="session")
def made_report():
    """What `course.py up` says, run into a build folder that only tests use; a second session redoes only changes."""
    environment = {**os.environ, "COURSE_BUILD": str(BUILD)}
    ended = subprocess.run(
        [sys.executable, "-m", "grading.cli", "up"],
        cwd=HOME,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
        timeout=2700,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="session")
def made(made_report):
    """The course with everything built: site, release, submitted, results, autograded, feedback, progress."""
    return Course(HOME, BUILD)


@pytest.fixture(scope="session")
def chromium():
    """The system's Chromium, started once: there cannot be two in one process."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert program, "These tests need Chromium: apt-get install chromium, or name one in the variable CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield browser
        browser.close()
