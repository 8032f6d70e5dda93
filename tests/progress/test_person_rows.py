from datetime import date

import pandas as pd
import pytest

from progress.next_step import Kind
from progress.path import Paths
from progress.person_rows import person_rows
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, overdue, spec

SPECS = [spec("alpha", "q"), spec("beta", "q"), spec("gamma", "q")]
ROUTES = "everyone: [alpha, beta]\ndepartments:\n  - work: IT\n    chapters: [beta]\n"


@pytest.fixture
def one(tmp_path):
    """`one(rows)`: the rows of the only learner, whose path is alpha and beta."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "routes.yml").write_text(ROUTES, "utf8")

    def one(rows, **more):
        told = facts([learner("ann", **more)], SPECS, {("ann", exercise): row for exercise, row in rows.items()})
        return next(person_rows(told, Paths(tmp_path, told.exercises)))

    return one


def test_a_passed_exercise_has_points_and_days(one):
    due = pd.Timestamp(2026, 2, 21, 23, 59, 59, tz="UTC")
    line = one({"alpha": graded(80, due=due)}).path[0]
    assert (line.css, line.state, line.points) == ("passed", "graded: passed", "8 of 10 points")
    assert (line.when, line.notes, line.waits) == ("handed in 20 February 2026, due 21 February 2026", "", "")


def test_points_that_wait_for_a_person_are_neither_lost_nor_earned(one):
    rows = one({"alpha": graded(40, needs_marking=True, marked_max=8.0)})
    assert (rows.path[0].points, rows.path[0].waits) == ("4 of 8 points so far", "2 points wait for a person's mark")
    assert rows.sums == (4.0, 8.0)
    assert rows.step.kind is Kind.START
    assert rows.step.waiting == ("alpha",)  # with 2 points more it is passed


def test_what_marks_cannot_lift_over_the_pass_mark_is_to_be_done_again(one):
    rows = one({"alpha": graded(20, needs_marking=True, marked_max=8.0)})
    assert (rows.step.kind, rows.step.exercise) == (Kind.AGAIN, "alpha")


def test_late_work_says_so_and_what_it_lost(one):
    line = one({"alpha": graded(60, late=True, penalty=1.0)}).path[0]
    assert line.notes == "late, 1 point taken off for being late"


def test_a_failure_has_its_reason_and_no_points(one):
    rows = one({"beta": {"state": FAILED, "reason": "It is empty.", **overdue(20)}})
    line = rows.path[1]
    assert (line.css, line.points, line.notes, line.reason) == ("failed", "", "overdue", "It is empty.")
    assert (rows.step.kind, rows.step.exercise) == (Kind.MEND, "beta")
    assert rows.next_due == ""


def test_a_date_that_was_extended_is_called_their_own(one):
    due = pd.Timestamp(2026, 3, 20, 23, 59, 59, tz="UTC")
    rows = one({"beta": {"due": due}}, extensions=(("beta", date(2026, 3, 20)),))
    assert rows.path[1].when == "due 20 March 2026 (your own date)"
    assert rows.next_due == "Beta, 20 March 2026"


def test_work_beside_the_path_is_told_apart_and_in_no_sum(one):
    rows = one({"gamma": graded(90), "alpha": {"state": SUBMITTED}})
    assert [line.exercise for line in rows.path] == ["alpha", "beta"]
    assert [line.exercise for line in rows.others] == ["gamma"]
    assert (rows.sums, rows.passed) == ((0, 0), {"gamma"})


def test_a_stranger_has_the_path_that_everybody_has(tmp_path):
    from dataclasses import replace

    from progress.facts import people_frame

    told = facts([learner("ann")], SPECS)
    told = replace(told, people=people_frame([], {"ann"}))
    assert next(person_rows(told, Paths(tmp_path, told.exercises))).own.exercises == ("alpha", "beta", "gamma")
