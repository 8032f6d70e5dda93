"""Frozen records that travel between the rooms, and the four states."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

TEXTS = ("notes", "unanswered")  # a Result's lists of texts


class State(StrEnum):
    """Where one learner stands with one exercise. A failure is a state of its own, never a score of 0."""

    NOT_STARTED = "not started"
    SUBMITTED = "submitted"
    FAILED = "grading failed"
    GRADED = "graded"


@dataclass(frozen=True)
class Learner:
    """One row of the roster. `learner_id` is the only name that leaves the roster."""

    learner_id: str
    name: str = ""
    email: str = ""
    department: str = ""
    cohort: str = ""
    manager_id: str = ""
    start: date | None = None  # first day in the course
    extensions: tuple[tuple[str, date], ...] = ()  # exercise (or `all`) and the new last day


@dataclass(frozen=True)
class Submission:
    """One learner's notebook for one exercise, as it lies in the submitted folder."""

    learner_id: str
    exercise: str
    notebook: Path
    received_at: str = ""  # ISO 8601, UTC, from the channel and never from the notebook


@dataclass(frozen=True)
class CellScore:
    """Points of one graded cell. `points` is None while a person still has to mark it."""

    grade_id: str
    points: float | None
    max_points: float
    reason: str = ""  # plain words for the learner: why these points
    mistake: str = ""  # code of the recognised mistake, such as M01, or empty


@dataclass(frozen=True)
class Result:
    """What grading one submission led to.

    `state` is GRADED; FAILED, where the reason lies with what was handed in; or SUBMITTED, where the grader itself is
    at fault: such a submission still waits to be graded, and the next run tries again.
    """

    learner_id: str
    exercise: str
    state: State
    reason: str = ""  # one sentence; always set when grading failed
    cells: tuple[CellScore, ...] = ()
    notes: tuple[str, ...] = ()  # sentences worth knowing: a cell stopped, a copy of a test cell ignored
    key: str = ""  # content hash of source + submission + engine: same key, nothing to do
    seconds: float = 0.0
    isolated: bool = True
    received_at: str = ""
    rejected: bool = False  # FAILED because the file itself cannot be accepted; nothing was run
    content: str = ""  # hash of the file that was handed in
    notebook: str = ""  # hash of the graded notebook
    unanswered: tuple[str, ...] = ()  # answer cells that are as they were handed out

    @property
    def fault(self) -> bool:
        """The grader's own error, never the learner's."""
        return self.state is State.SUBMITTED

    @property
    def score(self) -> float | None:
        """Points so far, or None when grading failed."""
        if self.state is not State.GRADED:
            return None
        return sum(cell.points or 0.0 for cell in self.cells)

    @property
    def max_score(self) -> float:
        return sum(cell.max_points for cell in self.cells)

    @property
    def needs_marking(self) -> bool:
        return any(cell.points is None for cell in self.cells)

    def to_json(self) -> dict:
        return {**asdict(self), "state": str(self.state)}

    @classmethod
    def from_json(cls, data: dict) -> Result:
        cells = tuple(CellScore(**cell) for cell in data["cells"])
        rest = {name: value for name, value in data.items() if name not in ("cells", "state", *TEXTS)}
        texts = {name: tuple(data.get(name, ())) for name in TEXTS}
        return cls(state=State(data["state"]), cells=cells, **texts, **rest)


@dataclass(frozen=True)
class Mistake:
    """A typical wrong answer: what a learner writes, what it is worth, and the hint it earns."""

    code: str
    source: str
    points: float
    hint: str


@dataclass(frozen=True)
class Question:
    """One graded question, as `mistakes.yml` declares it.

    The notebook's cells are found by name: `<qid>-answer` holds the answer, every graded cell whose
    grade_id begins with `<qid>-check` checks it. `probe` is the expression whose value is the answer.
    """

    qid: str
    level: str  # L0 to L5
    probe: str
    tolerance: float = 0.0
    low: float | None = None  # smallest and largest value that can be true at all
    high: float | None = None
    form: dict[str, str] | None = None  # what a text answer looks like: `pattern`, and `words` for the learner
    alternatives: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = field(default=())
    sources: tuple[str, ...] = ()  # points of the sources that it asks about, such as D3
    concept: str = ""  # the idea that it practises, in the words of the glossary


def question_of(grade_id: str) -> str:
    """The question that a graded cell belongs to: `promoters-check-range` → `promoters`."""
    return grade_id.split("-check")[0]


@dataclass(frozen=True)
class Spec:
    """One exercise: its questions, the reflection, and the tables that it reads."""

    exercise: str
    title: str
    tables: tuple[str, ...]
    questions: tuple[Question, ...]
    reflection: str  # grade_id of the cell that a person marks; empty where there is a memo
    minutes: int
    memo: tuple[tuple[str, str], ...] = ()  # of a capstone: grade_id and heading of each part that a person marks

    @property
    def by_hand(self) -> dict[str, str]:
        """The cells that a person marks: grade_id → heading, in order."""
        return dict(self.memo) or {self.reflection: "Your reflection"}
