"""The results that are kept: one file for each submission, and the hash of everything that it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from grading import atomic
from grading.course import Course
from grading.model import Result


def key(parts: Iterable[bytes]) -> str:
    """One hash of many parts, in order: a change in any of them, or from one to the next, changes it."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def keep(course: Course, result: Result) -> None:
    """Keep a result in place of the submission's earlier one, whole or not at all, for the owner's eyes only."""
    path = _path(course, result.exercise, result.learner_id)
    atomic.private_folder(path.parent)
    atomic.write(path, json.dumps(result.to_json(), indent=1))


def kept(course: Course, slug: str, learner_id: str) -> Result | None:
    """The result of one submission; None when there is none yet or its file is damaged."""
    return _read(_path(course, slug, learner_id))


def results(course: Course) -> list[Result]:
    """All results that are kept, by exercise and learner."""
    found = (_read(path) for path in sorted(course.results.glob("*/*.json")))
    return [result for result in found if result]


def _path(course: Course, slug: str, learner_id: str) -> Path:
    return course.results / slug / f"{learner_id}.json"


def _read(path: Path) -> Result | None:
    try:
        return Result.from_json(json.loads(path.read_text("utf8")))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return None
