"""Names in checks: honest variables of the learner's cost no points, and nobody can put theirs in place of ours."""

from copy import deepcopy

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from grading.execution import execute
from grading.settings import Limits

ROLES = {
    "course": {"grade": False, "solution": False, "locked": True},
    "answer": {"grade": False, "solution": True, "locked": False},
    "check": {"grade": True, "solution": False, "locked": True, "points": 1},
    "open": {"grade": False, "solution": False, "locked": False},
}
COURSE = """import pandas as pd
def table(name):
    import pandas
    return pandas.DataFrame({"late": [1, 0, 1, 1]})
orders = table("orders")
this_year = orders[orders.late == 1]
share = answer = None
limit = 3"""
CHECK = """assert (share, sum([1, 2]), len(table("orders")), len(this_year), len(orders)) == (75, 3, 4, 3, 4)
assert isinstance(orders, pd.DataFrame)"""
RIGHT = "share = 100 * orders.late.mean()"


@pytest.fixture
def run(wall):
    """A function: (role, source) pairs → for each cell the name of its error, or its last value as text, or nothing.

    `model` is what the answer cells hold in the trainer's notebook.
    """

    def run(*cells, model=RIGHT):
        made = [new_code_cell(source, metadata={"nbgrader": {**ROLES[role], "grade_id": f"{role}{number}"}})
                for number, (role, source) in enumerate(cells)]  # fmt: skip
        source = deepcopy(new_notebook(cells=made))
        for cell in source.cells:
            if cell.metadata["nbgrader"]["solution"]:
                cell["source"] = model
        done = execute(new_notebook(cells=made), wall, Limits(), source=source)
        assert done.failure == ""
        return [next(iter(map(said, cell.outputs)), "") for cell in done.notebook.cells]

    return run


def said(output):
    return output["ename"] if output["output_type"] == "error" else output["data"]["text/plain"]


@pytest.mark.parametrize(
    "shadow",
    [
        "",
        "sum = 0",
        "sum, len = ..., []",
        "table = orders[orders.late == 1]",
        "this_year = this_year[:1]",
        "del orders",
        "pd = 3",
        "from cxlab import ____\ntable = sum = ____",
        "def table(name):\n    return 7",
        "import math as pd",
        "import pandas\npandas.DataFrame = None",
        "__builtins__ = {}",
        "orders.loc[:, 'late'] = 0",
    ],
)
def test_no_name_that_the_learner_takes_changes_a_check(run, shadow):
    assert run(("course", COURSE), ("answer", f"{RIGHT}\n{shadow}"), ("check", CHECK)) == ["", "", ""]


def test_a_function_of_the_learners_still_finds_the_values_that_it_was_written_with(run):
    mine = "max = 10\norders = orders[:2]\ndef answer():\n    return max + len(orders)"
    check = "assert answer() == 12 and max(1, len(orders)) == 4"
    assert run(("course", COURSE), ("answer", mine), ("check", check), model="def answer(): ...")[2] == ""


def test_what_the_sources_answers_bind_is_the_learners_whatever_the_setup_says(run):
    cells = [("course", COURSE), ("answer", "share = 4\nanswer = ..."), ("check", "(share, limit, answer)")]
    assert run(*cells, model="share = answer = 1")[2] == "(4, 3, Ellipsis)"


def test_an_open_answer_stays_open_and_a_deleted_one_is_gone(run):
    assert run(("course", COURSE), ("answer", "pass"), ("check", "share is None"))[2] == "True"
    assert run(("course", COURSE), ("answer", "del share"), ("check", "share"))[2] == "NameError"


def test_an_answer_that_is_named_like_a_builtin_is_seen(run):
    assert run(("course", "round = ..."), ("answer", "round = 7"), ("check", "round"), model="round = 1")[2] == "7"


def test_what_one_check_binds_is_there_for_the_next_but_never_for_the_learner(run):
    cells = [("answer", "a = 1"), ("check", "_right = a + 1"), ("check", "_right"), ("answer", "_right")]
    assert run(*cells, model="a = 0")[2:] == ["2", "NameError"]


def test_each_check_gets_the_learners_values_anew(run):
    cells = [
        ("answer", "a = [1]"),
        ("check", "a.append(2)\na"),
        ("check", "a"),
        ("answer", "a.append(3)"),
        ("check", "a"),
    ]
    assert run(*cells, model="a = [0]") == ["", "[1, 2]", "[1]", "", "[1, 3]"]


def test_a_check_that_rebinds_an_answer_does_so_for_itself_only(run):
    cells = [("answer", "a = 1"), ("check", "a = a + 1\na"), ("check", "a"), ("answer", "a")]
    assert run(*cells, model="a = 0") == ["", "2", "1", "1"]


def test_a_name_that_only_the_learner_has_is_fetched_even_when_no_text_names_it(run):
    cells = [
        ("open", "mine = 5"),
        ("answer", "a = 1"),
        ("check", "eval('mi' + 'ne') + mine"),
        ("check", "exec('x = mine')\nx"),
    ]
    assert run(*cells, model="a = 0")[2:] == ["10", "5"]


def test_a_check_that_failed_before_it_bound_a_name_does_not_make_the_next_take_the_learners(run):
    first, second = "assert a == 1\n_right = 7", "assert a == _right"
    third = "assert a == eval('_right')"
    cells = [("answer", "a = _right = 5"), ("check", first), ("check", second), ("check", third)]
    assert run(*cells, model="a = 1") == ["", "AssertionError", "NameError", "NameError"]
    cells = [("course", "1 / 0\nrows = [1]"), ("answer", "rows = []"), ("check", "len(rows)")]
    assert run(*cells, model="a = 1")[2] == "NameError"


def test_a_name_that_nobody_has_is_a_name_error(run):
    assert run(("check", "nowhere"), ("check", "eval('nowhere')"), ("check", "del nowhere")) == ["NameError"] * 3


def test_functions_of_the_course_find_the_learners_values_of_the_moment(run):
    cells = [("course", "def double():\n    return 2 * a"), ("answer", "a = 1"), ("check", "double()")]
    cells += [("answer", "a = 5"), ("check", "double()")]
    assert run(*cells, model="a = 0")[2:] == ["2", "", "10"]


def test_a_course_cell_after_an_answer_sees_the_answer_on_both_sides(run):
    cells = [("answer", "a = 3"), ("course", "b = a + 1\nb"), ("answer", "b = 0"), ("check", "(a, b)")]
    assert run(*cells, model="a = 0")[1:] == ["4", "", "(3, 4)"]


def test_classes_tables_and_comprehensions_of_a_check_work_as_ever(run):
    check = """class Box:
    def __init__(self, n): self.n = n
_boxes = [Box(n) for n in rows]
_total = sum(box.n for box in _boxes if box.n > a)
(lambda: _total)()"""
    assert run(("course", "rows = [1, 2, 3]"), ("answer", "a = 1"), ("check", check), model="a = 0")[2] == "5"
