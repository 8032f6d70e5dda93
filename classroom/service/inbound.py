"""What lies in the exchange, collected or not: so that a desk says "submitted" as soon as somebody has submitted."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from grading.course import Course
from grading.exchange import root_of
from grading.settings import COURSE_ID

SECONDS = 2.0  # the folder is looked through at most that often
_NAME = re.compile(
    r"(?P<learner>[^+].*)\+(?P<slug>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) UTC(?:\+.*)?"
)


class Inbound:
    """The newest hand-in of each learner and exercise, by the names of the folders alone.

    A name is written by whoever hands in: it shows on that learner's desk, and counts for nothing else.
    """

    def __init__(self, course: Course):
        self._folder = root_of(course) / COURSE_ID / "inbound"
        self._changed, self._looked = -1, 0.0
        self._found: dict[str, dict[str, str]] = {}

    def of(self, learner_id: str) -> Mapping[str, str]:
        """Exercise → when it was handed in (ISO 8601)."""
        self._look()
        return self._found.get(learner_id, {})

    def all(self) -> Mapping[str, Mapping[str, str]]:
        self._look()
        return self._found

    def _look(self) -> None:
        now = time.monotonic()
        if self._looked and now - self._looked < SECONDS:
            return
        try:
            changed = self._folder.stat().st_mtime_ns
            if changed != self._changed:
                self._found = _read(os.listdir(self._folder))
                self._changed = changed
        except OSError:  # there is no exchange yet
            self._found, self._changed = {}, -1
        self._looked = now


def _read(names: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name in names:
        if known := _NAME.fullmatch(name):
            of_learner = found.setdefault(known["learner"], {})
            of_learner[known["slug"]] = max(of_learner.get(known["slug"], ""), _moment(known["time"]))
    return found


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC).isoformat()
    except ValueError:
        return ""
