"""Ninety days: three marks on one scale, days that add up, and a warning where a step is empty."""

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import sixsteps


@pytest.fixture(scope="module")
def measures():
    return table("initiatives")


@pytest.fixture(scope="module")
def panel(measures):
    return sixsteps.panel(measures, table("contacts"))


def position(panel, number=None, **changed):
    if number:
        changed["title"] = next(name for name in panel.controls["title"].options if name.startswith(number))
    return panel.answer(**{**{name: control.value for name, control in panel.controls.items()}, **changed})


def test_the_best_mark_on_every_scale_is_a_hundred():
    best = pd.DataFrame([sixsteps.TOPS])
    assert sixsteps.priorities(best, (1, 2, 3))[0] == pytest.approx(100)


def test_a_weight_of_zero_takes_a_mark_out_and_three_zeros_count_alike():
    marks = pd.DataFrame({"impact": [10, 5], "ease": [1, 5], "confidence": [50, 50]})
    assert list(sixsteps.priorities(marks, (1, 0, 0))) == [100, 50]
    assert list(sixsteps.priorities(marks, (0, 0, 0))) == list(sixsteps.priorities(marks, (1, 1, 1)))


def test_no_mark_is_better_than_the_top_of_its_scale(measures):
    assert all((measures[mark] <= top).all() for mark, top in sixsteps.TOPS.items())


def test_equal_scores_share_the_better_place():
    assert list(sixsteps.places(pd.Series([70.0, 90.0, 70.0, 50.0]))) == [2, 1, 2, 4]


def test_the_steps_follow_each_other_and_end_on_day_90():
    steps = sixsteps.plan(20, 2).set_index("step")
    assert list(steps["first"][[1, 2, 3, 4]]) == [1, 11, 21, 81]
    assert list(steps["last"][[1, 2, 3, 4]]) == [10, 20, 80, 90]
    assert steps["last"].max() == sixsteps.DAYS


@pytest.mark.parametrize(("prepare", "months", "left"), [(20, 1, 40), (30, 2, 0), (2, 2, 28), (20, 9, 0)])
def test_the_days_left_to_look_are_never_below_zero(prepare, months, left):
    assert sixsteps.days_left(prepare, months) == left
    assert (4 in set(sixsteps.plan(prepare, months).step)) == (left > 0)


def test_what_a_measure_is_aimed_at_is_a_reason_and_each_measure_is_known(measures):
    assert set(sixsteps.AIMED.values()) <= set(table("contact_reasons").reason)
    assert {*sixsteps.AIMED, *sixsteps.ANY_CONTACT} < set(measures.initiative_id)


def test_a_measure_without_its_pain_is_told_so(panel):
    assert "is aimed at this pain" in position(panel, "N02", pain="late delivery").notes[0]
    assert "is not aimed at" in position(panel, "N10", pain="late delivery").notes[0]
    assert "contacts of every kind" in position(panel, "N12").notes[0]


def test_what_is_not_built_in_time_cannot_be_seen(panel):
    answer = position(panel, "N04")
    assert "nothing to see" in answer.notes[1]
    assert answer.table.Days[3] == "none left"


def test_the_contacts_of_the_days_left_are_counted(panel):
    contacts = table("contacts")
    count = ((contacts.opened_at >= "2024-11-22") & (contacts.reason == "late delivery")).sum()
    assert f"{count} contacts" in position(panel, "N02", pain="late delivery", prepare=20).notes[1]


def test_the_sheet_has_six_steps_and_the_chart_names_each_that_has_days(panel):
    answer = position(panel, "N08", prepare=10)
    said = answer.chart.to_dict()["description"]
    assert len(answer.table) == 6
    assert all(f"{step}. {name}" in said for step, name in enumerate(sixsteps.NAMES, 1))


def test_each_position_of_each_choice_has_an_answer(panel):
    for name in ("title", "pain", "compare"):
        for value in panel.controls[name].options:
            answer = position(panel, **{name: value})
            assert answer.finding
            assert isinstance(answer.chart.to_dict()["width"], int)
