"""Orders: what the channels gain and lose; in the export a week of cents and orders of nobody."""

import numpy as np
from pandas.testing import assert_frame_equal


def test_without_a_campaign_there_is_no_discount(fresh):
    assert (fresh["orders"].discount[fresh["orders"].campaign_id.isna()] == 0).all()


def test_from_one_year_to_the_next_a_quarter_of_the_orders_moves_from_stores_to_the_app(fresh):
    orders = fresh["orders"]
    mix = orders.channel.groupby(orders.order_date.dt.year).value_counts(normalize=True).unstack()
    change = mix.loc[2024] - mix.loc[2023]
    assert -0.31 < change.store < -0.23
    assert 0.25 < change.app < 0.32
    assert abs(change.web) < 0.04


def test_two_lines_mend_the_export(fresh, exported):
    orders = exported["orders"].merge(fresh["products"][["product_id", "list_price"]], on="product_id", how="left")
    orders = orders[orders.customer_id != "C00000"]
    price = orders.list_price * orders.quantity * (1 - orders.discount)
    orders["revenue"] = np.where(orders.revenue > 50 * price, (orders.revenue / 100).round(2), orders.revenue)
    mended = orders.drop(columns="list_price").reset_index(drop=True)
    assert_frame_equal(mended, fresh["orders"])


def test_the_cents_are_one_week_from_monday_to_sunday_outside_every_campaign(fresh, exported):
    both = exported["orders"].merge(fresh["orders"], on="order_id", suffixes=("", "_right"))
    wrong = both[both.revenue > 2 * both.revenue_right]
    assert (wrong.order_date.min().day_name(), wrong.order_date.max().day_name()) == ("Monday", "Sunday")
    assert (wrong.order_date.max() - wrong.order_date.min()).days == 6
    assert wrong.campaign_id.isna().all()


def test_test_orders_belong_to_nobody_and_are_much_too_large(fresh, exported):
    test = exported["orders"][~exported["orders"].customer_id.isin(fresh["customers"].customer_id)]
    assert len(test) == 25
    assert (test.quantity > fresh["orders"].quantity.max()).all()
    assert not test.order_id.isin(fresh["orders"].order_id).any()
