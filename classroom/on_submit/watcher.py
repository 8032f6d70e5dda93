"""The loop: look, collect, grade, give back. The exchange and the journal are the truth; nothing here is.

Whatever stops it (a kill, a full disk, a database that is away), what is in the exchange is looked at again, what has a
settled result is not graded again, and a page that lies where it belongs is not written again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from classroom.on_submit.asked import Asked
from classroom.on_submit.changes import Changes, results_of
from classroom.on_submit.due import Due
from classroom.on_submit.engine import Engine
from classroom.on_submit.giving import GATHER_SECONDS, Giving
from classroom.on_submit.grade import Grade
from classroom.on_submit.inbound import Inbound
from classroom.on_submit.looking import Looking
from classroom.on_submit.pages import Pages
from classroom.on_submit.queue import Queue
from classroom.on_submit.status import Status
from classroom.on_submit.telling import Telling
from classroom.on_submit.troubles import Troubles
from grading.course import Course
from grading.exchange import root_of
from grading.settings import COURSE_ID
from progress.errors import BadChoice

MARKS_SECONDS = 10.0
STATUS_SECONDS = 5.0


@dataclass
class Watcher:
    """For one thread. `turn` does one round; `idle` says that nothing is left."""

    course: Course
    engine: Engine
    slugs: Sequence[str]
    say: Callable[[str], object]
    check_owner: bool = True
    seconds: float = 1.0
    pages: Pages | None = None
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        course, clock = self.course, self.clock
        self.queue, self.due, self.changes = Queue(), Due(clock), Changes(course, self.slugs)
        self.troubles, self.telling = Troubles(self.say, clock), Telling(course, self.say, self.pages)
        self.inbound = Inbound(root_of(course) / COURSE_ID / "inbound", tuple(self.slugs), clock)
        self.asked = Asked(course, self.queue, self.troubles, self.pages)
        looking = self.looking = Looking(course, self.inbound, self.queue, self.troubles, self.due)
        shared = self.telling, self.troubles, self.check_owner, clock
        self.giving = Giving(course, self.inbound, self.queue, *shared)
        self.grade = Grade(course, self.engine, self.queue, looking, self.giving, *shared)

    def turn(self) -> None:
        """Look, if it is time, and do what can be done now; waits until something happens or the next look is due."""
        if self.due.now("look", self.seconds):
            self.look()
        if not self.troubles.paused:
            with self.troubles.step("enter"):
                self.grade.take(self.engine.enter())
            with self.troubles.step("begin"):
                self.grade.begin()
        with self.troubles.step("enter"):
            self.grade.take(self.engine.ended(self._patience()))
        if (self.giving.gathered or not self.engine.under_way) and not self.troubles.paused:
            with self.troubles.step("give"):
                self.giving.give()
        if not self.busy:
            self.engine.rest()
        self._tell()

    def look(self) -> None:
        """See what was handed in, asked for or changed; it becomes work that waits."""
        self.telling.looked()
        with self.troubles.step("look"):
            self.looking.look()
            self.asked.hear()
            self.troubles.well("look")
        if not self.queue.at_once() and self.due.now("marks", MARKS_SECONDS):
            with self.troubles.step("marks"):
                self._see_what_people_changed()
                self.troubles.well("marks")

    @property
    def status(self) -> Status:
        return self.telling.status

    @property
    def tries(self) -> int:
        """How often what stops everything was tried in vain; 0 when nothing does."""
        return self.troubles.tries

    @property
    def idle(self) -> bool:
        """Nothing waits, nothing is under way, and nothing is being handed in."""
        return not (self.queue.waiting() or self.busy or self.inbound.unfinished())

    @property
    def busy(self) -> bool:
        return bool(self.engine.under_way or self.giving.waiting)

    def finish(self, seconds: float) -> bool:
        """Begin nothing more; whether all that was under way is entered and given back after so many seconds."""
        until = self.clock() + seconds
        while self.busy and self.clock() < until:
            with self.troubles.step("enter"):
                self.grade.take(self.engine.ended(0.2))
            if not self.engine.under_way:
                with self.troubles.step("give"):
                    self.giving.give()
            if self.troubles.paused:
                break
        return not self.engine.under_way

    def save(self, **more) -> None:
        """Write the status down, with these of its fields."""
        waiting = self.queue.waiting() + self.inbound.unfinished()
        told = {"waiting": waiting, "under_way": self.engine.under_way, "troubles": self.troubles.sentences}
        self.telling.save(**told, **more)

    def _see_what_people_changed(self) -> None:
        began = self.clock()
        if marked := self.changes.marked():
            self.queue.once_more(marked)
            self.telling.changed()
        try:
            if self.changes.chosen():
                self.queue.once_more(results_of(self.course, self.slugs))
        except BadChoice as trouble:  # grading goes on; nothing is given back until it is mended
            self.troubles.note(str(trouble))
        self.due.put_off("marks", 20 * (self.clock() - began))

    def _patience(self) -> float:
        """Seconds for which nothing else is to be done."""
        next_look = min(self.due.within("look"), self.seconds)
        can_begin = self.queue.at_once() and self.engine.room and not self.troubles.paused
        return 0.0 if can_begin else min(next_look, GATHER_SECONDS) if self.giving.waiting else next_look

    def _tell(self) -> None:
        if self.pages and (trouble := self.pages.turn()):
            self.troubles.note(trouble)
        if self.due.now("status", STATUS_SECONDS if not self.busy else 1.0):
            self.save()
