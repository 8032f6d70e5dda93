"""One submission on its way to a Result, which ends in a stage of its own: nothing of it is entered anywhere yet."""

from __future__ import annotations

import errno
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading import gradebook, journal, notebooks
from grading.cleaning import clean
from grading.course import Course
from grading.errors import BadSource, CourseError, Rejected
from grading.execution import Execution
from grading.model import Result, State, Submission
from grading.recording import unanswered
from grading.sandbox import Wall
from grading.settings import ENGINE_VERSION, Limits
from grading.submitted import NBGRADER_TIME, TIMESTAMP
from grading.tables import brought

log = logging.getLogger(__name__)
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
Made = tuple["Job", Result]


@dataclass(frozen=True)
class Exercise:
    """What all submissions of one exercise share."""

    slug: str
    source: NotebookNode
    hints: Path
    tables: dict[str, bytes]
    stamp: str  # hash of all that decides about points, except the submission

    @cached_property
    def texts(self) -> frozenset[str]:
        """What the trainer wrote into its cells."""
        return frozenset(cell.source for cell in self.source.cells)


def exercise(course: Course, slug: str, wall: Wall, limits: Limits) -> Exercise:
    """Raises UnknownExercise, BadTables and BadSource, and CourseError when learners could not get the exercise yet."""
    tables, hints = brought(course, slug), course.release / slug / "hints.json"
    if not hints.exists() or not gradebook.knows(course, slug):
        raise CourseError(f"{slug} was not released yet. Run first: python3 course.py release {slug}")
    try:
        content = notebooks.raw(course.source(slug))
        source = notebooks.parse(content, f"{slug}.ipynb")
    except Rejected as rejected:
        raise BadSource(f"The source notebook of {slug} cannot be used. {rejected}") from rejected
    beside = [path.read_bytes() if path.exists() else b"" for path in (hints, course.tables / "checksums.json")]
    stamp = journal.key([content, *beside, ENGINE_VERSION.encode(), repr((limits, wall.isolated)).encode()])
    return Exercise(slug, source, hints, tables, stamp)


@dataclass(frozen=True)
class Job:
    """A submission and its exercise."""

    course: Course
    submission: Submission
    exercise: Exercise

    @property
    def place(self) -> tuple[Course, str, str]:
        """What the journal knows a submission by."""
        return self.course, self.exercise.slug, self.submission.learner_id

    def handed_in(self) -> tuple[bytes, Rejected | None]:
        """The file's content, which is read once: it may be replaced while we work. Or why it cannot be read."""
        try:
            return notebooks.raw(self.submission.notebook), None
        except Rejected as rejected:
            return str(rejected).encode(), rejected  # the same trouble again is no news either

    def key(self, content: bytes) -> str:
        """The hash of all that the result is made from."""
        return journal.key([self.exercise.stamp.encode(), self.submission.received_at.encode(), content])

    def beside(self) -> dict[str, str]:
        """What nbgrader looks for beside a graded notebook: the time, to see whether there is something newer."""
        if not self.submission.received_at:
            return {}
        return {TIMESTAMP: datetime.fromisoformat(self.submission.received_at).strftime(NBGRADER_TIME)}

    def without_result(self, wall: Wall) -> Result:
        one = self.submission
        state = State.SUBMITTED
        return Result(one.learner_id, one.exercise, state, isolated=wall.isolated, received_at=one.received_at)


@dataclass(frozen=True)
class Maker:
    """Makes results. `run` is execution.execute; `again`: also run what an earlier batch left on its stage."""

    wall: Wall
    limits: Limits
    run: Callable[..., Execution]
    again: bool = False

    def __call__(self, job: Job) -> Made:
        """The staged result of a submission, or one without a result. Whatever happens stays with this submission."""
        blank = job.without_result(self.wall)
        try:
            return job, self._made(job, blank)
        except Exception as trouble:  # the class must not wait for a fault of ours
            return job, fault(blank, trouble)

    def _made(self, job: Job, blank: Result) -> Result:
        began = time.perf_counter()
        content, rejected = job.handed_in()
        key = job.key(content)
        earlier = None if self.again else journal.staged(*job.place)
        if earlier and earlier[0].key == key:
            return earlier[0]
        blank = replace(blank, key=key, content=journal.hash_of(content))
        result, graded = self._result(job, blank, content, rejected)
        result = replace(result, seconds=round(time.perf_counter() - began, 3))
        text = nbformat.v4.writes(clean(graded, job.exercise.texts)) + "\n" if graded else ""
        return journal.stage(job.course, result, text.encode("utf8", "replace"))

    def _result(
        self, job: Job, blank: Result, content: bytes, rejected: Rejected | None
    ) -> tuple[Result, NotebookNode | None]:
        """GRADED with the graded notebook, or FAILED with a reason."""
        from grading.score import cell_scores, fair  # with nbgrader, which takes two seconds to import

        try:
            if rejected:
                raise rejected
            submitted = notebooks.parse(content, job.submission.notebook.name)
        except Rejected as trouble:
            return replace(blank, state=State.FAILED, rejected=True, reason=str(trouble)), None
        rebuilt, notes = notebooks.rebuild(job.exercise.source, submitted)
        run = self._run(job, rebuilt)
        blank = replace(blank, notes=notes + run.notes)
        if run.failure:
            return replace(blank, state=State.FAILED, reason=run.failure), None
        graded = fair(run.notebook)
        scores = cell_scores(graded, run.hints)
        return replace(blank, state=State.GRADED, cells=scores, unanswered=unanswered(graded)), graded

    def _run(self, job: Job, notebook: NotebookNode) -> Execution:
        known = job.exercise
        given = {"hints": known.hints, "beside": known.tables, "source": known.source}
        done = self.run(notebook, self.wall, self.limits, **given)
        # A program that ended without a limit of ours may have been ended by the system or by a person. If the
        # learner's own code did it, it does it again.
        return self.run(notebook, self.wall, self.limits, **given) if getattr(done, "died", False) else done


def fault(blank: Result, trouble: Exception) -> Result:
    """`blank` as it is when the grader itself cannot go on with a submission: without a result, and with a sentence.

    It has no key, so the next run tries again. A bug leaves its trace in the log.
    """
    if isinstance(trouble, CourseError):
        sentence = str(trouble)
    elif isinstance(trouble, OSError) and trouble.errno in NO_ROOM:
        sentence = "There is no room left on the disk. Make room and run this again; nothing is lost."
    else:
        log.error("The grader failed at %s of %s", blank.exercise, blank.learner_id, exc_info=trouble)
        sentence = f"The grader itself has a fault ({type(trouble).__name__}). Please report it."
    return replace(blank, state=State.SUBMITTED, reason=sentence)
