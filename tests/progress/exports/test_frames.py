"""What the exported tables say about people and their work."""

from dataclasses import replace

import pandas as pd
import pytest

from progress.exports.frames import Frames
from tests.progress.exports.hard_names import pseudonym, some_facts
from tests.progress.made_facts import facts, learner, spec


@pytest.fixture(scope="module")
def frames():
    return Frames(some_facts(), pseudonym)


def of(frames, who, exercise):
    rows = frames.submissions
    return rows[(rows["learner_id"] == who) & (rows["exercise"] == exercise)].iloc[0]


def test_there_is_a_row_for_each_learner_and_exercise_in_one_of_the_four_states(frames):
    assert len(frames.submissions) == 8 * 2
    states = {pair: of(frames, *pair)["state"] for pair in [("ann", "alpha"), ("cem", "alpha"), ("dee", "alpha")]}
    assert list(states.values()) == ["graded", "grading failed", "submitted"]
    assert of(frames, "eve", "beta")["state"] == "not started"


@pytest.mark.parametrize("pair", [("cem", "alpha"), ("dee", "alpha"), ("eve", "alpha")])
def test_without_grading_there_are_no_points_instead_of_zero(frames, pair):
    row = of(frames, *pair)
    for name in ("points", "max_points", "marked_max", "percent", "passed", "needs_marking", "penalty"):
        assert pd.isna(row[name]), name


def test_zero_points_that_were_earned_are_zero(frames):
    assert of(frames, "ann", "beta")["points"] == 0


def test_late_is_only_said_of_what_came_in(frames):
    assert of(frames, "ann", "alpha")["late"]
    assert pd.isna(of(frames, "eve", "alpha")["late"])


def test_a_learner_has_counts_of_each_state_and_a_mean_over_graded_work_only(frames):
    ann, cem, eve = (frames.learners.set_index("learner_id").loc[one] for one in ("ann", "cem", "eve"))
    assert (ann["graded"], ann["passed"], ann["late"], ann["mean_percent"]) == (2, 1, 1, 43.75)
    assert (cem["grading_failed"], cem["overdue"], cem["graded"]) == (1, 1, 0)
    assert (eve["not_started"], eve["submitted"]) == (2, 0)
    assert pd.isna(cem["mean_percent"])
    assert pd.isna(eve["last_received"])


def test_a_manager_who_learns_has_one_pseudonym_for_both(frames):
    rows = frames.people.set_index("learner_id")
    assert rows.loc["ben", "manager"] == rows.loc["ann", "pseudonym"] == "pnna"
    assert rows.loc["ann", "manager"] == ""


def test_answers_that_are_not_marked_yet_have_no_points(frames):
    rows = next(frames.answers()).set_index(["pseudonym", "question"])
    assert rows.loc[("pnna", "q1"), "points"] == 2
    assert pd.isna(rows.loc[("pnna", "reflection"), "points"])
    assert rows.loc[("pneb", "q1"), "mistake"] == "M01"


def test_questions_come_from_the_question_analysis_with_their_points(frames):
    row = frames.questions.set_index(["exercise", "question"]).loc[("alpha", "q1")]
    assert (row["n"], row["facility"], row["max_points"], row["mistake"]) == (2, 50, 2, "M01")


def test_a_course_in_which_nobody_did_anything_has_all_its_rows(frames):
    empty = Frames(facts([learner("ann")], [spec("alpha", "q1")]), pseudonym)
    assert (len(empty.people), len(empty.submissions), len(empty.questions), len(empty.exercises)) == (1, 1, 2, 1)
    assert empty.as_of(False).iloc[0]["learners"] == 1


def test_a_course_without_learners_has_no_rows_and_does_no_harm():
    one = facts([learner("ann")], [spec("alpha", "q1")])
    work = one.work.iloc[:0].assign(learner_id=pd.Categorical([], categories=[]))
    nobody = Frames(replace(one, people=one.people.iloc[:0], work=work), pseudonym)
    assert (len(nobody.people), len(nobody.submissions), len(nobody.learners)) == (0, 0, 0)
