"""The benchmark `grade`, in small: the class earns what its rule says, with us and with stock nbgrader alike."""

import json
import math
import shutil
import subprocess
import sys

import pytest

from grading import bench_class, bench_exercise, bench_grade, notebooks
from grading.autograde import grade
from grading.bench_exercise import QUESTIONS, SLUG
from grading.casting import troubles
from grading.course import HOME, Course
from grading.model import State
from grading.submitted import submissions

RIGHT, WRONG, RAISES, LEAVES, HALF, EMPTY = 0, 4, 6, 7, 8, 9
GRADED = 2.0 * len(QUESTIONS)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course with a class of six, one of each kind."""
    folder = tmp_path_factory.mktemp("bench")
    return bench_class.gather(
        Course(), folder / "course", folder / "class", (RIGHT, WRONG, RAISES, LEAVES, HALF, EMPTY)
    )


@pytest.fixture(scope="module")
def graded(made, wall, tmp_path_factory):
    """A copy of the class, graded: the course, and the results by learner."""
    copy = Course(made.root, tmp_path_factory.mktemp("graded") / "class")
    shutil.copytree(made.build, copy.build)
    results = grade(copy, submissions(copy, [SLUG]), wall, bench_class.LIMITS, workers=2)
    return copy, {result.learner_id: result for result in results}


@pytest.fixture
def results(graded):
    return graded[1]


def test_the_exercise_has_what_the_benchmark_promises():
    notebook = bench_exercise.source()
    checks = [cell for cell in notebook.cells if cell.id.endswith("-check")]
    assert (len(notebook.cells), len(checks)) == (25, 6)
    assert all("### BEGIN HIDDEN TESTS" in cell.source for cell in checks)
    assert notebooks.normal_form(notebook).cells[1].source.endswith("deliveries.head()")
    assert troubles(notebook) == []


def test_each_kind_of_learner_earns_what_the_rule_says(results):
    assert {result.state for result in results.values()} == {State.GRADED}
    points = {int(learner[-2:]): result.score for learner, result in results.items()}
    assert points[RIGHT] == GRADED
    assert all(points[number] == GRADED - 6 for number in (WRONG, RAISES, LEAVES, HALF)), points
    assert points[EMPTY] == 0


def test_every_wrong_answer_and_every_one_that_raises_costs_its_own_question_only(results):
    for number in (WRONG, RAISES, LEAVES, HALF):
        odd = {f"{QUESTIONS[(number + step) % len(QUESTIONS)].name}-check" for step in range(3)}
        lost = {cell.grade_id for cell in results[bench_class.name(number)].cells if cell.points == 0}
        assert lost == odd


def test_stock_nbgrader_gives_the_same_points_in_every_cell(made, graded, tmp_path):
    _, theirs = bench_grade.by_stock(made, tmp_path / "stock")
    ours = bench_grade.scores(graded[0])
    assert len(ours) == len(graded[1]) * (len(QUESTIONS) + 1)
    assert bench_grade.differences(ours, theirs) == {}


def test_a_score_that_differs_or_is_missing_is_named():
    ours, theirs = {("a", "x"): 2.0, ("a", "y"): None, ("b", "x"): 1.0}, {("a", "x"): 1.5, ("a", "y"): None}
    found = bench_grade.differences(ours, theirs)
    assert found.pop(("a", "x")) == 0.5
    assert list(found) == [("b", "x")] and math.isnan(found["b", "x"])
    assert list(bench_grade.differences({("a", "x"): None}, {("a", "x"): 0.0})) == [("a", "x")]


def test_the_program_of_one_batch_tells_when_each_result_was_there_and_what_memory_it_took(made, graded, tmp_path):
    found = bench_grade.batch(made, tmp_path / "again")
    assert len(found.done) == len(found.each) == len(graded[1]) and found.done == sorted(found.done)
    assert found.whole > found.done[-1] > found.done[0] > 0
    assert 50 < found.memory < 1000 and found.busy > 1
    assert bench_grade.differences(found.scores, bench_grade.scores(graded[0])) == {}


def test_the_floor_runs_every_notebook_and_says_how_long_it_took(tmp_path):
    marks = [tmp_path / name for name in ("one", "two", "three")]
    (tmp_path / "cells.json").write_text(json.dumps([["1 / 0", f"open({str(mark)!r}, 'w')"] for mark in marks]))
    command = [sys.executable, "-m", "grading.bench_floor", "2", str(tmp_path / "cells.json")]
    said = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=True).stdout
    assert json.loads(said)["seconds"] > 0
    assert all(mark.exists() for mark in marks)
