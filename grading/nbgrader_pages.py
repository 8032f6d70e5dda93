"""nbgrader's own pages, formgrader's and generate_feedback's, made safe at the moment when they are made.

What the engine writes is clean already. These steps hold for any other notebook as well: one that nbgrader's own
autograder wrote, or that was graded before there was a rule.
"""

from __future__ import annotations

from html import escape

from nbconvert.preprocessors import Preprocessor
from nbgrader.preprocessors import ClearHiddenTests
from nbgrader.utils import is_grade, is_solution

from grading import notebooks
from grading.cleaning import clean
from grading.course import Course
from grading.errors import CourseError

NAMES = ("student", "first_name", "last_name")  # formgrader puts these into its page as they are


class CleanPage(Preprocessor):
    """Shows of a notebook only what can do nothing, apart from what the trainer wrote."""

    def preprocess(self, notebook, resources):
        slug = resources.get("assignment_id") or resources.get("nbgrader", {}).get("assignment", "")
        return clean(notebook, _texts(slug)), _without_tags(resources)


class HideTests(ClearHiddenTests):
    """Takes hidden tests out of a graded notebook, and whatever they left in its outputs."""

    def preprocess_cell(self, cell, resources, cell_index):
        before = cell.source
        cell, resources = super().preprocess_cell(cell, resources, cell_index)
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            if cell.source != before:  # what a hidden test printed would tell about it
                cell.outputs = [output for output in cell.outputs if output.output_type == "error"]
            for output in cell.outputs:
                if output.output_type == "error":
                    _shorten(output)
        return cell, resources


def _shorten(error) -> None:
    """An error in a test says its sentence when it is one of the course's, else only its kind; never lines of code."""
    if error.ename != "AnswerProblem":
        error.evalue = ""
    error.traceback = [error.evalue or f"A check failed ({error.ename[:60]})."]


def _texts(slug: str) -> set[str]:
    """The texts of the exercise's own cells; none when there is no such exercise any more."""
    try:
        return {cell.source for cell in notebooks.read(Course().source(slug)).cells}
    except CourseError:
        return set()


def _without_tags(resources: dict) -> dict:
    names = {name: escape(resources[name]) for name in NAMES if isinstance(resources.get(name), str)}
    resources.update(names)
    return resources
