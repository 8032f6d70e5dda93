"""The tables that an exercise reads: there and undamaged, before anything is run on them."""

from __future__ import annotations

from cxlab.tables import TableProblem, verified
from grading.course import Course
from grading.errors import BadTables


def require(course: Course, slug: str) -> None:
    """Raises BadTables, with one sentence, when a table that the exercise declares is missing or damaged."""
    for name in course.spec(slug).tables:
        try:
            verified(name, course.tables)
        except TableProblem as trouble:
            raise BadTables(f"The exercise {slug} cannot be used: it needs the table {name}. {trouble}") from None
