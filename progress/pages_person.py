"""Two pages about each person: their own (`build/feedback/<learner_id>/index.html`), which tells them where they are on
their path and what comes next, and the trainer's (`build/progress/people/<learner_id>.html`), which tells more.

A learner's own page tells no points that the trainer has not given back.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grading.course import Course
from grading.rendering import render
from grading.stored import views
from progress.certificates.shown import Certificates, Shown
from progress.facts import Facts
from progress.for_learners import as_learners_see
from progress.frame import PAGES, moment
from progress.manifest import Page
from progress.next_step import Kind
from progress.path import Paths
from progress.person_rows import Line, PersonRows, person_rows
from progress.question_lines import QuestionLines

STYLES = ("page.css", "path.css")


def person_pages(course: Course, facts: Facts, reasons: Mapping[str, Sequence[str]]) -> Iterator[Page]:
    """Both pages of everybody in `facts`; places are below `build/progress`. `reasons` are those of `at_risk.at_risk`.

    Each page's data are what is told on it without the time: who has not changed keeps the page that lies there.
    """
    paths, lines = Paths(course.root, facts.exercises), QuestionLines(facts)
    certificates = Certificates(course, facts)
    for rows, own_rows in _both_views(course, facts, paths):
        learner_id = rows.person.learner_id
        told = told_to_them = _told(rows, facts, certificates.of(learner_id, rows.own, rows.passed))
        if own_rows is not rows:
            told_to_them = _told(own_rows, facts, certificates.of(learner_id, own_rows.own, own_rows.passed))
        held_back = rows.graded - own_rows.graded
        there = (one for one in _exercises(course.feedback / learner_id) if one not in held_back)
        own = {**told_to_them, "pages": tuple(there)}
        yield Page(f"../feedback/{learner_id}/index.html", _maker(own, facts), _mark(own))
        more = _told_to_trainers(rows, lines, facts, reasons.get(learner_id, ()))
        theirs = {**told, **more, "pages": _exercises(views(course) / learner_id)}
        yield Page(f"people/{learner_id}.html", _maker(theirs, facts), _mark(theirs))


def _both_views(course: Course, facts: Facts, paths: Paths) -> Iterator[tuple[PersonRows, PersonRows]]:
    """Everybody's rows, and the same as they themselves may see them; where nothing is held back, there is one view."""
    seen = as_learners_see(course, facts)
    if seen is facts:
        return ((rows, rows) for rows in person_rows(facts, paths))
    return zip(person_rows(facts, paths), person_rows(seen, paths), strict=True)


def of_others(course: Course, facts: Facts) -> list[Path]:
    """The own pages that lie there of people who are in no list any more."""
    known = set(facts.people["learner_id"])
    return [path for path in course.feedback.glob("*/index.html") if path.parent.name not in known]


def _maker(told: dict, facts: Facts):
    def make() -> str:
        return render("path.html", STYLES, as_of=moment(facts.as_of), as_of_iso=facts.as_of.isoformat(), **told)

    return make


def _mark(told: dict) -> str:
    """A hash of all that is told: two pages with the same one say the same."""
    return hashlib.sha256(repr(told).encode("utf8", "surrogatepass")).hexdigest()


def _told(rows: PersonRows, facts: Facts, certificates: tuple[Shown, ...]) -> dict:
    """What both pages say."""
    earned, most = rows.sums
    return {
        "trainer": None,
        "learner_id": rows.person.learner_id,
        "name": rows.person.name,
        "why": rows.own.why,
        "path": rows.path,
        "others": rows.others,
        "step": step_in_words(rows, facts),
        "passed": sum(line.exercise in rows.passed for line in rows.path),
        "points": f"{earned:g} of {most:g}" if most else "",
        "next_due": rows.next_due,
        "overdue": sum("overdue" in line.notes for line in rows.path),
        "waits": [(line.title, line.waits) for line in (*rows.path, *rows.others) if line.waits],
        "certificates": certificates,
        "pass_percent": f"{facts.rules.pass_percent:g}",
    }


def _told_to_trainers(rows: PersonRows, lines: QuestionLines, facts: Facts, reasons: Sequence[str]) -> dict:
    person = rows.person
    about = {"learner_id": person.learner_id, "e-mail": person.email, "department": person.department,
             "cohort": person.cohort, "manager": person.manager_id}  # fmt: skip
    titles = facts.titles
    return {
        "trainer": {
            "about": [(name, value) for name, value in about.items() if value],
            "reasons": tuple(reasons),
            "questions": [(titles[exercise], items) for exercise, items in lines.of(rows.place)],
            "ways": [(f"../{name}.html", words) for name, words in PAGES.items()],
        }
    }


def step_in_words(rows: PersonRows, facts: Facts) -> tuple[str, str]:
    """The next step in a few words, and a sentence or two about it."""
    step, titles = rows.step, facts.titles
    title = titles.get(step.exercise, "")
    line = next((line for line in rows.path if line.exercise == step.exercise), None)
    waiting = " and ".join(titles[one] for one in step.waiting)
    meanwhile = f" {waiting} {'wait' if len(step.waiting) > 1 else 'waits'} for the trainer." if waiting else ""
    return {
        Kind.MEND: lambda: (
            f"Mend {title} and hand it in again",
            f"It could not be graded, and does not count as 0. {line.reason}",
        ),
        Kind.START: lambda: (f"Start {title}", _when(line) + meanwhile),
        Kind.AGAIN: lambda: (
            f"Work on {title} once more",
            f"It has {line.points}, and {facts.rules.pass_percent:g} % are needed." + meanwhile,
        ),
        Kind.WAIT: lambda: ("Nothing to hand in", meanwhile.strip()),
        Kind.DONE: lambda: ("Nothing: the path is finished", "Every exercise of it is passed."),
        Kind.NOTHING: lambda: ("Nothing yet", "The path has no exercise."),
    }[step.kind]()


def _when(line: Line) -> str:
    return f"It is {line.when}." if line.when else "It has no date."


def _exercises(folder: Path) -> tuple[str, ...]:
    """The exercises that have a page in one person's folder: a folder each, or a file each."""
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted(entry.name.removesuffix(".html") for entry in entries if entry.name != "index.html"))
    except (FileNotFoundError, NotADirectoryError):
        return ()
