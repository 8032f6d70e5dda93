"""Grade one submission after the other with processes that stay warm, and enter what comes out, one at a time.

It is what `autograde.grade` does with a batch, without an end: the same jobs, the same stage, the same gradebook, so
that a watcher may be killed at any instant. While something is under way, no other engine grades this course.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count

from grading import audit, journal, notebooks, seats
from grading.autograde import unchanged
from grading.batch import Means
from grading.course import Course
from grading.errors import CourseError, GradebookBusy, NoWall
from grading.execution import execute
from grading.job import Exercise, Job, Made, Maker, exercise
from grading.keeper import Keeper
from grading.model import Result, Submission
from grading.recording import recording
from grading.sandbox import find_wall
from grading.settings import Limits
from grading.turn import one_engine

PATIENCE_SECONDS = 5.0  # for other writers, before the watcher does something else meanwhile
READ_AGAIN_SECONDS = 60.0  # an exercise's files, while there is always something to do
PROVE_AGAIN_SECONDS = 600.0  # that the wall stands


class Engine:
    """For one thread. `begin`, then `ended` again and again; `rest` when nothing is left to do."""

    def __init__(self, course: Course, means: Means, workers: int, clock: Callable[[], float] = time.monotonic):
        self._course, self._means, self._clock, self._workers = course, means, clock, workers
        self._limits, self._here = Limits(), means.run is execute
        self._made: queue.Queue[tuple[int, Made]] = queue.Queue()
        self._out: list[Result] = []
        self._numbers, self._running = count(), 0
        self._exercises: dict[str, tuple[float, Exercise]] = {}
        self.keeper = Keeper(self._out.append, patience=PATIENCE_SECONDS)
        self._turn, self._stays, self._proven = ExitStack(), ExitStack(), clock()
        self._open = False
        self._warm = self._stays.enter_context(seats.kept())
        self._pool = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="grading")

    def warm_up(self, slug: str, wait: int = 0) -> None:
        """Let processes start, and run a notebook once, so that the first learner does not wait for that.

        `wait`: so many do already. Then their own notebooks are the first, and nobody starts more than they need.
        """
        source = notebooks.read(self._course.source(slug))
        if self._here:  # they start while nbgrader is being loaded
            self._warm.prepare(self._means.wall, self._limits, min(self._workers, wait or self._workers))
        notebooks.opened(source)  # loads nbgrader: its import is not safe in several threads at once
        for _ in range(self._workers if self._here and not wait else 0):
            self._pool.submit(execute, source, self._means.wall, self._limits, source=source)

    @property
    def under_way(self) -> int:
        """How many are being run, or wait to be entered."""
        return self._running + len(self.keeper.waiting)

    @property
    def running(self) -> int:
        return self._running

    @property
    def busy(self) -> bool:
        """Whether results wait because the gradebook could not be written."""
        return bool(self.keeper.waiting)

    @property
    def room(self) -> int:
        """How many more may be begun: few wait for a place here, so that whoever comes next does not wait for many."""
        return max(0, 2 * self._workers - self._running) if not self.busy else 0

    def begin(self, submissions: Iterable[Submission]) -> list[Result]:
        """Begin those of one exercise; comes back at once with the results of those that have not changed.

        Raises EngineBusy, NoWall, GradebookTrouble, and CourseError for an exercise that cannot be graded.
        """
        self._prove()
        self._take_turn()
        given = list(submissions)
        known = self._exercise(given[0].exercise)
        jobs = [Job(self._course, one, known) for one in given]
        same = dict(unchanged(self._course, jobs, [known.slug]))
        make = Maker(self._means.wall, self._limits, self._means.run)
        for number, job in enumerate(jobs):
            if number not in same:
                self._running += 1
                self._pool.submit(self._run, make, job)
        return list(same.values())

    def ended(self, seconds: float) -> list[Result]:
        """What has been entered since; waits at most so long for something. A `fault` among them has to be tried again.

        Raises GradebookBusy when nothing can be entered now: what waits is kept, for `enter`.
        """
        found = self._take(seconds)
        try:
            if found:
                audit.note(self._course, "watch", {job.submission.learner_id for _, (job, _) in found}, step="changed")
        except BaseException:
            for one in found:
                self._made.put(one)
            self._running += len(found)
            raise
        for one in found:
            self.keeper.take(one)
        return self._told(raising=bool(found))

    def enter(self) -> list[Result]:
        """Try once more to enter what waits for the gradebook. Raises GradebookBusy."""
        if self.keeper.waiting:
            self._take_turn()
            self.keeper.enter_waiting(0)
        return self._told()

    def rest(self) -> None:
        """Nothing is left to do: others may grade meanwhile, and read anew what may have changed next time."""
        if not self.under_way:
            self._let_go()

    def end(self) -> None:
        """End all processes. Only when nothing is under way: what runs is lost, and would be taken for a failure."""
        self._let_go()
        self._pool.shutdown(cancel_futures=True)
        self._stays.close()

    def _run(self, make: Maker, job: Job) -> None:
        self._made.put((next(self._numbers), make(job)))  # make() catches everything

    def _take(self, seconds: float) -> list[tuple[int, Made]]:
        found = []
        try:
            found.append(self._made.get(timeout=seconds) if self._running else self._made.get_nowait())
            while True:
                found.append(self._made.get_nowait())
        except queue.Empty:
            if not found and not self._running:
                time.sleep(seconds)
        self._running -= len(found)
        return found

    def _told(self, raising: bool = True) -> list[Result]:
        told = list(self._out)
        self._out.clear()
        self.keeper.done.clear()
        if raising and self.keeper.waiting and not told:
            raise GradebookBusy(str(self.keeper.busy))
        return told

    def _take_turn(self) -> None:
        if self._open:
            return
        with ExitStack() as stack:
            stack.enter_context(one_engine(self._course))
            self.keeper.recorder = stack.enter_context(recording(self._course))
            journal.sweep(self._course, self._course.slugs)
            self._turn = stack.pop_all()
        self._open = True

    def _let_go(self) -> None:
        self._open, self.keeper.recorder = False, None
        self._turn.close()
        self._exercises.clear()

    def _exercise(self, slug: str) -> Exercise:
        since, known = self._exercises.get(slug, (0.0, None))
        if known is None or self._clock() - since > READ_AGAIN_SECONDS:
            known = exercise(self._course, slug, self._means.wall, self._limits)
            notebooks.opened(known.source)  # refuses a bad source
            self._exercises[slug] = (self._clock(), known)
        return known

    def _prove(self) -> None:
        """Now and then, try once more to get through the wall."""
        if not self._here or self._clock() - self._proven < PROVE_AGAIN_SECONDS:
            return
        if find_wall() != self._means.wall:
            raise NoWall("The wall around learners' code is another one than before. Start the watcher again.")
        self._proven = self._clock()


def is_trouble_of_one(trouble: CourseError) -> bool:
    """Whether it keeps one exercise from being graded, and the others not."""
    return type(trouble).code in ("course", "unknown-exercise", "bad-source", "bad-tables")
