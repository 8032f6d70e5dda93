"""Which exercises learners can fetch now."""

from __future__ import annotations

import os

from grading.course import Course
from grading.exchange import root_of
from grading.settings import COURSE_ID


def released(course: Course) -> frozenset[str]:
    """The names of what lies in the exchange for learners to fetch."""
    try:
        return frozenset(os.listdir(root_of(course) / COURSE_ID / "outbound"))
    except OSError:
        return frozenset()
