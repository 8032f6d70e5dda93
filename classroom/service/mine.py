"""A learner's desk: every exercise with its date and state, the next step, and the feedback. Only their own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from classroom.service import policies
from classroom.service.released import released
from classroom.service.who import Refused, Signed
from grading import journal
from grading.course import Course
from grading.model import Learner
from progress.facts import Facts
from progress.frame import moment
from progress.given_back import for_learners
from progress.next_step import Kind
from progress.pages_person import step_in_words
from progress.path import Paths
from progress.person_rows import Line, person_rows

NOT_YET = "There is no feedback for you here yet. It appears when your work is graded and your trainer gives it back."
BACK = b'<body>\n<nav class="way" aria-label="Course"><a href="../">Back to my exercises</a></nav>'
_ID = re.compile(r"[\w@][\w.@+-]*")  # as on the roster: it becomes a folder's name


@dataclass(frozen=True)
class Stop:
    """One exercise on a desk."""

    line: Line
    opens: bool  # it was released
    feedback: bool  # there is a page to read, and it is given back


class Mine(Signed):
    async def get(self):
        person = self.settings["learners"].person(self.name)
        told = await self.aside(_desk, self.course, self.settings["learners"], person)
        self.show("mine.html", **told, trainer=self.is_trainer, opens=self.settings["opens"])


class Feedback(Signed):
    """One feedback page, of whoever asks. Nobody else's can be named."""

    async def get(self, slug: str):
        if slug not in self.course.slugs:
            raise Refused(404)
        person = self.settings["learners"].person(self.name)
        content = await self.aside(_feedback, self.course, person, slug)
        if content is None:
            raise Refused(404, NOT_YET)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", policies.made_page(frames=self.FRAMES))
        self.finish(content.replace(b"<body>", BACK, 1))


def _desk(course: Course, learners, person: Learner) -> dict:
    if not _ID.fullmatch(person.learner_id):
        raise Refused(404, "Under this name nobody can hand anything in. Ask your trainer.")
    facts: Facts = learners.facts(person)
    paths: Paths = learners.paths
    rows = next(person_rows(facts, paths))
    lines = {line.exercise: line for line in (*rows.path, *rows.others)}
    there = released(course)
    order = [slug for slug in course.slugs if slug in lines]
    stops = {slug: Stop(lines[slug], slug in there, _has_page(course, person, lines[slug])) for slug in order}
    earned, most = rows.sums
    path = {line.exercise for line in rows.path}
    more = [(slug, facts.titles[slug]) for slug in course.slugs if slug not in lines and slug in there]
    return {
        "person": person,
        "as_of": moment(facts.as_of),
        "head": step_in_words(rows, facts),
        "step": rows.step.exercise if rows.step.kind in (Kind.START, Kind.MEND, Kind.AGAIN) else "",
        "step_opens": rows.step.exercise in there,
        "why": rows.own.why,
        "path": [stop for slug, stop in stops.items() if slug in path],
        "others": [stop for slug, stop in stops.items() if slug not in path],
        "more": more,
        "passed": sum(line.exercise in rows.passed for line in rows.path),
        "points": f"{earned:g} of {most:g}" if most else "",
        "next_due": rows.next_due,
        "overdue": sum("overdue" in line.notes for line in rows.path),
    }


def _has_page(course: Course, person: Learner, line: Line) -> bool:
    told = line.css in ("graded", "passed", "failed")  # a line says neither before it is given back
    return told and (course.feedback / person.learner_id / line.exercise / f"{line.exercise}.html").is_file()


def _feedback(course: Course, person: Learner, slug: str) -> bytes | None:
    """The page, when its result is given back."""
    if not _ID.fullmatch(person.learner_id):
        return None
    result = journal.kept(course, slug, person.learner_id)
    if result is None or not for_learners(course, [result]):
        return None
    try:
        return (course.feedback / person.learner_id / slug / f"{slug}.html").read_bytes()
    except OSError:
        return None
