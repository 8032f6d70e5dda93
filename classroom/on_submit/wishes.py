"""What the trainer's page asks the watcher to do: one file each in `build/watch/wishes`."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.atomic import PART, private_folder, write
from grading.course import Course

GRADE, GIVE_BACK, PROGRESS = "grade", "give-back", "progress"


@dataclass(frozen=True)
class Wish:
    """`do` is GRADE, GIVE_BACK or PROGRESS; `trouble` is a sentence where the file cannot be carried out."""

    file: Path
    do: str = ""
    exercises: tuple[str, ...] = ()
    by: str = ""
    trouble: str = ""


def folder(course: Course) -> Path:
    return course.build / "watch" / "wishes"


def ask(course: Course, do: str, exercises: Sequence[str], by: str) -> Path:
    """Leave a wish for the watcher, whole or not at all."""
    path = private_folder(folder(course)) / f"{uuid.uuid4()}.json"
    write(path, json.dumps({"do": do, "exercises": list(exercises), "by": by}))
    return path


def read(course: Course) -> list[Wish]:
    """All that wait, oldest first. No exercise named means all of them."""
    try:
        there = [path for path in folder(course).iterdir() if not path.name.startswith(PART)]
    except FileNotFoundError:
        return []
    return [_wish(course, path) for path in sorted(there, key=lambda one: (_time(one), one.name))]


def _wish(course: Course, path: Path) -> Wish:
    try:
        data = json.loads(path.read_text("utf8"))
        wish = Wish(path, data["do"], tuple(data.get("exercises") or course.slugs), str(data.get("by", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Wish(path, trouble=f"The request {path.name} cannot be read. It was taken away.")
    unknown = [slug for slug in wish.exercises if slug not in course.slugs]
    if wish.do not in (GRADE, GIVE_BACK, PROGRESS) or unknown:
        what = f"the exercise {unknown[0]!r}" if unknown else f"to do {wish.do!r}"
        return Wish(path, trouble=f"The request {path.name} is about {what}, which is unknown. It was taken away.")
    return wish


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
