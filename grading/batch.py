"""The verb `grade`: grade what was collected, and report on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from grading import atomic
from grading.autograde import grade
from grading.course import Course
from grading.errors import CourseError
from grading.execution import Execution, execute
from grading.gradebook import to_review
from grading.model import Result, Submission
from grading.pool import run_all
from grading.report import CANNOT_START, Report, report
from grading.sandbox import Wall, find_wall
from grading.settings import Limits


@dataclass(frozen=True)
class Means:
    """What notebooks run with: behind which wall, how the work is shared out, and what runs one."""

    wall: Wall
    spread: Callable = run_all
    run: Callable[..., Execution] = execute


@contextmanager
def means(dask: str, workers: int, trusted: bool = False) -> Iterator[Means]:
    """The processors of this machine, or a cluster by `dask`: `local`, or a scheduler's address.

    Raises NoWall, and CourseError with the exit status 3 when there is no cluster to grade with.
    """
    if not dask:
        yield Means(find_wall(trusted=trusted))
        return
    if trusted:
        trouble = CourseError("Workers of a cluster always need a wall. Leave one of the two options away.")
        trouble.exit_status = CANNOT_START
        raise trouble
    from grading import cluster  # with Dask, which takes a second to import

    with cluster.opened(dask, workers) as opened:
        yield Means(opened.wall, opened.spread, opened.run)


def grade_batch(
    course: Course,
    submissions: Sequence[Submission],
    means: Means,
    workers: int,
    on_done: Callable[[Result], object] = lambda _: None,
    file: Path | None = None,
) -> tuple[Report, list[Result]]:
    """Grade, and report; with `file`, write the report there as JSON, for its owner only.

    A CourseError that comes out has the exit status 3: nothing was graded.
    """
    try:
        if file and not file.resolve().parent.is_dir():
            raise CourseError(f"The folder of {file} does not exist. Make it first, and grade then.")
        results = _graded(course, submissions, means, workers, on_done)
    except CourseError as trouble:
        trouble.exit_status = CANNOT_START
        raise
    slugs = sorted({one.exercise for one in submissions})
    made = report(submissions, results, reviews={slug: to_review(course, slug) for slug in slugs})
    if file:
        _write(file, made)
    return made, results


def _graded(course: Course, submissions: Sequence[Submission], means: Means, workers: int, on_done) -> list[Result]:
    share = {"spread": means.spread, "run": means.run}
    return grade(course, submissions, means.wall, Limits(), workers, on_done=on_done, **share)


def _write(file: Path, made: Report) -> None:
    try:
        atomic.write(file.resolve(), made.json())
    except OSError as trouble:
        raise CourseError(f"The report cannot be written to {file}: {trouble.strerror}. All grades are kept.") from None
