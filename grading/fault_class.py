"""The class of the benchmark `faults`: one small exercise, five learners, and two versions of what they hand in."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
import yaml
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import notebooks
from grading.course import Course
from grading.gradebook import add_learners
from grading.model import Learner
from grading.nbgrader_steps import generate
from grading.submitted import place

SLUG = "kept"
NOON = datetime(2026, 9, 7, 12, 0, tzinfo=UTC)
MEAN = """def mean(values):
    ### BEGIN SOLUTION
    return sum(values) / len(values)
    ### END SOLUTION"""
MEAN_CHECK = """assert mean([1, 2, 3]) == 2
### BEGIN HIDDEN TESTS
assert mean(values=(7,)) == 7
### END HIDDEN TESTS"""
LATE = """late = ...
### BEGIN SOLUTION
late = sum(day > 3 for day in days)
### END SOLUTION"""
LATE_CHECK = """assert late is not ..., "There is no answer yet."
### BEGIN HIDDEN TESTS
assert late == 2
### END HIDDEN TESTS"""
CELLS = [
    ("setup", "days = [3, 5, 4]", None),
    ("mean-answer", MEAN, None),
    ("mean-check", MEAN_CHECK, 1),
    ("late-answer", LATE, None),
    ("late-check", LATE_CHECK, 2),
    ("why", "A model answer: three teams share it.", 4),
]
RIGHT = {
    "mean-answer": "def mean(values):\n    return sum(values) / len(values)",
    "late-answer": "late = sum(day > 3 for day in days)",
    "why": "Three teams share it.",
}
WRONG = {"mean-answer": "def mean(values):\n    return -1", "late-answer": "late = -1", "why": "I do not know."}
FIRST = {"right": WRONG, "partly": RIGHT, "wrong": {}, "blank": RIGHT, "damaged": RIGHT}
LAST = {"right": RIGHT, "partly": {**RIGHT, "late-answer": "late = 7"}, "wrong": WRONG, "blank": {}, "damaged": None}
POINTS = {"right": 3, "partly": 1, "wrong": 0, "blank": 0, "damaged": None}  # of LAST; None: it cannot be graded
MARKED = ("right", "why", 2.5)  # a person's points for the first version


def make(folder: Path) -> Course:
    """The course in a new folder, its exercise released, and everybody enrolled."""
    made = folder / "exercises" / SLUG
    made.mkdir(parents=True)
    nbformat.write(_source(), made / f"{SLUG}.ipynb")
    declared = {"title": SLUG, "minutes": 5, "tables": [], "reflection": "why", "questions": {}}
    (made / "mistakes.yml").write_text(yaml.safe_dump(declared), "utf8")
    (folder / "_toc.yml").write_text(f"parts:\n- chapters:\n  - file: chapters/{SLUG}\n", "utf8")
    course = Course(folder, folder / "build")
    course.build.mkdir()
    course.roster.write_text("learner_id,name,email,department,cohort\n", "utf8")
    add_learners(course, [Learner(learner) for learner in LAST])
    generate(course, SLUG, course.release)
    (course.release / SLUG / "hints.json").write_text("{}", "utf8")
    return course


def hand_in(course: Course, versions: dict[str, dict[str, str] | None], later: timedelta = timedelta()) -> None:
    """Everybody hands in `versions` (learner → answers; None: a damaged file), received so much later than at noon."""
    for learner_id, answers in versions.items():
        content = b'{"cells": ['
        if answers is not None:
            notebook = notebooks.read(course.release / SLUG / f"{SLUG}.ipynb")
            for cell in notebook.cells:
                cell.source = answers.get(cell.id, cell.source)
            content = json.dumps(notebook).encode()
        place(course, SLUG, learner_id, content, NOON + later)


def mark(course: Course) -> None:
    """A person looks at one answer and gives it points."""
    learner_id, cell, points = MARKED
    with closing(sqlite3.connect(course.build / "gradebook.db")) as book, book:
        changed = book.execute(
            "UPDATE grade SET manual_score = ?, needs_manual_grade = 0 "
            "WHERE cell_id = (SELECT id FROM base_cell WHERE name = ? AND type = 'GradeCell') AND notebook_id IN ("
            "SELECT n.id FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id "
            "WHERE s.student_id = ?)",
            (points, cell, learner_id),
        )
        if changed.rowcount != 1:
            raise ValueError(f"there is no grade for {cell} of {learner_id}")


def _source() -> NotebookNode:
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return new_notebook(cells=[_cell(*words) for words in CELLS], metadata={"kernelspec": kernel})


def _cell(name: str, text: str, points: int | None) -> NotebookNode:
    answer = name.endswith("-answer") or name == "why"
    settings = {"grade_id": name, "grade": points is not None, "solution": answer, "locked": not answer}
    settings |= {"task": False, "schema_version": 3} | ({} if points is None else {"points": points})
    made = (new_markdown_cell if name == "why" else new_code_cell)(text, metadata={"nbgrader": settings})
    made["id"] = name
    return made
