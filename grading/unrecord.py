"""Take single submissions out of the gradebook, and leave nothing of what was taken out in its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from contextlib import closing

from grading.course import Course
from grading.database import file, in_a_sentence, transaction
from grading.recording import recording
from grading.rows import Rows, tables
from grading.settings import GRADEBOOK_WAIT_SECONDS


def unrecord(course: Course, submissions: Collection[tuple[str, str]]) -> None:
    """Remove the grades and comments of these (learner_id, exercise), all of them or none. Raises GradebookTrouble."""
    with recording(course) as recorder, transaction(course, recorder.engine) as db:
        rows, known = Rows(db), tables()
        for learner_id, exercise in submissions:
            assignment = rows.one(known.assignment, name=exercise)
            where = {"assignment_id": assignment.id if assignment else "", "student_id": learner_id}
            theirs = [row.id for row in rows.all(known.submitted_assignment, **where)]
            notebooks = [row.id for row in rows.all(known.submitted_notebook, assignment_id=theirs)]
            for table in (known.grade, known.comment):
                rows.delete(table, "notebook_id", notebooks)
            rows.delete(known.submitted_notebook, "id", notebooks)
            rows.delete(known.submitted_assignment, "id", theirs)
            entered = {"learner_id": learner_id, "exercise": exercise}
            if rows.one(known.recorded, **entered):
                db.execute(
                    known.recorded.delete().where(*(known.recorded.c[name] == entered[name] for name in entered))
                )


def compact(course: Course) -> None:
    """Write the gradebook's file anew, without the pages from which what was removed earlier could still be read.

    A gradebook on a server is left to its administrator. Raises GradebookTrouble.
    """
    path = file(course)
    if path is None or not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, timeout=GRADEBOOK_WAIT_SECONDS, isolation_level=None)) as database:
            database.execute("VACUUM")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as trouble:
        raise in_a_sentence(course, trouble) from trouble
