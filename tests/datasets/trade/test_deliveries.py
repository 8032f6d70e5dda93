"""Deliveries: who is told of a delay; in the export one carrier's parcels arrive a day early."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal


def test_no_parcel_arrives_before_the_day_after_the_order(fresh):
    both = fresh["deliveries"].merge(fresh["orders"], on="order_id").dropna(subset=["delivered_date"])
    assert (both.delivered_date > both.order_date).all()


@pytest.mark.parametrize(
    ("first", "last", "shares"),
    [("2023-01-02", "2023-12-31", {0}), ("2024-07-01", "2024-07-31", {0}), ("2024-08-01", "2024-12-31", {1})],
)
def test_outside_the_trial_nobody_or_everybody_with_a_late_parcel_is_told(fresh, first, last, shares):
    late = _late(fresh)
    assert set(late.notified[late.order_date.between(first, last)].astype(int)) == shares


def test_in_the_trial_the_group_is_told_but_for_three_in_a_hundred(fresh):
    late = _late(fresh).merge(fresh["experiment_assignments"], on="customer_id")
    late = late[late.order_date.between("2024-01-01", "2024-06-30")]
    told = late.notified.groupby(late.arm).mean()
    assert 0.93 < told.notice < 1
    assert 0 < told.control < 0.07


def test_a_parcel_in_time_needs_no_notice(fresh):
    assert not fresh["deliveries"].query("notified and not days_late > 0").size


def test_a_day_more_for_one_carrier_mends_the_export(fresh, exported):
    raw = exported["deliveries"].merge(fresh["orders"][["order_id", "order_date"]], on="order_id")
    early = (raw.carrier == "ParcelCo") & raw.order_date.between("2024-09-02", "2024-10-20")
    raw["delivered_date"] += pd.to_timedelta(np.where(early, 1, 0), unit="D").as_unit("us")
    raw["days_late"] += early
    assert_frame_equal(raw.drop(columns="order_date"), fresh["deliveries"])


def test_days_late_agrees_with_the_wrong_dates(exported):
    raw = exported["deliveries"].dropna(subset=["delivered_date"])
    assert ((raw.delivered_date - raw.promised_date).dt.days == raw.days_late).all()


def test_only_in_seven_weeks_and_with_one_carrier_parcels_arrive_on_the_day_of_the_order(fresh, exported):
    raw = exported["deliveries"].merge(fresh["orders"][["order_id", "order_date"]], on="order_id")
    strange = raw[raw.delivered_date <= raw.order_date]
    assert 90 < len(strange) < 200
    assert set(strange.carrier) == {"ParcelCo"}
    assert strange.order_date.between("2024-09-02", "2024-10-20").all()
    assert strange.order_date.dt.isocalendar().week.nunique() == 7


def _late(tables):
    return tables["deliveries"].query("days_late > 0").merge(tables["orders"], on="order_id")
