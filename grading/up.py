"""Everything in one go: book, release, sample cohort, collect, grade, feedback, guide, progress pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from book.build import build_book
from grading import cohort, feedback, intake
from grading.autograde import grade
from grading.console import moving
from grading.course import Course
from grading.enrol import enrol
from grading.forget import forget
from grading.guide import write_guide
from grading.model import Result, State
from grading.release import release
from grading.roster import read_roster
from grading.sandbox import find_wall
from grading.settings import Limits
from progress.remake import remake


def up(course: Course, workers: int, say: Callable[[str], None]) -> None:
    """Run every step and say one line for each: what was made and where. A second run redoes only what changed."""
    for line in _steps(course, workers):
        say(line)


def _steps(course: Course, workers: int) -> Iterator[str]:
    with moving("Building the book", None):
        build_book(course.root, course.site)
    yield f"Book       {_place(course, course.site / 'index.html')}"

    _start_sample_anew(course)
    with moving("Releasing exercises", len(course.slugs)) as tick:
        release(course, course.slugs, find_wall(trusted=True), on_done=tick)
    yield f"Exercises  {len(course.slugs)} for learners in {_place(course, course.release)}"

    learners = _sample(course)
    yield f"Learners   {learners} sample learners handed in; their notebooks are in {_place(course, course.submitted)}"

    submissions = intake.submissions(course, course.slugs)
    wall = find_wall(trusted=all(one.learner_id.startswith(cohort.PREFIX) for one in submissions))
    with moving("Grading", len(submissions)) as tick:
        results = grade(course, submissions, wall, Limits(), workers, on_done=tick)
    yield f"Grades     {told(results)}{'' if wall.isolated else ' (NOT ISOLATED: ' + wall.remedy + ')'}"

    written = feedback.write_feedback(course, [result for result in results if not result.fault])
    yield f"Feedback   {written} pages in {_place(course, course.feedback)}"

    yield f"Guide      {_place(course, write_guide(course))}"

    made = remake(course)
    yield f"Progress   {_place(course, made.index)}{''.join(f' ({trouble})' for trouble in made.troubles)}"


def told(results: list[Result]) -> str:
    """The batch in one clause, with every submission named that could not be graded, or in which a cell was stopped."""
    counts = Counter(result.state for result in results)
    stopped = [result for result in results if any("stopped" in note for note in result.notes)]
    failed = [result for result in results if result.state is State.FAILED]
    clauses = [f"{counts[State.GRADED]} graded{_names(', of which with an endless answer', stopped)}"]
    clauses.append(f"{len(failed)} not gradable{_names('', failed)}")
    faults = [result for result in results if result.fault]
    clauses += [f"{len(faults)} not graded yet by an error of the grader{_names('', faults)}"] if faults else []
    return ", ".join(clauses)


def _names(before: str, results: list[Result]) -> str:
    named = ", ".join(f"{result.learner_id} in {result.exercise}" for result in results)
    return f"{before}: {named}" if named else ""


def _start_sample_anew(course: Course) -> None:
    """Take the sample away when the exercises have changed since: nbgrader allows no other cells under old work."""
    if _sample_learners(course) and not cohort.is_current(course):
        forget(course, [learner.learner_id for learner in read_roster(cohort.ROSTER)])


def _sample(course: Course) -> int:
    """Let the sample cohort hand in through the same doors as anybody; not where real learners are enrolled."""
    if not course.roster.exists():
        cohort.make_sample(course)
        enrol(course, course.sample / "roster.csv")
    learners = _sample_learners(course)
    for slug in course.slugs if learners else ():
        folder, archive = course.sample / "inbox" / slug, course.sample / "inbox" / f"{slug}.zip"
        if folder.is_dir():
            intake.collect(course, slug, folder=folder)
        else:
            intake.collect(course, slug, archive=archive)
    return sum(1 for learner_id in learners if (course.submitted / learner_id).exists())


def _sample_learners(course: Course) -> list[str]:
    learners = read_roster(course.roster) if course.roster.exists() else []
    return [learner.learner_id for learner in learners if learner.learner_id.startswith(cohort.PREFIX)]


def _place(course: Course, path) -> str:
    return str(path.relative_to(course.root)) if path.is_relative_to(course.root) else str(path)
