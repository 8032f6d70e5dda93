"""Grade a batch: every submission becomes a Result, and what has not changed is not graded again."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from grading import atomic, gradebook, journal, notebooks
from grading.course import Course
from grading.errors import BadSource, CourseError, Rejected
from grading.execution import execute
from grading.journal import results
from grading.model import Result, State, Submission
from grading.pool import run_all
from grading.sandbox import Wall
from grading.settings import ENGINE_VERSION, Limits
from grading.submitted import TIMESTAMP
from grading.tables import brought

__all__ = ["grade", "results"]
log = logging.getLogger(__name__)


def grade(
    course: Course,
    submissions: Iterable[Submission],
    wall: Wall,
    limits: Limits | None = None,
    workers: int = 1,
    on_done: Callable[[Result], object] = lambda _: None,
    again: bool = False,
) -> list[Result]:
    """One Result for each submission, in order; `on_done` gets each as soon as it is kept.

    A submission whose result was made from the same content, source, hints, tables, limits and engine keeps it,
    unless `again`. One that cannot be graded ends as FAILED with a reason, and the others go on. The gradebook is
    written by the calling thread alone. Raises UnknownExercise, BadSource, BadTables, and CourseError for an exercise
    that was not released, before anything is graded.
    """
    submissions, limits = list(submissions), limits or Limits()
    exercises = {slug: _exercise(course, slug, wall, limits) for slug in sorted({one.exercise for one in submissions})}
    jobs = [_Job(course, one, exercises[one.exercise]) for one in submissions]
    done = {} if again else {number: old for number, job in enumerate(jobs) if (old := _unchanged(job))}
    for result in done.values():
        on_done(result)

    def keep(outcome: tuple[int, Result]) -> None:
        number, result = outcome
        done[number] = _keep(jobs[number], result)
        on_done(done[number])

    left = [number for number in range(len(jobs)) if number not in done]
    for slug in {jobs[number].exercise.slug for number in left}:
        # Refuses a bad source, and loads nbgrader: its import is not safe in several threads at once.
        notebooks.opened(exercises[slug].source)
    run_all(lambda number: (number, _graded(jobs[number], wall, limits)), left, workers, keep)
    return [done[number] for number in range(len(jobs))]


@dataclass(frozen=True)
class _Exercise:
    """What all submissions of one exercise share."""

    slug: str
    source: NotebookNode
    hints: Path
    tables: dict[str, bytes]
    stamp: str  # hash of all that decides about points, except the submission
    recorded: set[str] | None  # learners of whom the gradebook has a submission; None: not known


@dataclass(frozen=True)
class _Job:
    course: Course
    submission: Submission
    exercise: _Exercise

    @property
    def graded(self) -> Path:
        """Where nbgrader looks for the graded notebook."""
        slug = self.exercise.slug
        return self.course.autograded / self.submission.learner_id / slug / f"{slug}.ipynb"

    def key(self) -> str:
        try:
            content = notebooks.raw(self.submission.notebook)
        except Rejected as rejected:  # the same trouble again is no news either
            content = str(rejected).encode()
        return journal.key([self.exercise.stamp.encode(), self.submission.received_at.encode(), content])


def _exercise(course: Course, slug: str, wall: Wall, limits: Limits) -> _Exercise:
    """Raises UnknownExercise, BadTables and BadSource, and CourseError when learners could not get the exercise yet."""
    tables = brought(course, slug)
    hints, recorded = course.release / slug / "hints.json", gradebook.recorded(course, slug)
    # Who is recorded was released. That is known at once; to ask nbgrader, it has to be loaded for two seconds.
    if not hints.exists() or not (recorded or gradebook.knows(course, slug)):
        raise CourseError(f"{slug} was not released yet. Run first: python3 course.py release {slug}")
    try:
        content = notebooks.raw(course.source(slug))
        source = notebooks.parse(content, f"{slug}.ipynb")
    except Rejected as rejected:
        raise BadSource(f"The source notebook of {slug} cannot be used. {rejected}") from rejected
    beside = [path.read_bytes() if path.exists() else b"" for path in (hints, course.tables / "checksums.json")]
    stamp = journal.key([content, *beside, ENGINE_VERSION.encode(), repr((limits, wall.isolated)).encode()])
    return _Exercise(slug, source, hints, tables, stamp, recorded)


def _unchanged(job: _Job) -> Result | None:
    """The result that is kept, if it was made from the same things and what it led to is still there."""
    result = journal.kept(job.course, job.exercise.slug, job.submission.learner_id)
    if result is None or result.key != job.key():
        return None
    known = job.exercise.recorded is None or result.learner_id in job.exercise.recorded
    return result if result.state is State.FAILED or (known and job.graded.exists()) else None


def _graded(job: _Job, wall: Wall, limits: Limits) -> Result:
    """Grade one submission and write its graded notebook. Whatever happens here stays with this submission."""
    began, one = time.perf_counter(), job.submission
    failed = Result(one.learner_id, one.exercise, State.FAILED, isolated=wall.isolated, received_at=one.received_at)
    try:
        result = _run(job, replace(failed, key=job.key()), wall, limits)
    except Rejected as rejected:
        result = replace(failed, key=job.key(), reason=str(rejected))
    except CourseError as trouble:  # ours, not the learner's: without a key, the next run tries again
        result = replace(failed, reason=str(trouble))
    except Exception as fault:  # the class must not wait for a fault of ours; the log has all about it
        log.exception("The grader failed at %s of %s", one.exercise, one.learner_id)
        result = replace(failed, reason=f"The grader itself has a fault ({type(fault).__name__}). Please report it.")
    return replace(result, seconds=round(time.perf_counter() - began, 3))


def _run(job: _Job, failed: Result, wall: Wall, limits: Limits) -> Result:
    from grading.score import cell_scores, fair  # with nbgrader, which takes two seconds to import

    rebuilt, notes = notebooks.rebuild(job.exercise.source, notebooks.read(job.submission.notebook))
    run = execute(rebuilt, wall, limits, hints=job.exercise.hints, beside=job.exercise.tables)
    failed = replace(failed, notes=notes + run.notes)
    if run.failure:
        return replace(failed, reason=run.failure)
    graded = fair(run.notebook)
    atomic.private_folder(job.graded.parent)
    notebooks.write(job.graded, graded)
    return replace(failed, state=State.GRADED, cells=cell_scores(graded, run.hints))


def _keep(job: _Job, result: Result) -> Result:
    """Enter a result in the gradebook, then keep it: only what is entered counts as done."""
    try:
        if result.state is State.GRADED:
            gradebook.record(job.course, result, notebooks.read(job.graded))
            _copy_time(job)
        else:
            shutil.rmtree(job.graded.parent, ignore_errors=True)  # it would show an earlier version as this one
            gradebook.record(job.course, result)
    except CourseError as trouble:
        result = replace(result, state=State.FAILED, cells=(), key="", reason=str(trouble))
    journal.keep(job.course, result)
    return result


def _copy_time(job: _Job) -> None:
    """nbgrader compares this file with the submission's, to see whether there is something new to grade."""
    submitted = job.submission.notebook.with_name(TIMESTAMP)
    if submitted.is_file() and not submitted.is_symlink():
        atomic.write(job.graded.with_name(TIMESTAMP), submitted.read_bytes())
