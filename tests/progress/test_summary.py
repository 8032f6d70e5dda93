import pandas as pd

from progress.at_risk import at_risk
from progress.summary import SUMMARY, summary
from tests.progress.made_facts import FAILED, facts, graded, learner, overdue, spec

THREE = [spec(one, "q1") for one in ("alpha", "beta", "gamma")]


def day(number):
    return pd.Timestamp(2026, 3, number, 23, 59, 59, tz="UTC")


def summed(work):
    made = facts([learner("ann"), learner("ben")], THREE, work)
    return summary(made, at_risk(made)).set_index("learner_id")


def test_a_person_has_one_row_with_what_is_handed_in_passed_and_overdue():
    found = summed({("ann", "alpha"): graded(80), ("ann", "beta"): graded(30), ("ann", "gamma"): overdue()})
    ann = found.loc["ann"]
    assert [found.index.name, *found.columns] == list(SUMMARY)
    assert (ann.handed_in, ann.passed, ann.overdue, ann["mean"]) == (2, 1, 1, 55)
    assert ann["last"] == pd.Timestamp("2026-02-20 12:00", tz="UTC")


def test_without_graded_work_there_is_no_mean():
    found = summed({("ann", "alpha"): {"state": FAILED, "reason": "No."}})
    assert found["mean"].isna().all() and found.loc["ann", "handed_in"] == 1


def test_what_comes_next_is_the_first_date_still_to_come_of_what_is_not_handed_in():
    found = summed(
        {
            ("ann", "alpha"): graded(80, due=day(2)),
            ("ann", "beta"): {"due": day(9)},
            ("ann", "gamma"): {"due": day(5)},
            ("ben", "alpha"): overdue(),
        }
    )
    assert (found.loc["ann", "next_exercise"], found.loc["ann", "next_due"].day) == ("gamma", 5)
    assert found.loc["ben", "next_exercise"] == "" and pd.isna(found.loc["ben", "next_due"])


def test_the_reasons_are_those_of_the_list_of_people_at_risk():
    found = summed({("ann", "alpha"): graded(30), ("ben", "alpha"): graded(90)})
    assert found["reasons"].to_dict() == {"ann": ("the mean over what is graded is 30 %",), "ben": ()}
