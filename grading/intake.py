"""Untrusted files become submissions: collect from a folder, a zip archive or nbgrader's exchange."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from pathlib import Path

from grading.archive import deliveries as in_archive
from grading.course import Course
from grading.deliveries import Delivery
from grading.errors import Rejected
from grading.exchange import deliveries as in_exchange
from grading.exchange import root_of
from grading.folder import deliveries as in_folder
from grading.model import Learner
from grading.outcomes import Became, Outcome
from grading.roster import read_roster
from grading.sender import People, sender
from grading.settings import COURSE_ID, MAX_LINES_EACH, MAX_LINES_NOBODY
from grading.submitted import place, submissions

__all__ = ["collect", "collect_exchange", "collect_folder", "collect_zip", "submissions"]


def collect(
    course: Course, slug: str, folder: Path | None = None, archive: Path | None = None, check_owner: bool = True
) -> list[Outcome]:
    """Collect `slug` through the door that is given, or through nbgrader's exchange when none is.

    `check_owner` is for the exchange alone, see collect_exchange.
    """
    if folder:
        return collect_folder(course, slug, folder)
    return collect_zip(course, slug, archive) if archive else collect_exchange(course, slug, check_owner=check_owner)


def collect_folder(course: Course, slug: str, source: Path) -> list[Outcome]:
    """Collect `slug` from a folder: `<learner_id>/<slug>.ipynb`, `<learner_id>.ipynb` or a platform's unpacked drop.

    One outcome for each file that is, or might be, work for `slug`. The folder stays as it is.
    Raises UnknownExercise, BadRoster, and Rejected when there is no such folder.
    """
    course.source(slug)
    return _collect(course, slug, in_folder(source))


def collect_zip(course: Course, slug: str, source: Path) -> list[Outcome]:
    """Collect `slug` from a zip archive with the same layouts; raises as collect_folder, also for a damaged archive."""
    course.source(slug)
    with in_archive(source) as found:
        return _collect(course, slug, found)


def collect_exchange(
    course: Course,
    slug: str,
    root: Path | None = None,
    check_owner: bool = True,
    names: Collection[str] | None = None,
    people: People | None = None,
) -> list[Outcome]:
    """Collect `slug` from nbgrader's exchange (the course's own unless `root` is given); raises as collect_folder.

    `names`: of the hand-ins that lie there, these alone. `people`: the roster, where the caller has read it already.
    Switch `check_owner` off only where all learners are one system user: then anybody can hand in as anybody.
    """
    course.source(slug)
    return _collect(course, slug, in_exchange(root or root_of(course), COURSE_ID, slug, check_owner, names), people)


def _collect(course: Course, slug: str, found: list[Delivery], people: People | None = None) -> list[Outcome]:
    people = people or People.of(read_roster(course.roster))
    accepted: dict[Learner, list[Delivery]] = defaultdict(list)
    outcomes = []
    for delivery in found:
        learner, sentence = _judge(delivery, slug, course.slugs, people)
        if sentence:
            outcomes.append(_rejected(slug, learner, delivery, sentence))
        elif learner:
            accepted[learner].append(delivery)
    for learner, deliveries in accepted.items():
        outcomes += _take_newest(course, slug, learner, deliveries)
    return _in_short(sorted(outcomes, key=lambda outcome: (outcome.learner_id, outcome.origin)))


def _judge(delivery: Delivery, slug: str, slugs: tuple[str, ...], people: People) -> tuple[Learner | None, str]:
    """Whose it is and why it cannot be accepted; neither if it is work for another exercise."""
    try:
        learner = sender(delivery.parts, slug, slugs, people)
    except Rejected as rejected:
        # The report's line begins with the file's name when nobody is known, and once is enough.
        return None, _nameless(delivery) or str(rejected)
    if learner is None or delivery.trouble:
        return learner, delivery.trouble if learner else ""
    if not delivery.parts[-1].lower().endswith(".ipynb"):
        return learner, f"{delivery.origin} is not a notebook. Ask for the file that ends in .ipynb."
    return learner, ""


def _take_newest(course: Course, slug: str, learner: Learner, deliveries: list[Delivery]) -> list[Outcome]:
    """Place the newest that can be read; what cannot is rejected, what is older is named in a note."""
    exact = f"{slug}.ipynb"
    left = sorted(deliveries, key=lambda one: (one.received_at, one.parts[-1] == exact, one.parts))
    outcomes = []
    while left:
        newest = left.pop()
        try:
            became, sentence = place(course, slug, learner.learner_id, newest.read(), newest.received_at)
        except Rejected as rejected:
            outcomes.append(_rejected(slug, learner, newest, str(rejected)))
            continue
        notes = " ".join(note for note in (newest.note, sentence, _left_aside(left)) if note)
        return [*outcomes, Outcome(became, slug, learner.learner_id, newest.origin, notes)]
    return outcomes


def _nameless(delivery: Delivery) -> str:
    trouble = delivery.trouble
    return f"It{trouble.removeprefix(delivery.origin)}" if trouble.startswith(f"{delivery.origin} ") else trouble


def _left_aside(older: list[Delivery]) -> str:
    if not older:
        return ""
    names = ", ".join(sorted(one.origin for one in older[-MAX_LINES_EACH:]))
    more = f" and {len(older) - MAX_LINES_EACH:,} more" if len(older) > MAX_LINES_EACH else ""
    return f"There was more than one file; this is the newest. Left aside: {names}{more}."


def _rejected(slug: str, learner: Learner | None, delivery: Delivery, sentence: str) -> Outcome:
    return Outcome(Became.REJECTED, slug, learner.learner_id if learner else "", delivery.origin, sentence)


def _in_short(outcomes: list[Outcome]) -> list[Outcome]:
    """The same report, where a flood of refused files is counted instead of told: nobody's other lines drown in it."""
    told, more = [], Counter()
    lines: Counter[str] = Counter()
    for one in outcomes:
        lines[one.learner_id] += one.refused
        if one.refused and lines[one.learner_id] > (MAX_LINES_EACH if one.learner_id else MAX_LINES_NOBODY):
            more[one.learner_id, one.exercise] += 1
        else:
            told.append(one)
    for (learner_id, slug), count in more.items():
        sentence = (
            f"{count:,} more files {f'of {learner_id}' if learner_id else 'of nobody on the roster'} were refused."
        )
        told.append(Outcome(Became.REJECTED, slug, learner_id, "more files", f"{sentence} Ask for one notebook only."))
    return told
