"""Notebooks whose cells and metadata are not as they were handed out. The trainer's own decide; the report says so."""

from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell

from tests.grading.cases.lab import FULL, RIGHT, WRONG
from tests.grading.cases.trial import Case, check, check_the_others

RIGHT_POINTS = FULL["p1"]
CHECKS = ("mean-check", "late-check", "totals-check")


def named(notebook, *names):
    return [cell for cell in notebook.cells if cell.id in names]


def settings(**changes):
    """A change that gives the checks' own settings other values."""

    def change(notebook):
        for cell in named(notebook, *CHECKS):
            cell.metadata.nbgrader.update(changes)

    return change


def tags(*words):
    def change(notebook):
        for cell in notebook.cells:
            cell.metadata["tags"] = list(words)

    return change


def copied(*names):
    def change(notebook):
        notebook.cells += deepcopy(named(notebook, *names))

    return change


def without(*names):
    def change(notebook):
        notebook.cells = [cell for cell in notebook.cells if cell.id not in names]

    return change


def without_names(notebook):
    for cell in named(notebook, *CHECKS):
        del cell.metadata["nbgrader"]


def kind(cell_type):
    def change(notebook):
        for cell in notebook.cells:
            cell.cell_type = cell_type
            cell.pop("outputs", None)
            cell.pop("execution_count", None)

    return change


def reversed_order(notebook):
    notebook.cells.reverse()


def swapped(notebook):
    """Each answer under the name of another check."""
    names = [cell.metadata.nbgrader.grade_id for cell in notebook.cells]
    for cell, name in zip(notebook.cells, names[1:] + names[:1], strict=True):
        cell.metadata.nbgrader.grade_id = name


def check_in_the_answer(notebook):
    for cell in named(notebook, "mean-answer", "late-answer", "totals-answer"):
        cell.metadata.nbgrader.update(grade=True, points=100, grade_id=cell.id.replace("answer", "check"))


def second_answer(notebook):
    for cell in named(notebook, "late-answer"):
        notebook.cells.insert(0, new_code_cell("late = 2", metadata=deepcopy(cell.metadata)))


def more_cells(notebook):
    for number in range(3):
        notebook.cells.insert(number * 2, new_code_cell("raise SystemExit(0)\nraw = None"))


def other_checks(notebook):
    for cell in named(notebook, *CHECKS):
        cell.source = "pass"


def other_setup(notebook):
    for cell in named(notebook, "setup"):
        cell.source = "import pandas as pd\nraw = pd.DataFrame({'days': [9] * 2, 'team': ['a', 'b']})"


def other_kernel(notebook):
    notebook.metadata = {"kernelspec": {"name": "bash", "display_name": "Sh", "language": "sh"}, "widgets": {}}


def old_outputs(notebook):
    shown = {"output_type": "execute_result", "data": {"text/plain": "3"}, "metadata": {}, "execution_count": 1}
    for cell in notebook.cells:
        cell.outputs, cell.execution_count = [shown], 1


def one_id(notebook):
    for cell in notebook.cells:
        cell.id = "same"


CASES = [
    Case("M01", "checks are tagged to be left out", change=tags("skip-execution", "in-kernel"), says=("settings",)),
    Case("M01 right", "the same with right answers", RIGHT, tags("skip-execution", "skip"), points=RIGHT_POINTS),
    Case("M02", "a check is there twice", RIGHT, copied("late-check"), points=RIGHT_POINTS, says=("is there 2 times",)),
    Case("M02 answers", "all is there twice", RIGHT, copied(*CHECKS, *RIGHT), points=RIGHT_POINTS, says=("2 times",)),
    Case("M04", "checks are deleted", change=without(*CHECKS), says=("The cell late-check is missing",)),
    Case("M04 names", "checks have lost their names", change=without_names, says=("is missing",)),
    Case("M04 right", "deleted checks, right answers", RIGHT, without(*CHECKS), points=RIGHT_POINTS),
    Case("M06 grade", "checks are said to give no points", change=settings(grade=False), says=("settings",)),
    Case(
        "M06 solution",
        "checks are said to be answers",
        change=settings(solution=True, locked=False),
        says=("settings",),
    ),
    Case("M06 right", "and right answers", RIGHT, settings(solution=True, grade=False), points=RIGHT_POINTS),
    Case("points", "checks are said to give more", RIGHT, settings(points=1000), points=RIGHT_POINTS),
    Case("points that are none", "or what is no number", RIGHT, settings(points="NaN"), points=RIGHT_POINTS),
    Case("schema 1", "an old form of the settings", RIGHT, settings(schema_version=1), points=RIGHT_POINTS),
    Case("schema 99", "a form yet to come", RIGHT, settings(schema_version=99), points=RIGHT_POINTS),
    Case("names", "odd names", RIGHT, settings(grade_id=["x"], cell_type=7), points=RIGHT_POINTS),
    Case("other checks", "checks are rewritten", change=other_checks, says=("was changed; the original is used",)),
    Case("other setup", "the course's own cell is rewritten", change=other_setup, says=("The cell setup was changed",)),
    Case("order", "the cells in another order", RIGHT, reversed_order, points=RIGHT_POINTS),
    Case("swapped", "cells under each other's names", RIGHT, swapped),
    Case("checks of their own", "answers under the names of checks", RIGHT, check_in_the_answer, says=("missing",)),
    Case("second answer", "of two answers the first counts", WRONG, second_answer, points=(0, 2, 0)),
    Case("more cells", "cells that nobody asked for", RIGHT, more_cells, points=RIGHT_POINTS, says=("added",)),
    Case("markdown", "answers as text cells", RIGHT, kind("markdown"), points=RIGHT_POINTS),
    Case("raw", "answers as raw cells", RIGHT, kind("raw"), points=RIGHT_POINTS),
    Case("missing answers", "answers are deleted", RIGHT, without("late-answer"), points=(1, 0, 3), says=("missing",)),
    Case("kernel", "another kernel", RIGHT, other_kernel, points=RIGHT_POINTS),
    Case("outputs", "outputs that would be points", change=old_outputs),
    Case("one id", "all cells have the same id", RIGHT, one_id, points=RIGHT_POINTS),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_trainers_own_notebook_decides(trial, case):
    check(trial, case)


def test_R07_nobody_else_notices(trial):
    check_the_others(trial)
