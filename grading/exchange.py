"""Read what learners handed in through nbgrader's exchange.

The layout is nbgrader's: `<root>/<course>/inbound/<learner>+<exercise>+<time>[+<random>]/<exercise>.ipynb`.
Its own `collect` is not used: it follows links out of the learner's folder, takes work in another person's name with
no more than a warning, and stops for everybody at one bad name. A test compares both on honest work.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from grading.course import Course
from grading.deliveries import Delivery, moment, shown
from grading.errors import Rejected
from grading.folder import read_inside

DOUBT = timedelta(minutes=10)
SECRET = "submission_secret.txt"
MAX_SECRET_BYTES = 1_000
_NAME = re.compile(r"(?P<learner>.+)\+(?P<slug>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[^+]*)(?:\+[^+]*)?")
_TIME_FORMATS = ("%Y-%m-%d %H:%M:%S.%f UTC", "%Y-%m-%d %H:%M:%S UTC")


def root_of(course: Course) -> Path:
    """Where the course's exchange is: the folder that nbgrader_config.py names too."""
    return Path(os.environ.get("COURSE_EXCHANGE", course.build / "exchange"))


def sent_by(name: str) -> tuple[str, str, str] | None:
    """The learner, the exercise and the time in a hand-in's name; None when nbgrader gives no such name."""
    known = _NAME.fullmatch(name)
    return (known["learner"], known["slug"], known["time"]) if known else None


def deliveries(
    root: Path, course_id: str, slug: str, check_owner: bool = True, names: Collection[str] | None = None
) -> list[Delivery]:
    """One delivery for each folder that was handed in for `slug`, whoever it is from; `names`: for these alone.

    With `check_owner`, a folder that belongs to another user than its name says carries that as its trouble.
    Raises Rejected when the exchange has no such course.
    """
    inbound = root / course_id / "inbound"
    if not inbound.is_dir():
        raise Rejected(f"The exchange at {root} has no course {course_id!r}. Release an exercise there first.")
    there = [entry.name for entry in os.scandir(inbound)] if names is None else names
    entries = sorted(name for name in there if f"+{slug}+" in name)
    return [one for name in entries if (one := _delivery(inbound, name, slug, check_owner))]


def secret(inbound: Path, name: str, check_owner: bool = True) -> str:
    """What nbgrader's submit wrote beside the notebook, and names the feedback by; empty where it wrote nothing.

    Raises Rejected when it cannot be what nbgrader wrote.
    """
    owner = (inbound / name).lstat().st_uid if check_owner else None
    if not os.path.lexists(inbound / name / SECRET):
        return ""
    text = read_inside(inbound, (name, SECRET), owner)
    if not 0 < len(text) <= MAX_SECRET_BYTES:
        raise Rejected(f"{shown(name)} holds a {SECRET} that nbgrader did not write.")
    return text.decode("utf8", "replace")


def _delivery(inbound: Path, name: str, slug: str, check_owner: bool) -> Delivery | None:
    """One hand-in; None when it was taken away meanwhile."""
    try:
        state = (inbound / name).lstat()
    except FileNotFoundError:
        return None
    changed = moment(state.st_ctime)
    known = _NAME.fullmatch(name)
    if not known or known["slug"] != slug:
        trouble = f"{shown(name)} is not a name that nbgrader gives. Ask the learner to submit again."
        return Delivery((name,), changed, trouble=trouble)
    received_at, note = _received(known["time"], changed)
    trouble = _owner_trouble(name, known["learner"], state.st_uid) if check_owner else ""
    # What another person put into a learner's folder is not that learner's work either.
    read = partial(read_inside, inbound, (name, f"{slug}.ipynb"), state.st_uid if check_owner else None)
    return Delivery((known["learner"], f"{slug}.ipynb"), received_at, read, trouble, note)


def _received(text: str, changed: datetime) -> tuple[datetime, str]:
    """The time in the folder's name, which the learner wrote, judged by the time that the file system saw."""
    named = _parse(text)
    if named is None or named > changed + DOUBT:
        return changed, "The time in its name cannot be right; the time of the file system counts."
    if named < changed - DOUBT:
        return named, f"Its name says {named:%d %b %Y %H:%M}, but it was last changed {changed:%d %b %Y %H:%M} (UTC)."
    return named, ""


def _parse(text: str) -> datetime | None:
    for form in _TIME_FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def _owner_trouble(name: str, learner: str, uid: int) -> str:
    import pwd  # not on Windows, where nbgrader has no exchange either

    try:
        owner = pwd.getpwuid(uid).pw_name
    except KeyError:
        owner = f"number {uid}"
    if owner == learner:
        return ""
    claim = f"{shown(name)} says that it is from {shown(learner)}, but it belongs to the user {owner}"
    return f"{claim}. It was not taken; ask both of them."
