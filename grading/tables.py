"""The tables that an exercise reads: there and undamaged, before anything is run on them.

An instructors' table is with the course only. The one exercise that opens it brings it along, beside its notebook.
"""

from __future__ import annotations

import json

from cxlab.tables import CHECKSUMS, INSTRUCTORS, TableProblem, verified
from grading.course import Course
from grading.errors import BadTables


def require(course: Course, slug: str) -> None:
    """Raises BadTables, with one sentence, when a table that the exercise declares is missing or damaged."""
    for name in course.spec(slug).tables:
        try:
            verified(name, course.tables)
        except TableProblem as trouble:
            raise BadTables(f"The exercise {slug} cannot be used: it needs the table {name}. {trouble}") from None


def brought(course: Course, slug: str) -> dict[str, bytes]:
    """File name → content of the instructors' tables that the exercise opens; none for nearly all exercises.

    Raises BadTables, with one sentence, when one of them is missing or damaged, or another exercise opens it.
    """
    require(course, slug)
    found = {}
    for name in course.spec(slug).tables:
        opener = _opener(course, name)
        if opener is None:
            continue
        if opener != slug:
            raise BadTables(
                f"The exercise {slug} cannot be used: only {opener or 'no exercise'} opens the table {name}."
            )
        path = verified(name, course.tables)
        found[path.name] = path.read_bytes()
    return found


def _opener(course: Course, name: str) -> str | None:
    """The exercise that opens an instructors' table; None for a table that everybody has."""
    entries = json.loads((course.tables / CHECKSUMS).read_text("utf8"))["tables"]
    entry = entries.get(f"{INSTRUCTORS}/{name}")
    return None if entry is None else entry.get("opened_by", "")
