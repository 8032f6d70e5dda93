"""Grade a batch: every submission becomes a Result, what has not changed is not graded again."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from nbformat import NotebookNode

from grading import atomic, gradebook, notebooks
from grading.course import Course
from grading.errors import BadSource, CourseError, Rejected
from grading.execution import execute
from grading.model import Result, State, Submission
from grading.pool import run_all
from grading.sandbox import Wall
from grading.settings import ENGINE_VERSION, Limits

log = logging.getLogger(__name__)
TIMESTAMP = "timestamp.txt"


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

    A submission whose result was made from the same content, source, hints, tables, limits and engine keeps that
    result, unless `again`. Results, graded notebooks and the gradebook are written by the calling thread alone.
    A submission that cannot be graded ends as FAILED with a reason; the others go on.
    """
    submissions, limits = list(submissions), limits or Limits()
    exercises = {slug: _exercise(course, slug, wall, limits) for slug in {one.exercise for one in submissions}}
    jobs = [_Job(one, exercises[one.exercise], course) for one in submissions]
    kept = {job: previous for job in jobs if not again and (previous := _unchanged(job))}
    for result in kept.values():
        on_done(result)

    def keep(pair: tuple[_Job, Result]) -> None:
        job, result = pair
        kept[job] = _keep(job, result)
        on_done(kept[job])

    run_all(lambda job: (job, _graded(job, wall, limits)), [job for job in jobs if job not in kept], workers, keep)
    return [kept[job] for job in jobs]


def results(course: Course) -> list[Result]:
    """All results that are kept, by exercise and learner; a damaged file counts as absent."""
    found = (_read(path) for path in sorted(course.results.glob("*/*.json")))
    return [result for result in found if result]


@dataclass(frozen=True)
class _Exercise:
    slug: str
    source: NotebookNode
    hints: Path
    stamp: bytes  # hash of everything but the submission that decides about points
    recorded: set[str] | None  # whom the gradebook knows a submission of

    __hash__ = object.__hash__


@dataclass(frozen=True)
class _Job:
    submission: Submission
    exercise: _Exercise
    course: Course

    @property
    def result(self) -> Path:
        return self.course.results / self.exercise.slug / f"{self.submission.learner_id}.json"

    @property
    def graded(self) -> Path:
        return self.course.autograded / self.submission.learner_id / self.exercise.slug / f"{self.exercise.slug}.ipynb"

    def content(self) -> bytes:
        """The submitted bytes; of a file that cannot be read, why not, so that it has a hash all the same."""
        try:
            return notebooks.raw(self.submission.notebook)
        except Rejected as rejected:
            return str(rejected).encode()

    def key(self) -> str:
        about = json.dumps([self.submission.learner_id, self.submission.received_at]).encode()
        return hashlib.sha256(self.exercise.stamp + hashlib.sha256(about).digest() + self.content()).hexdigest()


def _exercise(course: Course, slug: str, wall: Wall, limits: Limits) -> _Exercise:
    try:
        content = notebooks.raw(course.source(slug))
        source = notebooks.parse(content, f"{slug}.ipynb")
    except Rejected as rejected:
        raise BadSource(f"The source notebook of {slug} cannot be used: {rejected}") from rejected
    hints = course.release / slug / "hints.json"
    parts = [content, *(_bytes(path) for path in (hints, course.tables / "checksums.json"))]
    parts += [ENGINE_VERSION.encode(), repr(limits).encode(), str(wall.isolated).encode()]
    stamp = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).digest()
    return _Exercise(slug, source, hints, stamp, gradebook.recorded(course, slug))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _unchanged(job: _Job) -> Result | None:
    """The result that is kept, if nothing that it was made from has changed and what it led to is still there."""
    result = _read(job.result)
    if result is None or result.key != job.key():
        return None
    known = job.exercise.recorded
    there = job.graded.exists() and (known is None or result.learner_id in known)
    return result if there or result.state is State.FAILED else None


def _read(path: Path) -> Result | None:
    try:
        return Result.from_json(json.loads(path.read_text("utf8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def _graded(job: _Job, wall: Wall, limits: Limits) -> Result:
    """Grade one submission and write its graded notebook. Whatever happens here stays with this submission."""
    began = time.perf_counter()
    who = Result(job.submission.learner_id, job.exercise.slug, State.FAILED, received_at=job.submission.received_at)
    try:
        result = _run(job, replace(who, key=job.key(), isolated=wall.isolated), wall, limits)
    except Rejected as rejected:
        result = replace(who, key=job.key(), reason=str(rejected))
    except CourseError as trouble:  # ours, not the learner's: without a key, the next run tries again
        result = replace(who, reason=str(trouble))
    except Exception as fault:  # the class must not wait for a fault of ours
        log.exception("A fault of the grader, in %s of %s", job.exercise.slug, job.submission.learner_id)
        result = replace(who, reason=f"The grader itself has a fault ({type(fault).__name__}). Nothing is lost; report it.")
    return replace(result, isolated=wall.isolated, seconds=round(time.perf_counter() - began, 3))


def _run(job: _Job, result: Result, wall: Wall, limits: Limits) -> Result:
    from grading.score import cell_scores, fair  # with nbgrader, which takes two seconds to import

    submitted = notebooks.read(job.submission.notebook)
    rebuilt, notes = notebooks.rebuild(job.exercise.source, submitted)
    execution = execute(rebuilt, wall, limits, hints=job.exercise.hints)
    result = replace(result, notes=notes + execution.notes)
    if execution.failure:
        return replace(result, reason=execution.failure)
    graded = fair(execution.notebook)
    atomic.private_folder(job.graded.parent)
    notebooks.write(job.graded, graded)
    return replace(result, state=State.GRADED, cells=cell_scores(graded))


def _keep(job: _Job, result: Result) -> Result:
    """Enter a result in the gradebook, then keep it on disk: only what is entered counts as done."""
    try:
        if result.state is State.GRADED:
            gradebook.record(job.course, result, notebooks.read(job.graded))
            _copy_time(job)
        else:
            shutil.rmtree(job.graded.parent, ignore_errors=True)  # it would show an earlier version as this one
            gradebook.record(job.course, result)
    except CourseError as trouble:
        result = replace(result, state=State.FAILED, cells=(), key="", reason=str(trouble))
    atomic.private_folder(job.result.parent)
    atomic.write(job.result, json.dumps(result.to_json(), indent=1))
    return result


def _copy_time(job: _Job) -> None:
    """nbgrader compares this file with the submission's to see whether there is something new to grade."""
    submitted = job.submission.notebook.with_name(TIMESTAMP)
    if submitted.is_file() and not submitted.is_symlink():
        atomic.write(job.graded.with_name(TIMESTAMP), submitted.read_bytes())
