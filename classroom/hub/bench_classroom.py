"""The benchmark `classroom`: a room of learners who sign on at once, fetch, hand in, and wait for their points.

Everything goes through the real hub, proxy, servers and watcher. With `harm`, the hub and the watcher are killed when
half of the room has handed in.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import psutil

from classroom.hub.bench_learner import Person
from classroom.hub.plan import free_ports
from classroom.on_submit.bench_said import graded_twice
from grading import journal
from grading.course import Course
from grading.errors import CourseError
from grading.timing import environment, run

LEARNERS, SLUG = 30, "operations"
STEPS = ("sign on", "start a server", "fetch", "hand in", "read the points")
OPEN_SECONDS, FEEDBACK_SECONDS = 300, 900


def measure(course: Course, folder: Path, learners: int = LEARNERS, harm: bool = True) -> dict[str, float]:
    """Seconds of each step, median and 95th percentile, and how many hand-ins were lost or graded twice.

    Raises CourseError when the classroom does not open, or when a hand-in is lost.
    """
    made = Course(course.root, folder / "build")
    names = [f"learner-{number:03}" for number in range(learners)]
    _furnish(made, names)
    with _opened(made) as (address, password, process):
        people = [Person(address, name, password, SLUG) for name in names]
        room = Room(made, people, process if harm else None)
        asyncio.run(room.day())
    return room.figures()


class Room:
    """All learners of one run. `process` is the classroom whose hub and watcher are killed, or None."""

    def __init__(self, course: Course, people: list[Person], process: subprocess.Popen | None):
        self._course, self._people, self._process = course, people, process
        self._seconds: dict[str, list[float]] = {step: [] for step in STEPS}
        self._handed_in = 0
        self._unread: list[str] = []
        self._killed = 0

    async def day(self) -> None:
        await asyncio.gather(*(self._one(number, person) for number, person in enumerate(self._people)))

    async def _one(self, number: int, person: Person) -> None:
        async with person.browsing():
            for step, do in zip(STEPS, (person.sign_on, person.start, person.fetch), strict=False):
                self._seconds[step].append(await do())
            self._seconds[STEPS[3]].append(await person.hand_in(f"perfect_count = {number % 11}"))
            began = time.monotonic()
            self._handed_in += 1
            self._do_harm()
            while not (read := await self._page_there(person)) and time.monotonic() - began < FEEDBACK_SECONDS:
                await asyncio.sleep(0.5)
            self._seconds[STEPS[4]].append(time.monotonic() - began)
            if not read:
                self._unread.append(person.name)

    async def _page_there(self, person: Person) -> bool:
        """The file is looked at first, so that waiting costs the classroom nothing."""
        page = self._course.feedback / person.name / SLUG / f"{SLUG}.html"
        return page.exists() and await person.reads_feedback()

    def _do_harm(self) -> None:
        if self._process and not self._killed and self._handed_in * 2 >= len(self._people):
            for one in psutil.Process(self._process.pid).children():
                words = " ".join(one.cmdline())
                if "jupyterhub -f" in words or "grading.cli watch" in words:
                    one.send_signal(signal.SIGKILL)
                    self._killed += 1

    def figures(self) -> dict[str, float]:
        kept = {person.name: journal.kept(self._course, SLUG, person.name) for person in self._people}
        lost = [name for name, result in kept.items() if result is None or result.fault]
        if lost or self._unread:
            raise CourseError(f"Lost: {len(lost)}; graded but not to be read: {len(self._unread)}. {lost[:5]}")
        told: dict[str, float] = {"learners at once": len(self._people), "programs killed on the way": self._killed}
        for step, seconds in self._seconds.items():
            told[f"{step}: median seconds"] = median(seconds)
            told[f"{step}: 95th percentile"] = quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]
        folders = len(list((self._course.build / "exchange").glob(f"*/inbound/*+{SLUG}+*")))
        twice = graded_twice(self._course.build / "classroom" / "watch.log", SLUG)
        return {**told, "hand-ins": folders, "lost": len(lost), "graded twice": twice}


def _furnish(course: Course, names: list[str]) -> None:
    course.build.mkdir(parents=True)
    file = course.build / "learners.csv"
    rows = "".join(f"{name},{name},,Sales,Bench\n" for name in names)
    file.write_text(f"learner_id,name,email,department,cohort\n{rows}", "utf8")
    for words in (["release", SLUG], ["roster", str(file)]):
        run([sys.executable, "-m", "grading.cli", *words], course.root, {"COURSE_BUILD": str(course.build)})


@contextmanager
def _opened(course: Course):
    """(address, the learners' password, process) of the classroom, which is closed with Ctrl-C."""
    (port,) = free_ports(1)
    said = course.build / "said.txt"
    command = [sys.executable, "-m", "grading.cli", "classroom", "--port", str(port)]
    with said.open("w") as out:
        own = environment(os.environ, {"COURSE_BUILD": str(course.build)})
        process = subprocess.Popen(command, cwd=course.root, env=own, stdout=out, stderr=out, start_new_session=True)
    try:
        ends = time.monotonic() + OPEN_SECONDS
        while not (open_now := re.search(r"password (\S+)[\s\S]*Stop it", said.read_text("utf8"))):
            if process.poll() is not None or time.monotonic() > ends:
                raise CourseError(f"The classroom did not open. {said.read_text('utf8')[-500:]}")
            time.sleep(0.5)
        yield f"http://127.0.0.1:{port}", open_now[1], process
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(120)
