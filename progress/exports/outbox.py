"""What a learning record store has accepted: one id a line, appended after each answer, for each store its own file.

Whatever ends the program, at most the last batch is sent once more, and a statement that is there already does no harm.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from grading.atomic import private_folder
from grading.course import Course
from progress.errors import StoreTrouble

FOLDER = "xapi-sent"


class Outbox:
    """The ids in `known`, and a way to add to them."""

    def __init__(self, handle: int):
        self._handle = handle
        self.known = set(_whole_lines(handle))

    def add(self, ids: Iterable[str]) -> None:
        """Have them on the disk before anything else happens."""
        new = list(ids)
        os.write(self._handle, "".join(f"{one}\n" for one in new).encode("ascii"))
        os.fsync(self._handle)
        self.known.update(new)


@contextmanager
def outbox(course: Course, address: str) -> Iterator[Outbox]:
    """The outbox for the record store at `address`. Raises StoreTrouble when another command is sending to it."""
    path = place(course, address)
    private_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _alone(handle)
        yield Outbox(handle)
    finally:
        os.close(handle)


def place(course: Course, address: str) -> Path:
    mark = hashlib.sha256(address.encode()).hexdigest()[:12]
    return course.build / FOLDER / f"{urlsplit(address).hostname}-{mark}.txt"


def _alone(handle: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise StoreTrouble("Another command is sending statements there now. Wait until it has ended.") from None


def _whole_lines(handle: int) -> list[str]:
    """The lines, without one that was cut off at the end: that one is also taken out of the file."""
    size = os.fstat(handle).st_size
    data = os.pread(handle, size, 0) if size else b""
    end = data.rfind(b"\n") + 1
    if end < size:
        os.ftruncate(handle, end)
    return data[:end].decode("ascii", "replace").split()
