"""The audit log: who read or changed whose grades with this course's commands, and when.

One line of JSON an entry, only ever appended, in `build/audit.jsonl` (0600). Each line holds the hash of the line
before, so that a changed or missing line shows. Learners stand in it by their pseudonyms: it never holds a name, and
after somebody was forgotten it leads to nobody. It knows this course's commands only; what nbgrader's own tools change
is known by the command that started them.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from grading.atomic import private_folder
from grading.course import Course
from grading.errors import CourseError
from grading.pseudonyms import course_key, pseudonym

EVERYONE = "everyone"
FIRST = "0" * 64  # in place of a hash, in the first line
_ACTING_FOR = ("JUPYTERHUB_USER", "SUDO_USER")  # who it really is, where several people are one user of the system


def log_file(course: Course) -> Path:
    return course.build / "audit.jsonl"


def note(course: Course, command: str, learner_ids: Collection[str] | str = (), **facts: object) -> None:
    """Append one entry, and have it on the disk. `learner_ids` may be EVERYONE.

    Raises CourseError when it cannot be written; call it before what it tells of, so that nothing goes unnoticed.
    """
    key = course_key(course)
    learners = EVERYONE if learner_ids == EVERYONE else sorted(pseudonym(key, one) for one in set(learner_ids))
    entry = {"time": datetime.now(UTC).isoformat(timespec="seconds"), **_user(), "command": command}
    entry |= {"learners": learners, **facts}
    try:
        with _alone(log_file(course)) as file:
            line = json.dumps({**entry, "after": _last(file)}, ensure_ascii=False)
            os.write(file, f"{line}\n".encode())
            os.fsync(file)
    except OSError as trouble:
        raise CourseError(
            f"The audit log {log_file(course)} cannot be written: {trouble.strerror}. Nothing was done."
        ) from trouble


def entries(course: Course, learner_id: str | None = None) -> list[dict]:
    """All entries, or those about one learner (what was done to everyone included), oldest first."""
    found = [_entry(line) for line in _lines(course)]
    if learner_id is None:
        return found
    who = pseudonym(course_key(course), learner_id)
    return [entry for entry in found if entry.get("learners") == EVERYONE or who in entry.get("learners", ())]


def broken(course: Course) -> str:
    """A sentence when lines were changed or taken out, else an empty text. Lines cut off at the end do not show."""
    before = FIRST
    for number, line in enumerate(_lines(course), 1):
        if _entry(line).get("after") != before:
            return f"Line {number} of {log_file(course)} does not follow on the line before: one of them was changed."
        before = _hash(line)
    return ""


def _user() -> dict[str, str]:
    try:
        import pwd

        name = pwd.getpwuid(os.geteuid()).pw_name
    except (ImportError, KeyError):
        name = os.environ.get("USERNAME", "unknown")
    acting = next((os.environ[variable] for variable in _ACTING_FOR if os.environ.get(variable)), "")
    return {"user": name, **({"for": acting} if acting else {})}


@contextmanager
def _alone(path: Path) -> Iterator[int]:
    """The log, open to be read and to be appended to by nobody else."""
    private_folder(path.parent)
    file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        try:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        except ImportError:  # Windows
            pass
        yield file
    finally:
        os.close(file)


def _last(file: int) -> str:
    """The hash of the last line. One that was cut off by a power failure is ended first."""
    size = os.fstat(file).st_size
    if size == 0:
        return FIRST
    block = 65_536
    while True:
        start = max(0, size - block)
        tail = os.pread(file, block, start)
        lines = tail.rstrip(b"\n").split(b"\n")
        if len(lines) > 1 or start == 0:
            break
        block *= 4
    if not tail.endswith(b"\n"):
        os.write(file, b"\n")
    return _hash(lines[-1])


def _lines(course: Course) -> list[bytes]:
    try:
        return log_file(course).read_bytes().splitlines()
    except FileNotFoundError:
        return []


def _entry(line: bytes) -> dict:
    try:
        entry = json.loads(line)
    except ValueError:
        return {}
    return entry if isinstance(entry, dict) else {}


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
