"""What was issued and withdrawn: one line of JSON each in build/certificates/issued.jsonl, only ever appended.

People stand in it by their pseudonyms, so that whoever is forgotten leaves a number behind, which nobody else is
given, and no name. What is about one person lies in a folder of theirs beside it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grading.atomic import private_folder
from grading.course import Course
from grading.errors import CourseError
from grading.pseudonyms import key_file


@dataclass(frozen=True)
class Entry:
    """One certificate as it was issued. `number` is its place in the public list of what was withdrawn."""

    id: str  # urn:uuid:…
    learner: str  # pseudonym
    certificate: str  # key of its kind
    name: str
    file: str
    number: int
    issued: datetime
    expires: datetime
    route: str  # name of the holder's path; empty where the course has none
    exercises: tuple[str, ...]  # what had been passed for it
    pass_percent: float
    pdf: str = ""  # SHA-256 of the document
    revoked: datetime | None = None
    why: str = ""

    def valid(self, now: datetime) -> bool:
        return self.revoked is None and now < self.expires

    def line(self) -> dict:
        return {**vars(self), "issued": self.issued.isoformat(), "expires": self.expires.isoformat(), "revoked": None}


def folder(course: Course) -> Path:
    return course.build / "certificates"


def of_person(course: Course, learner_id: str) -> Path:
    """The folder of one learner's certificates."""
    return folder(course) / "people" / learner_id


def file(course: Course) -> Path:
    return folder(course) / "issued.jsonl"


def read(course: Course) -> dict[str, Entry]:
    """Every certificate by its id, the oldest first.

    Raises CourseError when the ledger is damaged or gone, or the key is that leads from its pseudonyms to people.
    """
    if not file(course).exists():
        if (folder(course) / "people").exists():
            raise CourseError(
                f"Certificates were issued, and their ledger {file(course)} is gone. Bring it back from a backup: "
                "without it nobody can tell which of them were withdrawn."
            )
        return {}
    if not key_file(course).exists():  # with a new one, everybody would seem to have none
        raise CourseError(
            f"Certificates were issued, and the course's key {key_file(course)} is gone. Bring it back from a backup: "
            "without it nobody can tell whose they are."
        )
    found: dict[str, Entry] = {}
    lines = file(course).read_bytes().split(b"\n")[:-1]  # a line that a power failure cut off was never acted on
    for number, line in enumerate(lines, 1):
        try:
            data = json.loads(line)
            data |= {name: datetime.fromisoformat(data[name]) for name in _MOMENTS if data.get(name)}
            data |= {"exercises": tuple(data["exercises"])} if "exercises" in data else {}
            known = found.get(data["id"])
            found[data["id"]] = replace(known, **data) if known else Entry(**data)
        except (ValueError, KeyError, TypeError, AttributeError) as trouble:
            raise CourseError(
                f"Line {number} of {file(course)} is damaged. Bring the file back from a backup; nothing was changed."
            ) from trouble
    return found


def append(course: Course, line: dict) -> None:
    """Add one line and have it on the disk: a whole entry, or an id with what has changed about it."""
    private_folder(folder(course))
    handle = os.open(file(course), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "r+b") as ledger:
        whole = ledger.read().rpartition(b"\n")
        ledger.seek(len(whole[0]) + len(whole[1]))
        ledger.truncate()
        ledger.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        ledger.flush()
        os.fsync(ledger.fileno())


@contextmanager
def alone(course: Course) -> Iterator[None]:
    """Keep other commands from issuing or withdrawing at the same time; they wait."""
    try:
        import fcntl
    except ImportError:  # Windows
        yield
        return
    private_folder(folder(course))
    handle = os.open(folder(course) / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


_MOMENTS = ("issued", "expires", "revoked")
