"""Where the benchmark `faults` takes place: a class at three moments, and what it holds when nothing goes wrong."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from grading import fault_class
from grading.course import Course
from grading.errors import CourseError
from grading.fault_class import SLUG
from grading.fault_driver import Engine
from grading.fault_look import Seen, look
from grading.sandbox import Wall

HOUR = timedelta(hours=1)
NEW, CHANGED, EARLIER = "new", "changed", "earlier"


@dataclass(frozen=True)
class Moment:
    """A build folder just before grading; `points` are the changes that a run makes to it, `seconds` it takes."""

    build: Path
    before: Seen
    after: Seen
    points: int
    seconds: float  # from the moment when the program is loaded, with processes that are not warm yet


@dataclass(frozen=True)
class Ground:
    """`moments`: nothing graded yet; graded, marked, and all have handed in again; the same with earlier times."""

    root: Path
    wall: Wall
    moments: dict[str, Moment]

    def copy(self, name: str, folder: Path) -> Course:
        """The class at one moment in a new build folder."""
        shutil.copytree(self.moments[name].build, folder)
        return Course(self.root, folder)


def prepare(folder: Path, wall: Wall) -> Ground:
    """Make the course and its moments. Raises CourseError when it is not graded as it should be without any fault."""
    course = fault_class.make(folder / "course")
    ground = Ground(course.root, wall, {})
    engine = Engine(course.root, wall, folder / "tmp")
    try:
        for name, lay in ((NEW, _new), (CHANGED, _changed), (EARLIER, _earlier)):
            build = folder / name
            shutil.copytree(course.build, build)
            lay(Course(course.root, build), lambda build=build: engine.grade(build))
            ground.moments[name] = _undisturbed(ground, engine, build, folder / "trial")
    finally:
        engine.end()
    return ground


def _undisturbed(ground: Ground, engine: Engine, build: Path, folder: Path) -> Moment:
    """Grade a copy without any fault, to see what comes out."""
    trial = Course(ground.root, folder)
    shutil.copytree(build, trial.build)
    before = look(trial)
    engine.tell(trial.build)
    passed = engine.hear().get("points", 0)
    began = time.monotonic()
    told = engine.hear()
    seconds = time.monotonic() - began
    after = look(trial)
    shutil.rmtree(trial.build)
    scores = {name: _score(after.results.get(f"{name} {SLUG}")) for name in fault_class.POINTS}
    if scores != fault_class.POINTS:
        raise CourseError(f"Without any fault, the class is not graded as it should be: {scores}. {told}")
    cold = ground.moments[NEW].seconds if ground.moments else seconds  # the first one had to start its processes
    return Moment(build, before, after, told["points"] - passed, cold)


def _score(result: dict | None) -> float | str | None:
    if result is None:
        return "lost"
    return sum(cell["points"] or 0 for cell in result["cells"]) if result["state"] == "graded" else None


def _new(course: Course, grade: Callable[[], object]) -> None:
    fault_class.hand_in(course, fault_class.LAST)


def _changed(course: Course, grade: Callable[[], object]) -> None:
    fault_class.hand_in(course, fault_class.FIRST)
    grade()
    fault_class.mark(course)
    fault_class.hand_in(course, fault_class.LAST, HOUR)


def _earlier(course: Course, grade: Callable[[], object]) -> None:
    """The clock went back between the two versions, so that the second one seems to be the older."""
    fault_class.hand_in(course, fault_class.FIRST, HOUR)
    grade()
    shutil.rmtree(course.submitted)
    fault_class.hand_in(course, fault_class.LAST)
