"""Which points are to be on the platforms now: those that learners may see here, of whoever signed on from there."""

from __future__ import annotations

from collections.abc import Iterable

from classroom.lti.outbox import Score
from classroom.lti.roles import Role
from classroom.lti.store import Seat
from grading.course import Course
from grading.database import absent
from grading.grade_table import beside_points
from grading.gradebook import manual_marks
from grading.journal import results
from grading.marks import marked
from grading.model import Result, State
from progress.given_back import for_learners


def given_back(course: Course) -> list[Result]:
    """The graded results that their learners may see, with people's marks in them. Raises GradebookTrouble."""
    graded = [one for one in for_learners(course, results(course)) if one.state is State.GRADED]
    marks = {slug: manual_marks(course, slug) for slug in {one.exercise for one in graded}}
    return [marked(one, marks[one.exercise].get(one.learner_id, {})) for one in graded]


def wanted(course: Course, seats: Iterable[Seat], shown: Iterable[Result]) -> list[Score]:
    """One Score for each of these results and each course of a platform where its learner is a learner.

    Points are those of `grades`: with extra credit, and without what was lost by being late.
    """
    places: dict[str, list[tuple[str, str, str]]] = {}
    for seat in seats:
        if seat.role is Role.LEARNER:
            places.setdefault(seat.name, []).append((seat.platform, seat.context, seat.name))
    beside = {} if absent(course) else beside_points(course)
    return [
        Score(*place, one.exercise, _points(one, beside), one.max_score, one.needs_marking)
        for one in shown
        for place in places.get(one.learner_id, ())
        if one.max_score > 0
    ]


def _points(result: Result, beside: dict) -> float:
    extra, late = beside.get((result.learner_id, result.exercise), (0.0, 0.0))
    return max(0.0, (result.score or 0.0) + (extra or 0.0) - (late or 0.0))
