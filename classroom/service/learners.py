"""What a learner's desk is made from: what all have in common is read when it changes, the rest is theirs alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from classroom.service.inbound import Inbound
from grading.course import Course
from grading.file_mark import mark
from grading.model import Learner
from grading.roster import read_roster, same_id
from progress.facts import Facts
from progress.for_learners import as_learners_see
from progress.one_person import facts_of
from progress.path import Paths
from progress.rules import FILE, read_rules


class Learners:
    """The learners of one course."""

    def __init__(self, course: Course):
        self._course = course
        self._inbound = Inbound(course)
        self._paths = Paths(course.root, course.slugs)
        self._roster = _Kept(self._read_roster)
        self._rules = _Kept(lambda: read_rules(None, course.slugs))
        self._specs = _Kept(lambda: {slug: course.spec(slug) for slug in course.slugs})

    @property
    def paths(self) -> Paths:
        return self._paths

    def person(self, name: str) -> Learner:
        """Who signed on as `name`: the one on the roster whose id it is, in whatever case, or nobody known."""
        return self._roster.of(self._course.roster).get(same_id(name)) or Learner(name)

    def facts(self, person: Learner) -> Facts:
        """The course as this person may see it. Raises CourseError when something it is made from is broken."""
        course, own = self._course, os.environ.get("COURSE_PROGRESS")
        sources = [course.source(slug).with_name("mistakes.yml") for slug in course.slugs]
        rules, specs = self._rules.of(FILE, *([Path(own)] if own else [])), self._specs.of(*sources)
        handed_in = self._inbound.of(person.learner_id)
        return as_learners_see(course, facts_of(course, person, specs, rules, self._paths, handed_in))

    def _read_roster(self) -> dict[str, Learner]:
        there = self._course.roster.exists()
        return {same_id(one.learner_id): one for one in (read_roster(self._course.roster) if there else [])}


class _Kept:
    """What `read` returns, read again when one of its files has changed."""

    def __init__(self, read: Callable):
        self._read, self._seen, self._value = read, None, None

    def of(self, *files: Path):
        seen = tuple(mark(file) for file in files)
        if seen != self._seen:
            self._value = self._read()
            self._seen = seen
        return self._value
