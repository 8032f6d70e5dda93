"""A classroom of a test's own: one exercise, a page of the book, a few learners, and the command that a user runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from classroom.hub import ledger
from classroom.hub.plan import free_ports
from grading.course import HOME, Course
from grading.enrol import enrol
from grading.release import release

SLUG = "operations"
LEARNERS = ("ann", "ben", "eve")
PICTURES = Path(os.environ.get("COURSE_TEST_PICTURES", HOME / "build" / "test" / "pictures")) / "classroom"
CHAPTER = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Operations</title>
<link rel="stylesheet" href="../_static/launch.css"><script src="../_static/launch.js" defer></script></head><body>
<h1>Operations</h1><section id="exercise"><h2>Exercise</h2><p>Prepare five numbers.</p></section></body></html>"""


@dataclass
class Room:
    """An open classroom: where it is, whose passwords hold, and what its browser asked for and complained about."""

    course: Course
    address: str
    process: subprocess.Popen
    passwords: dict[str, str]
    asked: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.course.build / "classroom"

    @property
    def pages(self) -> str:
        return f"{self.address}/services/course"

    def visitor(self, browser):
        """A browser window of somebody who did not sign on."""
        context = browser.new_context(viewport={"width": 1360, "height": 900})
        context.set_default_timeout(180_000)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("weberror", lambda error: self.troubles.append(f"{error.error.message} {error.error.stack}"))
        return context.new_page()

    def signed_on(self, browser, name):
        """A browser window of `name`, on the first page after signing on."""
        page = self.visitor(browser)
        page.goto(f"{self.address}/hub/login")
        page.get_by_label("Username").fill(name)
        page.get_by_label("Password").fill(self.passwords["trainer" if name == "trainer" else "learners"])
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.pages}/**")
        return page

    def everybody(self) -> list[psutil.Process]:
        """Every process of the classroom."""
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]


def furnish(course: Course) -> None:
    """A roster, one released exercise, and one page of a book with the course's own script for it."""
    course.build.mkdir(parents=True, exist_ok=True)
    file = course.build / "learners.csv"
    rows = "".join(f"{name},{name.title()},{name}@example.org,Sales,Spring\n" for name in LEARNERS)
    file.write_text(f"learner_id,name,email,department,cohort\n{rows}")
    release(course, [SLUG])
    enrol(course, file)
    for folder in ("chapters", "_static"):
        (course.site / folder).mkdir(parents=True)
    (course.site / "index.html").write_text('<!doctype html><html lang="en"><title>Book</title><h1>The book</h1>')
    (course.site / "chapters" / f"{SLUG}.html").write_text(CHAPTER)
    for name in ("launch.js", "launch.css"):
        shutil.copy(HOME / "book" / "assets" / name, course.site / "_static" / name)


@contextmanager
def opened(course: Course):
    """The classroom of `course`, opened as a user opens it, and closed with Ctrl-C."""
    (port,) = free_ports(1)
    said = course.build / "said.txt"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "COURSE_"))}
    settings = course.build / "settings.yml"
    settings.write_text(f"due:\n  {SLUG}: 2031-03-31\n")
    environment = {**inherited, "COURSE_BUILD": str(course.build), "COURSE_PROGRESS": str(settings)}
    with said.open("w") as out:
        command = [sys.executable, "-m", "grading.cli", "classroom", "--port", str(port)]
        process = subprocess.Popen(command, cwd=HOME, env=environment, stdout=out, stderr=out, start_new_session=True)
    try:
        until(lambda: "Stop it with Ctrl-C" in said.read_text() or process.poll() is not None, 400)
        assert process.poll() is None, said.read_text()
        words = said.read_text().split("password ")
        passwords = {"learners": words[1].split()[0], "trainer": words[2].split()[0]}
        yield Room(course, f"http://127.0.0.1:{port}", process, passwords)
    finally:
        close(process)
        ledger.end(ledger.left_behind(course.build / "classroom"))  # only a classroom with a fault leaves any


def close(process: subprocess.Popen) -> int | None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    return process.wait(120)


def until(look, seconds=240.0, every=0.2):
    """What `look` returns, as soon as it is something."""
    ends = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < ends, f"not within {seconds} s"
        time.sleep(every)
    return found


def picture(page, name: str, whole: bool = False) -> None:
    """Keep how `page` looks, for people to look at; with `whole`, also what one has to scroll to."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)
