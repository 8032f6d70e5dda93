"""Pseudonyms: a person has the same one in every export of this course, and only the course's key leads back.

A pseudonym is an HMAC-SHA256 of the learner's id under a random key. The key lies in the build folder (or where the
variable COURSE_KEY says), never in an export. Whoever has it can tell whose a pseudonym is by trying the ids.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from grading.atomic import private_folder
from grading.course import Course
from grading.errors import CourseError

KEY_BYTES = 32
DIGITS = 20  # of a pseudonym: two of a million people have the same one with a chance of one in 10**12


def pseudonym(key: bytes, learner_id: str) -> str:
    return "p" + hmac.new(key, f"learner:{learner_id}".encode(), hashlib.sha256).hexdigest()[:DIGITS]


def key_file(course: Course) -> Path:
    return Path(os.environ.get("COURSE_KEY", course.build / "course.key"))


def course_key(course: Course) -> bytes:
    """The course's key, made at its first use. Raises CourseError when its file is damaged or cannot be used."""
    path = key_file(course)
    try:
        if not path.exists():
            _make(path)
        path.chmod(0o600)
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as trouble:
        raise CourseError(_sentence(path, trouble)) from trouble
    if len(key) < KEY_BYTES:
        raise CourseError(_sentence(path, "it is too short"))
    return key


def _make(path: Path) -> None:
    private_folder(path.parent)
    part = path.with_name(f".part-{path.name}-{secrets.token_hex(4)}")
    part.touch(mode=0o600)
    try:
        part.write_text(secrets.token_hex(KEY_BYTES) + "\n", "ascii")
        os.link(part, path)  # unlike a rename it never takes the place of a key that another command has just made
    except FileExistsError:
        pass
    finally:
        part.unlink()


def _sentence(path: Path, trouble: object) -> str:
    reason = getattr(trouble, "strerror", None) or trouble
    return (
        f"The course's key {path} cannot be used: {reason}. Bring it back from a backup; with a new one, "
        "pseudonyms in earlier exports and in the audit log belong to nobody any more."
    )
