"""The bills of 2024: who gets one when, over how much, and when it is paid."""

import pandas as pd
import pytest

from datasets.generators.money.invoices import invoices
from datasets.streams import Streams


@pytest.fixture(scope="module")
def bills(fresh):
    return fresh["invoices"].merge(fresh["subscriptions"], on="subscription_id")


def billed(start, end, option):
    """The days on which one subscription is billed."""
    dates = {"start_date": pd.to_datetime([start]), "end_date": pd.to_datetime([end])}
    subs = pd.DataFrame({"subscription_id": ["S0001"], **dates, "monthly_fee": [29.90], "payment_option": [option]})
    return list(invoices({"subscriptions": subs}, Streams(1)).issued_on.dt.strftime("%m-%d"))


def test_no_bill_is_issued_before_the_start_or_after_the_end(bills):
    assert (bills.issued_on >= bills.start_date).all()
    assert not (bills.end_date < bills.issued_on).any()


def test_who_pays_upfront_gets_one_bill_a_year_on_the_day_of_the_start(bills):
    assert billed("2022-03-05", None, "upfront") == ["03-05"]
    upfront = bills[bills.payment_option == "upfront"]
    assert upfront.subscription_id.is_unique


@pytest.mark.parametrize("option", ["monthly", "flex"])
def test_who_pays_by_the_month_gets_one_bill_a_month(option):
    assert billed("2022-03-31", None, option) == [f"{month:02d}-28" for month in range(1, 13)]
    assert billed("2024-11-30", None, option) == ["11-30", "12-28"]
    assert billed("2022-03-05", "2024-02-05", option) == ["01-05", "02-05"]


def test_every_subscription_that_pays_by_the_month_and_lived_through_2024_has_twelve_bills(bills):
    whole = bills[(bills.start_date < "2024-01-01") & bills.end_date.isna() & (bills.payment_option != "upfront")]
    assert (whole.groupby("subscription_id").size() == 12).all()


def test_bills_show_the_price_rise_of_may(bills):
    months = bills.amount / bills.payment_option.map({"upfront": 12, "monthly": 1, "flex": 1})
    before = bills.issued_on < "2024-05-01"
    assert (months[~before] - bills.monthly_fee[~before]).abs().max() < 0.001
    less = bills.plan.map({"Home Network": 2.0, "IT Care": 1.0})
    assert (bills.monthly_fee - less - months)[before].abs().max() < 0.001


def test_a_bill_without_days_to_pay_could_not_be_paid_by_the_last_day(bills):
    paid = bills.dropna(subset=["days_to_pay"])
    assert (paid.issued_on + pd.to_timedelta(paid.days_to_pay, unit="D") <= "2024-12-31").all()
    early = bills.issued_on < "2024-09-01"
    assert bills.days_to_pay[early].notna().all()


def test_the_bill_for_a_year_is_paid_late_more_often_than_the_flexible_one(bills):
    late = (bills.days_to_pay > 30).groupby(bills.payment_option).mean()
    assert late["upfront"] > 3 * late["flex"]
    assert late["monthly"] > late["flex"]
