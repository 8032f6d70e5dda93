"""A course with an organisation that issues certificates, and people who have passed as much as a test says."""

from datetime import UTC, datetime

from grading.course import Course
from grading.model import Learner
from progress.rules import read_rules
from tests.progress import made_facts
from tests.progress.made_facts import graded, spec

ADDRESS = "https://learning.example.org/cx"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPECS = [spec("alpha", "q"), spec("beta", "q"), spec("gamma", "q")]
ROUTES = "everyone: [alpha]\ndepartments:\n  - work: IT\n    chapters: [beta]\n"
ALL = ("alpha", "beta", "gamma")


def make_course(folder):
    course = Course(folder / "course", folder / "build")
    (course.root / "book").mkdir(parents=True)
    (course.root / "book" / "routes.yml").write_text(ROUTES, "utf8")
    return course


def person(learner_id, name="", email=None, department="IT"):
    return Learner(
        learner_id, name or learner_id.title(), f"{learner_id}@example.org" if email is None else email, department
    )


def facts(people, passed, now=AT, **settings):
    """`passed`: learner_id → exercises. `settings` replace those of certificates."""
    certificates = {**read_rules().certificates, "issuer": "Fernwick", "address": ADDRESS, **settings}
    work = {(who, exercise): graded(80) for who, exercises in passed.items() for exercise in exercises}
    return made_facts.facts(people, SPECS, work, now=now, certificates=certificates)
