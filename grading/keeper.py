"""Enter results one after the other, in the gradebook first. While that is busy they wait, whole, on their stage."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from grading import journal
from grading.errors import GradebookBusy
from grading.job import Made, fault
from grading.model import Result
from grading.recording import Recorder


@dataclass
class Keeper:
    """Belongs to the one thread that writes. `done` are the results by the batch's number, each told once."""

    on_done: Callable[[Result], object]
    recorder: Recorder | None = None
    done: dict[int, Result] = field(default_factory=dict)
    waiting: deque[tuple[int, Made]] = field(default_factory=deque)
    busy: GradebookBusy | None = None  # why the first that waits could not be entered
    patience: float | None = None  # seconds to wait for other writers; None: as long as the gradebook's door does

    def tell(self, number: int, result: Result) -> None:
        """A result that is as it will stay."""
        self.done[number] = result
        self.on_done(result)

    def take(self, outcome: tuple[int, Made]) -> None:
        """Enter what was made, or let it wait behind others. While the gradebook is busy, nobody waits for it twice."""
        number, made = outcome
        if made[1].fault:
            self.tell(number, made[1])
            return
        self.waiting.append(outcome)
        self.enter_waiting(0 if self.busy else self.patience)

    def finish(self) -> None:
        """Enter what waits, or say why that cannot be done. Its stage is kept, so the next run only has to enter it."""
        self.enter_waiting(None)
        while self.waiting:
            number, (_, result) = self.waiting.popleft()
            self.tell(number, _without(result, self.busy))

    def enter_waiting(self, patience: float | None) -> None:
        """Enter those that wait, until one of them cannot be."""
        while self.waiting:
            number, made = self.waiting[0]
            try:
                result = self._enter(made, patience)
            except GradebookBusy as busy:
                self.busy = busy
                return
            self.busy = None
            self.waiting.popleft()
            self.tell(number, result)

    def _enter(self, made: Made, patience: float | None) -> Result:
        job, result = made
        try:
            self.recorder.record(result, patience)
            journal.settle(job.course, result, job.beside())
        except GradebookBusy:
            raise
        except Exception as trouble:  # the class must not wait for a fault of ours
            return _without(result, trouble)
        return result


def _without(result: Result, trouble: Exception) -> Result:
    """The submission as it stands: what was made of it is not entered."""
    blank = replace(result, cells=(), notes=(), key="", rejected=False, content="", notebook="", unanswered=())
    return fault(blank, trouble)
