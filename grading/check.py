"""Is the course as it should be? Every answer is a sentence that says what is wrong and where."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from book.chapter_check import check_chapters, read_chapters
from datasets.check import check as table_problems
from grading import notebooks
from grading.course import Course
from grading.coverage import TABLE, coverage_problems, is_stale, write_coverage
from grading.errors import BadSource, BadTables, Rejected
from grading.exercise_rules import exercise_problems
from grading.proof import prove
from grading.release import release
from grading.sandbox import find_wall
from grading.seats import kept


def check(course: Course, slugs: Iterable[str], workers: int, on_done: Callable = lambda *_: None) -> list[str]:
    """Check the tables and the chapters, then each exercise: normal form, releasable, true to its declared answers.

    An exercise that cannot be read or released is a finding too, and the others are still checked.
    """
    wall = find_wall(trusted=True)
    found = table_problems(course.tables) + check_chapters(course.root) + coverage_problems(course)
    pages = read_chapters(course.root)
    with kept():
        for slug in slugs:
            try:
                found += _form_problems(course, slug) + exercise_problems(course, slug, pages.get(slug))
                release(course, [slug], wall)
                found += prove(course, slug, wall, workers)
            except (BadSource, BadTables, Rejected) as trouble:
                found.append(str(trouble))
            on_done(slug)
    return found


def mend(course: Course, slugs: Iterable[str]) -> list[str]:
    """Bring exercises into normal form, as editors leave outputs and metadata behind, and the table of points too.

    Returns what was changed.
    """
    changed = []
    for slug in slugs:
        if _form_problems(course, slug):
            path = course.source(slug)
            notebooks.write(path, notebooks.normal_form(notebooks.read(path)))
            changed.append(f"{slug}: {path.name} is now in normal form.")
    if is_stale(course):
        write_coverage(course)
        changed.append(f"{TABLE} is up to date now.")
    return changed


def _form_problems(course: Course, slug: str) -> list[str]:
    path = course.source(slug)
    notebook = notebooks.read(path)
    if notebook == notebooks.normal_form(notebook):
        return []
    return [f"{slug}: {path.name} is not in normal form. Run: python3 course.py check {slug} --mend"]
