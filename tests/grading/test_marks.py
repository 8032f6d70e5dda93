from grading.marks import marked
from grading.model import CellScore, Result, State

CELLS = (
    CellScore("late-check", 0.0, 2, "Not in percent."),
    CellScore("late-check-range", 1.0, 1),
    CellScore("why", None, 2),
)
GRADED = Result("ann", "alpha", State.GRADED, cells=CELLS)


def points(result):
    return [cell.points for cell in result.cells]


def test_a_markers_points_count_before_the_machines():
    assert points(marked(GRADED, {"late-check": (2.0, "")})) == [2.0, 1.0, None]
    assert points(marked(GRADED, {"why": (0.0, "")})) == [0.0, 1.0, 0.0]


def test_a_comment_alone_and_a_cell_that_is_gone_change_nothing():
    assert marked(GRADED, {"why": (None, "Read it again."), "gone": (1.0, "")}) == GRADED


def test_work_that_needs_no_more_marks_says_so():
    assert GRADED.needs_marking and not marked(GRADED, {"why": (1.5, "")}).needs_marking
