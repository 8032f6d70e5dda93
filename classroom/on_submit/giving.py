"""Results whose pages are not written yet: they are given back together, a moment after the first of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from classroom.on_submit.give import give
from classroom.on_submit.inbound import Inbound, place_of
from classroom.on_submit.queue import Queue, Work
from classroom.on_submit.telling import Telling
from classroom.on_submit.troubles import Troubles, in_words, stops_all
from grading.course import Course
from grading.errors import CourseError
from grading.model import Result

log = logging.getLogger(__name__)
GATHER_SECONDS = 0.5  # pages of those who are done within this time are written together


@dataclass
class Giving:
    course: Course
    inbound: Inbound
    queue: Queue
    telling: Telling
    troubles: Troubles
    check_owner: bool
    clock: Callable[[], float]
    _ready: list[Result] = field(default_factory=list)
    _since: float = 0.0

    def add(self, result: Result) -> None:
        if not self._ready:
            self._since = self.clock()
        self._ready.append(result)

    @property
    def waiting(self) -> int:
        return len(self._ready)

    @property
    def gathered(self) -> bool:
        """Whether nobody else is waited for."""
        return self.clock() - self._since > GATHER_SECONDS

    def give(self) -> None:
        """Give back all of them. Raises what stops everything, and keeps them then."""
        if not self._ready:
            return
        if not self._given(self._ready):
            for one in list(self._ready):  # one whose page cannot be given keeps nobody else waiting
                if not self._given([one], alone=True):
                    self.queue.later(Work(place_of(one.learner_id, one.exercise), (), one.learner_id), self.clock())
                self._ready.remove(one)
        self._ready.clear()
        self.troubles.well("give")

    def _given(self, results: Sequence[Result], alone: bool = False) -> bool:
        try:
            count = give(self.course, self.inbound, results, self.check_owner)
        except Exception as trouble:
            if stops_all(trouble):
                raise
            if alone:
                self._tell(results[0], trouble)
            return False
        self.telling.given(count)
        for one in results:
            self.queue.done(place_of(one.learner_id, one.exercise))
        return True

    def _tell(self, result: Result, trouble: Exception) -> None:
        whose = f"{result.learner_id}, {result.exercise}"
        if not isinstance(trouble, CourseError | OSError):
            log.error("The watcher failed at %s", whose, exc_info=trouble)
        of_one = "" if isinstance(trouble, CourseError) else f"{whose}: graded, but not given back. "
        self.troubles.note(f"{of_one}{in_words(trouble)} The watcher tries again.")
