"""One engine as a process of its own, for the benchmark `faults`: it grades each build folder that it is told.

Its argument is JSON: `root` of the course, `tier` and `proc` of the wall, and, if a fault is wanted from inside,
`point` (it comes just before the point-th change of a file or statement to the gradebook) and `strike` ("kill", or
"full": the disk has no more room). It reads lines of JSON: the folder `build`, and `back`, seconds by which the clock
jumps back in the middle of the run. It answers with such lines: `{"began": true}`, and then `{"states": …}`,
`{"busy": …}` or `{"trouble": …}`, each with the number of `points` passed so far.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grading import seats
from grading.autograde import grade
from grading.course import Course
from grading.errors import CourseError, EngineBusy
from grading.fault_driver import FULL, KILL
from grading.sandbox import Bubblewrap, Landlocked, Wall
from grading.settings import Limits
from grading.submitted import submissions

LIMITS = Limits(seconds_per_cell=8, seconds_per_submission=40)
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}
READ_ONLY = os.O_RDONLY


@dataclass
class Points:
    """Counts what changes in `folder`, and strikes just before the point-th change."""

    point: int = 0  # 0: never
    strike: str = KILL
    folder: str = "/nowhere"
    passed: int = 0

    def hook(self, event: str, args: tuple) -> None:
        """What Python tells before it does something (sys.addaudithook)."""
        changes = event in CHANGES or (event == "open" and _writes(args))
        if changes and str(args[0]).startswith(self.folder):
            self._pass()
            if self.strike == FULL and self.point and self.passed >= self.point and event != "os.remove":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def watch_sqlite(self) -> None:
        """Have statements counted too, on every connection from now on."""
        connect = sqlite3.connect

        def watched(*args, **more):
            made = connect(*args, **more)
            made.set_trace_callback(self._statement)
            return made

        sqlite3.connect = sqlite3.dbapi2.connect = watched

    def _statement(self, _: str) -> None:
        if self.strike == KILL:
            self._pass()

    def _pass(self) -> None:
        self.passed += 1
        if self.strike == KILL and self.passed == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def wall_of(told: dict) -> Wall:
    """The wall that the benchmark has found, without trying it once more."""
    return Landlocked() if told["tier"] == "B" else Bubblewrap(proc=told["proc"])


def serve(told: dict) -> None:
    """Until nobody tells another folder. Seats stay warm between two of them."""
    points, wall = Points(told.get("point", 0), told.get("strike", KILL)), wall_of(told)
    sys.addaudithook(points.hook)
    points.watch_sqlite()
    with seats.kept():
        for line in sys.stdin:
            wanted = json.loads(line)
            course = Course(Path(told["root"]), Path(wanted["build"]))
            points.folder = f"{course.build}{os.sep}"
            _say(began=True, points=points.passed)
            with _turned_back(wanted["back"]):
                found = _graded(course, wall)
            _say(**found, points=points.passed)


def _graded(course: Course, wall: Wall) -> dict:
    try:
        found = grade(course, submissions(course), wall, LIMITS)
    except EngineBusy as busy:
        return {"busy": str(busy)}
    except CourseError as trouble:
        return {"trouble": str(trouble)}
    return {"states": {one.learner_id: str(one.state) for one in found}, "reasons": [one.reason for one in found]}


@contextmanager
def _turned_back(seconds: float) -> Iterator[None]:
    """Let the clock that counts from 1970 jump back in a moment, for this process. Clocks that only count go on."""
    now, jump = time.time, time.monotonic() + 0.2
    time.time = lambda: now() - (seconds if time.monotonic() > jump else 0)
    try:
        yield
    finally:
        time.time = now


def _writes(args: tuple) -> bool:
    flags = args[2] if len(args) > 2 and isinstance(args[2], int) else READ_ONLY
    return flags & os.O_ACCMODE != READ_ONLY


def _say(**words) -> None:
    print(json.dumps(words), flush=True)


if __name__ == "__main__":
    serve(json.loads(sys.argv[1]))
