"""What goes wrong, as sentences: each is said once, and what stops everything makes pauses that grow.

The watcher's steps are told apart by their names, so that what stops one of them is over when that one goes well, and
not when another does.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from grading.errors import CourseError, EngineBusy, GradebookTrouble, NoWall

TOLD_SECONDS = 900.0  # longer than the longest wait of one that has to be tried again
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
NO_ROOM = "There is no room left on the disk, or it cannot be used: {why}. Make room; the watcher goes on by itself."
OF_THE_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}


@dataclass
class Troubles:
    """For one thread. `say` gets each sentence when it is new."""

    say: Callable[[str], object]
    clock: Callable[[], float]
    _stops: dict[str, tuple[str, int, float]] = field(default_factory=dict)  # step → sentence, tries and pause
    _until: float = float("-inf")
    _noted: dict[str, float] = field(default_factory=dict)  # of single ones: sentence → when it was so last

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What stops everything becomes one sentence and a pause. A bug comes out as it is."""
        try:
            yield
        except EngineBusy as trouble:
            self._stop(name, f"{trouble} The watcher goes on after that.")
        except CourseError as trouble:
            self._stop(name, str(trouble))
        except OSError as trouble:
            self._stop(name, NO_ROOM.format(why=in_words(trouble)))

    def well(self, name: str) -> None:
        """This step has done its work: what stopped it is over."""
        if self._stops.pop(name, None) and not self._stops:
            self._until = float("-inf")
            self.say("It goes on.")

    def note(self, sentence: str) -> None:
        """Something that stops one submission, or one thing, and the others not."""
        if sentence not in self.sentences:
            self.say(sentence)
        self._noted[sentence] = self.clock()

    @property
    def paused(self) -> bool:
        return self.clock() < self._until

    @property
    def tries(self) -> int:
        """How often what stops everything was tried in vain."""
        return max((tries for _, tries, _ in self._stops.values()), default=0)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong now, and what was wrong with single ones a short while ago."""
        self._noted = {said: at for said, at in self._noted.items() if self.clock() - at < TOLD_SECONDS}
        return tuple(dict.fromkeys((*(sentence for sentence, _, _ in self._stops.values()), *self._noted)))

    def _stop(self, name: str, sentence: str) -> None:
        if sentence not in self.sentences:
            self.say(sentence)
        _, tries, pause = self._stops.get(name, ("", 0, 0.0))
        pause = min(LONGEST_PAUSE, max(FIRST_PAUSE, 2 * pause))
        self._stops[name] = sentence, tries + 1, pause
        self._until = max(self._until, self.clock() + pause)


def stops_all(trouble: Exception) -> bool:
    """Whether it keeps everybody's work from going on, and not one person's."""
    if isinstance(trouble, OSError):
        return trouble.errno in OF_THE_DISK
    return isinstance(trouble, EngineBusy | GradebookTrouble | NoWall)


def in_words(trouble: Exception) -> str:
    if isinstance(trouble, OSError):
        return str(trouble.strerror or trouble)
    return str(trouble) if isinstance(trouble, CourseError) else f"a fault of the grader's ({type(trouble).__name__})"
