"""Stock nbgrader, without any of our engine, gives the same points: model answers and typical mistakes, cell by cell.

Differences that the README documents (warnings, ended processes, names that are taken away) do not occur here.
Stock nbgrader takes a quarter of an hour for all exercises, so every third is compared; STOCK_EVERY=1 compares all.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading import notebooks
from grading.autograde import grade
from grading.course import HOME, Course
from grading.sandbox import find_wall
from grading.settings import COURSE_ID, Limits
from grading.submitted import place, submissions
from grading.variants import full_points, mistake_rounds

LEARNERS = ("stock-model", "stock-wrong")
AT = datetime(2026, 9, 7, 12, tzinfo=UTC)
EVERY = int(os.environ.get("STOCK_EVERY", "3"))
MARKS = {"### BEGIN SOLUTION", "### END SOLUTION"}


def hand_in(course, slug):
    """The two notebooks as learners would hand them in: the learner's version with answers written in."""
    source, spec = notebooks.read(course.source(slug)), course.spec(slug)
    wrong = mistake_rounds(spec, full_points(source, spec))[0].texts
    for learner, texts in zip(LEARNERS, ({}, wrong), strict=True):
        answered = {cell.id: cell.source for cell in notebooks.answered(source, texts).cells}
        notebook = notebooks.read(course.release / slug / f"{slug}.ipynb")
        for cell in notebook.cells:
            if notebooks.is_answer(cell) and cell.id not in spec.by_hand:
                lines = answered[cell.id].splitlines()
                cell.source = "\n".join(line for line in lines if line.strip() not in MARKS)
        place(course, slug, learner, nbformat.writes(notebook).encode(), AT)
        for extra in (course.release / slug).iterdir():  # nbgrader runs the notebook where it was handed in
            if extra.suffix != ".ipynb":
                shutil.copy(extra, course.submitted / learner / slug / extra.name)


def copied(made, folder):
    """A build folder with the releases and the gradebook of another, and nothing handed in."""
    course = Course(HOME, folder)
    folder.mkdir()
    shutil.copytree(made.release, course.release)
    shutil.copy(made.build / "gradebook.db", folder)
    return course


def autograde(course, slug):
    """`nbgrader autograde` as it comes, on one exercise."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "COURSE_BUILD": str(course.build),
        "COURSE_EXCHANGE": str(course.build / "exchange"),
        "JUPYTER_CONFIG_PATH": str(HOME / "grading"),
        "PYTHONPATH": str(HOME),
    }
    command = [sys.executable, "-m", "nbgrader", "autograde", slug, "--create"]
    done = subprocess.run(command, cwd=course.build, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def points(course, slug):
    """learner → {grade_id: automatic points}, from the gradebook."""
    with Gradebook(course.gradebook_url, COURSE_ID) as book:
        handed_in = {learner: book.find_submission_notebook(slug, slug, learner) for learner in LEARNERS}
        return {learner: {cell.name: cell.auto_score for cell in each.grades} for learner, each in handed_in.items()}


def compared(made, folder, slugs):
    """slug → (our points, stock nbgrader's). Two stock runs at a time, each with a gradebook of its own."""
    ours = copied(made, folder / "ours")
    stock = [copied(made, folder / f"stock{number}") for number in range(2)]
    for number, slug in enumerate(slugs):
        hand_in(ours, slug)
        hand_in(stock[number % 2], slug)
    with ThreadPoolExecutor(2) as threads:
        runs = [threads.submit(lambda at=at: [autograde(stock[at], slug) for slug in slugs[at::2]]) for at in range(2)]
        for run in runs:
            run.result()
    grade(ours, submissions(ours, slugs), find_wall(), Limits(), workers=os.cpu_count())
    return {slug: (points(ours, slug), points(stock[number % 2], slug)) for number, slug in enumerate(slugs)}


@pytest.mark.slow
def test_stock_nbgrader_gives_every_cell_the_same_points(made, tmp_path):
    for slug, (ours, stock) in compared(made, tmp_path, made.slugs[::EVERY]).items():
        assert ours == stock, slug
        full = full_points(notebooks.read(made.source(slug)), made.spec(slug))
        assert sum(filter(None, stock["stock-model"].values())) == pytest.approx(sum(full.values())), slug
        assert sum(filter(None, stock["stock-wrong"].values())) < sum(full.values()), slug
