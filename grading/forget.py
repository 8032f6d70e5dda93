"""Take learners and all their work away: from the roster, the gradebook and every folder."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Collection

from grading import atomic
from grading.course import Course
from grading.gradebook import remove_learners


def forget(course: Course, learner_ids: Collection[str]) -> int:
    """Remove the learners named; returns how many of them the roster or the folders knew. Others are untouched.

    Raises GradebookTrouble, and then nothing is removed.
    """
    remove_learners(course, learner_ids)
    known = _from_roster(course, learner_ids)
    for folder in (course.submitted, course.build / "submitted-earlier", course.autograded, course.feedback):
        for learner_id in learner_ids:
            if (folder / learner_id).is_dir():
                shutil.rmtree(folder / learner_id)
                known.add(learner_id)
    for learner_id in learner_ids:
        for result in course.results.glob(f"*/{learner_id}.json"):
            result.unlink()
    return len(known)


def _from_roster(course: Course, learner_ids: Collection[str]) -> set[str]:
    if not course.roster.exists():
        return set()
    rows = list(csv.reader(io.StringIO(course.roster.read_text("utf-8-sig"), newline="")))
    column = rows[0].index("learner_id")
    known = {row[column] for row in rows[1:] if row} & set(learner_ids)
    kept = [row for row in rows if not row or row[column] not in known]
    if len(kept) == 1:
        course.roster.unlink()
    elif known:
        out = io.StringIO(newline="")
        csv.writer(out).writerows(kept)
        atomic.write(course.roster, out.getvalue())
    return known
