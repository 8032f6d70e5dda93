"""Is the course as it should be? Every answer is a sentence that says what is wrong and where."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from book.chapter_check import check_chapters, read_chapters
from book.languages.check import problems as translation_problems
from book.links import link_problems
from datasets.check import check as table_problems
from grading import notebooks
from grading.course import Course
from grading.coverage import TABLE, coverage_problems, is_stale, write_coverage
from grading.errors import BadSource, BadTables, Rejected
from grading.exercise_rules import exercise_problems
from grading.leaks import HINTS
from grading.mistakes import Runs
from grading.pool import run_all
from grading.proof import prove
from grading.release import release
from grading.sandbox import find_wall
from grading.shifts import FILE as MEASURED
from grading.shifts import Shifts, put_down, shifts, stale
from grading.variants import Round, answer_cell, as_written


@dataclass(frozen=True)
class Checked:
    """What was found wrong with one exercise, and how far its mistakes move numbers."""

    slug: str
    found: list[str]
    measured: Shifts = field(default_factory=dict)


def check(
    course: Course, slugs: Iterable[str], workers: int, on_done: Callable = lambda *_: None, mending: bool = False
) -> list[str]:
    """Check the tables, the chapters and the links of the built book; then each exercise: normal form, releasable, true
    to its declared answers.

    As many exercises at once as there are workers; an only one has all of them. An exercise that cannot be read or
    released is a finding too, and the others are still checked. With `mending`, what the mistakes do to numbers is
    written down where it has changed.
    """
    wall, slugs, pages = find_wall(trusted=True), list(slugs), read_chapters(course.root)
    each = max(1, workers // max(1, len(slugs)))
    found = table_problems(course.tables) + check_chapters(course.root) + coverage_problems(course)
    found += translation_problems(course.root) + link_problems(course.site)

    def checked(slug: str) -> Checked:
        try:
            form = _form_problems(course, slug) + exercise_problems(course, slug, pages.get(slug))
            runs: Runs = {}
            release(course, [slug], wall, runs=runs)
            return Checked(slug, form + prove(course, slug, wall, each, runs=runs), _measured(course, slug, runs))
        except (BadSource, BadTables, Rejected) as trouble:
            return Checked(slug, [str(trouble)])

    done = run_all(checked, slugs, workers, lambda outcome: on_done(outcome.slug))
    found += [sentence for outcome in done for sentence in outcome.found]
    return found + _moved({outcome.slug: outcome.measured for outcome in done if outcome.measured}, course, mending)


def _measured(course: Course, slug: str, runs: Runs) -> Shifts:
    """Nothing for a release that was there before, or with other tables than the course's own."""
    model = runs.get(as_written(Round("model answers")))
    if model is None or course.tables.resolve() != (course.root / "datasets" / "tables").resolve():
        return {}
    hints = json.loads((course.release / slug / HINTS).read_text("utf8"))["questions"]
    spec = course.spec(slug)
    right = {question.qid: model.values.get(answer_cell(question.qid)) for question in spec.questions}
    return shifts(spec, right, {qid: known["mistakes"] for qid, known in hints.items()})


def _moved(measured: dict[str, Shifts], course: Course, mending: bool) -> list[str]:
    old = stale(course, measured)
    if old and mending:
        put_down(course, measured)
        return []
    what = f"{MEASURED} does not say how far the mistakes move its numbers now. Run: python3 course.py check"
    return [f"{slug}: {what} {slug} --mend" for slug in old]


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
