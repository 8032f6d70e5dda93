"""One engine at a time: a second one that would grade the same course is refused with a sentence."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from grading.course import Course
from grading.errors import EngineBusy

LOCK = ".grading"  # in the build folder: who grades, since when. What counts is the lock on it, which dies with them


@contextmanager
def one_engine(course: Course) -> Iterator[None]:
    """Keep other engines out of this course's build folder. Raises EngineBusy when one is at work there."""
    try:
        import fcntl
    except ImportError:  # Windows, where nothing is graded for want of a wall
        yield
        return
    handle = os.open(course.build / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise EngineBusy(_sentence(os.read(handle, 200).decode("utf8", "replace"))) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {datetime.now(UTC):%H:%M} UTC".encode(), 0)
        yield
    finally:
        os.close(handle)


def _sentence(who: str) -> str:
    return (
        f"This course is being graded already{f' ({who})' if who else ''}. "
        "Wait until that has finished and run this again; nothing was changed."
    )
