"""What was sent to whom by `remind`: one line of JSON each in build/reminders/sent.jsonl, only ever appended.

It lies here, below both who writes it and who lets go of a person's lines.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import Course
from grading.errors import CourseError


def folder(course: Course) -> Path:
    return course.build / "reminders"


def file(course: Course) -> Path:
    return folder(course) / "sent.jsonl"


def lines(course: Course) -> list[dict]:
    """All entries, the oldest first. Raises CourseError when one is damaged: without it a message went out twice."""
    if not file(course).exists():
        return []
    whole = file(course).read_bytes().split(b"\n")[:-1]  # a line that a power failure cut off was never acted on
    found = []
    for number, line in enumerate(whole, 1):
        try:
            entry = json.loads(line)
            if not isinstance(entry["who"], str):
                raise TypeError
        except (ValueError, KeyError, TypeError) as trouble:
            raise CourseError(
                f"Line {number} of {file(course)} is damaged. Bring the file back from a backup; nothing was sent."
            ) from trouble
        found.append(entry)
    return found


def about(course: Course, learner_id: str) -> list[dict]:
    return [entry for entry in lines(course) if entry["who"] == learner_id]


def append(course: Course, entry: dict) -> None:
    """Add one entry and have it on the disk before anything else happens. Call it within `alone`."""
    private_folder(folder(course))
    handle = os.open(file(course), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "r+b") as ledger:
        size = ledger.seek(0, os.SEEK_END)
        ledger.seek(max(0, size - 1))
        if size and ledger.read(1) != b"\n":  # the last line was cut off
            ledger.seek(0)
            ledger.truncate(ledger.read().rfind(b"\n") + 1)
        ledger.seek(0, os.SEEK_END)
        ledger.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
        ledger.flush()
        os.fsync(ledger.fileno())


def forget(course: Course, learner_ids: Collection[str]) -> None:
    """Take the learners' lines out, and all letters that were written: a manager's may name any of them."""
    if not folder(course).exists():
        return
    with alone(course):
        known = lines(course)
        kept = [entry for entry in known if entry["who"] not in set(learner_ids)]
        if len(kept) < len(known):
            write(file(course), "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in kept))
        for path in letters(course):
            path.unlink(missing_ok=True)


def letters(course: Course) -> list[Path]:
    """The letters and calendars that were written below build/reminders."""
    return sorted(path for kind in ("*.eml", "*.ics") for path in folder(course).rglob(kind))


@contextmanager
def alone(course: Course, wait: bool = True) -> Iterator[None]:
    """Keep other commands from sending and forgetting meanwhile. Without `wait` it raises CourseError when one does."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    private_folder(folder(course))
    handle = os.open(folder(course) / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            raise CourseError("Another command is sending reminders now. Wait until it has ended.") from None
        yield
    finally:
        os.close(handle)
