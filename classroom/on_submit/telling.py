"""What people hear of the watcher: sentences in its log, its status, and the progress pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from classroom.on_submit import status as states
from classroom.on_submit.pages import Pages
from grading.course import Course
from grading.model import Result, State
from grading.outcomes import Outcome


@dataclass
class Telling:
    course: Course
    say: Callable[[str], object]
    pages: Pages | None = None
    status: states.Status = field(default_factory=states.begun)

    def looked(self) -> None:
        self.status = replace(self.status, looked_at=states.now())

    def refused(self, outcomes: Sequence[Outcome]) -> None:
        for one in outcomes:
            self.say(str(one))
        self.status = states.with_refused(self.status, [str(one) for one in outcomes])

    def entered(self, result: Result) -> None:
        graded = result.state is State.GRADED
        more = {"graded": self.status.graded + 1} if graded else {"failed": self.status.failed + 1}
        self.status = replace(self.status, **more)
        self.say(f"{result.learner_id}, {result.exercise}: {result.state}")
        self.changed()

    def given(self, count: int) -> None:
        self.status = replace(self.status, given_back=self.status.given_back + count)

    def changed(self) -> None:
        """There is something new for the progress pages."""
        if self.pages:
            self.pages.changed = True

    def save(self, **more) -> None:
        """Write the status down, with these of its fields."""
        self.status = replace(self.status, **more)
        with suppress(OSError):  # a full disk is told by what it stops
            states.save(self.course, self.status)
