"""Take learners and all their work away: from the roster, the gradebook, every folder, and what was exported."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Collection
from pathlib import Path

from grading import atomic, journal, reminded
from grading.course import Course
from grading.database import absent
from grading.errors import CourseError
from grading.gradebook import remove_learners
from grading.pseudonyms import course_key, key_file, pseudonym
from grading.spreadsheet import without
from grading.stored import copies_of_gradebook, exports_of_many, folders, in_exchange, pages, pages_of_many, tables
from grading.turn import one_engine
from grading.unrecord import compact


def forget(course: Course, learner_ids: Collection[str]) -> int:
    """Remove the learners named; returns how many of them were known here. Others are untouched.

    Raises GradebookTrouble and EngineBusy, and then nothing is removed, and CourseError for files that stay.
    """
    atomic.private_folder(course.build)
    with one_engine(course):
        if not absent(course):
            remove_learners(course, learner_ids)
            compact(course)
        known = _from_roster(course, learner_ids) | journal.forget(course, learner_ids)
        stay = []
        for learner_id in learner_ids:
            for folder in (*folders(course, learner_id), *in_exchange(course, learner_id)):
                known.add(learner_id)
                stay += _remove(folder)
            for page in pages(course, learner_id):
                page.unlink()
            _from_exports(course, learner_id)
        for page in (*pages_of_many(course), *exports_of_many(course)):  # they are made again from what is left
            page.unlink()
        reminded.forget(course, learner_ids)
    if stay:
        raise CourseError(f"These could not be removed; ask their owner to: {', '.join(map(str, stay))}.")
    return len(known)


def beyond_reach(course: Course) -> list[str]:
    """Sentences on where a forgotten person may still stand: for whoever has to answer for it."""
    copies = copies_of_gradebook(course)
    named = ", ".join(path.name for path in copies)
    found = [f"Copies of the gradebook still hold whoever was in it then; delete them: {named}."] if copies else []
    return [*found, "Backups, and what was handed to somebody else, are not reached from here."]


def _remove(folder: Path) -> list[Path]:
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return [folder] if folder.exists() else []


def _from_exports(course: Course, learner_id: str) -> None:
    marks = {learner_id, *([pseudonym(course_key(course), learner_id)] if key_file(course).exists() else [])}
    for path in tables(course):
        text = without(path.read_text("utf8", "replace"), marks)
        if text is not None:
            atomic.write(path, text)
    for path in (course.build / "exports").glob(f"person-{learner_id}-*.zip"):
        path.unlink()


def _from_roster(course: Course, learner_ids: Collection[str]) -> set[str]:
    if not course.roster.exists():
        return set()
    rows = list(csv.reader(io.StringIO(course.roster.read_text("utf-8-sig"), newline="")))
    column = rows[0].index("learner_id")
    known = {row[column] for row in rows[1:] if row} & set(learner_ids)
    kept = [row for row in rows if not row or row[column] not in known]
    if len(kept) == 1:
        course.roster.unlink()
    elif known:
        out = io.StringIO(newline="")
        csv.writer(out).writerows(kept)
        atomic.write(course.roster, out.getvalue())
    return known
