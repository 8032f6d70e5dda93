"""Imagined trials: false alarms where nothing is, more of them with more looks, and a size that finds what is there."""

import numpy as np
import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import trial
from cxlab.explorables.panel import chart_bundle


@pytest.fixture(scope="module")
def rows():
    return trial.late_orders(*map(table, ("experiment_assignments", "orders", "deliveries", "contacts")))


@pytest.fixture(scope="module")
def dealt(rows):
    return trial.deal_again(rows, trial.week_ends(), times=300)


def test_the_rows_are_late_orders_of_the_trial_each_once_and_in_order(rows):
    late = table("deliveries").set_index("order_id").days_late[rows.order_id]
    assert (late > 0).all() and rows.order_id.is_unique and rows.order_date.is_monotonic_increasing
    assert rows.order_date.between("2024-01-01", "2024-06-30").all()
    assert set(rows.arm) == {"notice", "control"}


def test_the_weeks_end_with_the_trial():
    assert trial.week_ends()[-1] == pd.Timestamp("2024-06-30")


def test_the_gap_in_half_intervals_is_that_of_two_counted_shares():
    (got,) = trial.in_half_intervals(*(np.array([count]) for count in (100, 100, 40, 50)))
    half = 1.96 * np.sqrt(0.4 * 0.6 / 100 + 0.5 * 0.5 / 100)
    assert np.isclose(got, -0.1 / half)


def test_nobody_looks_before_each_group_has_twenty_cases(dealt):
    assert np.isnan(dealt[:, 0]).all() and not np.isnan(dealt[:, -1]).any()


def test_a_person_with_two_orders_stays_in_one_group_in_every_deal(rows, monkeypatch):
    seen = []
    monkeypatch.setattr(trial, "running", lambda rows, told, looks: seen.append(rows.assign(told=told)))
    trial.deal_again(rows, trial.week_ends(), times=3)
    assert all(deal.groupby("customer_id").told.nunique().max() == 1 for deal in seen)
    assert {deal.drop_duplicates("customer_id").told.sum() for deal in seen} == {
        (rows.drop_duplicates("customer_id").arm == "notice").sum()
    }


def test_where_nothing_is_one_look_errs_about_once_in_twenty_and_more_looks_more_often(dealt):
    shares = [np.mean(trial.called(dealt, every) > 0) for every in trial.RHYTHMS.values()]
    assert 0.01 < shares[0] < 0.10
    assert shares[0] < shares[1] < shares[2] and shares[2] > 0.18


def test_a_look_is_only_where_the_rhythm_has_one():
    multiples = np.array([[0, 2, 0, 0, 0], [0, 0, 0, 2, 0], [0, 0, 0, 0, 2], [0, 0, 0, 0, 0.5]])
    assert trial.called(multiples, 0).tolist() == [0, 0, 5, 0]
    assert trial.called(multiples, 4).tolist() == [0, 4, 5, 0]
    assert trial.called(multiples, 1).tolist() == [2, 4, 5, 0]


def test_the_needed_size_finds_the_change_about_four_times_in_five():
    size = round(trial.needed(50, -10))
    assert 380 < size < 420
    _, multiples = trial.imagine(50, -10, size, weeks=1)
    assert 0.76 < np.mean(trial.called(multiples, 0) > 0) < 0.86


def test_the_panel_starts_without_a_change_and_calls_every_find_a_false_alarm(rows):
    answer = trial.panel(rows).now()
    assert "not there" in answer.finding and "false alarm" in answer.notes[0]
    assert "Looking every week" in chart_bundle(answer.chart)["text/plain"] or "every week" in answer.finding


def test_a_change_cannot_take_a_share_below_zero(rows):
    answer = trial.panel(rows).answer(today=5, change=-20, cases=50, weeks=4)
    assert "-5 points" in answer.finding


def test_a_trial_that_never_finds_anything_still_has_an_answer(rows):
    answer = trial.panel(rows).answer(today=50, change=0, cases=1, weeks=2)
    assert answer.table["Stop in week"].tolist() == ["none"] * 3
