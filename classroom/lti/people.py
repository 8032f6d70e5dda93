"""What is kept here about one person of a platform: for `person export` and `person forget`."""

from __future__ import annotations

from collections.abc import Collection

from classroom.lti.outbox import Outbox
from classroom.lti.store import Store
from grading.course import Course


def about(course: Course, name: str) -> list[dict]:
    """Where they signed on from and what was sent, as plain data; empty where nothing is kept."""
    store, outbox = _places(course)
    seats = [vars(seat) for seat in store.seats() if seat.name == name] if store else []
    return [*seats, *(outbox.about(name) if outbox else [])]


def forget(course: Course, names: Collection[str]) -> int:
    """Take them out; returns how many were known."""
    store, outbox = _places(course)
    if outbox:
        outbox.forget(names)
    return store.forget(names) if store else 0


def _places(course: Course) -> tuple[Store | None, Outbox | None]:
    folder = course.build / "lti"
    launches, sent = folder / "launches.db", folder / "outbox.db"
    return (Store(launches) if launches.exists() else None), (Outbox(sent) if sent.exists() else None)
