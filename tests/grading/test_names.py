"""Names behind the wall: honest variables cost no points, and everybody keeps their own values."""

import json

import pytest

from grading.settings import Limits
from grading.wire import decode

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
    """A function: (role, source) pairs → for each cell the name of its error, or its last value as text, or nothing."""

    def run(*cells):
        asked = [{"index": n, "source": source, "probe": "", "role": role} for n, (role, source) in enumerate(cells)]
        limits = {"seconds_per_cell": 20.0, "stream_characters": 500, "output_bytes_per_cell": 5_000}
        reply = wall.run(json.dumps({"cells": asked, "files": {}, **limits}).encode(), Limits())
        messages = [message for message in decode(reply.data) if "cell" in message]
        return [next(iter(map(said, message["outputs"])), "") for message in messages]

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
    ],
)
def test_an_honest_name_costs_no_points(run, shadow):
    assert run(("course", COURSE), ("", f"{RIGHT}\n{shadow}"), ("check", CHECK)) == ["", "", ""]


def test_after_a_test_the_learner_finds_their_own_values(run):
    look = "(sum, len(this_year), 'orders' in globals(), share)"
    cells = [("", f"{RIGHT}\nsum = 0\nthis_year = this_year[:1]\ndel orders"), ("check", CHECK), ("", look)]
    assert run(("course", COURSE), *cells)[2:] == ["", "(0, 1, False, np.float64(75.0))"]


def test_a_function_of_the_learners_still_finds_the_values_that_it_was_written_with(run):
    mine = "max = 10\norders = orders[:2]\ndef answer():\n    return max + len(orders)"
    assert run(("course", COURSE), ("", mine), ("check", "assert answer() == 12 and max(1, len(orders)) == 4"))[2] == ""


def test_a_function_or_module_of_the_learners_own_stays(run):
    mine = "def table(name):\n    return 7\nsum = lambda values: 8\nimport math as pd"
    assert run(("course", COURSE), ("", mine), ("check", "(table('x'), sum([]), pd.pi > 3)"))[2] == "(7, 8, True)"


def test_values_are_never_given_back_so_that_an_open_answer_stays_open(run):
    mine = "share = 4\nlimit = 5\nanswer = ..."
    assert run(("course", COURSE), ("", mine), ("check", "(share, limit, answer)"))[2] == "(4, 5, Ellipsis)"


def test_an_answer_that_the_course_itself_named_like_a_builtin_is_seen(run):
    assert run(("course", "round = ..."), ("", "round = 7"), ("check", "round"))[2] == "7"


def test_what_one_test_binds_is_there_for_the_next_one(run):
    cells = [("", "sum = 0"), ("check", "_right = sum([1])\n_right"), ("check", "_right + 1"), ("", "_right, sum")]
    assert run(*cells)[1:] == ["1", "2", "(1, 0)"]


def test_a_table_that_the_learner_changed_before_a_cell_of_ours_is_not_taken_for_ours(run):
    cells = [("", "orders = orders[:1]"), ("course", "shown = 1"), ("check", "len(orders)")]
    assert run(("course", COURSE), *cells)[3] == "4"


def test_a_table_that_the_course_binds_anew_is_the_one_that_counts(run):
    cells = [("course", "orders = orders[:3]"), ("", "orders = 0"), ("check", "len(orders)")]
    assert run(("course", COURSE), *cells)[3] == "3"
    cells[0] = ("course", "del orders")
    assert run(("course", COURSE), *cells)[3] == "TypeError"


def test_a_test_that_fails_or_exits_gives_the_names_back_too(run):
    for ending in ("1 / 0", "raise SystemExit"):
        assert run(("", "sum = 5"), ("check", ending), ("", "sum"))[2] == "5"
