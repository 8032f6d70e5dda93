"""Customers: one address each, a letter for who wants it; in the export some people stand twice."""

from pandas.testing import assert_frame_equal


def test_no_two_customers_share_an_address(fresh):
    assert fresh["customers"].email_hash.is_unique


def test_the_better_the_tier_the_more_want_the_letter(fresh):
    wants = fresh["customers"].groupby("tier").newsletter.mean()
    assert wants.Basic < wants.Plus < wants.Premium


def test_islands_is_as_content_by_nature_as_the_rest(fresh):
    people = fresh["customers"]
    content = people._content.groupby(people.region == "Islands").mean()
    assert abs(content[True] - content[False]) < 1e-9


def test_one_row_an_address_mends_the_export(fresh, exported):
    mended = exported["customers"].drop_duplicates("email_hash")
    assert_frame_equal(mended, fresh["customers"])


def test_a_second_account_is_later_and_only_the_region_is_typed_another_way(fresh, exported):
    again = exported["customers"].iloc[len(fresh["customers"]) :]
    both = again.merge(fresh["customers"], on="email_hash", suffixes=("", "_first"), validate="one_to_one")
    assert len(both) == 135
    assert (both.signup_date > both.signup_date_first).all()
    assert (both.customer_id > fresh["customers"].customer_id.max()).all()
    assert (both.region != both.region_first).all()
    assert (both.region.str.strip().str[0].str.upper() == both.region_first.str[0]).all()
    for column in ("age_band", "tier", "hub_brand", "newsletter"):
        assert (both[column] == both[f"{column}_first"]).all()
