"""Withdraw a certificate: the ledger keeps why, and the public list tells everybody who verifies its badge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from grading.course import Course
from grading.errors import CourseError
from grading.pseudonyms import course_key, pseudonym
from grading.roster import read_roster
from progress.certificates import ledger
from progress.certificates.keys import badge_key
from progress.certificates.ledger import Entry
from progress.certificates.offer import Offer
from progress.certificates.published import publish


def withdraw(course: Course, offered: Offer, now: datetime, id_: str, why: str) -> Entry:
    """Withdraw one certificate, for good; returns what the ledger now says. Raises CourseError for an unknown id."""
    offered.require()
    with ledger.alone(course):
        entries = ledger.read(course)
        entry = entries.get(_full(id_))
        if entry is None:
            raise CourseError(f"No certificate has the number {id_}. It stands on the certificate.")
        if entry.revoked:
            raise CourseError(f"This certificate was withdrawn already, on {entry.revoked:%Y-%m-%d}: {entry.why}")
        if not why.strip():
            raise CourseError("Say why it is withdrawn, with --why: the ledger keeps it.")
        key = badge_key(course, make=False)
        ledger.append(course, {"id": entry.id, "revoked": now.isoformat(), "why": why.strip()})
        entries[entry.id] = replace(entry, revoked=now, why=why.strip())
        publish(course, offered, entries.values(), key)
        return entries[entry.id]


def holder(course: Course, id_: str) -> list[str]:
    """The learner_id of whoever has the certificate, as long as they are on the roster; else nothing."""
    entry = ledger.read(course).get(_full(id_))
    if entry is None or not course.roster.exists():
        return []
    key = course_key(course)
    return [one.learner_id for one in read_roster(course.roster) if pseudonym(key, one.learner_id) == entry.learner]


def _full(id_: str) -> str:
    return id_ if id_.startswith("urn:uuid:") else f"urn:uuid:{id_}"
