"""The trainer's wishes under way: what each of them still waits for, until its file is taken away."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from classroom.on_submit import wishes
from classroom.on_submit.changes import results_of
from classroom.on_submit.inbound import Place
from classroom.on_submit.pages import Pages
from classroom.on_submit.queue import Queue
from classroom.on_submit.troubles import Troubles, in_words, stops_all
from grading import intake
from grading.course import Course
from grading.errors import CourseError
from progress import given_back


@dataclass
class Asked:
    """Wishes become work in the queue, which says when it is over."""

    course: Course
    queue: Queue
    troubles: Troubles
    pages: Pages | None = None
    _waits: dict[Path, set[Place]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.queue.on_over = self._over

    def hear(self) -> None:
        """Begin what is new, and take away what is done. One that cannot be carried out yet is tried again."""
        for wish in wishes.read(self.course):
            try:
                self._hear(wish)
            except CourseError as trouble:
                if stops_all(trouble):
                    raise
                self.troubles.note(f"A request of the trainer's page has to wait. {in_words(trouble)}")

    def _hear(self, wish: wishes.Wish) -> None:
        if wish.trouble:
            self.troubles.say(wish.trouble)
            wish.file.unlink(missing_ok=True)
        elif wish.do == wishes.PROGRESS:
            if self.pages:  # one that runs once makes none, and leaves it to the next
                self.pages.ask()
                wish.file.unlink(missing_ok=True)
        elif wish.file not in self._waits:
            self._waits[wish.file] = self._begun(wish)
        elif not self._waits[wish.file]:
            wish.file.unlink(missing_ok=True)
            del self._waits[wish.file]

    def _begun(self, wish: wishes.Wish) -> set[Place]:
        if wish.do == wishes.GIVE_BACK:
            for slug in wish.exercises:
                given_back.give(self.course, slug, None, wish.by)
            return self.queue.once_more(results_of(self.course, wish.exercises))
        there = intake.submissions(self.course, wish.exercises)
        return self.queue.once_more((one.learner_id, one.exercise) for one in there)

    def _over(self, place: Place) -> None:
        """It was done, or has to wait: no wish is held up by what has to wait."""
        for places in self._waits.values():
            places.discard(place)
