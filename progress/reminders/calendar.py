"""The dates of a letter as an iCalendar file: one whole day each, which a moved date replaces."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time, timedelta

import icalendar

from grading.settings import COURSE_ID
from progress.reminders.letter import Letter

_NAMES = uuid.UUID("7d2c8d6a-3f0b-5b7e-9a54-2d1f5c7e9b10")  # of our own, so that nobody else makes the same ids


def calendar(letter: Letter, now: datetime) -> bytes:
    """The file. On one day the same letter gives the same bytes; a person's exercise keeps its id for ever."""
    found = icalendar.Calendar()
    found.add("prodid", "-//Everyone owns the customer's experience//reminders//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    stamp = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    for event in letter.events:
        entry = icalendar.Event()
        entry.add("uid", str(uuid.uuid5(_NAMES, f"{COURSE_ID}/{letter.reminder.learner_id}/{event.item.exercise}")))
        entry.add("dtstamp", stamp)
        entry.add("dtstart", event.item.due)
        entry.add("dtend", event.item.due + timedelta(days=1))
        entry.add("summary", event.summary)
        entry.add("transp", "TRANSPARENT")  # a date is no appointment
        if event.link:
            entry.add("url", event.link)
        found.add_component(entry)
    return found.to_ical()
