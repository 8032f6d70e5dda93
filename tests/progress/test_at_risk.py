from datetime import date

import pandas as pd
import pytest

from progress.at_risk import AT_RISK, at_risk
from progress.rules import AtRisk
from tests.progress.made_facts import FAILED, SUBMITTED, facts, graded, learner, overdue, spec

SLUGS = ("alpha", "beta", "gamma")
THREE = [spec(slug, "q1") for slug in SLUGS]


def listed(work, people=None, **settings):
    return at_risk(facts(people or [learner("ann")], THREE, work, **settings))


def only(work, **settings):
    found = listed(work, **settings)
    assert len(found) == 1
    return found.iloc[0]


def moment(day, hour=12):
    return pd.Timestamp(2026, 2, day, hour, tz="UTC")


def test_nobody_is_on_the_list_without_a_reason():
    found = listed({("ann", "alpha"): graded(60, day=28), ("ann", "beta"): overdue()})
    assert found.empty and tuple(found.columns) == AT_RISK


def test_two_overdue_exercises_are_a_reason_since_the_date_of_the_second():
    work = {
        ("ann", "gamma"): overdue(18),
        ("ann", "alpha"): overdue(20),
        ("ann", "beta"): {"state": FAILED, **overdue(22)},
    }
    found = only(work)
    assert found["reasons"] == ("3 exercises are overdue: “Gamma”, “Alpha”, “Beta”",)
    assert (found["since"], found["overdue"]) == (pd.Timestamp(2026, 2, 20, 23, 59, 59, tz="UTC"), 3)
    assert only({("ann", "beta"): overdue(22)}, at_risk=AtRisk(1, 60, 14))["reasons"] == (
        "1 exercise is overdue: “Beta”",
    )


def test_a_long_list_of_overdue_exercises_is_cut_short():
    many = [spec(f"e{number}", "q1") for number in range(8)]
    work = {("ann", one.exercise): overdue(10 + number) for number, one in enumerate(many)}
    found = at_risk(facts([learner("ann")], many, work)).iloc[0]
    assert found["reasons"] == ("8 exercises are overdue: “E0”, “E1”, “E2”, “E3”, “E4” and 3 more",)


def test_a_low_mean_of_what_is_graded_is_a_reason_since_the_hand_in_that_brought_it_under_the_limit():
    work = {
        ("ann", "alpha"): graded(70, day=24),
        ("ann", "beta"): graded(30, day=26),
        ("ann", "gamma"): graded(44, day=27),
    }
    found = only(work)
    assert found["reasons"] == ("the mean over what is graded is 48 %",)
    assert (found["since"], found["mean_percent"]) == (moment(26), 48)
    back = {
        ("ann", "alpha"): graded(20, day=24),
        ("ann", "beta"): graded(100, day=26),
        ("ann", "gamma"): graded(30, day=27),
    }
    assert only(back)["since"] == moment(27)
    never_above = {("ann", "alpha"): graded(20, day=24), ("ann", "beta"): graded(30, day=26)}
    assert only(never_above)["since"] == moment(24)


def test_work_that_could_not_be_graded_or_was_not_handed_in_does_not_lower_the_mean():
    work = {("ann", "alpha"): graded(60, day=28), ("ann", "beta"): {"state": FAILED, "received": moment(28)}}
    assert listed({**work, ("ann", "gamma"): overdue()}, at_risk=AtRisk(3, 60, 14)).empty


@pytest.mark.parametrize(("percent", "words"), [(59.96, "59.9 %"), (48.26, "48.2 %"), (50, "50 %")])
def test_a_mean_below_the_limit_never_reads_as_the_limit(percent, words):
    assert only({("ann", "alpha"): graded(percent, day=28)})["reasons"][0].endswith(words)


def test_silence_is_a_reason_while_something_is_left_to_do():
    found = only({("ann", "alpha"): graded(80, day=9)})
    assert found["reasons"] == ("nothing handed in for 20 days",)
    assert (found["since"], found["silent_days"]) == (moment(23), 20)
    assert listed({("ann", slug): graded(80, day=9) for slug in SLUGS}).empty
    assert not listed(
        {**{("ann", slug): graded(80, day=9) for slug in SLUGS}, ("ann", "beta"): {"state": FAILED}}
    ).empty
    assert listed({("ann", slug): {"state": SUBMITTED, "received": moment(9)} for slug in SLUGS}).empty


def test_silence_is_counted_from_the_start_where_nothing_came_in_and_not_at_all_where_that_is_unknown():
    people = [
        learner("ann", start=date(2026, 2, 10)),
        learner("ben", start=None),
        learner("chi", start=date(2026, 4, 1)),
    ]
    found = listed({}, people)
    assert found["learner_id"].tolist() == ["ann"]
    assert found["since"][0] == pd.Timestamp(2026, 2, 24, tz="UTC") and found["silent_days"][0] == 19


def test_the_limits_are_those_of_the_settings():
    work = {("ann", "alpha"): graded(60, day=22)}
    assert listed(work).empty
    assert only(work, at_risk=AtRisk(2, 61, 14))["reasons"] == ("the mean over what is graded is 60 %",)
    assert only(work, at_risk=AtRisk(2, 60, 7))["reasons"] == ("nothing handed in for 7 days",)
    assert listed(work, at_risk=AtRisk(2, 60, 8)).empty


def test_whoever_has_most_reasons_stands_first_and_then_whose_go_back_longest():
    people = [learner(name, start=date(2026, 2, 1)) for name in ("ann", "ben", "chi")]
    work = {
        ("ann", "alpha"): graded(90, day=12),
        ("ben", "alpha"): graded(90, day=10),
        ("chi", "alpha"): graded(40, day=14),
        ("chi", "beta"): overdue(20),
        ("chi", "gamma"): overdue(21),
    }
    found = listed(work, people)
    assert found["learner_id"].tolist() == ["chi", "ben", "ann"]
    assert found["reasons"][0] == (
        "2 exercises are overdue: “Beta”, “Gamma”",
        "the mean over what is graded is 40 %",
        "nothing handed in for 15 days",
    )
    assert found["since"][0] == moment(14)
    assert found[["name", "department", "cohort", "manager_id"]].values.tolist()[0] == ["Chi", "IT", "2026", "boss"]


def test_graded_work_without_a_time_does_no_harm():
    found = only({("ann", "alpha"): graded(40, received=pd.NaT)})
    assert found["reasons"] == ("the mean over what is graded is 40 %",) and pd.isna(found["since"])
