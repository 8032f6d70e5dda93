"""What is looked at again and again: the roster, and what was handed in. It becomes work in the queue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from classroom.on_submit.due import Due
from classroom.on_submit.inbound import HandIn, Inbound
from classroom.on_submit.queue import Queue, Work
from classroom.on_submit.troubles import Troubles
from grading.course import Course
from grading.errors import BadRoster
from grading.file_mark import mark
from grading.roster import read_roster
from grading.sender import People

REFUSED_SECONDS = 30.0


@dataclass
class Looking:
    """`people` is the roster as it could be read last."""

    course: Course
    inbound: Inbound
    queue: Queue
    troubles: Troubles
    due: Due
    people: People | None = None
    _read: tuple = ("never",)
    _damaged: str = ""
    _first: bool = True

    def look(self) -> None:
        """Raises BadRoster as long as there was never a roster that can be read."""
        if self._roster_changed():
            self._add(self.inbound.all_refused())
        new = self.inbound.new()
        self._add(reversed(new) if self._first else new, behind=self._first)  # after a stop: newest first
        self._first = self._first and not new
        if self.due.now("refused", REFUSED_SECONDS):
            self._add(self.inbound.again())

    def _add(self, hand_ins: Iterable[HandIn], behind: bool = False) -> None:
        for one in hand_ins:
            self.queue.add(Work(one.place, (one,)), behind)

    def _roster_changed(self) -> bool:
        """A class is not kept waiting by a roster that is being edited: the one before counts meanwhile."""
        before, now = self.people, (mark(self.course.roster),)
        if before is None or now != self._read:
            self._read, self._damaged = now, ""
            try:
                self.people = People.of(read_roster(self.course.roster))
            except BadRoster as trouble:
                if before is None:
                    raise
                self._damaged = f"{trouble} Until then, the roster as it was before counts."
        if self._damaged:
            self.troubles.note(self._damaged)
        return self.people != before
