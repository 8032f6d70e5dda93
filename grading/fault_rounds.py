"""The faults of the benchmark `faults`: each strikes a class of its own, and then one more run has to mend it."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grading.course import Course
from grading.errors import CourseError
from grading.fault_driver import CHILD, DOOR, INNER, WARM, Engine, Process, began, left_of
from grading.fault_ground import CHANGED, EARLIER, NEW, Ground, Moment
from grading.fault_look import LEFT, STRAY, Finding, compared, entered, half_entered, look

KINDS = (CHILD, WARM, INNER, DOOR)
TRIES = 8  # until an instant is found at which there is something to strike
LOCK = """
import sqlite3, sys, time
book = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
book.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
time.sleep(float(sys.argv[2]))
book.execute("ROLLBACK")
"""


@dataclass
class Lane:
    """One class after the other. The engine `warm` has its S and T struck, and makes the one more run."""

    ground: Ground
    folder: Path
    engines: dict[str, Engine] = field(default_factory=dict)
    struck: dict[str, int] = field(default_factory=dict)  # what was struck → how often
    seconds: float = 1.0  # that the last run of a warm engine took
    slowest: float = 0.0  # seconds, until nothing was left of a family
    _rooms: int = 0

    def engine(self, name: str) -> Engine:
        """An engine that stays."""
        if name not in self.engines:
            self.engines[name] = self.start()
        return self.engines[name]

    def start(self, **told) -> Engine:
        self._rooms += 1
        return Engine(self.ground.root, self.ground.wall, self.folder / f"tmp-{self._rooms}", **told)

    def drop(self, name: str) -> None:
        if name in self.engines:
            self.engines.pop(name).end()

    def close(self) -> None:
        for name in list(self.engines):
            self.drop(name)

    @contextmanager
    def a_class(self, moment: str) -> Iterator[Course]:
        """A copy of the class at that moment, which is gone afterwards."""
        course = self.ground.copy(moment, self.folder / "build")
        try:
            yield course
        finally:
            shutil.rmtree(course.build)

    def partial(self, course: Course, moment: str) -> list[Finding]:
        """What is there in part, right after a fault."""
        known = self.ground.moments[moment]
        return half_entered(known.before, known.after, entered(course.build / "gradebook.db"))

    def mended(self, course: Course, moment: str) -> list[Finding]:
        """What is not as it should be after one more run."""
        self.engine("warm").grade(course.build)
        return compared(self.ground.moments[moment].after, look(course))

    def left(self, family: list[Process]) -> list[Finding]:
        """Those of a family that do not end."""
        start = time.monotonic()
        found = [Finding(LEFT, f"process {pid} still runs") for pid, _ in left_of(family)]
        self.slowest = max(self.slowest, time.monotonic() - start)
        return found

    def count(self, what: str) -> None:
        self.struck[what] = self.struck.get(what, 0) + 1


Fault = Callable[[Lane, random.Random], list[Finding]]


def kill_by_the_clock(lane: Lane, chance: random.Random) -> list[Finding]:
    """SIGKILL of the engine at any instant between its start and its end."""

    def strike(engine: Engine, build: Path, moment: Moment) -> list[Process] | None:
        engine.tell(build, last=True)
        if chance.random() < 0.1:
            time.sleep(chance.uniform(0, 1))
        else:
            engine.hear()
            time.sleep(chance.uniform(0, 1.3 * moment.seconds))
        return engine.kill() if engine.process.poll() is None else None

    return _killed(lane, chance, strike, lambda moment: {})


def kill_at_a_change(lane: Lane, chance: random.Random) -> list[Finding]:
    """SIGKILL of the engine just before it changes any file, or says anything to the gradebook."""

    def strike(engine: Engine, build: Path, moment: Moment) -> list[Process] | None:
        engine.tell(build, last=True)
        family: list[Process] = []
        while engine.process.poll() is None:
            family = engine.family() or family
            time.sleep(0.005)
        return family if engine.process.returncode == -signal.SIGKILL else None

    return _killed(lane, chance, strike, lambda moment: {"point": chance.randint(1, moment.points)})


def _killed(lane: Lane, chance: random.Random, strike: Callable, told: Callable[[Moment], dict]) -> list[Finding]:
    for _ in range(TRIES):
        name = chance.choice((NEW, CHANGED))
        moment = lane.ground.moments[name]
        with lane.a_class(name) as course:
            engine = lane.start(**told(moment))
            family = strike(engine, course.build, moment)
            engine.end()
            if family is None:
                continue  # it had come to its end before
            lane.count("engine")
            found = lane.left(family)
            found += [Finding(STRAY, f"{left.name} was left in the temporary folder") for left in engine.room.iterdir()]
            return found + lane.partial(course, name) + lane.mended(course, name)
    raise CourseError("No instant was found at which the engine could be killed.")


def kill_one_behind_the_wall(role: str) -> Fault:
    """SIGKILL of one of the processes of S or of T, at any instant of a run."""

    def fault(lane: Lane, chance: random.Random) -> list[Finding]:
        kind = chance.choice(KINDS)
        for _ in range(TRIES):
            if cold := chance.random() < 0.2:
                lane.drop("warm")
            name = chance.choice((NEW, CHANGED))
            with lane.a_class(name) as course:
                engine = lane.engine("warm")
                engine.tell(course.build)
                engine.hear()
                start = time.monotonic()
                time.sleep(chance.uniform(0, lane.ground.moments[name].seconds if cold else lane.seconds))
                family = _strike(engine, role, kind)
                if "states" not in engine.hear():
                    raise CourseError(f"The engine did not go on after the {kind} of {role} was killed.")
                lane.seconds = lane.seconds if cold else time.monotonic() - start
                if family:
                    lane.count(f"{role}: {kind}")
                    return lane.left(family) + lane.mended(course, name)
        raise CourseError(f"No instant was found at which the {kind} of {role} could be killed.")

    return fault


def _strike(engine: Engine, role: str, kind: str) -> list[Process]:
    """Kill it; returns those who have to be gone with it, nobody when no such process comes before the end."""
    while (pid := engine.member(role, kind)) is None:
        if engine.answers():
            return []
    victim = (pid, began(pid))
    others = [] if kind == CHILD else engine.family_of(role)
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return []
    return [victim, *others]


def lock(seconds: float) -> Fault:
    """Another process locks the gradebook for so long, from before the run or from its middle."""

    def fault(lane: Lane, chance: random.Random) -> list[Finding]:
        name = chance.choice((NEW, CHANGED))
        with lane.a_class(name) as course:
            engine, first = lane.engine("warm"), chance.random() < 0.5
            words = [sys.executable, "-c", LOCK, str(course.build / "gradebook.db"), str(seconds)]
            if not first:
                engine.tell(course.build)
                time.sleep(chance.uniform(0, lane.seconds))
            with subprocess.Popen(words, stdout=subprocess.PIPE) as other:
                other.stdout.readline()
                if first:
                    engine.tell(course.build)
                engine.hear()
                told = engine.hear()
                other.wait()
            if "states" not in told:
                raise CourseError(f"The engine did not wait for the gradebook. {told}")
            return lane.partial(course, name) + lane.mended(course, name)

    return fault


def rivals(count: int) -> Fault:
    """So many engines on one class at once: one grades, the others say so."""

    def fault(lane: Lane, chance: random.Random) -> list[Finding]:
        name = chance.choice((NEW, CHANGED))
        with lane.a_class(name) as course:
            engines = []
            for _ in range(count):
                engines.append(lane.start())
                engines[-1].tell(course.build, last=True)
                time.sleep(chance.uniform(0, 0.2))
            told = [(one.hear(), one.hear())[1] for one in engines]
            for one in engines:
                one.end()
            if not any("states" in one for one in told) or not all("states" in one or "busy" in one for one in told):
                raise CourseError(f"Of {count} engines none could grade: {told}")
            return lane.mended(course, name)

    return fault


def clock_back(lane: Lane, chance: random.Random) -> list[Finding]:
    """The clock goes back by an hour in the middle, files seem to be of tomorrow, and the last version the older."""
    name = chance.choice((CHANGED, EARLIER))
    with lane.a_class(name) as course:
        tomorrow = time.time() + chance.choice((60, 86_400))
        for path in course.build.rglob("*"):
            if chance.random() < 0.7:
                os.utime(path, (tomorrow, tomorrow))
        lane.engine("warm").grade(course.build, back=chance.choice((1, 3_600, 86_400)))
        found = compared(lane.ground.moments[name].after, look(course))
        return found or lane.mended(course, name)
