"""nbgrader's gradebook: who is in it, what is recorded, and what people marked. Their marks are never overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import replace

from nbformat import NotebookNode

from grading.course import Course
from grading.database import absent, ask, opened, transaction, writable
from grading.model import Learner, Result
from grading.recording import recording, unanswered
from grading.rows import Rows, tables


def add_learners(course: Course, learners: Iterable[Learner]) -> None:
    """Make learners known, or bring their names up to date. Raises GradebookTrouble, as all of this room does."""
    entries = {}
    for learner in learners:
        first, _, last = learner.name.rpartition(" ")
        named = {"first_name": first or None, "last_name": last or None, "email": learner.email or None}
        entries[learner.learner_id] = named
    with writable(course) as engine:  # even without learners: it makes the gradebook
        if entries:
            with transaction(course, engine) as db:
                rows, table = Rows(db), tables().student
                rows.put_all(table, {row.id: row for row in rows.all(table)}, "id", entries, dict)


def learners(course: Course) -> list[Learner]:
    """Everybody in the gradebook, by learner_id; department and cohort are the roster's and stay empty."""
    with opened(course) as book:
        found = [Learner(one.id, _name(one), one.email or "") for one in book.students]
    return sorted(found, key=lambda learner: learner.learner_id)


def remove_learners(course: Course, learner_ids: Collection[str]) -> None:
    """Take learners and all their grades out, all of them or none. Those it does not know are left aside."""
    with recording(course) as recorder, transaction(course, recorder.engine) as db:
        rows, known = Rows(db), tables()
        theirs = list(learner_ids)
        submissions = [row.id for row in rows.all(known.submitted_assignment, student_id=theirs)]
        notebooks = [row.id for row in rows.all(known.submitted_notebook, assignment_id=submissions)]
        for table in (known.grade, known.comment):
            rows.delete(table, "notebook_id", notebooks)
        rows.delete(known.submitted_notebook, "id", notebooks)
        rows.delete(known.submitted_assignment, "id", submissions)
        rows.delete(known.recorded, "learner_id", theirs)
        rows.delete(known.student, "id", theirs)


def record(course: Course, result: Result, notebook: NotebookNode | None = None) -> None:
    """Enter one result, with the points that stand in it; entering it again changes nothing.

    `notebook` is the graded one of a GRADED result, and shows which answers were not given.
    A FAILED result leaves no automatic score, not even an earlier version's, and takes none of a person's marks away.
    """
    with recording(course) as recorder:
        recorder.record(replace(result, unanswered=unanswered(notebook)) if notebook else result)


def recorded(course: Course, slug: str) -> set[str]:
    """Who has a submission of `slug` in the gradebook. Like the next three, it does not load nbgrader for that."""
    question = (
        "SELECT s.student_id FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id WHERE a.name = ?"
    )
    return {learner_id for (learner_id,) in ask(course, question, slug)}


def entered(course: Course, slug: str) -> dict[str, str]:
    """The key of the result that was entered last, by learner; those whose submission was taken out since are not."""
    question = "SELECT learner_id, made_from, state FROM course_recorded WHERE exercise = ?"
    there = recorded(course, slug)
    return {
        learner_id: key
        for learner_id, key, state in ask(course, question, slug)
        if learner_id in there or state != "graded"
    }


def to_review(course: Course, slug: str) -> dict[str, list[tuple[str, float, float | None]]]:
    """Marks that a person gave and should look at again, because something changed since: by learner.

    Each is the cell's name, the person's points, and the grader's (None where it gives none).
    """
    question = (
        "SELECT s.student_id, c.name, g.manual_score, g.auto_score FROM grade g "
        "JOIN base_cell c ON c.id = g.cell_id "
        "JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id "
        "JOIN assignment a ON a.id = s.assignment_id "
        "WHERE a.name = ? AND g.needs_manual_grade AND g.manual_score IS NOT NULL ORDER BY s.student_id, c.name"
    )
    found: dict[str, list[tuple[str, float, float | None]]] = {}
    for learner_id, *mark in ask(course, question, slug):
        found.setdefault(learner_id, []).append(tuple(mark))
    return found


def knows(course: Course, slug: str) -> bool:
    """Whether the exercise was released into this gradebook, so that its points have a place there."""
    return bool(ask(course, "SELECT id FROM notebook WHERE name = ?", slug))


def manual_marks(course: Course, slug: str) -> dict[str, dict[str, tuple[float | None, str]]]:
    """What people marked and wrote for one exercise: learner → {grade_id: (points or None, comment)}.

    A comment stands under the name of the answer cell that it is about, points under the graded cell's.
    """
    from nbgrader.api import Assignment, BaseCell, Comment, Grade, SubmittedAssignment, SubmittedNotebook

    found: dict[str, dict[str, tuple[float | None, str]]] = {}
    if absent(course):
        return found
    with opened(course) as book:
        for kind, column in ((Comment, Comment.manual_comment), (Grade, Grade.manual_score)):
            entries = (
                book.db.query(SubmittedAssignment.student_id, BaseCell.name, column)
                .select_from(kind)
                .join(BaseCell, kind.cell_id == BaseCell.id)
                .join(SubmittedNotebook, kind.notebook_id == SubmittedNotebook.id)
                .join(SubmittedAssignment, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Assignment, SubmittedAssignment.assignment_id == Assignment.id)
                .filter(Assignment.name == slug, column.is_not(None))
            )
            for learner_id, name, value in entries:
                points, comment = found.setdefault(learner_id, {}).get(name, (None, ""))
                found[learner_id][name] = (points, value) if kind is Comment else (value, comment)
    return found


def marks_of_people(course: Course) -> dict[tuple[str, str], str]:
    """A hash of all that people marked and wrote, by exercise and learner: it changes when one of these changes."""
    where = (
        "JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id"
    )
    marks = f"SELECT a.name, s.student_id, c.name, g.manual_score, g.needs_manual_grade FROM grade g {where}"
    words = f"SELECT a.name, s.student_id, c.name, g.manual_comment, 0 FROM comment g {where}"
    found: dict[tuple[str, str], list[str]] = {}
    for question in (f"{marks} WHERE g.manual_score IS NOT NULL", f"{words} WHERE g.manual_comment IS NOT NULL"):
        for slug, learner_id, *mark in ask(course, question):
            found.setdefault((slug, learner_id), []).append(repr(mark))
    return {which: hashlib.sha256("\n".join(sorted(marks)).encode()).hexdigest() for which, marks in found.items()}


def _name(student) -> str:
    return " ".join(part for part in (student.first_name, student.last_name) if part)
