"""Person-months agree with the tables from which they are worked out."""

import pandas as pd


def test_every_end_is_one_month_in_which_a_subscription_left(fresh):
    left = fresh["monthly_status"].query("left == 1").set_index("subscription_id").month
    ended = fresh["subscriptions"].dropna(subset=["end_date"]).set_index("subscription_id").end_date
    assert left.index.is_unique
    assert left.sort_index().equals(ended.dt.to_period("M").dt.to_timestamp().rename("month").sort_index())


def test_a_row_is_there_exactly_when_the_subscription_was_active_on_the_first_of_the_month(fresh):
    subs, status = fresh["subscriptions"], fresh["monthly_status"]
    for month, part in status.groupby("month"):
        active = (subs.start_date <= month) & ~(subs.end_date < month)
        assert set(part.subscription_id) == set(subs.subscription_id[active])
    assert status.month.nunique() == 24


def test_months_since_start_count_calendar_months(fresh):
    status = fresh["monthly_status"].merge(fresh["subscriptions"], on="subscription_id")
    months = (
        (status.month.dt.year - status.start_date.dt.year) * 12 + status.month.dt.month - status.start_date.dt.month
    )
    assert (status.months_since_start == months).all()


def test_a_recent_stock_out_is_one_of_the_120_days_before_the_month(fresh):
    met = fresh["orders"].query("stockout == 1")[["customer_id", "order_date"]]
    status = fresh["monthly_status"].query("month == '2024-05-01'")
    status = status.merge(fresh["subscriptions"], on="subscription_id")
    recent = met[
        (met.order_date < "2024-05-01") & (met.order_date >= pd.Timestamp("2024-05-01") - pd.Timedelta(days=120))
    ]
    assert ((status.stockout_recent == 1) == status.customer_id.isin(recent.customer_id)).all()


def test_a_recent_stock_out_goes_with_more_leaving(fresh):
    rate = fresh["monthly_status"].groupby("stockout_recent").left.mean()
    assert rate[1] > 1.5 * rate[0]
