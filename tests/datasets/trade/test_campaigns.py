"""Campaigns: twelve, one after the other; in the export one ends a week late."""

import pandas as pd


def test_no_two_campaigns_share_a_day(fresh):
    table = fresh["campaigns"].sort_values("first_day")
    assert (table.last_day >= table.first_day).all()
    assert (table.last_day.iloc[:-1].to_numpy() < table.first_day.iloc[1:].to_numpy()).all()


def test_orders_of_a_campaign_lie_in_its_days_and_have_its_discount_and_promise(fresh):
    orders = fresh["orders"].merge(fresh["campaigns"], on="campaign_id", suffixes=("", "_campaign"))
    assert orders.campaign_id.nunique() == 12
    assert orders.order_date.between(orders.first_day, orders.last_day).all()
    assert (orders.discount == orders.discount_campaign).all()
    online = orders.channel != "store"
    assert (orders.promised_days == orders.promise_days)[online].all()
    assert online[orders.channel_campaign == "online"].all()


def test_only_readers_of_the_letter_order_through_it(fresh):
    orders = fresh["orders"].merge(fresh["campaigns"], on="campaign_id").merge(fresh["customers"], on="customer_id")
    assert orders.newsletter[orders.audience == "newsletter"].all()
    assert not orders.newsletter[orders.audience == "everybody"].all()


def test_cutting_a_campaign_where_the_next_begins_mends_the_export(fresh, exported):
    table = exported["campaigns"].sort_values("first_day")
    latest = table.first_day.shift(-1) - pd.Timedelta(days=1)
    mended = table.last_day.where(~(table.last_day > latest), latest)
    assert (mended == fresh["campaigns"].last_day).all()
    assert (mended != table.last_day).sum() == 1


def test_the_promise_of_one_day_earns_less_than_it_costs(fresh):
    orders = fresh["orders"].query("campaign_id == 'K05'")
    cost = fresh["campaigns"].set_index("campaign_id").cost_eur["K05"]
    margin = 0.30
    assert margin * orders.revenue.sum() > cost
    brought = orders.revenue.sum() * (1 - 1 / 1.15)
    assert margin * brought < cost
