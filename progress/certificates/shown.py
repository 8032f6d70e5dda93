"""What a page about one person says of certificates: those that were issued, and how far the others are."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from grading.course import Course
from grading.pseudonyms import course_key, pseudonym
from progress.certificates import ledger
from progress.certificates.ledger import Entry
from progress.certificates.offer import Kind, missing, offer
from progress.facts import Facts
from progress.frame import day
from progress.path import OwnPath


class Shown(NamedTuple):
    """`file` is where its two files lie, below the folder of the person's certificates and without ending, or empty."""

    name: str
    words: str
    file: str = ""
    number: str = ""


class Certificates:
    """The certificates of everybody, by person. Raises BadRules, and CourseError when the ledger is damaged."""

    def __init__(self, course: Course, facts: Facts):
        self._course, self._now = course, facts.as_of
        self._offer = offer(facts.rules, facts.exercises)
        entries = ledger.read(course)
        self._latest = {(one.learner, one.certificate): one for one in entries.values()}
        self._key = course_key(course) if entries else b""

    def of(self, learner_id: str, own: OwnPath, passed: Collection[str]) -> tuple[Shown, ...]:
        who = pseudonym(self._key, learner_id) if self._latest else ""
        found = [
            self._one(learner_id, kind, self._latest.get((who, kind.key)), own, passed) for kind in self._offer.kinds
        ]
        return tuple(one for one in found if one)

    def _one(
        self, learner_id: str, kind: Kind, entry: Entry | None, own: OwnPath, passed: Collection[str]
    ) -> Shown | None:
        if entry is None:
            return self._ahead(kind, own, passed) if self._offer.made and own.exercises else None
        number = entry.id.removeprefix("urn:uuid:")
        if entry.revoked:
            return Shown(entry.name, f"issued on {day(entry.issued)}, withdrawn on {day(entry.revoked)}", "", number)
        word = "valid until" if self._now < entry.expires else "expired on"
        there = (ledger.of_person(self._course, learner_id) / f"{entry.file}.pdf").exists()
        words = f"issued on {day(entry.issued)}, {word} {day(entry.expires)}"
        return Shown(entry.name, words, entry.file if there else "", number)

    @staticmethod
    def _ahead(kind: Kind, own: OwnPath, passed: Collection[str]) -> Shown:
        most, left = len(kind.exercises(own)), len(missing(kind, own, passed))
        return Shown(kind.name, f"{most - left} of {most} exercises passed" if left else "earned, and not issued yet")
