"""The folder of submitted work: one notebook a learner and exercise, and every earlier version of it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import Course
from grading.errors import Rejected
from grading.ipynb import raw
from grading.model import Submission
from grading.outcomes import Became

TIMESTAMP = "timestamp.txt"
NBGRADER_TIME = "%Y-%m-%d %H:%M:%S.%f UTC"


def place(course: Course, slug: str, learner_id: str, content: bytes, received_at: datetime) -> tuple[Became, str]:
    """Put one notebook where grading looks for it; what it replaces is kept under `submitted-earlier`.

    Comes back with COLLECTED or UNCHANGED, and a sentence when there is something to know.
    """
    notebook = course.submitted / learner_id / slug / f"{slug}.ipynb"
    old = _there(course, notebook)
    if old is None:
        _write(notebook, content, received_at)
        return Became.COLLECTED, ""
    if old == content:
        return Became.UNCHANGED, ""
    before = _received_at(notebook)
    if before and before > received_at:
        return Became.UNCHANGED, "An older version came in; the newer one, collected before, stays."
    _keep(course, slug, learner_id, old, before)
    _write(notebook, content, received_at)
    return Became.COLLECTED, "It replaces an earlier version, which is kept."


def submissions(course: Course, slugs: Iterable[str] | None = None) -> list[Submission]:
    """Everything collected for `slugs` (all exercises if None), by exercise and learner.

    Something else in a notebook's place (a link, a pipe, a folder) is in the list too, so that it is refused by name.
    """
    wanted = course.slugs if slugs is None else tuple(slugs)
    learners = sorted(os.listdir(course.submitted)) if course.submitted.is_dir() else []
    found = (submission(course, slug, learner_id) for slug in wanted for learner_id in learners)
    return [one for one in found if one]


def submissions_of(course: Course, learner_id: str, slugs: Iterable[str]) -> list[Submission]:
    """What was collected from one learner for `slugs`."""
    return [one for slug in slugs if (one := submission(course, slug, learner_id))]


def submission(course: Course, slug: str, learner_id: str) -> Submission | None:
    """What one learner has handed in for one exercise; None when nothing was collected."""
    notebook = course.submitted / learner_id / slug / f"{slug}.ipynb"
    if not os.path.lexists(notebook):
        return None
    return Submission(learner_id, slug, _real(course, notebook), _iso(_received_at(notebook)))


def _real(course: Course, notebook: Path) -> Path:
    """The path itself, or the first link on the way to it: what reads notebooks follows none and refuses it."""
    steps = [notebook, *notebook.parents][: len(notebook.relative_to(course.submitted).parts)]
    return next((step for step in reversed(steps) if step.is_symlink()), notebook)


def _there(course: Course, notebook: Path) -> bytes | None:
    """What was collected before; None when nothing was. Raises Rejected when it cannot be told."""
    place = _real(course, notebook)
    return raw(place) if os.path.lexists(place) else None


def _write(notebook: Path, content: bytes, received_at: datetime) -> None:
    folder = private_folder(notebook.parent)
    # The time goes first: a notebook without its time would never be late.
    write(folder / TIMESTAMP, received_at.astimezone(UTC).strftime(NBGRADER_TIME))
    write(notebook, content)


def _keep(course: Course, slug: str, learner_id: str, content: bytes, received_at: datetime | None) -> None:
    moment = received_at.strftime("%Y%m%dT%H%M%S%f") if received_at else "unknown-time"
    earlier = course.build / "submitted-earlier" / learner_id / slug
    version = moment
    for count in range(2, 10_000):
        if not (earlier / version).exists():
            break
        version = f"{moment}-{count}"
    folder = private_folder(earlier / version)
    write(folder / f"{slug}.ipynb", content)
    if received_at:
        write(folder / TIMESTAMP, received_at.strftime(NBGRADER_TIME))


def _received_at(notebook: Path) -> datetime | None:
    try:
        text = raw(notebook.with_name(TIMESTAMP)).decode("utf8").strip()
        return datetime.strptime(text, NBGRADER_TIME).replace(tzinfo=UTC)
    except (Rejected, ValueError):
        return None


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
