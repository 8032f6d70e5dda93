"""Who is written to about what: facts of 1 March 2026, noon, and what was said before."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest

from progress.facts import people_frame
from tests.progress.made_facts import FAILED, NOW, SUBMITTED, facts, graded, learner, overdue, spec
from tests.progress.reminders.made_letters import of

ALPHA, BETA, GAMMA = spec("alpha"), spec("beta"), spec("gamma")


def due(day, month=3, **more):
    return {"due": pd.Timestamp(2026, month, day, 23, 59, 59, tz="UTC"), **more}


def test_nobody_is_written_to_without_a_date_and_without_a_risk():
    assert of(facts([learner("ann")], [ALPHA])) == {}


def test_a_date_that_is_coming_is_told_with_everything_else_that_is_coming():
    told = facts([learner("ann")], [ALPHA, BETA, GAMMA],
                 {("ann", "alpha"): due(8), ("ann", "beta"): due(2), ("ann", "gamma"): due(9)})  # fmt: skip
    one = of(told)["ann"]
    assert one.occasions == (("due", "alpha", "2026-03-08", -7), ("due", "beta", "2026-03-02", -1))
    assert [(item.exercise, item.days) for item in one.coming] == [("beta", 1), ("alpha", 7)]
    assert (one.todo.exercise, one.overdue) == ("beta", ())


def test_what_was_said_is_not_an_occasion_and_still_stands_in_the_message_about_another():
    told = facts([learner("ann")], [ALPHA, BETA], {("ann", "alpha"): due(5), ("ann", "beta"): due(2)})
    before = {"ann": [("due", "alpha", "2026-03-05", -7)]}
    one = of(told, before)["ann"]
    assert one.occasions == (("due", "beta", "2026-03-02", -1),)
    assert [item.exercise for item in one.coming] == ["beta", "alpha"]
    assert of(told, {"ann": [*before["ann"], *one.occasions]}) == {}


def test_what_is_overdue_comes_first_in_the_order_of_the_path():
    told = facts([learner("ann")], [ALPHA, BETA, GAMMA],
                 {("ann", "alpha"): due(2), ("ann", "beta"): overdue(25), ("ann", "gamma"): overdue(20)})  # fmt: skip
    one = of(told)["ann"]
    assert [(item.exercise, item.days) for item in one.overdue] == [("beta", -4), ("gamma", -9)]
    assert one.todo.exercise == "beta"
    assert [occasion[3] for occasion in one.occasions] == [-1, 1, 7]


@pytest.mark.parametrize("state", [{"state": SUBMITTED}, graded(80), graded(20)])
def test_what_was_handed_in_is_not_asked_for(state):
    told = facts([learner("ann")], [ALPHA, BETA], {("ann", "alpha"): due(2, **state)})
    assert of(told, at_risk=False) == {}


def test_what_could_not_be_graded_is_asked_for_again_with_its_reason():
    told = facts([learner("ann")], [ALPHA], {("ann", "alpha"): due(2, state=FAILED, reason="No JSON.")})
    todo = of(told)["ann"].todo
    assert (todo.failed, todo.reason) == (True, "No JSON.")


def test_whoever_has_nothing_to_do_is_not_written_to_about_silence():
    waits = {("ann", "alpha"): {"state": SUBMITTED, "received": pd.Timestamp(2026, 1, 5, tz="UTC")}}
    assert of(facts([learner("ann", start=date(2026, 1, 1))], [ALPHA], waits)) == {}


def test_silence_is_told_once_and_again_after_the_next_silence():
    told = facts([learner("ann", start=date(2026, 2, 1))], [ALPHA])
    one = of(told)["ann"]
    assert (one.silent_days, one.occasions, one.todo.exercise) == (28, (("silent", "2026-02-01"),), "alpha")
    later = replace(told, as_of=NOW + timedelta(days=30))
    assert of(later, {"ann": one.occasions}) == {}
    handed = facts([learner("ann")], [ALPHA, BETA], {("ann", "alpha"): graded(90, day=3)})
    assert of(handed, {"ann": one.occasions})["ann"].occasions == (("silent", "2026-02-03"),)


def test_a_mean_below_the_limit_is_told_rounded_down_with_the_next_step():
    told = facts([learner("ann")], [ALPHA, BETA], {("ann", "alpha"): graded(59.97, day=28, passed=True)})
    one = of(told)["ann"]
    assert (one.mean, one.occasions, one.todo.exercise) == ("59.9", (("mean", "2026-02-28"),), "beta")
    missed = facts([learner("ann")], [ALPHA], {("ann", "alpha"): graded(40, day=28)})
    assert of(missed)["ann"].todo.again


def test_the_settings_can_leave_risks_out():
    told = facts([learner("ann", start=date(2026, 1, 1))], [ALPHA, BETA], {("ann", "alpha"): graded(20, day=3)})
    assert of(told) and of(told, at_risk=False) == {}


def test_whoever_is_not_on_the_roster_is_not_written_to():
    told = facts([learner("ann")], [ALPHA], {("ann", "alpha"): due(2)})
    stranger = people_frame([], {"ann"})
    assert of(replace(told, people=stranger)) == {}


def test_managers_read_about_their_own_people_once_a_week_and_only_if_the_settings_say_so():
    people = [learner("ann", manager_id="mia"), learner("ben", manager_id="noa"), learner("mia"), learner("noa")]
    late = {("ann", "alpha"): overdue(20), ("ann", "beta"): overdue(20)}
    told = facts(people, [ALPHA, BETA], late)
    assert "mia" not in of(told)
    found = of(told, managers=True)
    assert [member.name for member in found["mia"].team] == ["Ann"]
    assert found["mia"].team[0].reasons[0].startswith("2 exercises are overdue: ")
    assert found["mia"].todo is None and "noa" not in found
    assert "mia" not in of(told, {"mia": found["mia"].occasions}, managers=True)
    assert "mia" in of(replace(told, as_of=NOW + timedelta(days=7)), {"mia": found["mia"].occasions}, managers=True)


def test_a_manager_who_learns_gets_one_message_with_both():
    people = [learner("ann", manager_id="mia"), learner("mia")]
    late = {("ann", "alpha"): overdue(20), ("ann", "beta"): overdue(20), ("mia", "alpha"): due(2)}
    one = of(facts(people, [ALPHA, BETA], late), managers=True)["mia"]
    assert one.todo.exercise == "alpha" and len(one.team) == 1
    assert [occasion[0] for occasion in one.occasions] == ["due", "team"]


def test_a_clock_that_goes_backwards_makes_nobody_read_the_same_twice():
    people = [learner("ann", manager_id="mia", start=date(2026, 1, 1)), learner("mia")]
    told = facts(people, [ALPHA, BETA], {("ann", "alpha"): due(2), ("ann", "beta"): overdue(20)})
    before = {name: one.occasions for name, one in of(told, managers=True).items()}
    for days in range(30):
        earlier = replace(told, as_of=datetime(2026, 3, 1, 12, tzinfo=UTC) - timedelta(days=days))
        assert of(earlier, before, managers=True) == {}
