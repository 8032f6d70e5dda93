"""How many have handed in, are graded, wait: for each exercise, for the trainer's page. It names nobody."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from threading import Lock

from grading import journal
from grading.course import Course
from grading.database import ask
from grading.file_mark import Mark, mark_of
from grading.model import Result, State
from grading.settings import COURSE_ID
from progress import choice, given_back
from progress.choice import AT_ONCE, BY_HAND, WHEN_MARKED, Choice

SECONDS = 5.0  # counted at most that often
_TO_MARK = """
    SELECT a.name, COUNT(DISTINCT s.student_id) FROM grade g
    JOIN submitted_notebook n ON n.id = g.notebook_id
    JOIN submitted_assignment s ON s.id = n.assignment_id
    JOIN assignment a ON a.id = s.assignment_id
    WHERE a.course_id = ? AND g.needs_manual_grade GROUP BY a.name"""


@dataclass(frozen=True)
class Row:
    """One exercise. `waiting` were collected and have no result; `to_mark` wait for a person."""

    slug: str
    handed_in: int
    waiting: int
    graded: int
    failed: int
    to_mark: int
    given: int


class Counts:
    """The counts of one course; results that have not changed are not read again."""

    def __init__(self, course: Course):
        self._course, self._lock = course, Lock()
        self._seen: dict[str, tuple[Mark, Result]] = {}
        self._rows: tuple[Row, ...] = ()
        self._counted = 0.0

    def rows(self, anew: bool = False) -> tuple[Row, ...]:
        """One row an exercise, in the course's order. Raises GradebookTrouble, BadChoice."""
        with self._lock:
            if anew or not self._rows or time.monotonic() - self._counted > SECONDS:
                self._rows = self._count(choice.read(self._course))
                self._counted = time.monotonic()
            return self._rows

    def _count(self, chosen: Choice) -> tuple[Row, ...]:
        to_mark = dict(ask(self._course, _TO_MARK, COURSE_ID))
        collected = self._collected()
        rows = []
        for slug in self._course.slugs:
            results = self._results(slug)
            graded = [one for one in results if one.state is State.GRADED]
            failed = sum(one.state is State.FAILED for one in results)
            marks = int(to_mark.get(slug, 0))
            handed_in = max(collected.get(slug, 0), len(results))
            waiting = handed_in - len(graded) - failed
            given = self._given(slug, chosen.of(slug), graded, marks)
            rows.append(Row(slug, handed_in, waiting, len(graded), failed, marks, given))
        return tuple(rows)

    def _given(self, slug: str, when: str, graded: list[Result], to_mark: int) -> int:
        if when == BY_HAND:
            return len(given_back.for_learners(self._course, graded))
        return {AT_ONCE: len(graded), WHEN_MARKED: max(0, len(graded) - to_mark)}[when]

    def _collected(self) -> dict[str, int]:
        """How many learners' work was collected, by exercise."""
        counts: dict[str, int] = {}
        for learner in _names(self._course.submitted):
            for slug in _names(self._course.submitted / learner):
                counts[slug] = counts.get(slug, 0) + 1
        return counts

    def _results(self, slug: str) -> list[Result]:
        """The results of one exercise, without their cells."""
        found = []
        try:
            entries = [one for one in os.scandir(self._course.results / slug) if one.name.endswith(".json")]
        except OSError:
            return []
        for entry in entries:
            mark, seen = mark_of(entry.stat()), self._seen.get(entry.path)
            if seen is None or seen[0] != mark:
                result = journal.kept(self._course, slug, entry.name.removesuffix(".json"))
                if result is None:
                    continue
                seen = self._seen[entry.path] = (mark, replace(result, cells=(), notes=(), reason=""))
            found.append(seen[1])
        return found


def _names(folder) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
