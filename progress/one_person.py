"""The facts about one learner, from that learner's files and rows alone: quick in a course of any size.

States, points and dates are reckoned by the same functions as on the pages about all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pandas as pd

from grading import journal
from grading.course import Course
from grading.database import ask
from grading.model import Learner, Spec
from grading.settings import COURSE_ID
from grading.submitted import submissions_of
from progress import gradebook_frames
from progress.facts import Facts, people_frame
from progress.path import Paths
from progress.rules import Rules
from progress.standing import standing

# By notebooks and cells, which are few: so every step finds its rows by an index of nbgrader's.
_CELLS = """
    SELECT a.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade,
        COALESCE(gc.max_score, tc.max_score, 0)
    FROM assignment a
    JOIN submitted_assignment s ON s.assignment_id = a.id
    JOIN notebook k ON k.assignment_id = a.id
    JOIN submitted_notebook n ON n.notebook_id = k.id AND n.assignment_id = s.id
    JOIN base_cell c ON c.notebook_id = k.id
    JOIN grade g ON g.cell_id = c.id AND g.notebook_id = n.id
    LEFT JOIN grade_cells gc ON gc.id = c.id
    LEFT JOIN task_cells tc ON tc.id = c.id
    WHERE a.course_id = ? AND s.student_id = ?"""
_SUMS = ("exercise", "learner_id", "points", "marked_max", "needs_marking", "max_points")


def facts_of(
    course: Course,
    learner: Learner,
    specs: Mapping[str, Spec],
    rules: Rules,
    paths: Paths,
    handed_in: Mapping[str, str] | None = None,
    now: datetime | None = None,
) -> Facts:
    """The course at this moment as far as it is about `learner`; `answers` stay empty.

    `handed_in` (exercise → time, ISO 8601) is what came in and was not collected yet. Raises GradebookTrouble.
    """
    moment = (now or datetime.now(UTC)).replace(microsecond=0)
    people, exercises = people_frame([learner], set()), tuple(specs)
    booked = gradebook_frames.handed_in(course, learner.learner_id)
    points = _points(course, learner.learner_id)
    kept, waiting = _kept(course, learner, exercises), _waiting(course, learner, exercises, handed_in or {})
    mine = set(paths.of(learner.department).exercises)
    due = gradebook_frames.due_dates(course)
    on_path = [exercise in mine for exercise in exercises]
    work = standing(people, exercises, booked, points, kept, waiting, due, rules, moment, on_path)
    return Facts(moment, rules, people, work, {}, specs)


def _points(course: Course, learner_id: str) -> pd.DataFrame:
    rows = ask(course, _CELLS, COURSE_ID, learner_id)
    most = gradebook_frames.max_points(course)
    sums: dict[str, list] = {}
    for exercise, auto, manual, extra, review, cell_most in rows:
        given = auto if manual is None else manual
        one = sums.setdefault(exercise, [0.0, 0.0, False])
        if given is not None:
            one[0] += given + (extra or 0.0)
            one[1] += cell_most
        one[2] = one[2] or bool(review) or given is None
    found = [(exercise, learner_id, *one, most.get(exercise, 0.0)) for exercise, one in sums.items()]
    return pd.DataFrame(found, columns=list(_SUMS))


def _kept(course: Course, learner: Learner, exercises: tuple[str, ...]) -> pd.DataFrame:
    results = [one for slug in exercises if (one := journal.kept(course, slug, learner.learner_id))]
    rows = [(one.exercise, one.learner_id, str(one.state), one.reason, one.received_at) for one in results]
    return pd.DataFrame(rows, columns=["exercise", "learner_id", "state", "reason", "received"])


def _waiting(
    course: Course, learner: Learner, exercises: tuple[str, ...], handed_in: Mapping[str, str]
) -> pd.DataFrame:
    collected = {one.exercise: one.received_at for one in submissions_of(course, learner.learner_id, exercises)}
    latest = {slug: max(collected.get(slug, ""), handed_in.get(slug, "")) for slug in {*collected, *handed_in}}
    rows = [(slug, learner.learner_id, received) for slug, received in latest.items() if slug in exercises]
    return pd.DataFrame(rows, columns=["exercise", "learner_id", "received"])
