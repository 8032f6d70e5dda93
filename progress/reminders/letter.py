"""The words of a reminder, from templates that an organisation can replace by its own, one file or all."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from progress.errors import RemindTrouble
from progress.frame import day
from progress.reminders.wanted import Item, Reminder
from progress.reminders.wishes import Wishes

OURS = Path(__file__).with_name("templates")
NAMES = ("subject.txt", "message.txt", "calendar.txt")
LONGEST = 150  # characters of a name or a title within a message
_TURNS = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # they would turn the rest of a line around


@dataclass(frozen=True)
class Event:
    """One date for a calendar."""

    item: Item
    summary: str
    link: str


@dataclass(frozen=True)
class Letter:
    """A reminder in words. `events` are the dates still to come."""

    reminder: Reminder
    name: str
    subject: str
    text: str
    events: tuple[Event, ...]


class Texts:
    """The templates. Raises RemindTrouble for a folder that is not there or has no template, or one that is wrong."""

    def __init__(self, settled: Wishes, root: Path):
        self._settled = settled
        loaders = [FileSystemLoader(OURS)]
        self._where = root / settled.templates if settled.templates else OURS
        if settled.templates:
            if not any((self._where / name).is_file() for name in NAMES):
                raise RemindTrouble(
                    f"reminders: templates names {self._where}, and none of {', '.join(NAMES)} is there."
                )
            loaders.insert(0, FileSystemLoader(self._where))
        # Plain text: nothing is escaped. The sandbox keeps a template to words.
        self._templates = SandboxedEnvironment(
            loader=ChoiceLoader(loaders), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        self._templates.filters["day"] = day

    def letter(self, reminder: Reminder) -> Letter:
        settled = self._settled
        told = {
            **{field: getattr(reminder, field) for field in ("learner_id", "silent_days", "mean")},
            "name": one_line(reminder.name),
            "todo": self._told(reminder.todo) if reminder.todo else None,
            "overdue": [self._told(item) for item in reminder.overdue],
            "coming": [self._told(item) for item in reminder.coming],
            "team": [replace(member, name=one_line(member.name)) for member in reminder.team],
        }
        events = tuple(
            Event(item, one_line(self._words("calendar.txt", {"item": self._told(item)})), settled.place(item.exercise))
            for item in reminder.coming
        )
        subject, text = (self._words(name, told) for name in NAMES[:2])
        return Letter(reminder, told["name"], one_line(subject), f"{text.strip()}\n", events)

    def _told(self, item: Item) -> dict:
        link = self._settled.place(item.exercise)
        return {**asdict(item), "title": one_line(item.title), "reason": one_line(item.reason), "link": link}

    def _words(self, name: str, told: Mapping[str, object]) -> str:
        try:
            return self._templates.get_template(name).render(told)
        except Exception as trouble:  # a template is written by others, and can be wrong in any way
            line = f", line {trouble.lineno}" if getattr(trouble, "lineno", None) else ""
            raise RemindTrouble(
                f"The template {name} of reminders is wrong{line}: {trouble}. Nothing was sent."
            ) from None


def one_line(text: str) -> str:
    """`text` without line breaks and other signs that steer, no longer than LONGEST characters."""
    kept = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text if sign not in _TURNS
    )
    words = " ".join(kept.split()).replace("=?", "= ?")  # in a header that would begin a code of signs
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
