"""The loop: look, collect, grade, give back. The exchange and the journal are the truth; nothing here is.

Whatever stops it (a kill, a full disk, a database that is away), what is in the exchange is looked at again, what has a
settled result is not graded again, and a page that lies where it belongs is not written again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import groupby

from classroom.on_submit import status as states
from classroom.on_submit import wishes
from classroom.on_submit.engine import Engine, is_trouble_of_one
from classroom.on_submit.give import give
from classroom.on_submit.inbound import HandIn, Inbound, Place
from classroom.on_submit.pages import Pages
from classroom.on_submit.queue import Queue, Work
from grading import intake, submitted
from grading.course import Course
from grading.errors import CourseError, EngineBusy
from grading.exchange import root_of
from grading.gradebook import marks_of_people
from grading.model import Result, State, Submission
from grading.outcomes import Outcome
from grading.roster import read_roster, same_id
from grading.sender import People
from grading.settings import COURSE_ID
from progress import choice, given_back

GATHER_SECONDS = 0.5  # pages of those who are done within this time are written together
MARKS_SECONDS = 10.0
STATUS_SECONDS = 5.0
TOLD_SECONDS = 900.0  # longer than the longest wait of one that has to be tried again
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
AT_ONCE = 16  # places that are looked at in one go
NO_ROOM = "There is no room left on the disk, or it cannot be written: {why}. Make room; the watcher goes on by itself."


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
    queue: Queue = field(default_factory=Queue)
    status: states.Status = field(default_factory=states.begun)
    _work: dict[Place, Work] = field(default_factory=dict)  # under way
    _ready: list[Result] = field(default_factory=list)  # graded, and their pages are not written yet
    _ready_since: float = 0.0
    _wishes: dict[object, set[Place]] = field(default_factory=dict)
    _troubles: dict[str, float] = field(default_factory=dict)
    tries: int = 0  # how often something stopped everything, since it went well
    _pause: float = 0.0
    _pause_until: float = float("-inf")
    _due: dict[str, float] = field(default_factory=dict)
    _people: tuple[object, People | None] = (None, None)
    _marks: dict[tuple[str, str], str] | None = None
    _chosen: object = None

    def __post_init__(self) -> None:
        self.inbound = Inbound(root_of(self.course) / COURSE_ID / "inbound", tuple(self.slugs), self.clock)
        self._first_look = True

    def turn(self) -> None:
        """Look, if it is time, and do what can be done now; waits until something happens or the next look is due."""
        if self._is_due("look", self.seconds):
            with self._pausing():
                self._look()
        if not self.paused:
            with self._pausing():
                self._take(self.engine.enter())
                self._begin()
        with self._pausing():
            self._take(self.engine.ended(self._patience()))
        gathered = self.clock() - self._ready_since > GATHER_SECONDS or not self.engine.under_way
        if self._ready and gathered and not self.paused:
            with self._pausing():
                self._give()
        if not self.engine.under_way and not self._ready:
            self.engine.rest()
        self._tell()

    @property
    def paused(self) -> bool:
        return self.clock() < self._pause_until

    @property
    def idle(self) -> bool:
        """Nothing waits, nothing is under way, and nothing is being handed in."""
        return not (self.queue.waiting() or self.busy or self.inbound.unfinished())

    @property
    def busy(self) -> bool:
        return bool(self.engine.under_way or self._ready)

    def finish(self, seconds: float) -> bool:
        """Begin nothing more; whether all that was under way is entered and given back after so many seconds."""
        until = self.clock() + seconds
        while self.busy and self.clock() < until:
            with self._pausing():
                self._take(self.engine.ended(0.2))
                if not self.engine.under_way:
                    self._give()
            if self.paused:
                break
        return not self.engine.under_way

    # Looking

    def _look(self) -> None:
        self.status = replace(self.status, looked_at=states.now())
        if self._roster_changed():
            self._add(self.inbound.all_refused())
        new = self.inbound.new()
        self._add(reversed(new) if self._first_look else new, behind=self._first_look)  # after a stop: newest first
        self._first_look = self._first_look and not new
        if self._is_due("refused", 30.0):
            self._add(self.inbound.again())
        for wish in wishes.read(self.course):
            self._hear(wish)
        if not self.queue.at_once() and self._is_due("marks", MARKS_SECONDS):
            self._see_what_people_changed()

    def _add(self, hand_ins, behind: bool = False) -> None:
        for one in hand_ins:
            self.queue.add(Work(one.place, (one,)), behind)

    def _roster_changed(self) -> bool:
        try:
            found = self.course.roster.stat()
            mark = (found.st_mtime_ns, found.st_size)
        except FileNotFoundError:
            mark = None
        if self._people[1] is not None and mark == self._people[0]:
            return False
        self._people = (mark, People.of(read_roster(self.course.roster)))
        return True

    def _hear(self, wish: wishes.Wish) -> None:
        if wish.file in self._wishes:
            if not self._wishes[wish.file]:
                wish.file.unlink(missing_ok=True)
                del self._wishes[wish.file]
            return
        if wish.trouble:
            self.say(wish.trouble)
            wish.file.unlink(missing_ok=True)
            return
        if wish.do == wishes.PROGRESS:
            if self.pages:  # one that runs once makes none, and leaves it to the next
                self.pages.ask()
                wish.file.unlink(missing_ok=True)
            return
        if wish.do == wishes.GIVE_BACK:
            for slug in wish.exercises:
                given_back.give(self.course, slug, None, wish.by)
            places = self._once_more(self._results_of(wish.exercises))
        else:
            places = self._once_more((one.learner_id, one.exercise) for one in self._submissions(wish.exercises))
        self._wishes[wish.file] = places

    def _submissions(self, slugs: Sequence[str]) -> list[Submission]:
        return intake.submissions(self.course, slugs)

    def _results_of(self, slugs: Sequence[str]) -> Iterator[tuple[str, str]]:
        for slug in slugs:
            yield from ((path.stem, slug) for path in sorted((self.course.results / slug).glob("*.json")))

    def _once_more(self, whom) -> set[Place]:
        """Look at these (learner, exercise) once more, behind those who wait."""
        places = set()
        for learner_id, slug in whom:
            place = (same_id(learner_id), slug)
            places.add(place)
            self.queue.add(Work(place, learner_id=learner_id), behind=True)
        return places

    def _see_what_people_changed(self) -> None:
        """Marks and comments, and the choice when feedback is given back, may let learners see more than before."""
        began = self.clock()
        marks = marks_of_people(self.course)
        if self._marks is not None and marks != self._marks:
            changed = {which for which in {*marks, *self._marks} if marks.get(which) != self._marks.get(which)}
            self._once_more((learner_id, slug) for slug, learner_id in sorted(changed) if slug in self.slugs)
            self._see_changes()
        self._marks = marks
        chosen = [choice.read(self.course).of(slug) for slug in self.slugs], _mark(given_back.file(self.course))
        if self._chosen is not None and chosen != self._chosen:
            self._once_more(self._results_of(self.slugs))
        self._chosen = chosen
        self._due["marks"] = max(self._due["marks"], self.clock() + 20 * (self.clock() - began))

    # Grading

    def _begin(self) -> None:
        if not self.engine.room:
            return
        taken = self.queue.take(self.clock(), min(AT_ONCE, self.engine.room))
        try:
            for _, group in groupby(sorted(taken, key=lambda one: one.place[1]), key=lambda one: one.place[1]):
                self._begin_some([(one, self._collected(one)) for one in group])
        except BaseException:
            for work in taken:
                if work.place not in self._work:
                    self.queue.back(work)
            raise

    def _begin_some(self, some: list[tuple[Work, Submission | None]]) -> None:
        there = {work.place: (work, submission) for work, submission in some if submission}
        for work, submission in some:
            if submission is None:
                self._end(work.place)
        if not there:
            return
        try:
            same = self.engine.begin(submission for _, submission in there.values())
        except CourseError as trouble:
            if not is_trouble_of_one(trouble):
                raise
            self._note(str(trouble))
            for work, _ in there.values():
                self._later(work)
            return
        self._work |= {place: work for place, (work, _) in there.items()}
        self._take(same, new=False)

    def _collected(self, work: Work) -> Submission | None:
        """What is to be graded at this place; None when nothing of it can be accepted."""
        _, slug = work.place
        learner_id = work.learner_id
        if work.hand_ins:
            names = [one.name for one in work.hand_ins]
            about = {"check_owner": self.check_owner, "names": names, "people": self._people[1]}
            outcomes = intake.collect_exchange(self.course, slug, **about)
            self._refuse(work.hand_ins, outcomes)
            taken = [one.learner_id for one in outcomes if not one.refused]
            learner_id = taken[0] if taken else learner_id
        return submitted.submission(self.course, slug, learner_id) if learner_id else None

    def _refuse(self, hand_ins: Sequence[HandIn], outcomes: list[Outcome]) -> None:
        refused = [one for one in outcomes if one.refused]
        if refused and len(refused) == len(outcomes):
            self.inbound.refused(hand_ins)
        for one in refused:
            self.say(str(one))
        self.status = states.with_refused(self.status, [str(one) for one in refused])

    def _take(self, results: list[Result], new: bool = True) -> None:
        """What came out: given back soon, or tried again later."""
        for result in results:
            place = (same_id(result.learner_id), result.exercise)
            if result.fault:
                self._note(f"{result.reason} The watcher tries again.")
                self._later(self._work.pop(place, Work(place, learner_id=result.learner_id)))
                continue
            if not self._ready:
                self._ready_since = self.clock()
            self._ready.append(result)
            if new:
                self._well()
                graded = result.state is State.GRADED
                more = {"graded": self.status.graded + 1} if graded else {"failed": self.status.failed + 1}
                self.status = replace(self.status, **more)
                self.say(f"{result.learner_id}, {result.exercise}: {result.state}")
                self._see_changes()

    def _give(self) -> None:
        given = give(self.course, self.inbound, self._ready, self.check_owner)
        self.status = replace(self.status, given_back=self.status.given_back + given)
        for result in self._ready:
            self._end((same_id(result.learner_id), result.exercise))
        self._ready.clear()
        self._well()

    def _end(self, place: Place) -> None:
        self._work.pop(place, None)
        self.queue.done(place)
        for places in self._wishes.values():
            places.discard(place)

    def _later(self, work: Work) -> None:
        self.queue.later(Work(work.place, (), work.learner_id) if not work.hand_ins else work, self.clock())
        for places in self._wishes.values():  # a wish is not held up by what has to wait
            places.discard(work.place)

    # Troubles

    def _pausing(self):
        return _Pausing(self)

    def pause(self, sentence: str) -> None:
        self._note(sentence)
        self.tries += 1
        self._pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * self._pause))
        self._pause_until = self.clock() + self._pause

    def _note(self, sentence: str) -> None:
        if sentence not in self._troubles:
            self.say(sentence)
        self._troubles[sentence] = self.clock()

    def _well(self) -> None:
        """Something was entered or given: what stopped everything is over. Troubles of single ones are told longer."""
        if self._pause:
            self.say("It goes on.")
            self._troubles.clear()
        self.tries, self._pause, self._pause_until = 0, 0.0, float("-inf")
        self._troubles = {told: at for told, at in self._troubles.items() if self.clock() - at < TOLD_SECONDS}

    # The edge

    def _see_changes(self) -> None:
        if self.pages:
            self.pages.changed = True

    def _patience(self) -> float:
        next_look = max(0.0, self._due.get("look", 0.0) - self.clock())
        if self._ready:
            next_look = min(next_look, GATHER_SECONDS)
        can_begin = self.queue.at_once() and self.engine.room and not self.paused
        return 0.0 if can_begin else min(next_look, self.seconds)

    def _is_due(self, what: str, every: float) -> bool:
        if self.clock() < self._due.get(what, float("-inf")):
            return False
        self._due[what] = self.clock() + every
        return True

    def _tell(self) -> None:
        if self.pages and (trouble := self.pages.turn()):
            self._note(trouble)
        if self._is_due("status", STATUS_SECONDS if not self.busy else 1.0):
            self.save()

    def save(self, **more) -> None:
        waiting = self.queue.waiting() + self.inbound.unfinished()
        told = {"waiting": waiting, "under_way": self.engine.under_way, "troubles": tuple(self._troubles)}
        self.status = replace(self.status, **told, **more)
        with suppress(OSError):  # a full disk is told by what it stops
            states.save(self.course, self.status)


class _Pausing:
    """What stops everything becomes one sentence and a pause, which grows as long as it goes on."""

    def __init__(self, watcher: Watcher):
        self._watcher = watcher

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind, trouble, _) -> bool:
        if isinstance(trouble, EngineBusy):
            self._watcher.pause(f"{trouble} The watcher goes on after that.")
        elif isinstance(trouble, CourseError):
            self._watcher.pause(str(trouble))
        elif isinstance(trouble, OSError):
            self._watcher.pause(NO_ROOM.format(why=trouble.strerror or trouble))
        else:
            return False
        return True


def _mark(path) -> tuple | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_mtime_ns, found.st_size
