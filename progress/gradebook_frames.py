"""What nbgrader's gradebook holds, as data frames: one exercise at a time, so that a large course needs little memory.

Points are reckoned as nbgrader does (`Grade.score` in nbgrader.api): a person's points before the machine's, extra
credit on top of either.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from grading.course import Course
from grading.database import ask
from grading.model import question_of
from grading.settings import COURSE_ID
from progress.errors import NoGradebook

CELLS = ("learner_id", "cell", "auto", "manual", "extra", "review", "max_points")
HANDED_IN = ("exercise", "learner_id", "received", "extended", "penalty")

# The cells are few and the grades many: joined here instead of in the question, they take half the time.
_CELLS = """
    SELECT s.student_id, g.cell_id, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
    FROM submitted_assignment s
    JOIN assignment a ON a.id = s.assignment_id
    JOIN submitted_notebook n ON n.assignment_id = s.id
    JOIN grade g ON g.notebook_id = n.id
    WHERE a.name = ? AND a.course_id = ?"""
# Most points lie in `grade_cells` and `task_cells`, which share their ids with `base_cell`.
_NAMES = """
    SELECT b.id, b.name, COALESCE(gc.max_score, tc.max_score, 0)
    FROM base_cell b
    LEFT JOIN grade_cells gc ON gc.id = b.id
    LEFT JOIN task_cells tc ON tc.id = b.id"""
_HANDED_IN = """
    SELECT a.name, s.student_id, s.timestamp, a.duedate, s.extension, SUM(n.late_submission_penalty)
    FROM submitted_assignment s
    JOIN assignment a ON a.id = s.assignment_id
    LEFT JOIN submitted_notebook n ON n.assignment_id = s.id{notebook}
    WHERE a.course_id = ?{also}
    GROUP BY a.name, s.id, s.student_id, s.timestamp, a.duedate, s.extension"""
_BY_INDEX = " AND n.notebook_id IN (SELECT k.id FROM notebook k WHERE k.assignment_id = a.id)"
_DUE = "SELECT name, duedate FROM assignment WHERE course_id = ? AND duedate IS NOT NULL"
_MAX_POINTS = """
    SELECT a.name, SUM(COALESCE(gc.max_score, tc.max_score, 0))
    FROM assignment a
    JOIN notebook n ON n.assignment_id = a.id
    JOIN base_cell b ON b.notebook_id = n.id
    LEFT JOIN grade_cells gc ON gc.id = b.id
    LEFT JOIN task_cells tc ON tc.id = b.id
    WHERE a.course_id = ?
    GROUP BY a.name"""
_COURSES = "SELECT DISTINCT course_id FROM assignment"


def require_ours(course: Course) -> bool:
    """Whether the gradebook holds any exercise. Raises NoGradebook when there are other courses' and none of ours."""
    found = {name for (name,) in ask(course, _COURSES)}
    if found and COURSE_ID not in found:
        raise NoGradebook(
            f"The gradebook belongs to the course {', '.join(sorted(map(str, found)))}, and this one is {COURSE_ID}. "
            "Give the right one in COURSE_GRADEBOOK."
        )
    return bool(found)


def handed_in(course: Course, learner_id: str = "") -> pd.DataFrame:
    """One row for each submission in the gradebook, with the columns HANDED_IN; times are UTC, penalty in points.
    With `learner_id`, only theirs.

    `extended` is the learner's own date, where nbgrader's form or command gave one; otherwise it is missing.
    """
    one = {"also": " AND s.student_id = ?", "notebook": _BY_INDEX} if learner_id else {"also": "", "notebook": ""}
    rows = ask(course, _HANDED_IN.format(**one), COURSE_ID, *([learner_id] if learner_id else []))
    frame = pd.DataFrame(rows, columns=["exercise", "learner_id", "received", "duedate", "extension", "penalty"])
    more = _lengths(frame["extension"])
    extended = (_moments(frame["duedate"]) + more).where(more > pd.Timedelta(0))
    penalty = frame["penalty"].astype(float).fillna(0.0)
    return frame.assign(received=_moments(frame["received"]), extended=extended, penalty=penalty)[list(HANDED_IN)]


def due_dates(course: Course) -> dict[str, pd.Timestamp]:
    """The exercises that have a date in the gradebook, in UTC."""
    rows = ask(course, _DUE, COURSE_ID)
    moments = _moments(pd.Series([moment for _, moment in rows], dtype=object))
    return {name: moment for (name, _), moment in zip(rows, moments, strict=True)}


def max_points(course: Course) -> dict[str, float]:
    """What each exercise is worth as it was last released: nbgrader's `max_score` of every submission to it."""
    return {name: float(points) for name, points in ask(course, _MAX_POINTS, COURSE_ID)}


def cells(course: Course, exercise: str) -> pd.DataFrame:
    """One row for each learner and graded cell of one exercise, with the columns CELLS.

    `auto` and `manual` are missing where nobody gave points; `review` says that a person should look.
    """
    about = {id_: (name, most) for id_, name, most in ask(course, _NAMES)}
    rows = [row for row in ask(course, _CELLS, exercise, COURSE_ID) if row[1] in about]
    learners, ids, *numbers, review = zip(*rows, strict=True) if rows else [()] * 6
    cell, known = _few(ids), _few([name for name, _ in about.values()])
    places = {id_: place for place, id_ in enumerate(about)}
    at = np.array([places[id_] for id_ in cell.categories], dtype=np.int64)[cell.codes]
    auto, manual, extra = (np.array(column, dtype=float) for column in numbers)
    most = np.array([most for _, most in about.values()], dtype=float)[at]
    columns = (_few(learners), pd.Categorical.from_codes(known.codes[at], known.categories), auto, manual, extra)
    return pd.DataFrame(dict(zip(CELLS, (*columns, np.array(review, dtype=bool), most), strict=True)))


def with_points(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of `cells` with `points` (0 where nobody gave any) and `marked` (whether anybody did)."""
    given = frame["manual"].fillna(frame["auto"])
    points = (given + frame["extra"].fillna(0.0)).fillna(0.0)
    return frame.assign(points=points, marked=given.notna(), qid=_questions(frame["cell"]))


def _questions(names: pd.Series) -> pd.Categorical:
    codes, known = pd.factorize(names)
    found = _few([question_of(name) for name in known])
    return pd.Categorical.from_codes(found.codes[codes] if len(known) else [], found.categories)


def _few(values: Sequence[str]) -> pd.Categorical:
    """Texts of which there are few different ones: each is kept once, which makes grouping by them quick."""
    known: dict[str, int] = {}
    codes = np.fromiter((known.setdefault(value, len(known)) for value in values), dtype=np.int64, count=len(values))
    return pd.Categorical.from_codes(codes, pd.Index(list(known), dtype="str"))


def _moments(values: pd.Series) -> pd.Series:
    """Times as SQLite (texts) or PostgreSQL (naive datetimes) gives them; both databases hold UTC."""
    return pd.to_datetime(values, utc=True, format="ISO8601" if values.map(type).eq(str).any() else None)


def _lengths(values: pd.Series) -> pd.Series:
    """nbgrader's extensions: SQLite stores an interval as a moment counted from 1970, PostgreSQL as an interval."""
    texts = values.map(type).eq(str)
    lengths = pd.to_timedelta(values.where(~texts))
    if texts.any():
        lengths = lengths.fillna(pd.to_datetime(values.where(texts)) - pd.Timestamp("1970-01-01"))
    return lengths.fillna(pd.Timedelta(0))
