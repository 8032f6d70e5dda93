"""From the queue to results: collect, let the engine begin, and take what comes out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from classroom.on_submit.engine import Engine, is_trouble_of_one
from classroom.on_submit.giving import Giving
from classroom.on_submit.inbound import HandIn, Place, place_of
from classroom.on_submit.looking import Looking
from classroom.on_submit.queue import Queue, Work
from classroom.on_submit.telling import Telling
from classroom.on_submit.troubles import Troubles, in_words
from grading import intake, submitted
from grading.course import Course
from grading.errors import CourseError
from grading.model import Result, Submission
from grading.outcomes import Outcome

log = logging.getLogger(__name__)
AT_ONCE = 16  # places that are looked at in one go


@dataclass
class Grade:
    course: Course
    engine: Engine
    queue: Queue
    looking: Looking
    giving: Giving
    telling: Telling
    troubles: Troubles
    check_owner: bool
    clock: Callable[[], float]

    def begin(self) -> None:
        """Begin as many as there is room for. Raises what stops everything; then nothing is lost."""
        left = {one.place: one for one in self.queue.take(self.clock(), min(AT_ONCE, self.engine.room))}
        if not left:
            return
        try:
            for slug in sorted({slug for _, slug in left}):
                self._begin_of(slug, left)
        except BaseException:
            for work in left.values():
                self.queue.back(work)
            raise
        self.troubles.well("begin")

    def take(self, results: Iterable[Result], new: bool = True) -> None:
        """What came out: given back soon, or tried again later."""
        for result in results:
            if result.fault:
                self._later(place_of(result.learner_id, result.exercise), result.learner_id, result.reason)
                continue
            self.giving.add(result)
            if new:
                self.troubles.well("enter")
                self.telling.entered(result)

    def _begin_of(self, slug: str, left: dict[Place, Work]) -> None:
        """Begin those of one exercise, and take out of `left` what is begun, put off, or has come to its end."""
        try:
            there = {place: found for place in _of(slug, left) if (found := self._collected(place, left))}
            same = self.engine.begin(there.values()) if there else []
        except CourseError as trouble:
            if not is_trouble_of_one(trouble):
                raise
            for place in _of(slug, left):
                self._later(place, left.pop(place), str(trouble))
            return
        for place in there:
            del left[place]
        self.take(same, new=False)

    def _collected(self, place: Place, left: dict[Place, Work]) -> Submission | None:
        """What is to be graded at this place; None when nothing of it is, and then it is taken out of `left`."""
        work = left[place]
        try:
            found = self._submission(work)
        except (CourseError, OSError):
            raise
        except Exception as fault:  # the class must not wait for a fault of ours
            log.error("The watcher failed at %s", place, exc_info=fault)
            self._later(place, left.pop(place), f"{', '.join(place)}: {in_words(fault)}. Please report it.")
            return None
        if found and place_of(found.learner_id, found.exercise) == place:
            left[place] = Work(place, (), found.learner_id)  # what was collected and refused is not looked at twice
            return found
        self.queue.done(left.pop(place).place)
        if found:  # its name is another than the one on the roster
            self.queue.add(Work(place_of(found.learner_id, found.exercise), (), found.learner_id))
        return None

    def _submission(self, work: Work) -> Submission | None:
        slug, learner_id = work.place[1], work.learner_id
        if work.hand_ins:
            names = [one.name for one in work.hand_ins]
            about = {"check_owner": self.check_owner, "names": names, "people": self.looking.people}
            outcomes = intake.collect_exchange(self.course, slug, **about)
            self._refuse(work.hand_ins, outcomes)
            learner_id = next((one.learner_id for one in outcomes if not one.refused), learner_id)
        return submitted.submission(self.course, slug, learner_id) if learner_id else None

    def _refuse(self, hand_ins: Sequence[HandIn], outcomes: list[Outcome]) -> None:
        refused = [one for one in outcomes if one.refused]
        if refused and len(refused) == len(outcomes):
            self.looking.inbound.refused(hand_ins)
        self.telling.refused(refused)

    def _later(self, place: Place, work: Work | str, why: str) -> None:
        self.troubles.note(f"{why} The watcher tries again.")
        self.queue.later(Work(place, (), work) if isinstance(work, str) else work, self.clock())


def _of(slug: str, left: dict[Place, Work]) -> list[Place]:
    return [place for place in left if place[1] == slug]
