"""How the watcher (`course.py watch`) is, by the file that it writes; and what the trainer wants it to do."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from grading.atomic import private_folder, write
from grading.course import Course

PATIENCE = timedelta(minutes=2)  # it writes every few seconds, also while it grades
GRADE, GIVE_BACK, PROGRESS = "grade", "give-back", "progress"
START = (
    "Start it on the course's machine: python3 course.py watch "
    "(on a server that deploy/one-machine set up: systemctl start course-watch)"
)


@dataclass(frozen=True)
class Watcher:
    """`sentence` says how it is; `waiting` is how many hand-ins it knows of and has not graded, None when unknown."""

    runs: bool
    sentence: str
    waiting: int | None = None
    graded: int | None = None
    troubles: tuple[str, ...] = ()


def watcher(course: Course, now: datetime | None = None) -> Watcher:
    """How the watcher is at this moment, by its file."""
    moment = now or datetime.now(UTC)
    try:
        told = json.loads((course.build / "watch" / "status.json").read_text("utf8"))
        looked, ended = _moment(told["looked_at"]), told.get("ended", "")
    except FileNotFoundError:
        return Watcher(False, f"The watcher does not run, so nothing is graded by itself. {START}")
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Watcher(False, f"The watcher's file status.json cannot be read, so nobody knows how it is. {START}")
    counts = {name: told.get(name) if isinstance(told.get(name), int) else None for name in ("waiting", "graded")}
    troubles = tuple(str(one) for name in ("troubles", "refused") for one in told.get(name) or ())
    if ended or moment - looked > PATIENCE:
        what = "was stopped" if ended else "does not run"
        said = f"The watcher {what}: it last looked on {looked:%d %B %Y, %H:%M} UTC. {START}"
        return Watcher(False, said, **counts, troubles=troubles)
    return Watcher(True, f"The watcher runs. It last looked at {looked:%H:%M:%S} UTC.", **counts, troubles=troubles)


def wish(course: Course, do: str, exercises: Collection[str], by: str) -> None:
    """Ask the watcher to `do` something with `exercises` (none: all of them)."""
    folder = private_folder(course.build / "watch" / "wishes")
    write(folder / f"{uuid.uuid4()}.json", json.dumps({"do": do, "exercises": list(exercises), "by": by}))


def wishes(course: Course) -> int:
    """How many wishes the watcher has not carried out yet."""
    return len(list((course.build / "watch" / "wishes").glob("[!.]*.json")))


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
