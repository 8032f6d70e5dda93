"""Returns: only what arrived can come back, within 42 days, and for a reason."""

import pandas as pd


def test_what_comes_back_had_arrived_at_most_42_days_before(fresh):
    frame = fresh["returns"].merge(fresh["orders"], on="order_id").merge(fresh["deliveries"], on="order_id", how="left")
    arrived = frame.delivered_date.where(frame.channel != "store", frame.order_date)
    days = (frame.returned_on - arrived).dt.days
    assert arrived.notna().all()
    assert days.between(1, 42).all()


def test_returns_come_in_order_of_day_and_end_with_the_window(fresh):
    assert fresh["returns"].returned_on.is_monotonic_increasing
    assert fresh["returns"].returned_on.max() <= pd.Timestamp("2024-12-31")


def test_a_reason_with_a_cause_belongs_to_an_order_with_that_cause(fresh):
    frame = fresh["returns"].merge(fresh["deliveries"], on="order_id", how="left").set_index("reason")
    assert frame.undamaged.loc["damaged"].eq(False).all()
    assert frame.in_full.loc["incomplete"].eq(False).all()
    assert (frame.days_late.loc["too late"] >= 3).all()


def test_most_of_what_does_not_pair_is_tv_c_beside_another_makers_hub(fresh):
    frame = fresh["returns"].query("reason == 'does not pair'").merge(fresh["orders"], on="order_id")
    frame = frame.merge(fresh["products"], on="product_id").merge(fresh["customers"], on="customer_id")
    assert ((frame.product_name == "TV C") & (frame.hub_brand == "Other")).mean() > 0.5


def test_other_takes_a_quarter_of_every_reason(fresh):
    frame = fresh["returns"].merge(fresh["orders"], on="order_id").merge(fresh["products"], on="product_id")
    tv_c = frame.product_name == "TV C"
    other = (frame.reason == "other").groupby(tv_c).mean()
    assert abs(other[True] - other[False]) < 0.12
