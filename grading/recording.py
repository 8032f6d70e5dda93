"""Enter results in nbgrader's gradebook: everything about one submission in one transaction, or nothing of it.

nbgrader's own SaveAutoGrades commits cell by cell, so that a grader killed half-way leaves half a grade. What is
entered here is the same, cell by cell; a test compares both. Three things are done otherwise: a mark that a person gave
goes back to review only when there is something new to see, a version that could not be graded leaves no automatic
points, and what a result was made from is entered along with it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from types import SimpleNamespace

from nbformat import NotebookNode

from grading.course import Course
from grading.database import transaction, writable
from grading.errors import GradebookTrouble
from grading.model import Result, State
from grading.nbgrader_settings import nbgrader_settings
from grading.rows import RECORDED, Rows, tables

# nbgrader looks for these columns row by row, so its pages and its export take the longer, the more is recorded.
INDEXES = {
    "grade": "notebook_id",
    "comment": "notebook_id",
    "submitted_notebook": "assignment_id",
    "submitted_assignment": "student_id",
}


@contextmanager
def recording(course: Course) -> Iterator[Recorder]:
    """The gradebook, open for any number of results. Raises GradebookTrouble, as all of this room does."""
    with writable(course) as engine:
        recorder = Recorder(course, engine)
        recorder.prepare()
        yield recorder


def unanswered(notebook: NotebookNode) -> tuple[str, ...]:
    """The names of the answer cells that are as they were handed out, in order."""
    from nbgrader.utils import compute_checksum, is_solution

    answers = [cell for cell in notebook.cells if is_solution(cell)]
    silent = [cell for cell in answers if cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)]
    return tuple(cell.metadata.nbgrader.grade_id for cell in silent)


@dataclass(frozen=True)
class Points:
    """What the gradebook holds about one cell: the grader's points, a person's, and whether a person should look."""

    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    review: bool = True

    @property
    def score(self) -> float:
        """As nbgrader counts: a person's points before the grader's, extra credit only on top of one of them."""
        counts = self.auto if self.manual is None else self.manual
        return 0.0 if counts is None else counts + (self.extra or 0.0)


def judged(before: Points, auto: float | None, same: bool) -> Points:
    """`before` with the grader's points `auto`. `same`: made from the same answers as what is there already."""
    if before.manual is None:
        return Points(auto, None, before.extra, review=auto is None)
    news = auto != before.auto or not same
    return Points(auto, before.manual, before.extra, review=before.review or news)


@dataclass(frozen=True)
class Recorder:
    """Enters results. One transaction each; entering the same again changes nothing."""

    course: Course
    engine: object

    def prepare(self) -> None:
        """Make our table and the indexes where they are missing."""
        from sqlalchemy import inspect

        if inspect(self.engine).has_table(RECORDED):
            return
        with transaction(self.course, self.engine) as db:
            self._tables.recorded.create(db, checkfirst=True)
            for table, column in INDEXES.items():
                db.exec_driver_sql(f"CREATE INDEX IF NOT EXISTS course_{table}_{column} ON {table} ({column})")

    def record(self, result: Result, patience: float | None = None) -> None:
        """Enter one GRADED or FAILED result.

        A FAILED one leaves no automatic points, not even an earlier version's, and takes none of a person's away.
        Raises GradebookBusy when other writers did not let go within `patience` seconds.
        """
        with transaction(self.course, self.engine, patience) as db:
            _Entry(Rows(db), self._tables, result, self._penalty).enter()

    @cached_property
    def _tables(self) -> SimpleNamespace:
        return tables()

    @cached_property
    def _late(self):
        from nbgrader.preprocessors import AssignLatePenalties

        step = AssignLatePenalties(config=nbgrader_settings())
        step.init_plugin()
        return step

    def _penalty(self, learner_id: str, score: float, seconds_late: float) -> float | None:
        """What nbgrader's plugin, or the course's own, takes off for being late."""
        if seconds_late <= 0:
            return None
        penalty = self._late.plugin_inst.late_submission_penalty(learner_id, score, seconds_late)
        return None if penalty is None else min(max(0, penalty), score)


@dataclass(frozen=True)
class _Entry:
    """One result on its way into the gradebook, inside a transaction."""

    rows: Rows
    tables: SimpleNamespace
    result: Result
    penalty: Callable[[str, float, float], float | None]

    def enter(self) -> None:
        result, recorded = self.result, self.tables.recorded
        assignment = self.rows.one(self.tables.assignment, name=result.exercise)
        if assignment is None and result.state is not State.FAILED:
            raise GradebookTrouble(f"No such assignment: {result.exercise}. Run first: python3 course.py release")
        submission = self._submission(assignment) if assignment else None
        before = self.rows.one(recorded, exercise=result.exercise, learner_id=result.learner_id)
        if submission:
            same = bool(result.content and before and before.content == result.content)
            self._enter_notebooks(assignment, submission, same)
        made_from = {"made_from": result.key, "content": result.content, "state": str(result.state)}
        self.rows.put(recorded, {"exercise": result.exercise, "learner_id": result.learner_id}, made_from)

    def _submission(self, assignment):
        """The learner's submission, brought up to date; None for a first version that could not be graded."""
        table, result = self.tables.submitted_assignment, self.result
        where = {"assignment_id": assignment.id, "student_id": result.learner_id}
        if result.state is State.FAILED and self.rows.one(table, **where) is None:
            return None
        self.rows.put(self.tables.student, {"id": result.learner_id})
        self.rows.put(table, where, {"timestamp": _moment(result)} if result.received_at else {}, _new_id())
        return self.rows.one(table, **where)

    def _enter_notebooks(self, assignment, submission, same: bool) -> None:
        table = self.tables.submitted_notebook
        for notebook in self.rows.all(self.tables.notebook, assignment_id=assignment.id):
            where = {"notebook_id": notebook.id, "assignment_id": submission.id}
            self.rows.put(table, where, new={"flagged": False, **_new_id()})
            if notebook.name == self.result.exercise:
                score = self._enter_cells(notebook, self.rows.one(table, **where), same)
                penalty = self.penalty(self.result.learner_id, score, _seconds_late(assignment, submission))
                self.rows.put(table, where, {"late_submission_penalty": penalty})

    def _enter_cells(self, notebook, submitted, same: bool) -> float:
        """Points and comments of all cells; returns the notebook's score."""
        cells = self.rows.all(self.tables.base_cell, notebook_id=notebook.id)
        auto = {cell.grade_id: cell.points for cell in self.result.cells}
        unknown = auto.keys() - {cell.name for cell in cells if cell.type == "GradeCell"}
        if unknown:
            raise GradebookTrouble(
                f"The gradebook does not know the graded cell {min(unknown)} of {self.result.exercise}. "
                f"Run first: python3 course.py release {self.result.exercise}"
            )
        said = {cell.id: self._said(cell) for cell in cells if cell.type in ("SolutionCell", "TaskCell")}
        self._put_cells(self.tables.comment, submitted, said, self._there(self.tables.comment, submitted, said))
        graded = {cell.id: cell.name for cell in cells if cell.type in ("GradeCell", "TaskCell")}
        there = self._there(self.tables.grade, submitted, graded)
        points = {id_: judged(_points(there.get(id_)), auto.get(name), same) for id_, name in graded.items()}
        failed = self.result.state is State.FAILED
        entered = {
            id_: {"auto_score": one.auto, "needs_manual_grade": one.review or failed} for id_, one in points.items()
        }
        self._put_cells(self.tables.grade, submitted, entered, there)
        return sum(one.score for one in points.values())

    def _said(self, cell) -> dict:
        silent = cell.type == "SolutionCell" and cell.name in self.result.unanswered
        return {"auto_comment": "No response." if silent else None}

    def _there(self, table, submitted, cell_ids: Collection[str]) -> dict[str, object]:
        found = self.rows.all(table, cell_id=list(cell_ids), notebook_id=submitted.id)
        return {row.cell_id: row for row in found}

    def _put_cells(self, table, submitted, values: dict[str, dict], there: dict) -> None:
        self.rows.put_all(table, there, "cell_id", values, lambda: {"notebook_id": submitted.id, **_new_id()})


def _points(row) -> Points:
    """The gradebook's row about one cell; None stands for a row that has to be made."""
    return Points(row.auto_score, row.manual_score, row.extra_credit, row.needs_manual_grade) if row else Points()


def _new_id() -> dict[str, str]:
    from nbgrader.api import new_uuid

    return {"id": new_uuid()}


def _moment(result: Result) -> datetime:
    from nbgrader.utils import parse_utc

    return parse_utc(result.received_at)


def _seconds_late(assignment, submission) -> float:
    if submission.timestamp is None or assignment.duedate is None:
        return 0.0
    due = assignment.duedate + (submission.extension or timedelta())
    return max(0.0, (submission.timestamp - due).total_seconds())
