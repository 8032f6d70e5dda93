"""Which results their learners may see now, by the trainer's choice; and what was given back by hand.

What a trainer gave back is one line of JSON each time in `build/given-back.jsonl`, only ever appended. Learners stand
in it by their pseudonyms, so that it holds no name and leads to nobody who was forgotten; beside each stands a mark of
the file that was handed in. So a later hand-in has to be given back again, and one that is graded again has not.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from grading import journal
from grading.atomic import private_folder
from grading.course import Course
from grading.database import ask
from grading.file_mark import Mark, mark
from grading.journal import hash_of
from grading.model import Result, State
from grading.pseudonyms import course_key, pseudonym
from progress import choice
from progress.errors import BadChoice

Given = frozenset[tuple[str, str, str]]  # exercise, pseudonym and mark of the hand-in
_DIGITS = 16
# By notebooks and cells, which are few: so every step finds its rows by an index of nbgrader's.
_MARKING = """
    SELECT s.student_id, SUM(CASE WHEN g.needs_manual_grade THEN 1 ELSE 0 END) FROM assignment a
    JOIN submitted_assignment s ON s.assignment_id = a.id
    JOIN notebook k ON k.assignment_id = a.id
    JOIN submitted_notebook n ON n.notebook_id = k.id AND n.assignment_id = s.id
    JOIN base_cell c ON c.notebook_id = k.id
    JOIN grade g ON g.cell_id = c.id AND g.notebook_id = n.id
    WHERE a.name = ?"""


def file(course: Course) -> Path:
    return course.build / "given-back.jsonl"


def for_learners(course: Course, results: Iterable[Result]) -> list[Result]:
    """Those of `results` that their learners may see now, by exercise and learner.

    What could not be graded is among them at once, whatever was chosen: it tells no points, and has to be mended. What
    the grader itself could not do never is. Raises BadChoice, GradebookTrouble, and CourseError without the key.
    """
    chosen = choice.read(course)
    ordered = sorted(results, key=lambda one: (one.exercise, one.learner_id))
    found: list[Result] = []
    for slug, group in groupby(ordered, key=lambda one: one.exercise):
        found += _of_one(course, slug, chosen.of(slug), [one for one in group if not one.fault])
    return found


def give(course: Course, slug: str, learner_ids: Collection[str] | None, by: str) -> int:
    """Give back what was graded of one exercise, to all learners (None) or to these; returns to how many.

    `by` is the trainer's name. Who has it already is not counted again. Raises BadChoice and CourseError.
    """
    if learner_ids is None:
        learner_ids = journal.learners(course, slug)
    results = [one for each in learner_ids if (one := journal.kept(course, slug, each)) and one.state is State.GRADED]
    before, key = _given(course), course_key(course)
    new = {who: mark for _, who, mark in (_entry(key, one) for one in results) if (slug, who, mark) not in before}
    if new:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        _append(file(course), {"exercise": slug, "at": at, "by": by, "given": new})
    return len(new)


def _of_one(course: Course, slug: str, when: str, results: list[Result]) -> list[Result]:
    graded = [one for one in results if one.state is State.GRADED]
    if when == choice.AT_ONCE or not graded:
        return results
    if when == choice.BY_HAND:
        given, key = _given(course), course_key(course)
        seen = {one.learner_id for one in graded if _entry(key, one) in given}
    else:
        seen = _marked(course, slug, graded)
    return [one for one in results if one.state is not State.GRADED or one.learner_id in seen]


def _marked(course: Course, slug: str, graded: list[Result]) -> set[str]:
    """Who has no cell left that a person should mark, or look at again because something changed since."""
    one = [graded[0].learner_id] if len(graded) == 1 else []  # a learner's desk asks about nobody else
    question = f"{_MARKING}{' AND s.student_id = ?' if one else ''} GROUP BY s.student_id"
    return {learner_id for learner_id, waiting in ask(course, question, slug, *one) if not waiting}


def _entry(key: bytes, result: Result) -> tuple[str, str, str]:
    handed_in = result.content or result.received_at or result.key
    return result.exercise, pseudonym(key, result.learner_id), hash_of(handed_in.encode())[:_DIGITS]


def _given(course: Course) -> Given:
    there = mark(file(course))
    return _read(file(course), there) if there else frozenset()


@lru_cache(maxsize=4)
def _read(path: Path, _as_of: Mark) -> Given:
    """All that was given, read anew when the file has changed. A line that a power failure cut off was never told."""
    found = set()
    for number, line in enumerate(path.read_bytes().split(b"\n")[:-1], 1):
        try:
            entry = json.loads(line)
            found |= {(entry["exercise"], who, mark) for who, mark in entry["given"].items()}
        except (ValueError, KeyError, TypeError, AttributeError) as trouble:
            raise BadChoice(
                f"Line {number} of {path}, which says what was given back, is damaged. "
                "Bring the file back from a backup; until then nothing more is given back."
            ) from trouble
    return frozenset(found)


def _append(path: Path, entry: dict) -> None:
    """Add one line and have it on the disk, after taking away what a power failure left of one."""
    private_folder(path.parent)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(handle, "r+b") as ledger:
        with suppress(ImportError):  # Windows
            import fcntl

            fcntl.flock(ledger, fcntl.LOCK_EX)  # the watcher and the trainer's page may give at the same time
        whole = ledger.read().rpartition(b"\n")
        ledger.seek(len(whole[0]) + len(whole[1]))
        ledger.truncate()
        ledger.write(json.dumps(entry).encode() + b"\n")
        ledger.flush()
        os.fsync(ledger.fileno())
