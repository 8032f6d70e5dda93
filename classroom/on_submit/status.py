"""How the watcher is: one small file, `build/watch/status.json`, for the trainer's page."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import Course

FRESH_SECONDS = 60.0  # it is written every few seconds


@dataclass(frozen=True)
class Status:
    """Times are ISO 8601, UTC. `refused` and `troubles` are sentences for trainers."""

    pid: int = 0
    since: str = ""
    looked_at: str = ""
    ended: str = ""
    waiting: int = 0
    under_way: int = 0
    graded: int = 0
    failed: int = 0
    given_back: int = 0
    refused: tuple[str, ...] = ()
    troubles: tuple[str, ...] = ()

    @property
    def alive(self) -> bool:
        """Whether it has looked within the last minute and has not ended."""
        try:
            seen = datetime.fromisoformat(self.looked_at)
        except ValueError:
            return False
        return not self.ended and (datetime.now(UTC) - seen).total_seconds() < FRESH_SECONDS


def file(course: Course) -> Path:
    return course.build / "watch" / "status.json"


def read(course: Course) -> Status | None:
    """What the last watcher wrote; None when there was none yet, or it cannot be read."""
    try:
        data = json.loads(file(course).read_text("utf8"))
        return Status(**{**data, "refused": tuple(data["refused"]), "troubles": tuple(data["troubles"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def save(course: Course, status: Status) -> None:
    path = file(course)
    private_folder(path.parent)
    write(path, json.dumps(asdict(status), indent=1, ensure_ascii=False))


def begun() -> Status:
    return Status(pid=os.getpid(), since=now(), looked_at=now())


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def with_refused(status: Status, sentences: list[str], most: int = 20) -> Status:
    """The newest sentences about what was refused."""
    return replace(status, refused=(*status.refused, *sentences)[-most:])
