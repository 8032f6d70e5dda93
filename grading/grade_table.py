"""All grades as a table: under pseudonyms, or with names where that is asked for; and figures that name nobody.

Points are the gradebook's: a person's before the machine's, extra credit added, what was lost by being late taken off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from grading.atomic import private_folder, write
from grading.course import Course
from grading.database import ask
from grading.gradebook import manual_marks
from grading.journal import results
from grading.marks import marked
from grading.model import Result, State
from grading.progress import standing
from grading.pseudonyms import course_key, pseudonym
from grading.roster import read_roster
from grading.spreadsheet import as_csv
from grading.submitted import submissions

SMALLEST_GROUP = 10  # people; of smaller groups no figure is told
PERSON = ("name", "email", "department", "cohort")
POINTS = ("exercise", "state", "points", "max_points", "needs_marking", "late_penalty", "received")
CELLS = ("exercise", "cell", "points", "max_points", "mistake")
FIGURES = ("exercise", "department", "learners", "graded", "median_percent")
_EXTRA = """
    SELECT s.student_id, a.name, SUM(g.extra_credit), MAX(n.late_submission_penalty)
    FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
    JOIN submitted_notebook n ON n.assignment_id = s.id LEFT JOIN grade g ON g.notebook_id = n.id
    GROUP BY s.student_id, a.name"""


def write_grades(course: Course, to: Path | None = None, kind: str = "grades", with_names: bool = False) -> Path:
    """Write one of `grades`, `cells` and `figures` as CSV, for its owner only; returns where.

    Raises BadRoster and GradebookTrouble.
    """
    columns, rows = {"grades": grades, "cells": cells, "figures": figures}[kind](course, with_names)
    now = datetime.now(UTC)
    path = to or private_folder(course.build / "exports") / f"{kind}-{now:%Y%m%dT%H%M%S}.csv"
    write(path, as_csv(columns, rows))
    return path


def grades(course: Course, with_names: bool = False) -> tuple[tuple[str, ...], Iterator[tuple]]:
    """One row for each learner and exercise: columns and rows.

    Under a pseudonym there is the day, not the minute, in which work came in, and nothing else about a person.
    """
    table, who = _table(course), _Who(course, with_names)
    return (*who.columns, *POINTS), (
        (*who(row.learner_id), *_points(row), row.received_at if with_names else row.received_at[:10])
        for row in table.itertuples(index=False)
    )


def cells(course: Course, with_names: bool = False) -> tuple[tuple[str, ...], Iterator[tuple]]:
    """One row for each graded cell, with the code of the mistake that was recognised."""
    who = _Who(course, with_names)
    return (*who.columns, *CELLS), (
        (*who(result.learner_id), result.exercise, cell.grade_id, cell.points, cell.max_points, cell.mistake)
        for result in _results(course)
        if result.state is State.GRADED
        for cell in result.cells
    )


def figures(course: Course, with_names: bool = False) -> tuple[tuple[str, ...], Iterator[tuple]]:
    """Counts and medians by exercise and department, without any group of fewer than SMALLEST_GROUP.

    Where that leaves out one department of an exercise only, the next smallest goes too, so that it cannot be
    reckoned from the others.
    """
    table = _table(course)
    groups = table.groupby(["exercise", "department"], sort=True)
    found = groups.agg(learners=("learner_id", "nunique"), graded=("state", _graded), median=("percent", "median"))
    return FIGURES, _told(found.reset_index())


def _told(found: pd.DataFrame) -> Iterator[tuple]:
    for _, group in found.groupby("exercise", sort=True):
        rows = group.sort_values(["learners", "department"], kind="stable")
        hidden = int((rows["learners"] < SMALLEST_GROUP).sum())
        hidden += hidden == 1
        for place, row in enumerate(rows.itertuples(index=False)):
            if place < hidden:
                yield row.exercise, row.department, f"too few (under {SMALLEST_GROUP}, or next to it)", None, None
            else:
                enough = row.graded >= SMALLEST_GROUP
                median = round(row.median, 1) if enough and not pd.isna(row.median) else None
                yield row.exercise, row.department, row.learners, row.graded if enough else None, median


def _graded(states: Iterable[State]) -> int:
    return sum(state == State.GRADED for state in states)


class _Who:
    """The columns that say whose a row is."""

    def __init__(self, course: Course, with_names: bool):
        self._people = {one.learner_id: one for one in read_roster(course.roster)} if with_names else None
        self._key = b"" if with_names else course_key(course)
        self.columns = ("learner_id", *PERSON) if with_names else ("pseudonym",)

    def __call__(self, learner_id: str) -> tuple[str, ...]:
        if self._people is None:
            return (pseudonym(self._key, learner_id),)
        known = self._people.get(learner_id)
        return (learner_id, *(getattr(known, name, "") for name in PERSON))


def beside_points(course: Course) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    """Learner and exercise → extra credit, and what was lost by being late. Neither is in a Result."""
    return {tuple(row[:2]): tuple(row[2:]) for row in ask(course, _EXTRA)}


def _table(course: Course) -> pd.DataFrame:
    slugs = course.slugs
    table = standing(read_roster(course.roster), submissions(course, slugs), _results(course), slugs)
    extra = defaultdict(lambda: (0.0, 0.0), beside_points(course))
    pairs = [extra[which] for which in zip(table["learner_id"], table["exercise"], strict=True)]
    late = [penalty or 0.0 for _, penalty in pairs]
    points = table["points"] + [more or 0.0 for more, _ in pairs]
    return table.assign(points=(points - late).clip(lower=0), late_penalty=late)


def _results(course: Course) -> list[Result]:
    """What is kept of the course's exercises, with people's marks in it."""
    marks = {slug: manual_marks(course, slug) for slug in course.slugs}
    known = (result for result in results(course) if result.exercise in marks)
    return [marked(result, marks[result.exercise].get(result.learner_id, {})) for result in known]


def _points(row) -> tuple:
    graded = row.state == State.GRADED
    shown = (row.points, row.max_points, row.needs_marking, row.late_penalty) if graded else (None,) * 4
    return row.exercise, str(row.state), *shown
