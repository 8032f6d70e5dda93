"""Take in a list of learners: kept as the course's roster and made known to nbgrader's gradebook."""

from __future__ import annotations

from pathlib import Path

from grading import atomic
from grading.course import Course
from grading.gradebook import add_learners
from grading.roster import read_roster


def enrol(course: Course, file: Path) -> int:
    """Check `file`, keep it as the roster, add its learners to the gradebook; returns how many there are.

    Taking in the same list again changes nothing. Raises BadRoster, and then nothing is changed either, and
    GradebookTrouble, and then the roster stays as it was.
    """
    learners = read_roster(file)
    atomic.private_folder(course.roster.parent)
    add_learners(course, learners)
    atomic.write(course.roster, file.read_bytes())
    return len(learners)
