"""The benchmark `submit`: many learners hand in while the watcher and the database are killed; then all is counted.

The watcher is `course.py watch` as a process of its own, with PostgreSQL as gradebook. Half of the learners hand in
over some time, half at once, from several processes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from classroom.on_submit.bench_drop import feedback_name
from classroom.on_submit.bench_said import graded_twice
from classroom.on_submit.own_server import Server
from grading.course import HOME, Course
from grading.errors import CourseError
from grading.settings import COURSE_ID
from grading.timing import environment

SLUG = "nps-csat-ces"
GAP_SECONDS = 0.25  # from one hand-in to the next, where they come over some time
HANDS = 4  # processes that hand in
KILLS = (0.15, 0.35, 0.6, 0.8)  # of the watcher: when so many have their feedback
OUTAGE, OUTAGE_SECONDS = 0.5, 10.0  # of the database
EACH_SECONDS, LEAST_SECONDS = 5.0, 180.0  # until it is given up


@dataclass
class Class:
    """The folders of the benchmark, and the processes in it."""

    folder: Path
    server: Server
    watcher: subprocess.Popen | None = None
    starts: int = 0
    hands: list[subprocess.Popen] = field(default_factory=list)

    @property
    def build(self) -> Path:
        return self.folder / "build"

    @property
    def exchange(self) -> Path:
        return self.build / "exchange" / COURSE_ID

    def do(self, *words: str, **more) -> subprocess.Popen:
        told = {"COURSE_BUILD": str(self.build), "COURSE_GRADEBOOK": self.server.url, "PYTHONPATH": str(HOME)}
        return subprocess.Popen([sys.executable, *words], cwd=HOME, env=environment(os.environ, told), **more)

    def watch(self) -> None:
        self.starts += 1
        with open(self.folder / "watch.log", "ab") as log:
            self.watcher = self.do("-u", "-m", "grading.cli", "watch", "--shared-user", stdout=log, stderr=log)

    def kill_watcher(self) -> None:
        self.watcher.kill()
        self.watcher.wait()

    def hand_in(self, learners: list[str], gap: float) -> None:
        told = {"inbound": str(self.exchange / "inbound"), "slug": SLUG, "learners": learners, "gap": gap}
        told["notebook"] = str(HOME / "exercises" / SLUG / f"{SLUG}.ipynb")
        self.hands.append(self.do("-m", "classroom.on_submit.bench_drop", json.dumps(told)))

    def fed_back(self) -> int:
        try:
            return sum(name.endswith(".html") for name in os.listdir(self.exchange / "feedback"))
        except FileNotFoundError:
            return 0

    def wait_for(self, count: int, seconds: float) -> float:
        """Seconds until so many pages lie in the exchange, or as long as one waits at most."""
        began = time.monotonic()
        while self.fed_back() < count and time.monotonic() - began < seconds:
            time.sleep(0.05)
        return time.monotonic() - began


def measure(course: Course, folder: Path, learners: int = 1000) -> dict[str, float]:
    """The figures. Raises CourseError when the class cannot be made, for want of PostgreSQL among others."""
    folder.chmod(0o711)  # the database is another user's
    here = Class(folder, Server(folder / "server"))
    names = [f"learner-{number:05}" for number in range(learners)]
    try:
        _prepare(here, ["cold", "warm", *names])
        alone = _alone(here)
        began = time.monotonic()
        _storm(here, names)
        seconds = time.monotonic() - began
        here.watcher.terminate()
        here.watcher.wait(60)
        return {**alone, **_counted(here, learners + 2), "seconds for all of them": seconds}
    finally:
        for process in (here.watcher, *here.hands):
            if process and process.poll() is None:
                process.kill()
                process.wait()
        here.server.end()


def _prepare(here: Class, names: list[str]) -> None:
    here.build.mkdir()
    rows = "".join(f"{name},,,Operations,bench\n" for name in names)
    (here.build / "roster.csv").write_text(f"learner_id,name,email,department,cohort\n{rows}", "utf8")
    made = here.do("-m", "grading.cli", "release", SLUG, "--publish", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = made.communicate()[0].decode("utf8", "replace")
    if made.returncode:
        raise CourseError(f"The exercise {SLUG} could not be released: {said[-300:]}")


def _alone(here: Class) -> dict[str, float]:
    """One learner with nobody else: with a watcher that begins at that moment, and with one that waits for work."""
    here.hand_in(["cold"], 0)
    here.hands[-1].wait()
    here.watch()
    cold = here.wait_for(1, LEAST_SECONDS)
    time.sleep(5.0)  # so that both processes have started
    here.hand_in(["warm"], 0)
    here.wait_for(2, LEAST_SECONDS)
    return {"one alone, from the start of the watcher (s)": cold, "one alone, warm (s)": _waits(here)["warm"]}


def _storm(here: Class, names: list[str]) -> None:
    """Everybody hands in, and what can be killed is killed in between."""
    slowly, at_once = names[: len(names) // 2], names[len(names) // 2 :]
    for hand in range(HANDS):
        here.hand_in(slowly[hand::HANDS], GAP_SECONDS * HANDS)
    events = sorted(
        [(share, here.kill_watcher) for share in KILLS] + [(OUTAGE, here.server.kill)], key=lambda one: one[0]
    )
    until = time.monotonic() + max(LEAST_SECONDS, EACH_SECONDS * len(names))
    burst = False
    while here.fed_back() < len(names) + 2 and time.monotonic() < until:
        done = (here.fed_back() - 2) / len(names)
        if not burst and (done >= 0.4 or all(hand.poll() is not None for hand in here.hands)):
            burst = True
            for hand in range(HANDS):
                here.hand_in(at_once[hand::HANDS], 0)
        if events and done >= events[0][0]:
            share, strike = events.pop(0)
            strike()
            if share == OUTAGE:
                time.sleep(OUTAGE_SECONDS)
                here.server.start()
            else:
                here.watch()
        time.sleep(0.1)


def _waits(here: Class) -> dict[str, float]:
    """Learner → seconds from the hand-in's last step to the page in the exchange; infinite where there is none."""
    found = {}
    for folder in (here.exchange / "inbound").iterdir():
        page = here.exchange / "feedback" / feedback_name(folder)
        waited = page.stat().st_mtime - folder.stat().st_ctime if page.exists() else float("inf")
        found[folder.name.split("+")[0]] = waited
    return found


def _counted(here: Class, learners: int) -> dict[str, float]:
    """Who has a page, a result and points in the gradebook, each once."""
    waits = _waits(here)
    results = [json.loads(path.read_text("utf8")) for path in (here.build / "results" / SLUG).glob("*.json")]
    entered = _entered(here)
    points = {sum(cell["points"] or 0 for cell in one["cells"]) for one in results}
    storm = sorted(waited for who, waited in waits.items() if who not in ("cold", "warm"))
    return {
        "handed in": len(waits),
        "without a page in the exchange": sum(waited == float("inf") for waited in waits.values()),
        "without a graded result": learners - sum(one["state"] == "graded" for one in results),
        "without points in the gradebook": learners - len(entered),
        "twice in the gradebook": sum(count > 1 for count in entered.values()),
        "graded twice": graded_twice(here.folder / "watch.log", SLUG),
        "kinds of points (all handed in the same)": len(points),
        "starts of the watcher": here.starts,
        "time to feedback, median (s)": median(storm),
        "time to feedback, 95 of 100 (s)": quantiles(storm, n=20)[-1],
    }


def _entered(here: Class) -> Counter[str]:
    from grading.database import ask

    os.environ["COURSE_GRADEBOOK"], before = here.server.url, os.environ.get("COURSE_GRADEBOOK")
    try:
        question = "SELECT s.student_id FROM submitted_assignment s JOIN submitted_notebook n ON n.assignment_id = s.id"
        return Counter(learner_id for (learner_id,) in ask(Course(build=here.build), question))
    finally:
        if before is None:
            del os.environ["COURSE_GRADEBOOK"]
        else:
            os.environ["COURSE_GRADEBOOK"] = before
