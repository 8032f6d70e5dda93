"""nbgrader's own steps on the way to learners, each behind one function."""

from __future__ import annotations

import logging
import re
from pathlib import Path

from grading.course import Course
from grading.errors import BadSource
from grading.gradebook import add_learners
from grading.nbgrader_settings import nbgrader_settings

FILE_MODE = 644  # read by nbgrader as octal digits
_RAISED = re.compile(r"^[\w.]*(?:Error|Exception|Entry): .+", re.MULTILINE)


def generate(course: Course, slug: str, into: Path) -> None:
    """Write the learners' version of `slug` to `into/<slug>/` and make its cells known to the gradebook.

    This is `nbgrader generate_assignment`. Raises BadSource with what nbgrader says, and GradebookTrouble.
    """
    # nbgrader takes two seconds to import, and most commands do not need it.
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException

    add_learners(course, ())  # makes a gradebook that only its owner can read; nbgrader's own would be open to all
    log, said = _listening()
    directory = _course_directory(course, slug, into, log)
    settings = {"config": nbgrader_settings(), "force": True, "permissions": FILE_MODE}
    step = GenerateAssignment(coursedir=directory, log=log, **settings)
    try:
        step.start()
    except NbGraderException as trouble:
        raise BadSource(f"{slug}: nbgrader cannot make the learners' version. {_reason(said, trouble)}") from trouble


def publish(course: Course, slug: str, root: Path) -> None:
    """Put the released `slug` into nbgrader's exchange at `root`, where learners fetch it; it replaces an older one.

    This is `nbgrader release_assignment`. Raises BadSource with what nbgrader says.
    """
    from nbgrader.exchange import ExchangeError
    from nbgrader.exchange.default import ExchangeReleaseAssignment

    log, said = _listening()
    directory = _course_directory(course, slug, course.release, log)
    directory.ignore = []  # what lies there was proven clean, and hints.json has to go along
    step = ExchangeReleaseAssignment(coursedir=directory, root=str(root), force=True, log=log)
    try:
        step.start()
    except ExchangeError as trouble:
        raise BadSource(f"{slug}: nbgrader cannot publish it. {_reason(said, trouble)}") from trouble


def _course_directory(course: Course, slug: str, release: Path, log: logging.Logger):
    from nbgrader.coursedir import CourseDirectory

    return CourseDirectory(
        config=nbgrader_settings(),
        root=str(course.root),
        assignment_id=slug,
        source_directory=str(course.exercises),
        release_directory=str(release),
        db_url=course.gradebook_url,
        log=log,
    )


def _listening() -> tuple[logging.Logger, list[str]]:
    """A logger that prints nothing, and the list of what nbgrader reports to it as errors."""
    said: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: said.append(record.getMessage())
    log = logging.Logger("nbgrader-step")
    log.addHandler(handler)
    return log, said


def _reason(said: list[str], trouble: Exception) -> str:
    """The exception that ends the first stack trace which nbgrader logged, else what it raised."""
    raised = _RAISED.findall("\n".join(said))
    return raised[0] if raised else str(trouble)
