"""What was said to whom before, as the ledger `grading.reminded` tells it, and the notes that are added to it.

Before a message is given to the server stands `sending`, afterwards what became of it. Where only the first is there,
the program was ended in between: the message was perhaps sent, and is never sent again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from grading import reminded
from grading.course import Course
from progress.reminders.occasions import Occasion

SENDING, ACCEPTED, REFUSED, PERHAPS, GIVEN = "sending", "accepted", "refused", "perhaps sent", "given"
NOT_SAID = {REFUSED}


@dataclass
class History:
    """`said` by learner_id; `days` on which each was written to last; `unsettled` are messages perhaps sent."""

    said: dict[str, list[Occasion]] = field(default_factory=dict)
    days: dict[str, set[date]] = field(default_factory=dict)
    unsettled: list[dict] = field(default_factory=list)


def history(course: Course) -> History:
    """Everything that was noted. Raises CourseError when the ledger is damaged."""
    begun: dict[tuple[str, str], dict] = {}
    for entry in reminded.lines(course):
        key = (entry["who"], entry.get("message", ""))
        begun[key] = {**begun.get(key, {}), **entry}
    found = History()
    for entry in begun.values():
        if entry["step"] in NOT_SAID:
            continue
        found.said.setdefault(entry["who"], []).extend(tuple(one) for one in entry.get("occasions", ()))
        found.days.setdefault(entry["who"], set()).add(datetime.fromisoformat(entry["at"]).date())
        if entry["step"] == SENDING:
            found.unsettled.append(entry)
    return found


def note(
    course: Course, who: str, message: str, step: str, at: datetime, occasions: Sequence[Occasion] | None = None
) -> None:
    """One line in the ledger; `occasions` stand in the first about a message."""
    told = {} if occasions is None else {"occasions": [list(one) for one in occasions]}
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    reminded.append(course, {"at": moment, "who": who, "message": message, "step": step, **told})


def settle(course: Course, entry: dict) -> None:
    """Say of an unsettled message, once and for all, that it was perhaps sent."""
    note(course, entry["who"], entry["message"], PERHAPS, datetime.fromisoformat(entry["at"]))
