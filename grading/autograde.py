"""Grade a batch: every submission becomes a Result, and what has not changed is not graded again."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from grading import gradebook, journal, notebooks, seats
from grading.course import Course
from grading.execution import execute
from grading.job import Job, Maker, exercise
from grading.journal import results
from grading.keeper import Keeper
from grading.model import Result, Submission
from grading.pool import run_all
from grading.recording import recording
from grading.sandbox import Wall
from grading.settings import Limits
from grading.turn import one_engine

__all__ = ["grade", "results", "unchanged"]


def grade(
    course: Course,
    submissions: Iterable[Submission],
    wall: Wall,
    limits: Limits | None = None,
    workers: int = 1,
    on_done: Callable[[Result], object] = lambda _: None,
    again: bool = False,
    spread: Callable = run_all,
    run: Callable = execute,
) -> list[Result]:
    """One Result for each submission, in order; `on_done` gets each as soon as it is kept.

    A submission whose result was made from the same content, source, hints, tables, limits and engine keeps it,
    unless `again`; what an earlier run finished and could not enter is only entered. One that cannot be graded ends as
    FAILED with a reason, one at which the grader itself fails stays SUBMITTED, and the others go on. The gradebook is
    written by the calling thread alone. `spread` shares out the work as pool.run_all does; `run` is `execute`.

    Raises UnknownExercise, BadSource, BadTables, EngineBusy, GradebookTrouble, and CourseError for an exercise that
    was not released, before anything is graded.
    """
    submissions, limits = list(submissions), limits or Limits()
    if not submissions:
        return []
    exercises = {slug: exercise(course, slug, wall, limits) for slug in sorted({one.exercise for one in submissions})}
    jobs = [Job(course, one, exercises[one.exercise]) for one in submissions]
    keeper = Keeper(on_done)
    with one_engine(course), seats.kept() as warm:
        journal.sweep(course, exercises)
        for number, result in () if again else unchanged(course, jobs, exercises):
            keeper.tell(number, result)
        left = [number for number in range(len(jobs)) if number not in keeper.done]
        if run is execute:
            warm.prepare(wall, limits, min(workers, len(left)))  # they start while nbgrader is being loaded
        for slug in {jobs[number].exercise.slug for number in left}:
            # Refuses a bad source, and loads nbgrader: its import is not safe in several threads at once.
            notebooks.opened(exercises[slug].source)
        if left:
            _grade(course, jobs, left, Maker(wall, limits, run, again), keeper, spread, workers)
    return [keeper.done[number] for number in range(len(jobs))]


def _grade(course: Course, jobs: list[Job], left: list[int], make: Maker, keeper: Keeper, spread, workers: int) -> None:
    with recording(course) as keeper.recorder:
        spread(lambda number: (number, make(jobs[number])), left, workers, keeper.take)
        keeper.finish()


def unchanged(course: Course, jobs: list[Job], exercises: Iterable[str]) -> Iterable[tuple[int, Result]]:
    """Those whose result was made from the same things, and is what the gradebook and the graded notebook show."""
    entered = {slug: gradebook.entered(course, slug) for slug in exercises}
    for number, job in enumerate(jobs):
        key = entered[job.exercise.slug].get(job.submission.learner_id)
        result = journal.settled(*job.place) if key else None
        if result and result.key == key and key == job.key(job.handed_in()[0]):
            journal.drop_staged(*job.place)
            yield number, result
