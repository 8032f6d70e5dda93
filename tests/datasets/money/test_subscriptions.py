"""Subscriptions: the pilot, and the paused ones in the raw state."""


def test_flexible_payment_was_offered_at_random_in_the_pilot_regions_only(fresh):
    subs = fresh["subscriptions"].merge(fresh["customers"], on="customer_id")
    pilot = subs.region.isin(["North", "West", "East"])
    assert (subs.flex_offered[~pilot] == -1).all()
    assert 0.46 < subs.flex_offered[pilot].mean() < 0.54
    assert (subs.payment_option[subs.flex_offered == 0] != "flex").all()


def test_a_subscription_ends_a_month_after_its_start_or_later(fresh):
    ended = fresh["subscriptions"].dropna(subset=["end_date"])
    assert ((ended.end_date - ended.start_date).dt.days > 30).all()


def test_a_paused_subscription_has_a_date_in_the_raw_table_and_none_in_the_clean_one(fresh, fresh_raw):
    raw, clean = fresh_raw["subscriptions"], fresh["subscriptions"]
    paused = raw.status == "paused"
    assert raw.end_date[paused].notna().all()
    assert clean.end_date[paused].isna().all()
    assert (raw.end_date[paused] > raw.start_date[paused]).all()


def test_one_line_mends_the_raw_subscriptions(fresh, fresh_raw):
    raw = fresh_raw["subscriptions"]
    mended = raw.end_date.where(raw.status != "paused")
    assert mended.equals(fresh["subscriptions"].end_date)
