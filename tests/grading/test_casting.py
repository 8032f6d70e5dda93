"""Which cell runs where, by the trainer's notebook alone."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading import notebooks
from grading.casting import cast, troubles
from grading.course import Course

ROLES = {
    "locked": {"grade": False, "solution": False, "locked": True},
    "answer": {"grade": False, "solution": True, "locked": False},
    "marked": {"grade": True, "solution": True, "locked": False, "points": 2},
    "check": {"grade": True, "solution": False, "locked": True, "points": 1},
    "open": {"grade": False, "solution": False, "locked": False},
}


def notebook(*cells, tags=()):
    """(role, source) pairs → a notebook whose cells are named for their role and place: locked0, answer1, …"""
    made = [new_markdown_cell("words")]
    for number, (role, source) in enumerate(cells):
        name = f"{role}{number}"
        cell = new_code_cell(source, id=name, metadata={"nbgrader": {**ROLES[role], "grade_id": name}})
        cell.metadata["tags"] = [*tags] if role == "check" else []
        made.append(cell)
    return new_notebook(cells=made)


def where(*cells, **more):
    """`S`, `T` or `ST` for each cell."""
    parts = cast(notebook(*cells, **more)).parts
    return ["S" * part.learner + "T" * part.checks for part in parts]


def test_answers_run_with_the_learner_checks_apart_and_setup_in_both_when_a_check_needs_it():
    cells = [("locked", "import pandas as pd\nrows = 1"), ("answer", "a = rows"), ("check", "assert a == rows")]
    assert where(*cells, ("open", "mine = 1"), ("marked", "b = 1")) == ["ST", "S", "T", "S", "S"]


def test_a_locked_cell_that_no_check_needs_stays_with_the_learner():
    cells = [("locked", "chart = 1\nchart"), ("locked", "rows = 1"), ("answer", "a = 1"), ("check", "a == rows")]
    assert where(*cells) == ["S", "ST", "S", "T"]


def test_what_a_needed_cell_needs_is_needed_too_whatever_the_order():
    chain = [("locked", "x = 1"), ("locked", "def f():\n    return y"), ("locked", "y = x"), ("check", "f()")]
    assert where(*chain) == ["ST", "ST", "ST", "T"]


@pytest.mark.parametrize(
    "change", ["rows['x'] = 1", "rows.append(2)", "mend(rows)", "rows.sort_values('x', inplace=True)", "rows += 1"]
)
def test_a_cell_that_changes_what_a_check_needs_is_needed(change):
    assert where(("locked", "rows = []"), ("locked", change), ("check", "rows")) == ["ST", "ST", "T"]


def test_only_what_stands_before_a_check_can_serve_it():
    assert where(("locked", "x = 1"), ("check", "x"), ("locked", "x = 2")) == ["ST", "T", "S"]
    assert where(("locked", "x = 1"), ("check", "1"), ("locked", "x = 2"), ("check", "x")) == ["ST", "T", "ST", "T"]


def test_a_cell_that_binds_names_unseen_is_taken_to_be_needed():
    assert where(("locked", "from cxlab import *"), ("locked", "def broken(:"), ("check", "x")) == ["ST", "ST", "T"]


def test_names_of_answer_cells_are_the_learners_and_the_setup_that_opens_them_is_not_needed():
    cells = [
        ("locked", "share = ..."),
        ("answer", "share = ...\n### BEGIN SOLUTION\nhelp = 1\nshare = 2"),
        ("check", "share"),
    ]
    made = cast(notebook(*cells))
    assert made.learners == ("help", "share")
    assert [part.checks for part in made.parts] == [False, False, True]


def test_what_an_answer_changes_is_the_learners_and_what_it_only_reads_or_imports_is_not():
    answer = "import pandas as pd\nrows['new'] = orders.x\norders.head()\nresult = pd.Series([1])"
    assert cast(notebook(("answer", answer))).learners == ("result", "rows")


def test_a_check_may_ask_for_what_it_needs_and_does_not_bind_itself():
    made = cast(notebook(("check", "_right = sum(rows)\nassert abs(a - _right) < 1 and share(_right)")))
    assert made.parts[0].wants == ("a", "rows", "share")
    assert made.ours == ("_right",)
    named = cast(notebook(("answer", "round = 7"), ("check", "abs(round)")))
    assert named.parts[1].wants == ("round",)


def test_a_name_that_only_the_course_binds_never_comes_from_the_learner():
    cells = [
        ("locked", "rows = share = 1"),
        ("answer", "share = 2"),
        ("check", "_right = rows\nshare"),
        ("check", "_right"),
    ]
    made = cast(notebook(*cells))
    assert made.ours == ("_right", "rows")
    assert [part.wants for part in made.parts if part.checks] == [(), ("share",), ()]


def test_modules_of_checks_are_not_loaded_where_learners_could_see_them():
    made = cast(notebook(("locked", "import json"), ("answer", "import sys"), ("check", "from numbers import Number")))
    assert (made.imports, made.check_imports) == (("json",), ("json", "numbers"))


def test_a_check_tagged_in_kernel_is_an_exception_that_the_author_hears_of():
    book = notebook(("check", "a"), tags=["in-kernel"])
    assert [(part.learner, part.checks) for part in cast(book).parts] == [(True, False)]
    assert cast(book).in_kernel == ("check0",)
    assert troubles(book) == [
        "The check check0 is tagged in-kernel: it runs among the learner's code, where it can be read and cheated. "
        "Write it so that it can run apart, and take the tag away."
    ]


def test_the_author_is_told_what_cannot_work_apart():
    book = notebook(("check", "_right = 1\nglobals()['a']"), ("locked", "print(_right)"), ("check", "def broken(:"))
    told = troubles(book)
    assert [sentence.split(":")[0].split(",")[0] for sentence in told] == [
        "The check check0 uses globals",
        "The check check2 is no Python that can be read.",
        "The cell locked1 uses _right",
    ]


def test_a_learners_notebook_decides_nothing():
    source = notebook(("locked", "import json"), ("answer", "a = 1"), ("check", "assert a"))
    handed_in = notebook(("locked", "import json"), ("answer", "check = json = a = 1"), ("check", "assert a"))
    assert cast(source).learners == ("a",) and cast(handed_in).learners != ("a",)


@pytest.mark.parametrize("slug", Course().slugs)
def test_our_own_exercises_have_no_check_that_cannot_run_apart(slug):
    assert troubles(notebooks.read(Course().source(slug))) == []
