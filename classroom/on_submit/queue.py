"""Who waits to be graded, in which order; decided without looking at the world.

A place is one learner and one exercise. Whoever hands in while the watcher runs comes first, in order; what lay there
when it began, and what it looks at once more, comes after. A place that is being worked on is not given out again
before that has ended, so that of two hand-ins the newer one is graded last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from classroom.on_submit.inbound import HandIn, Place, place_of

FIRST_WAIT, LONGEST_WAIT = 5.0, 600.0


@dataclass(frozen=True)
class Work:
    """What is to be done at one place. `hand_ins` are to be collected first; there may be none."""

    place: Place
    hand_ins: tuple[HandIn, ...] = ()
    learner_id: str = ""  # where it is known already


@dataclass
class Queue:
    on_over: Callable[[Place], object] = lambda _: None  # gets each place that is done, or put off
    _first: dict[Place, Work] = field(default_factory=dict)
    _behind: dict[Place, Work] = field(default_factory=dict)
    _busy: set[Place] = field(default_factory=set)
    _later: dict[Place, tuple[float, Work]] = field(default_factory=dict)
    _tries: dict[Place, int] = field(default_factory=dict)

    def add(self, work: Work, behind: bool = False) -> None:
        """Let it wait; what waits at the same place already becomes one with it."""
        for waiting in (self._first, self._behind):
            if work.place in waiting:
                waiting[work.place] = _both(waiting[work.place], work)
                if waiting is self._behind and not behind:
                    self._first[work.place] = self._behind.pop(work.place)
                return
        (self._behind if behind else self._first)[work.place] = work

    def once_more(self, whom: Iterable[tuple[str, str]]) -> set[Place]:
        """Look at these (learner, exercise) once more, behind those who wait; returns their places."""
        places = set()
        for learner_id, exercise in whom:
            place = place_of(learner_id, exercise)
            places.add(place)
            self.add(Work(place, (), learner_id), behind=True)
        return places

    def take(self, now: float, most: int) -> list[Work]:
        """At most so many that may be begun now; they count as busy until `done`, `later` or `back`."""
        for place in [place for place, (due, _) in self._later.items() if due <= now]:
            self.add(self._later.pop(place)[1])
        taken: list[Work] = []
        for waiting in (self._first, self._behind):
            for place in waiting:
                if len(taken) == most:
                    break
                if place not in self._busy:
                    taken.append(waiting[place])
                    self._busy.add(place)
            for work in taken:
                waiting.pop(work.place, None)
        return taken

    def done(self, place: Place) -> None:
        self._busy.discard(place)
        self._tries.pop(place, None)
        self.on_over(place)

    def later(self, work: Work, now: float) -> None:
        """It could not be done, by no fault of the learner's: once more after a while, which grows."""
        self._busy.discard(work.place)
        tries = self._tries[work.place] = self._tries.get(work.place, 0) + 1
        self._later[work.place] = (now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1)), work)
        self.on_over(work.place)

    def back(self, work: Work) -> None:
        """It was not begun after all."""
        self._busy.discard(work.place)
        self.add(work)

    def waiting(self) -> int:
        """How many places wait, or are put off."""
        return len(self._first) + len(self._behind) + len(self._later)

    def in_vain(self, tries: int) -> bool:
        """Whether all that is left was tried so often, and put off again."""
        left = bool(self._first or self._behind or self._busy)
        return not left and all(self._tries.get(place, 0) >= tries for place in self._later)

    def at_once(self) -> bool:
        """Whether one could be begun now."""
        return any(place not in self._busy for waiting in (self._first, self._behind) for place in waiting)


def _both(one: Work, other: Work) -> Work:
    return Work(one.place, (*one.hand_ins, *other.hand_ins), one.learner_id or other.learner_id)
