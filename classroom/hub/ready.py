"""What has to be there before a classroom can open: people, exercises in the exchange, the book."""

from __future__ import annotations

import filecmp
import os
from collections.abc import Iterator
from pathlib import Path

from grading.course import Course
from grading.errors import BadRoster, BadSource
from grading.exchange import root_of
from grading.nbgrader_steps import publish
from grading.roster import read_roster
from grading.settings import COURSE_ID

NO_ROSTER = (
    "Nobody could sign on: there is no list of learners yet. Run: python3 course.py roster FILE.csv, "
    "or python3 course.py up for a sample class."
)
NOTHING_RELEASED = "Nothing is released yet, so there is nothing to fetch. Run: python3 course.py release"
NO_BOOK = "The book is not built yet, so its pages are missing. Run: python3 course.py book"


def learners(course: Course) -> list[str]:
    """The ids on the roster. Raises BadRoster when there is none, or when it cannot be read."""
    if not course.roster.exists():
        raise BadRoster(NO_ROSTER)
    return [one.learner_id for one in read_roster(course.roster)]


def missing(course: Course) -> list[str]:
    """A sentence for each thing that learners would look for in vain."""
    sentences = [] if released(course) else [NOTHING_RELEASED]
    return sentences if (course.site / "index.html").exists() else [*sentences, NO_BOOK]


def released(course: Course) -> list[str]:
    return [slug for slug in course.slugs if (course.release / slug / f"{slug}.ipynb").is_file()]


def open_exchange(course: Course) -> list[str]:
    """Put each released exercise into the exchange that is not there as it was released; sentences on what failed."""
    place = root_of(course)
    place.mkdir(parents=True, exist_ok=True)
    (place / COURSE_ID).mkdir(exist_ok=True)
    troubles = []
    before = os.umask(0o022)
    try:
        for slug in released(course):
            if not _same(course.release / slug, place / COURSE_ID / "outbound" / slug):
                troubles += _published(course, slug, place)
    finally:
        os.umask(before)
    return troubles


def _published(course: Course, slug: str, place: Path) -> Iterator[str]:
    try:
        publish(course, slug, place)
    except BadSource as trouble:
        yield str(trouble)
    except OSError as trouble:
        yield f"{slug}: it cannot be put into the exchange at {place}: {trouble.strerror}. Learners cannot fetch it."


def _same(one: Path, other: Path) -> bool:
    """Whether both folders hold the same files; releases are flat."""
    names = sorted(path.name for path in one.iterdir())
    if not other.is_dir() or sorted(path.name for path in other.iterdir()) != names:
        return False
    return not any(filecmp.cmpfiles(one, other, names, shallow=False)[1:])
