from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from grading.model import CellScore, Learner, Mistake, Question, Result, Spec, State, Submission
from grading.progress import STANDING, UNKNOWN, belongs, by_department, by_exercise, questions, standing

ROSTER = [
    Learner("ann", "Ann", department="Operations"),
    Learner("ben", "Ben", department="Finance"),
    Learner("chi", "Chi", department="Operations"),
    Learner("dee", "Dee", department="Finance"),
]
NINE = "2026-03-02T09:00:00+00:00"
TEN = "2026-03-02T10:00:00+00:00"
SPEC = Spec(
    "alpha",
    "Alpha",
    (),
    (
        Question(
            "late", "L1", "late", mistakes=(Mistake("M01", "", 0, "Not in percent."), Mistake("M02", "", 0, "In time."))
        ),
        Question("late-check", "L2", "x"),
    ),
    "reflection",
    5,
)


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


def test_an_empty_course_gives_empty_tables():
    table = standing([], [], [], ["alpha"])
    assert table.empty and by_department(table).empty and by_exercise(table).empty
    assert questions([], {}).empty


def test_departments_are_counted_by_state_and_every_state_has_a_row():
    counts = by_department(standing(ROSTER, [handed_in("ben")], [graded("ann"), graded("chi")], ["alpha"]))
    assert len(counts) == 2 * len(State) and set(counts.of) == {2}
    found = {(row.department, row.state): row.learners for row in counts.itertuples() if row.learners}
    assert found == {("Operations", "graded"): 2, ("Finance", "submitted"): 1, ("Finance", "not started"): 1}


def test_an_exercise_is_summed_up_without_counting_missing_work_as_0():
    results = [graded("ann", 2, 1), graded("chi", 0, 0), failed("ben")]
    row = by_exercise(standing(ROSTER, [], results, ["alpha"])).iloc[0]
    assert (row["graded"], row["grading failed"], row["not started"], row.learners) == (2, 1, 1, 4)
    assert (row.median_percent, row.needs_marking, row.late) == (50, 2, 0)


def test_a_question_is_passed_with_all_its_points_and_n_counts_graded_work_only():
    results = [
        graded("ann"),
        graded("ben", late=1.0),
        graded("chi", last=0.0),
        failed("dee"),
        graded("zoe", slug="beta"),
    ]
    row = questions(results, {"alpha": SPEC}).iloc[0]
    assert (row.n, row.passed, row.percent) == (3, 1, pytest.approx(33.33, abs=0.01))


def test_the_commonest_mistake_comes_with_its_hint_counted_once_a_learner():
    results = [
        graded("ann", 0, 0, mistake="M02"),
        graded("ben", 0, 0, mistake="M01"),
        graded("chi", 0, 0, mistake="M01"),
    ]
    row = questions(results, {"alpha": SPEC}).iloc[0]
    assert (row.mistake, row.hint, row.mistake_n) == ("M01", "Not in percent.", 2)
    tied = questions(results[:2], {"alpha": SPEC}).iloc[0]
    assert (tied.mistake, tied.mistake_n) == ("M01", 1)


def test_a_question_that_nobody_answered_has_no_rate():
    row = questions([], {"alpha": SPEC}).iloc[0]
    assert row.n == 0 and pd.isna(row.percent) and row.mistake == ""


@pytest.mark.parametrize(
    ("grade_id", "qid", "yes"),
    [("a-check", "a", True), ("a-check-range", "a", True), ("a-b-check", "a", False), ("a-checked", "a", False)],
)
def test_a_graded_cell_belongs_to_the_question_it_is_named_for(grade_id, qid, yes):
    assert belongs(grade_id, qid) is yes
