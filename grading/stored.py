"""Where one person's data lie, and that nobody else can open them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from grading.course import Course
from grading.database import ask, file
from grading.exchange import root_of
from grading.settings import COURSE_ID

_HANDED_IN = re.compile(r"(?P<learner>.+)\+[^+]+\+\d{4}-\d\d-\d\d [^+]*(?:\+[^+]*)?")
# Tables that nbgrader's own export, and ours, leave behind.
TABLES = ("exports/*.csv", "exports/*/*.csv", "grades.csv")
_PRIVATE = (
    *("submitted", "submitted-earlier", "autograded", "feedback", "results", "under-way", "progress", "exports"),
    *("certificates", "progress-seen", "xapi-sent", "reminders", "lti"),
)
_GRADES = """
    SELECT a.name, c.name, g.auto_score, g.manual_score, g.extra_credit, g.needs_manual_grade
    FROM grade g JOIN base_cell c ON c.id = g.cell_id
    JOIN submitted_notebook n ON n.id = g.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id WHERE s.student_id = ? ORDER BY a.name, c.name"""
_COMMENTS = """
    SELECT a.name, c.name, m.auto_comment, m.manual_comment
    FROM comment m JOIN base_cell c ON c.id = m.cell_id
    JOIN submitted_notebook n ON n.id = m.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id WHERE s.student_id = ? ORDER BY a.name, c.name"""
_SUBMISSIONS = """
    SELECT a.name, s.timestamp, s.extension, n.flagged, n.late_submission_penalty
    FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id WHERE s.student_id = ? ORDER BY a.name"""
_PERSON = "SELECT id, first_name, last_name, email FROM student WHERE id = ?"
_BOOK = {
    "person": (_PERSON, ("learner_id", "first_name", "last_name", "email")),
    "submissions": (_SUBMISSIONS, ("exercise", "received_at", "extension", "flagged", "late_penalty")),
    "points": (_GRADES, ("exercise", "cell", "automatic", "by_a_person", "extra", "to_be_marked")),
    "comments": (_COMMENTS, ("exercise", "cell", "automatic", "by_a_person")),
}


def folders(course: Course, learner_id: str) -> list[Path]:
    """The folders that hold one learner's work and pages, and nothing else."""
    places = (course.submitted, course.build / "submitted-earlier", course.autograded, course.feedback, views(course))
    places = (*places, certificates(course))
    return [place / learner_id for place in places if (place / learner_id).is_dir()]


def pages(course: Course, learner_id: str) -> list[Path]:
    """The single files about one learner and nobody else."""
    return [path for path in (course.progress / "people" / f"{learner_id}.html",) if path.exists()]


def pages_of_many(course: Course) -> list[Path]:
    """The progress pages that tell of several people, and what is remembered so that they are made faster."""
    places = (course.progress, course.progress / "managers", course.build / "progress-seen")
    return [path for place in places for path in sorted(place.glob("*.*")) if path.is_file()]


def exports_of_many(course: Course) -> list[Path]:
    """The exports that nobody's lines can be taken out of: `export` makes them again."""
    kinds = ("*.xlsx", "*.parquet", "*.jsonl", "moodle.csv")
    return sorted(path for kind in kinds for path in (course.build / "exports").rglob(kind))


def certificates(course: Course) -> Path:
    """Where each learner's certificates lie, in a folder of their own."""
    return course.build / "certificates" / "people"


def views(course: Course) -> Path:
    """Where the trainer's pages about single learners lie."""
    return course.progress / "learners"


def in_exchange(course: Course, learner_id: str) -> list[Path]:
    """What one learner handed in through nbgrader's exchange, as far as it still lies there."""
    inbound = root_of(course) / COURSE_ID / "inbound"
    if not inbound.is_dir():
        return []
    found = ((entry, _HANDED_IN.fullmatch(entry.name)) for entry in os.scandir(inbound))
    return sorted(Path(entry.path) for entry, name in found if name and name["learner"] == learner_id)


def gradebook_rows(course: Course, learner_id: str) -> dict[str, list[dict]]:
    """Everything that the gradebook holds about one learner, by kind. Raises GradebookTrouble."""
    found = {}
    for kind, (question, names) in _BOOK.items():
        rows = ask(course, question, learner_id)
        found[kind] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def copies_of_gradebook(course: Course) -> list[Path]:
    """Files beside the gradebook that begin with its name: nbgrader makes such copies before it changes its tables."""
    path = file(course)
    if path is None:
        return []
    own = {path.name, *(f"{path.name}{end}" for end in ("-wal", "-shm", "-journal"))}
    return sorted(one for one in path.parent.glob(f"{path.stem}*") if one.name not in own and one.is_file())


def keep_private(course: Course) -> None:
    """Close to all but their owner what holds personal data, whoever made it: nbgrader leaves its files open to all."""
    book = file(course)
    files = [course.roster, *(tables(course)), *([book] if book else []), *copies_of_gradebook(course)]
    for path in (*(course.build / name for name in _PRIVATE), *files):
        _close(path, 0o700 if path.is_dir() else 0o600)


def tables(course: Course) -> list[Path]:
    """The exported tables that are there."""
    return sorted(path for pattern in TABLES for path in course.build.glob(pattern))


def left_open(course: Course) -> Iterator[Path]:
    """What others could open among all that holds personal data: for tests and for the doubtful."""
    for name in _PRIVATE:
        top = course.build / name
        for path in (top, *top.rglob("*")) if top.exists() else ():
            if path.lstat().st_mode & 0o077 and not path.is_symlink():
                yield path
    yield from (path for path in _single(course) if path.exists() and path.stat().st_mode & 0o077)


def _single(course: Course) -> Collection[Path]:
    book = file(course)
    beside = [book.with_name(f"{book.name}{end}") for end in ("", "-wal", "-shm")] if book else []
    keys = [course.build / "course.key", course.build / "certificates.key"]
    return [course.roster, *beside, *tables(course), course.build / "audit.jsonl", *keys]


def _close(path: Path, mode: int) -> None:
    if path.is_symlink() or not path.exists() or path.stat().st_mode & 0o077 == 0:
        return
    path.chmod(mode)
