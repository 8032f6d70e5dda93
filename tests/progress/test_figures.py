from datetime import date

import pandas as pd
import pytest

from progress.at_risk import silence
from progress.figures import (
    BINS,
    COMPLETION,
    FUNNEL,
    GROUPS,
    NONE,
    SCORES,
    STOPS,
    completion,
    funnel,
    score_bins,
    scores,
    states,
    where_people_stop,
)
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, overdue, spec

TWO = [spec("alpha", "q1"), spec("beta", "q1")]
SIX = [learner(name) for name in ("ann", "ben", "chi", "dee", "eve", "fay")]
HANDED_IN = {"received": pd.Timestamp(2026, 2, 20, 12, tz="UTC")}
MIXED = {
    ("ann", "alpha"): graded(80),
    ("ann", "beta"): graded(60, day=21),
    ("ben", "alpha"): graded(40, late=True, needs_marking=True),
    ("ben", "beta"): overdue(),
    ("chi", "alpha"): {"state": FAILED, **HANDED_IN, **overdue()},
    ("dee", "alpha"): {"state": SUBMITTED, **HANDED_IN},
    ("eve", "alpha"): overdue(),
}


def one_group(work):
    return completion(facts(SIX, TWO, work), "department").iloc[0]


def test_completion_is_the_share_of_learner_and_exercise_passed_of_all_and_of_those_handed_in():
    found = completion(facts(SIX, TWO, MIXED), "department")
    assert tuple(found.columns) == COMPLETION
    assert found.iloc[0].to_dict() == {
        "group": "IT", "people": 6, "pairs": 12, "handed_in": 5, "graded": 3, "passed": 2, "overdue": 3, "finished": 1,
        "passed_of_all": pytest.approx(100 * 2 / 12), "passed_of_handed_in": 40, "hidden": False,
    }  # fmt: skip


def test_where_nothing_was_handed_in_there_is_no_share_of_it():
    assert pd.isna(one_group({})["passed_of_handed_in"]) and one_group({})["passed_of_all"] == 0


@pytest.mark.parametrize("by", GROUPS)
def test_groups_stand_by_name_and_people_without_one_are_a_group(by):
    people = [learner(f"{group}{number}", **{by: group}) for group in ("b", "a", "") for number in range(6)]
    assert completion(facts(people, TWO), by)["group"].tolist() == sorted(["a", "b", NONE])


def test_of_a_small_group_and_the_next_larger_only_the_number_of_people_is_told():
    sizes = {"IT": 4, "HR": 6, "Brand": 9}
    people = [
        learner(f"{name}{number}".lower(), department=name) for name, size in sizes.items() for number in range(size)
    ]
    made = facts(people, TWO, {("it0", "alpha"): graded(80)})
    found = completion(made, "department").set_index("group")
    assert found["hidden"].to_dict() == {"Brand": False, "HR": True, "IT": True}
    assert found["people"].to_dict() == {"Brand": 9, "HR": 6, "IT": 4}
    assert found.drop(columns=["people", "hidden"])[found["hidden"]].isna().all(axis=None)
    assert found.drop(columns=["people", "hidden", "passed_of_handed_in"]).loc["Brand"].notna().all()
    assert set(states(made, "department")["group"]) == {"Brand"}
    assert not completion(facts(people, TWO, smallest_group=1), "department")["hidden"].any()


def test_states_count_everybody_once_for_each_exercise():
    found = states(facts(SIX, TWO, MIXED), "department")
    alpha = found[found["exercise"] == "alpha"].set_index("state")["learners"]
    assert alpha.to_dict() == {"not started": 2, "submitted": 1, "grading failed": 1, "graded": 2}
    assert (found.groupby("exercise", observed=True)["learners"].sum() == 6).all() and (found["of"] == 6).all()


def test_the_funnel_counts_learners_for_each_exercise():
    found = funnel(facts(SIX, TWO, MIXED))
    assert tuple(found.columns) == FUNNEL and found["title"].tolist() == ["Alpha", "Beta"]
    assert found.drop(columns="title").set_index("exercise").loc["alpha"].to_dict() == {
        "released": 6, "submitted": 4, "graded": 2, "passed": 1, "failed": 1, "waiting": 1, "needs_marking": 1,
        "late": 1, "overdue": 2,
    }  # fmt: skip
    assert found.set_index("exercise").loc["beta", ["released", "submitted", "overdue"]].tolist() == [6, 1, 1]


def test_scores_tell_quartiles_and_mean_of_those_who_are_graded():
    work = {
        (one.learner_id, "alpha"): graded(percent) for one, percent in zip(SIX, (10, 20, 30, 40, 100), strict=False)
    }
    found = scores(facts(SIX, TWO, work))
    assert tuple(found.columns) == SCORES
    assert found.iloc[0].to_dict() == {
        "exercise": "alpha", "n": 5, "lowest_quarter": 20, "median": 30, "highest_quarter": 40, "mean_of_graded": 40,
        "n_with_overdue": 5, "mean_with_overdue_not_handed_in_as_0": 40, "hidden": False,
    }  # fmt: skip


def test_only_what_was_not_handed_in_by_its_date_counts_as_0_and_only_in_the_mean_that_says_so():
    work = {(one.learner_id, "alpha"): graded(60) for one in SIX[:5]}
    cases = [
        ({}, 5, 60),  # not handed in, and there is time
        (overdue(), 6, 50),
        ({"state": FAILED, **HANDED_IN, **overdue()}, 5, 60),  # a failure of grading is never a score of 0
        ({"state": SUBMITTED, **HANDED_IN}, 5, 60),
    ]
    for last, n, mean in cases:
        found = scores(facts(SIX, TWO, {**work, ("fay", "alpha"): last})).iloc[0]
        assert (found["n"], found["mean_of_graded"]) == (5, 60)
        assert (found["n_with_overdue"], found["mean_with_overdue_not_handed_in_as_0"]) == (n, pytest.approx(mean))


def test_of_fewer_than_five_graded_no_score_is_told():
    work = {(one.learner_id, "alpha"): graded(60) for one in SIX[:4]}
    made = facts(SIX, TWO, work)
    assert scores(made)["n"].tolist() == [4, 0] and scores(made)["hidden"].all()
    assert scores(made)[["lowest_quarter", "median", "highest_quarter", "mean_of_graded"]].isna().all(axis=None)
    assert score_bins(made).empty and tuple(score_bins(made).columns) == BINS


def test_a_bin_holds_its_lower_edge_and_the_last_one_also_what_extra_credit_lifts_over_100():
    percents = (0, 9.99, 10, 89, 90, 100, 120)
    people = [learner(f"l{number}") for number in range(7)]
    work = {(one.learner_id, "alpha"): graded(percent) for one, percent in zip(people, percents, strict=True)}
    found = score_bins(facts(people, TWO, work))
    assert found["exercise"].unique().tolist() == ["alpha"] and len(found) == 10
    assert found.set_index("from_percent")["learners"][lambda counts: counts > 0].to_dict() == {
        0: 2,
        10: 1,
        80: 1,
        90: 3,
    }
    assert (found["to_percent"] - found["from_percent"] == 10).all()


def test_people_stop_at_the_last_exercise_that_they_handed_in_by_time():
    start = date(2026, 2, 1)
    people = [learner(name, start=start) for name in ("all", "back", "late", "none", "same")]
    three = [*TWO, spec("gamma", "q1")]
    work = {
        **{("all", one): graded(60, day=2) for one in ("alpha", "beta", "gamma")},
        ("back", "gamma"): graded(60, day=3),
        ("back", "alpha"): graded(60, day=4),  # another path: gamma came first
        ("late", "alpha"): {"state": FAILED, "received": pd.Timestamp(2026, 2, 28, tz="UTC")},
        ("same", "alpha"): graded(60, day=5),
        ("same", "beta"): graded(60, day=5),
    }
    found = where_people_stop(facts(people, three, work))
    assert tuple(found.columns) == STOPS
    assert found.values.tolist() == [["", 1, 1], ["alpha", 2, 1], ["beta", 1, 1], ["gamma", 0, 0]]


def test_work_without_a_time_was_handed_in_all_the_same():
    work = {("ann", "beta"): {"state": SUBMITTED}}
    found = where_people_stop(facts(SIX[:1], TWO, work)).set_index("exercise")["learners"]
    assert found.to_dict() == {"": 0, "alpha": 0, "beta": 1}


def test_silence_counts_whole_days_since_the_last_hand_in_else_the_start():
    people = [
        learner("ann", start=date(2026, 2, 1)),
        learner("ben", start=date(2026, 2, 1)),
        learner("chi", start=None),
    ]
    work = {("ann", "alpha"): graded(60, day=20), ("ann", "beta"): {"state": FAILED, **HANDED_IN}}
    found = silence(facts(people, TWO, work))
    assert found["days"].tolist()[:2] == [9, 28] and pd.isna(found["days"]["chi"])
    assert found["left"].all()
    done = {("ann", one): {"state": SUBMITTED, **HANDED_IN} for one in ("alpha", "beta")}
    assert not silence(facts(people, TWO, done))["left"]["ann"]


OFF = {"on_path": False}


def test_what_is_not_on_somebodys_path_is_asked_of_nobody():
    work = {
        **{(name, "beta"): OFF for name in ("ann", "ben", "chi", "dee", "eve", "fay")},
        ("ann", "alpha"): graded(80),
    }
    made = facts(SIX, TWO, work)
    row = completion(made, "department").iloc[0]
    assert (row["pairs"], row["passed"], row["finished"], row["people"]) == (6, 1, 1, 6)
    assert funnel(made).set_index("exercise")["released"].to_dict() == {"alpha": 6, "beta": 0}
    assert set(states(made, "department").query("learners > 0")["exercise"]) == {"alpha"}
    assert where_people_stop(made)["learners"].tolist() == [5, 0, 0]
    assert not silence(made).loc["ann", "left"] and silence(made).loc["ben", "left"]


def test_what_is_handed_in_beside_the_path_counts_for_the_exercise_and_not_for_the_group():
    made = facts(SIX, TWO, {("ann", "beta"): graded(80, on_path=False)})
    assert completion(made, "department").iloc[0][["pairs", "passed"]].tolist() == [11, 0]
    assert funnel(made).set_index("exercise").loc["beta", ["released", "passed"]].tolist() == [6, 1]
