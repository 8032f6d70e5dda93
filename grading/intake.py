"""Untrusted files become submissions: collect from a folder, a zip archive or nbgrader's exchange."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from grading import archive, exchange, folder
from grading.course import Course
from grading.deliveries import Delivery
from grading.errors import Rejected
from grading.model import Learner
from grading.outcomes import Became, Outcome
from grading.roster import read_roster
from grading.sender import People, sender
from grading.settings import COURSE_ID
from grading.submitted import place


def collect_folder(course: Course, slug: str, source: Path) -> list[Outcome]:
    """Collect `slug` from a folder with `<learner_id>/<slug>.ipynb`, `<learner_id>.ipynb` or a platform's unpacked drop.

    One outcome for each file that is, or might be, work for `slug`. The folder stays as it is.
    Raises UnknownExercise, BadRoster, and Rejected when there is no such folder.
    """
    course.source(slug)
    return _collect(course, slug, folder.deliveries(source))


def collect_zip(course: Course, slug: str, source: Path) -> list[Outcome]:
    """Collect `slug` from a zip archive with the layouts of `collect_folder`; raises the same, also for a damaged archive."""
    course.source(slug)
    with archive.deliveries(source) as found:
        return _collect(course, slug, found)


def collect_exchange(course: Course, slug: str, root: Path = exchange.ROOT, check_owner: bool = True) -> list[Outcome]:
    """Collect `slug` from nbgrader's exchange at `root`. Switch `check_owner` off only where all learners are one system user."""
    course.source(slug)
    return _collect(course, slug, exchange.deliveries(root, COURSE_ID, slug, check_owner))


def _collect(course: Course, slug: str, found: list[Delivery]) -> list[Outcome]:
    people = People.of(read_roster(course.roster))
    accepted: dict[Learner, list[Delivery]] = defaultdict(list)
    outcomes = []
    for delivery in found:
        learner, sentence = _judge(delivery, slug, course.slugs, people)
        if sentence:
            outcomes.append(Outcome(Became.REJECTED, slug, learner.learner_id if learner else "", delivery.origin, sentence))
        elif learner:
            accepted[learner].append(delivery)
    for learner, deliveries in accepted.items():
        outcomes += _take_newest(course, slug, learner, deliveries)
    return sorted(outcomes, key=lambda outcome: (outcome.learner_id, outcome.origin))


def _judge(delivery: Delivery, slug: str, slugs: tuple[str, ...], people: People) -> tuple[Learner | None, str]:
    """Whose it is and why it cannot be accepted; neither if it is work for another exercise."""
    try:
        learner = sender(delivery.parts, slug, slugs, people)
    except Rejected as rejected:
        return None, f"{delivery.origin}: {rejected}"
    if learner is None or delivery.trouble:
        return learner, delivery.trouble if learner else ""
    if not delivery.parts[-1].lower().endswith(".ipynb"):
        return learner, f"{delivery.origin} is not a notebook. Ask for the file that ends in .ipynb."
    return learner, ""


def _take_newest(course: Course, slug: str, learner: Learner, deliveries: list[Delivery]) -> list[Outcome]:
    """Newest first; when the newest cannot be read, the next one is not taken in its place: the learner has to know."""
    ordered = sorted(deliveries, key=lambda one: (one.received_at, one.parts[-1] == f"{slug}.ipynb", one.parts), reverse=True)
    newest, *others = ordered
    try:
        became, sentence = place(course, slug, learner.learner_id, newest.read(), newest.received_at)
    except Rejected as rejected:
        became, sentence = Became.REJECTED, str(rejected)
    notes = [newest.note, sentence]
    if others:
        notes.append(f"There were {len(ordered)} files; this is the newest. Left aside: {', '.join(one.origin for one in others)}.")
    return [Outcome(became, slug, learner.learner_id, newest.origin, " ".join(note for note in notes if note))]
