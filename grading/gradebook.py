"""The only door to nbgrader's gradebook. One process writes at a time; a person's marks are never overwritten."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from nbformat import NotebookNode

from grading.atomic import private_folder
from grading.course import Course
from grading.errors import GradebookTrouble
from grading.model import Learner, Result, State
from grading.nbgrader_settings import nbgrader_settings
from grading.settings import COURSE_ID, GRADEBOOK_WAIT_SECONDS

SQLITE = "sqlite:///"
STOCK_COURSES = {COURSE_ID, "default_course"}  # nbgrader's own steps add the second one to every gradebook


def add_learners(course: Course, learners: Iterable[Learner]) -> None:
    """Make learners known, or bring their names up to date. Raises GradebookTrouble, as all of this room does."""
    with _opened(course) as book:
        for learner in learners:
            first, _, last = learner.name.rpartition(" ")
            book.update_or_create_student(
                learner.learner_id, first_name=first or None, last_name=last or None, email=learner.email or None
            )


def learners(course: Course) -> list[Learner]:
    """Everybody in the gradebook, by learner_id; department and cohort are the roster's and stay empty."""
    with _opened(course) as book:
        found = [Learner(one.id, _name(one), one.email or "") for one in book.students]
    return sorted(found, key=lambda learner: learner.learner_id)


def remove_learners(course: Course, learner_ids: Collection[str]) -> None:
    """Take learners and all their grades out. Those it does not know are left aside."""
    with _opened(course) as book:
        known = {one.id for one in book.students}
        for learner_id in known & set(learner_ids):
            book.remove_student(learner_id)


def record(course: Course, result: Result, notebook: NotebookNode | None = None) -> None:
    """Enter one result; entering it again changes nothing.

    A GRADED one needs its graded `notebook`, whose points are read by nbgrader's own steps, late penalty included.
    A FAILED one leaves no automatic score, not even an earlier version's, and takes none of a person's marks away.
    """
    with _opened(course) as book:
        if result.state is State.FAILED:
            _withdraw(book, result)
            return
        book.update_or_create_student(result.learner_id)
        when = {"timestamp": result.received_at} if result.received_at else {}
        with book.db.no_autoflush:  # nbgrader builds a new submission in pieces that cannot be saved one by one
            book.update_or_create_submission(result.exercise, result.learner_id, **when)
    _enter(course, result, notebook)


def recorded(course: Course, slug: str) -> set[str] | None:
    """Who has a submission of `slug` in the gradebook; None where that cannot be told quickly (no SQLite file)."""
    path = _file(course)
    if path is None:
        return None
    if not path.exists():
        return set()
    ask = (
        "SELECT student_id FROM submitted_assignment JOIN assignment "
        "ON assignment.id = submitted_assignment.assignment_id WHERE assignment.name = ?"
    )
    try:
        place = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(place, uri=True, timeout=GRADEBOOK_WAIT_SECONDS)) as database:
            return {row[0] for row in database.execute(ask, (slug,))}
    except sqlite3.Error as trouble:
        raise GradebookTrouble(_sentence(course, trouble)) from trouble


def manual_marks(course: Course, slug: str) -> dict[str, dict[str, tuple[float | None, str]]]:
    """What people marked and wrote for one exercise: learner → {grade_id: (points or None, comment)}.

    A comment stands under the name of the answer cell that it is about, points under the graded cell's.
    """
    from nbgrader.api import Assignment, BaseCell, Comment, Grade, SubmittedAssignment, SubmittedNotebook

    found: dict[str, dict[str, tuple[float | None, str]]] = {}
    if _absent(course):
        return found
    with _opened(course) as book:
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


def knows(course: Course, slug: str) -> bool:
    """Whether the exercise was released into this gradebook, so that its points have a place there."""
    from nbgrader.api import Notebook

    if _absent(course):
        return False
    with _opened(course) as book:
        return book.db.query(Notebook).filter(Notebook.name == slug).first() is not None


def _name(student) -> str:
    return " ".join(part for part in (student.first_name, student.last_name) if part)


def _enter(course: Course, result: Result, notebook: NotebookNode) -> None:
    """nbgrader's own two steps after a notebook was run."""
    from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

    names = {"notebook": result.exercise, "assignment": result.exercise, "student": result.learner_id}
    resources = {"nbgrader": {**names, "db_url": _url(course)}}
    with _in_words(course):
        for step in (SaveAutoGrades, AssignLatePenalties):
            step(config=nbgrader_settings()).preprocess(notebook, resources)


def _withdraw(book, result: Result) -> None:
    from nbgrader.api import MissingEntry

    with suppress(MissingEntry):
        submission = book.find_submission(result.exercise, result.learner_id)
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            grade.auto_score = None
            grade.needs_manual_grade = True
        book.db.commit()


@contextmanager
def _opened(course: Course) -> Iterator:
    """nbgrader's Gradebook of this course, made if it is not there yet, readable by its owner only."""
    from nbgrader.api import Course as Owner
    from nbgrader.api import Gradebook

    path = _file(course)
    if path is not None:
        private_folder(path.parent)
        path.touch(mode=0o600)
    with _in_words(course), _tools_on_path(), Gradebook(_url(course), COURSE_ID) as book:
        others = {owner.id for owner in book.db.query(Owner)} - STOCK_COURSES
        if others:
            raise GradebookTrouble(f"The gradebook {_shown(course)} belongs to the course {', '.join(sorted(others))}.")
        yield book


@contextmanager
def _in_words(course: Course) -> Iterator[None]:
    """Turn what databases and nbgrader raise into GradebookTrouble."""
    from nbgrader.api import InvalidEntry, MissingEntry
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except MissingEntry as trouble:
        raise GradebookTrouble(f"{trouble}. Run first: python3 course.py release") from trouble
    except (SQLAlchemyError, InvalidEntry) as trouble:
        raise GradebookTrouble(_sentence(course, trouble)) from trouble


def _sentence(course: Course, trouble: Exception) -> str:
    said = str(getattr(trouble, "orig", None) or trouble).splitlines()[0]
    if "locked" in said:
        return (
            f"The gradebook {_shown(course)} was locked by another program for {GRADEBOOK_WAIT_SECONDS} seconds. "
            "Close that program and run this again; nothing is lost."
        )
    return f"The gradebook {_shown(course)} cannot be used: {said}."


def _shown(course: Course) -> str:
    """The gradebook's name without a password."""
    return course.gradebook_url.rpartition("/")[2]


def _file(course: Course) -> Path | None:
    url = course.gradebook_url
    return Path(url.removeprefix(SQLITE)) if url.startswith(SQLITE) else None


def _absent(course: Course) -> bool:
    """Whether there is no gradebook yet, so that reading need not make one."""
    path = _file(course)
    return path is not None and not path.exists()


def _url(course: Course) -> str:
    """The gradebook's address; SQLite waits for a lock to open instead of giving up."""
    return course.gradebook_url + (f"?timeout={GRADEBOOK_WAIT_SECONDS}" if _file(course) else "")


@contextmanager
def _tools_on_path() -> Iterator[None]:
    """nbgrader starts `alembic` by its bare name when it makes a gradebook, and it may not be on the PATH."""
    before = os.environ.get("PATH", "")
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        yield
    finally:
        os.environ["PATH"] = before
