"""Let go of old work: submissions and graded copies from before a date. Grades stay, unless they are named too."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from grading import journal
from grading.atomic import private_folder
from grading.course import Course
from grading.errors import CourseError
from grading.exchange import root_of
from grading.settings import COURSE_ID
from grading.stored import tables, views
from grading.submitted import NBGRADER_TIME, TIMESTAMP, submissions
from grading.turn import one_engine
from grading.unrecord import compact, unrecord


@dataclass(frozen=True)
class Old:
    """What is from before a date, each by (learner_id, exercise) or by its path."""

    work: tuple[tuple[str, str], ...] = ()
    grades: tuple[tuple[str, str], ...] = ()
    versions: tuple[Path, ...] = ()  # earlier ones of work that may itself be newer
    files: tuple[Path, ...] = ()  # what still lies in the exchange, and exports

    @property
    def learner_ids(self) -> set[str]:
        return {learner_id for learner_id, _ in (*self.work, *self.grades)}

    def __str__(self) -> str:
        grades = f", the grades of {len(self.grades)}" if self.grades else ""
        return (
            f"{len(self.work)} submissions with their graded copies{grades}, "
            f"{len(self.versions)} earlier versions, and {len(self.files)} hand-ins and exports"
        )


def old(course: Course, before: datetime, grades: bool = False) -> Old:
    """What `purge` would remove. Raises CourseError for a date that is still to come."""
    if before > datetime.now(UTC):
        raise CourseError(f"{before:%Y-%m-%d} is still to come. Give the first day that is to be kept.")
    received = {(one.learner_id, one.exercise): one.received_at for one in submissions(course)}
    work = {who for who, when in received.items() if _earlier(when, before)}
    kept = {(one.learner_id, one.exercise): one.received_at for one in journal.results(course)} if grades else {}
    # Work that was purged before, when grades were still kept, has only its result left.
    graded = {who for who, when in kept.items() if who in work or (who not in received and _earlier(when, before))}
    versions = tuple(_earlier_versions(course, before))
    files = (*_handed_in(course, before), *_exports(course, before))
    return Old(tuple(sorted(work)), tuple(sorted(graded)), versions, files)


def purge(course: Course, before: datetime, grades: bool = False) -> Old:
    """Remove what was received before that day (UTC); returns what it was. Raises GradebookTrouble and EngineBusy."""
    private_folder(course.build)
    with one_engine(course):
        found = old(course, before, grades)
        if found.grades:
            unrecord(course, found.grades)
            compact(course)
        for learner_id, slug in found.grades:
            (course.results / slug / f"{learner_id}.json").unlink(missing_ok=True)
        for learner_id, slug in found.work:
            journal.drop_staged(course, slug, learner_id)
            for place in (course.submitted, course.autograded, course.feedback):
                _remove(place / learner_id / slug)
            _remove(views(course) / learner_id / f"{slug}.html")
        stay = [path for path in found.versions if not _remove(path, levels=2)]
        stay += [path for path in found.files if not _remove(path, levels=0)]
    if stay:
        raise CourseError(f"These could not be removed; ask their owner to: {', '.join(map(str, stay))}.")
    return found


def _earlier(received_at: str, before: datetime) -> bool:
    """Whether that is before the day. Work without a time is kept: nobody knows how old it is."""
    return bool(received_at) and datetime.fromisoformat(received_at) < before


def _earlier_versions(course: Course, before: datetime) -> Iterator[Path]:
    for stamp in sorted((course.build / "submitted-earlier").glob(f"*/*/*/{TIMESTAMP}")):
        try:
            received = datetime.strptime(stamp.read_text("utf8").strip(), NBGRADER_TIME).replace(tzinfo=UTC)
        except ValueError:
            continue
        if received < before:
            yield stamp.parent


def _handed_in(course: Course, before: datetime) -> Iterator[Path]:
    """What still lies in nbgrader's exchange: it would be collected again."""
    for path in sorted((root_of(course) / COURSE_ID / "inbound").glob("*+*+*")):
        if path.lstat().st_ctime < before.timestamp():
            yield path


def _exports(course: Course, before: datetime) -> Iterator[Path]:
    for path in (*tables(course), *sorted((course.build / "exports").glob("*.zip"))):
        if path.stat().st_mtime < before.timestamp():
            yield path


def _remove(path: Path, levels: int = 1) -> bool:
    """Remove a file or folder, and up to `levels` folders above it that are empty then; False when it stays."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    if os.path.lexists(path):
        return False
    with suppress(OSError):  # the first that is not empty
        for folder in list(path.parents)[:levels]:
            folder.rmdir()
    return True
