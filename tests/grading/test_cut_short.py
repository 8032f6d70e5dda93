import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import notebooks
from grading.cut_short import ENDED, cut_short, give_nothing, why_nothing
from grading.score import cell_scores

NAMES = {0: "setup", 2: "a-answer", 3: "a-check", 4: "a-check-range", 5: "b-answer", 6: "b-check"}
CHECKS = {3, 4, 6}
WHY = "The process ended."


@pytest.fixture
def cut():
    """A function: index of the cell in which a notebook of two questions ended → error and reason of each cell."""

    def cut(last):
        cells = [new_code_cell(outputs=[], metadata={}) for _ in range(7)]
        cells[1] = new_markdown_cell("words")
        notebook = new_notebook(cells=cells)
        cut_short(notebook, NAMES, CHECKS, last, WHY)
        return [(len(cell.get("outputs", ())), why_nothing(cell)) for cell in notebook.cells]

    return cut


def test_the_reason_stands_at_the_cell_and_at_its_own_checks_and_others_say_it_shortly(cut):
    short = "This check was not run: the notebook ended in the cell a-answer."
    assert cut(2) == [(0, ""), (0, ""), (1, ""), (1, WHY), (1, WHY), (0, ""), (1, short)]


def test_a_check_that_was_under_way_gives_nothing_and_checks_before_it_stay(cut):
    short = "This check was not run: the notebook ended in the cell a-check-range."
    assert cut(4) == [(0, ""), (0, ""), (0, ""), (0, ""), (1, WHY), (0, ""), (1, short)]


def test_in_the_last_cell_nothing_else_changes(cut):
    assert [each for each in cut(6) if each != (0, "")] == [(1, WHY)]


def test_the_reason_reaches_the_learner_and_an_open_question_stays_open(graded, source):
    done = graded("late-share-check")
    check = next(cell for cell in done.cells if cell.id == "late-share-check")
    give_nothing(check, WHY)
    assert {one.grade_id: one.reason for one in cell_scores(done)}["late-share-check"] == WHY
    rebuilt, _ = notebooks.rebuild(source, notebooks.opened(source))
    check = next(cell for cell in rebuilt.cells if cell.id == "late-share-check")
    give_nothing(check, WHY)
    check.outputs = done.cells[0].get("outputs", [])
    found = {one.grade_id: (one.points, one.reason) for one in cell_scores(rebuilt)}
    assert found["late-share-check"] == (0, "Not answered.")


def test_a_learner_cannot_say_it_in_place_of_the_engine(source):
    submitted = notebooks.opened(source)
    for cell in submitted.cells:
        cell.metadata["ended"] = "I win."
    rebuilt, _ = notebooks.rebuild(source, submitted)
    assert not any(why_nothing(cell) for cell in rebuilt.cells)


def test_an_error_with_the_engines_name_says_nothing_of_its_own(graded):
    done = graded("late-share-check")
    check = next(cell for cell in done.cells if cell.id == "late-share-check")
    check.outputs[0].update(ename=ENDED, evalue="I win.")
    assert "I win" not in {one.grade_id: one.reason for one in cell_scores(done)}["late-share-check"]
