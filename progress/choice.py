"""The trainer's choice when learners see their feedback: in general, and for single exercises.

It lies in `build/choice.json`. Without that file, everything is given back at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from grading.atomic import private_folder, write
from grading.course import Course
from progress.errors import BadChoice

AT_ONCE, WHEN_MARKED, BY_HAND = "at-once", "when-marked", "by-hand"
WHENS = {
    AT_ONCE: "at once",
    WHEN_MARKED: "when a person has marked all that is marked by hand",
    BY_HAND: "when I give it back",
}


@dataclass(frozen=True)
class Choice:
    """`default` and the values of `exercises` are among WHENS."""

    default: str = AT_ONCE
    exercises: Mapping[str, str] = field(default_factory=dict)

    def of(self, slug: str) -> str:
        return self.exercises.get(slug, self.default)


def file(course: Course) -> Path:
    return course.build / "choice.json"


def read(course: Course) -> Choice:
    """The choice as it stands. Raises BadChoice when its file is damaged: then nobody may see anything until it is
    made again.
    """
    try:
        found = json.loads(file(course).read_text("utf8"))
        return _checked(Choice(found["default"], dict(found["exercises"])))
    except FileNotFoundError:
        return Choice()
    except (OSError, ValueError, KeyError, TypeError) as trouble:
        raise BadChoice(
            f"The file {file(course)}, which says when feedback is given back, cannot be read: {trouble}. "
            "Save the choice on the trainer's page once more; until then nothing is given back."
        ) from trouble


def save(course: Course, choice: Choice) -> None:
    """Keep the choice. Raises ValueError for a word that is not among WHENS."""
    private_folder(course.build)
    told = _checked(choice)
    write(file(course), json.dumps({"default": told.default, "exercises": dict(sorted(told.exercises.items()))}))


def _checked(choice: Choice) -> Choice:
    for when in (choice.default, *choice.exercises.values()):
        if when not in WHENS:
            raise ValueError(f"{when!r} is none of {', '.join(WHENS)}")
    return choice
