"""The capstone of the sample cohort: from the gate to a trainer's marks in formgrader and the learner's page."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from playwright.sync_api import expect

from grading.course import HOME, Course
from grading.grade_table import grades
from grading.journal import kept
from grading.model import State
from grading.written import samples
from tests.end_to_end.trainers_lab import TOKEN, running, submission, variables, wait_to_mark

SLUG = "fernwick-brief"
GATE = 40.0


@pytest.fixture(scope="module")
def course(made, tmp_path_factory):
    """A copy of the sample cohort's graded work, so that marks given here stay here."""
    copy = Course(HOME, tmp_path_factory.mktemp("capstone"))
    for folder in ("submitted", "autograded", "results"):
        for place in sorted((made.build / folder).glob(f"*/{SLUG}" if folder != "results" else SLUG)):
            shutil.copytree(place, copy.build / place.relative_to(made.build))
    for name in ("gradebook.db", "roster.csv", "course.key"):
        shutil.copy(made.build / name, copy.build / name)
    return copy


@pytest.fixture(scope="module")
def writers(course):
    """For each worked memo a learner of the sample who handed it in: title → (learner, memo)."""
    found = {}
    for path in sorted(course.submitted.glob(f"*/{SLUG}/{SLUG}.ipynb")):
        try:
            cells = {cell.id: cell.source for cell in nbformat.read(path, as_version=4).cells}
        except nbformat.reader.NotJSONError:
            continue
        for memo in samples(course, SLUG):
            if all(cells.get(cell, "").strip() == text.strip() for cell, text in memo.texts.items()):
                found.setdefault(memo.title, (path.parents[1].name, memo))
    return found


@pytest.fixture(scope="module")
def formgrader(course):
    with running(course, variables(course)) as address:
        yield address


def points(course, learner):
    """The learner's row of the table of grades: points so far, and whether a mark is missing."""
    columns, rows = grades(course, with_names=True)
    row = next(row for row in rows if row[0] == learner and row[columns.index("exercise")] == SLUG)
    return row[columns.index("points")], row[columns.index("needs_marking")]


def test_the_gate_of_everybody_in_the_sample_is_graded_and_the_memo_waits_for_a_person(course):
    graded = [kept(course, SLUG, path.parents[1].name) for path in course.submitted.glob(f"*/{SLUG}/{SLUG}.ipynb")]
    assert len(graded) >= 5 and {one.state for one in graded} == {State.GRADED}
    parts = set(course.spec(SLUG).by_hand)
    for one in graded:
        assert {cell.grade_id for cell in one.cells if cell.points is None} == parts
        assert sum(cell.max_points for cell in one.cells if cell.grade_id not in parts) == GATE
    assert len({one.score for one in graded}) > 1


def test_both_worked_memos_are_handed_in_by_somebody_in_the_sample(course, writers):
    assert set(writers) == {memo.title for memo in samples(course, SLUG)} and len(writers) == 2


def test_a_trainer_marks_both_memos_in_formgrader_and_the_learner_sees_the_sum(course, writers, formgrader, chromium):
    page = chromium.new_page()
    try:
        page.goto(f"{formgrader}/api/status?token={TOKEN}")
        for learner, memo in writers.values():
            _mark(page, f"{formgrader}/formgrader/submissions/{submission(course, learner, SLUG)}/", memo)
    finally:
        page.close()
    for learner, memo in writers.values():
        gate = sum(cell.points or 0.0 for cell in kept(course, SLUG, learner).cells)
        assert points(course, learner) == (gate + memo.mark, False)
    command = [sys.executable, "-m", "grading.cli", "feedback"]
    subprocess.run(command, env={**os.environ, "COURSE_BUILD": str(course.build)}, cwd=HOME, check=True)
    for learner, memo in writers.values():
        shown = (course.feedback / learner / SLUG / f"{SLUG}.html").read_text("utf8")
        assert memo.parts[0].why.split()[0] in shown
        assert f"{memo.parts[1].mark:g} of 15" in shown


def _mark(page, address, memo):
    """Enter the marks of each part, and the reason for the first one, as a trainer does."""
    page.goto(address)
    wait_to_mark(page)
    for part in memo.parts:
        field = page.locator(f"input#{part.cell}")
        field.fill(f"{part.mark:g}")
        with page.expect_response(lambda one: one.request.method == "PUT" and "/grade/" in one.url):
            field.blur()
    comment = page.locator(f"textarea#{memo.parts[0].cell}-comment")
    comment.fill(memo.parts[0].why)
    with page.expect_response(lambda one: one.request.method == "PUT" and "/comment/" in one.url):
        comment.blur()
    expect(page.locator(f"input#{memo.parts[-1].cell}")).to_have_value(f"{memo.parts[-1].mark:g}")
