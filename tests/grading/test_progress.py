from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from grading.model import CellScore, Learner, Result, State, Submission
from grading.progress import STANDING, UNKNOWN, belongs, standing

ROSTER = [
    Learner("ann", "Ann", department="Operations"),
    Learner("ben", "Ben", department="Finance"),
    Learner("chi", "Chi", department="Operations"),
    Learner("dee", "Dee", department="Finance"),
]
NINE = "2026-03-02T09:00:00+00:00"
TEN = "2026-03-02T10:00:00+00:00"


def handed_in(learner, at=NINE, slug="alpha"):
    return Submission(learner, slug, Path("x"), at)


def graded(learner, late=2.0, last=1.0, reflection=None, mistake="", at=NINE, slug="alpha"):
    cells = (
        CellScore("late-check", late, 2, mistake=mistake),
        CellScore("late-check-range", last, 1, mistake=mistake),
        CellScore("reflection", reflection, 2),
    )
    return Result(learner, slug, State.GRADED, cells=cells, received_at=at)


def failed(learner, slug="alpha"):
    return Result(learner, slug, State.FAILED, "The process ended.", received_at=NINE)


def rows(table, *columns):
    return {row["learner_id"]: tuple(row[column] for column in columns) for row in table.to_dict("records")}


def one(table, learner):
    return table[table.learner_id == learner].iloc[0]


def test_each_learner_has_one_row_for_each_exercise_by_department_and_name():
    table = standing(ROSTER, [], [], ["alpha", "beta"])
    assert list(table.columns) == list(STANDING)
    assert list(zip(table.learner_id, table.exercise, strict=True))[:3] == [
        ("ben", "alpha"),
        ("ben", "beta"),
        ("dee", "alpha"),
    ]


def test_the_four_states_follow_from_what_is_there():
    table = standing(
        ROSTER, [handed_in("ann"), handed_in("ben"), handed_in("chi")], [graded("ann"), failed("ben")], ["alpha"]
    )
    assert {who: state for who, (state,) in rows(table, "state").items()} == {
        "ann": State.GRADED,
        "ben": State.FAILED,
        "chi": State.SUBMITTED,
        "dee": State.NOT_STARTED,
    }


def test_only_graded_work_has_a_score_and_a_failure_is_never_0():
    table = standing(ROSTER, [handed_in("ben"), handed_in("chi")], [graded("ann", 0, 0), failed("ben")], ["alpha"])
    assert one(table, "ann").percent == 0
    assert table[table.learner_id != "ann"][["points", "percent"]].isna().all(axis=None)
    assert one(table, "ben").reason == "The process ended."


def test_percent_is_of_the_points_marked_so_far():
    table = standing(ROSTER, [], [graded("ann", late=1), graded("ben", late=1, reflection=0.0)], ["alpha"])
    assert (one(table, "ann").points, one(table, "ann").max_points) == (2, 3)
    assert one(table, "ann").percent == pytest.approx(66.667, abs=0.001) and one(table, "ann").needs_marking
    assert one(table, "ben").percent == 40 and not one(table, "ben").needs_marking


def test_work_where_nothing_is_marked_yet_has_no_percent():
    waiting = Result("ann", "alpha", State.GRADED, cells=(CellScore("reflection", None, 2),))
    assert pd.isna(one(standing(ROSTER, [], [waiting], ["alpha"]), "ann").percent)


def test_work_handed_in_again_after_grading_is_submitted_until_it_is_graded():
    table = standing(ROSTER, [handed_in("ann", TEN), handed_in("ben", NINE)], [graded("ann"), graded("ben")], ["alpha"])
    assert (one(table, "ann").state, one(table, "ben").state) == (State.SUBMITTED, State.GRADED)
    assert pd.isna(one(table, "ann").percent)


def test_late_is_a_fact_beside_the_state_and_unknown_without_a_due_date():
    due = {"alpha": datetime(2026, 3, 2, 9, 30, tzinfo=UTC)}
    given = ([handed_in("ann", NINE), handed_in("ben", TEN)], [failed("ben")], ["alpha"])
    late = rows(standing(ROSTER, *given, due), "late")
    assert (late["ann"], late["ben"], late["chi"]) == ((False,), (True,), (None,))
    assert set(standing(ROSTER, *given).late) == {None}


def test_whoever_is_not_on_the_roster_is_still_shown():
    table = standing(ROSTER, [handed_in("zoe")], [graded("yan")], ["alpha"])
    assert set(table[table.department == UNKNOWN].learner_id) == {"yan", "zoe"}


def test_an_empty_course_gives_an_empty_table():
    assert standing([], [], [], ["alpha"]).empty


@pytest.mark.parametrize(
    ("grade_id", "qid", "yes"),
    [("a-check", "a", True), ("a-check-range", "a", True), ("a-b-check", "a", False), ("a-checked", "a", False)],
)
def test_a_graded_cell_belongs_to_the_question_it_is_named_for(grade_id, qid, yes):
    assert belongs(grade_id, qid) is yes
