"""Feedback where learners find it: the page on their desk, and the one that nbgrader's "Fetch Feedback" brings.

nbgrader looks in the exchange's feedback folder for a file that is named by the hash of a secret, which its submit
wrote beside the notebook. So a page goes to each hand-in with the content that was graded, and to no other.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from classroom.on_submit.inbound import HandIn, Inbound, place_of
from grading import atomic
from grading.course import Course
from grading.errors import Rejected
from grading.exchange import deliveries, root_of, secret
from grading.feedback import write_feedback
from grading.journal import hash_of
from grading.model import Result
from grading.settings import COURSE_ID
from progress import given_back

FOLDER_MODE = 0o711  # as nbgrader makes it: who knows a name may read that file, nobody may list them
PAGE_MODE = 0o644
MOST_HAND_INS = 50  # of one learner for one exercise, newest first


def give(course: Course, inbound: Inbound, results: Iterable[Result], check_owner: bool) -> int:
    """Write the pages of these results, and put those that learners may see now into the exchange.

    Returns how many were put there; one that lies there already is not written again. Raises GradebookTrouble,
    BadChoice and OSError; doing it again comes to the same.
    """
    results = [one for one in results if not one.fault]
    write_feedback(course, results)
    return sum(_put(course, inbound, one, check_owner) for one in given_back.for_learners(course, results))


def _put(course: Course, inbound: Inbound, result: Result, check_owner: bool) -> int:
    page = course.feedback / result.learner_id / result.exercise / f"{result.exercise}.html"
    hand_ins = inbound.of(place_of(result.learner_id, result.exercise))
    if not hand_ins or not page.exists():
        return 0
    content, folder = page.read_bytes(), _folder(course)
    newest = sorted(hand_ins, key=lambda one: one.time)[-MOST_HAND_INS:]
    return sum(_write(folder / f"{name}.html", content) for name in _names(course, newest, result, check_owner))


def _names(course: Course, hand_ins: Sequence[HandIn], result: Result, check_owner: bool) -> set[str]:
    """The names under which nbgrader looks for the feedback on the hand-ins that this result was made from."""
    found = set()
    root, slug = root_of(course), result.exercise
    folder = root / COURSE_ID / "inbound"
    for one in hand_ins:
        try:
            for delivery in deliveries(root, COURSE_ID, slug, check_owner, [one.name]):
                content = b"" if delivery.trouble else delivery.read()
                if content and hash_of(content) == result.content:
                    found.add(_name(one, content, secret(folder, one.name, check_owner)))
        except (Rejected, FileNotFoundError):  # it was taken away, or is not what was graded
            continue
    return found


def _name(one: HandIn, content: bytes, secret: str) -> str:
    """As nbgrader.utils.notebook_hash makes it: it is loaded too slowly, and reads a file by its path again."""
    if secret:
        return hashlib.md5((secret + one.exercise).encode()).hexdigest()
    key = "+".join([COURSE_ID, one.exercise, one.exercise, one.learner, one.time])
    return hashlib.md5(content + key.encode()).hexdigest()


def _folder(course: Course) -> Path:
    folder = root_of(course) / COURSE_ID / "feedback"
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        os.chmod(folder, FOLDER_MODE)
    return folder


def _write(path: Path, content: bytes) -> int:
    if path.exists() and path.read_bytes() == content:
        return 0
    atomic.write(path, content, mode=PAGE_MODE)
    return 1
