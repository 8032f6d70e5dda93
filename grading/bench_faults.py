"""The benchmark `faults`: kills, a full disk, locks, rivals, a clock that goes back, and one more run after each.

Its figures are counts. What must be 0 is 0, or it ends with a sentence about each thing that went wrong.
"""

from __future__ import annotations

import os
import queue
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from grading.course import Course
from grading.errors import CourseError
from grading.fault_class import LAST
from grading.fault_disk import disk_full
from grading.fault_driver import began, left_of
from grading.fault_ground import Ground, prepare
from grading.fault_look import LEFT, LOST, PARTIAL, STRAY, WRONG, Finding
from grading.fault_rounds import (
    Fault,
    Lane,
    clock_back,
    kill_at_a_change,
    kill_by_the_clock,
    kill_one_behind_the_wall,
    lock,
    rivals,
)
from grading.sandbox import find_wall
from grading.wall.processes import descendants

SEED = 20260907
FAULTS: dict[str, Fault] = {
    "gradebook locked for 60 s": lock(60),
    "gradebook locked for 10 s": lock(10),
    "gradebook locked for 1 s": lock(1),
    "engine killed at any instant": kill_by_the_clock,
    "engine killed before a change": kill_at_a_change,
    "S killed": kill_one_behind_the_wall("S"),
    "T killed": kill_one_behind_the_wall("T"),
    "disk full": disk_full,
    "two engines at once": rivals(2),
    "three engines at once": rivals(3),
    "clock going back": clock_back,
}
QUIET = {"gradebook locked for 60 s", "gradebook locked for 10 s"}  # they wait more than they work
FULL = dict(zip(FAULTS, (2, 3, 5, 120, 80, 50, 50, 30, 5, 5, 10), strict=True))
SHORT = dict(zip(FAULTS, (0, 0, 1, 6, 6, 6, 6, 3, 1, 0, 2), strict=True))
MUST_BE_NONE = {
    WRONG: "wrong grades",
    PARTIAL: "partial grades",
    LOST: "lost grades",
    LEFT: "processes left over",
    STRAY: "stray files and entries",
}


@dataclass
class Tally:
    """What all rounds came to."""

    rounds: Counter = field(default_factory=Counter)
    struck: Counter = field(default_factory=Counter)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    slowest: float = 0.0  # seconds until nothing was left of a family

    def figures(self) -> dict[str, float]:
        """Counts of faults, of grades that were compared, and of what must not be."""
        struck = {f"of these, {what}": count for what, count in sorted(self.struck.items()) if ": " in what}
        told = {**self.rounds, **struck, "grades compared": self.rounds.total() * len(LAST)}
        slowest = {"longest, until nothing was left of an engine (s)": self.slowest}
        return {**{name: float(count) for name, count in told.items()}, **slowest, **self.bad()}

    def bad(self) -> dict[str, float]:
        """Counts of what must not be."""
        kinds = Counter(finding.kind for _, finding in self.findings)
        return {words: float(kinds[kind]) for kind, words in MUST_BE_NONE.items()}

    def require(self) -> None:
        """Raises CourseError with the counts and a sentence about each thing that went wrong, if anything did."""
        if self.findings:
            counts = ", ".join(f"{count:g} {words}" for words, count in self.bad().items())
            told = "\n".join(f"{where}: {finding.sentence}" for where, finding in self.findings[:40])
            raise CourseError(f"After {self.rounds.total()} faults: {counts}.\n{told}")


def measure(course: Course, folder: Path) -> dict[str, float]:
    """The whole set. Raises CourseError when a grade was wrong, partial or lost, or something was left over."""
    tally = trial(folder, FULL)
    tally.require()
    return tally.figures()


def trial(folder: Path, counts: Mapping[str, int], lanes: int = 2, seed: int = SEED) -> Tally:
    """So many rounds of each fault, several classes beside each other. Raises NoWall and CourseError."""
    tally = Tally()
    with _orphans_are_ours():
        before = set(descendants(os.getpid()))
        ground = prepare(folder, find_wall())
        quiet, busy = _shared_out(counts, seed)
        work = [busy] * lanes + ([quiet] if not quiet.empty() else [])
        with ThreadPoolExecutor(len(work)) as pool:
            made = [pool.submit(_run, ground, folder / f"lane-{n}", one, seed, tally) for n, one in enumerate(work)]
            for one in made:
                one.result()
        family = [(pid, began(pid)) for pid in descendants(os.getpid()) if pid not in before]
        tally.findings += [("at the end", Finding(LEFT, f"process {pid} still runs")) for pid, _ in left_of(family)]
    return tally


def _shared_out(counts: Mapping[str, int], seed: int) -> tuple[queue.SimpleQueue, queue.SimpleQueue]:
    """The rounds of the quiet lane, and those of the others in an order of chance."""
    rounds = [(name, number) for name, count in counts.items() for number in range(count)]
    random.Random(seed).shuffle(rounds)
    quiet, busy = queue.SimpleQueue(), queue.SimpleQueue()
    for one in rounds:
        (quiet if one[0] in QUIET else busy).put(one)
    return quiet, busy


def _run(ground: Ground, folder: Path, work: queue.SimpleQueue, seed: int, tally: Tally) -> None:
    folder.mkdir()
    lane = Lane(ground, folder)
    try:
        with suppress(queue.Empty):
            while True:
                name, number = work.get_nowait()
                where = f"{name}, round {number} of seed {seed}"
                found = FAULTS[name](lane, random.Random(f"{seed} {name} {number}"))
                tally.findings += [(where, finding) for finding in found]
                tally.rounds[name] += 1
    finally:
        lane.close()
        tally.struck.update(lane.struck)
        tally.slowest = max(tally.slowest, lane.slowest)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _orphans_are_ours() -> Iterator[None]:
    """Whoever loses a parent below this process becomes its child, so that nobody can be left over unseen."""
    import ctypes

    subreaper, system = 36, ctypes.CDLL(None)
    system.prctl(subreaper, 1, 0, 0, 0)
    try:
        yield
    finally:
        system.prctl(subreaper, 0, 0, 0, 0)
