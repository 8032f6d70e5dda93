"""The panel: who is asked in which wave, what their marks do, and what the managers think."""

import pandas as pd

from datasets.generators.surveys.managers import MANAGERS
from datasets.generators.surveys.relationship import DRIVERS, PANEL, WAVES
from datasets.measures.surveys import delivery_gap, drivers, survivors


def test_nobody_is_asked_without_a_subscription_on_the_day(fresh):
    rows = fresh["relationship_survey"][["customer_id", "wave"]].merge(fresh["subscriptions"], on="customer_id")
    day = rows.wave.map(WAVES).astype("datetime64[us]")
    runs = (rows.start_date <= day) & (rows.end_date.isna() | (rows.end_date > day))
    assert runs.groupby([rows.customer_id, rows.wave]).any().all()


def test_nobody_joins_the_panel_later(fresh):
    answers = fresh["relationship_survey"]
    assert answers.customer_id.nunique() <= PANEL
    first = fresh["subscriptions"].groupby("customer_id").start_date.min()
    assert (answers.customer_id.map(first) <= pd.Timestamp(WAVES["2023-H1"])).all()


def test_the_table_is_large_enough_and_each_wave_is_smaller_than_the_one_before(fresh):
    sizes = fresh["relationship_survey"].groupby("wave").size()
    assert sizes.sum() >= 1_600
    assert sizes.is_monotonic_decreasing


def test_no_answer_has_the_same_mark_five_times(fresh):
    assert fresh["relationship_survey"][list(DRIVERS)].nunique(axis=1).min() > 1


def test_a_person_names_the_same_thing_in_every_wave(fresh):
    assert fresh["relationship_survey"].groupby("customer_id").stated_most_important.nunique().max() == 1


def test_leavers_were_less_happy_while_they_were_still_asked(fresh):
    measured = survivors(fresh)
    assert measured["leavers below stayers"] > 1
    assert measured["all"] > measured["same people"] + 0.1


def test_questions_go_together_but_can_be_told_apart(fresh):
    r = fresh["relationship_survey"][list(DRIVERS)].corr().to_numpy()
    apart = r[r < 0.999]
    assert apart.min() > 0.15 and apart.max() < 0.6


def test_the_scaled_order_of_drivers_is_not_the_stated_one(fresh):
    measured = drivers(fresh)
    assert max(DRIVERS, key=measured.get) == "ease"
    assert fresh["relationship_survey"].stated_most_important.mode()[0] == "price_fairness"


def test_forty_managers_of_all_departments_and_thirty_two_say_superior(fresh):
    view = fresh["manager_view"]
    assert len(view) == 40 and view.superior_experience.sum() == 32
    assert set(view.dept_id) == set(MANAGERS) == set(fresh["departments"].dept_id)
    assert delivery_gap(fresh)["gap"] > 50


def test_customer_service_doubts_most_and_the_executive_office_not_at_all(fresh):
    share = fresh["manager_view"].groupby("dept_id").superior_experience.mean()
    assert share["CS"] == share.min()
    assert share["EXE"] == 1
