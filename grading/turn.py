"""One at a time: engines and watchers of a course are refused with a sentence, releases wait for one another."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from grading.course import Course
from grading.errors import EngineBusy

# Files in the build folder: who is at work, since when. What counts is the lock on them, which dies with its owner.
LOCK = ".grading"
WATCHING = ".watching"
RELEASING = ".releasing"
_here = threading.Lock()  # nbgrader's steps are not made for threads either


@contextmanager
def one_engine(course: Course) -> Iterator[None]:
    """Keep other engines out of this course's build folder. Raises EngineBusy when one is at work there."""
    with _alone(
        course,
        LOCK,
        "This course is being graded already{who}. "
        "Wait until that has finished and run this again; nothing was changed.",
    ):
        yield


@contextmanager
def one_watcher(course: Course) -> Iterator[None]:
    """Keep other watchers out of this course's build folder. Raises EngineBusy when there is one."""
    with _alone(
        course, WATCHING, "This course is being watched already{who}. One watcher is enough; nothing was done."
    ):
        yield


@contextmanager
def one_release(course: Course) -> Iterator[None]:
    """Wait until no other thread or process writes a release of this course, and let others wait meanwhile."""
    with _here:
        try:
            import fcntl
        except ImportError:  # Windows: for the threads of one process only
            yield
            return
        course.build.mkdir(parents=True, exist_ok=True)
        handle = _opened(course, RELEASING)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


@contextmanager
def _alone(course: Course, name: str, sentence: str) -> Iterator[None]:
    try:
        import fcntl
    except ImportError:  # Windows, where nothing is graded for want of a wall
        yield
        return
    handle = _opened(course, name)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = os.read(handle, 200).decode("utf8", "replace")
            raise EngineBusy(sentence.format(who=f" ({who})" if who else "")) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"process {os.getpid()} since {datetime.now(UTC):%H:%M} UTC".encode(), 0)
        yield
    finally:
        os.close(handle)


def _opened(course: Course, name: str) -> int:
    return os.open(course.build / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
