"""The simulated shelf: no piece lost, batches on time, and days, weeks and Mondays counted as the table counts them."""

import math

import pandas as pd
import pytest

from cxlab import table
from cxlab.explorables import stock


@pytest.fixture(scope="module")
def panel():
    return stock.panel(stock.longest_record(table("inventory_weekly")), table("products"))


def test_the_same_seed_gives_the_same_customers():
    assert stock.simulate(5, 8, 20).equals(stock.simulate(5, 8, 20))
    assert stock.simulate(5, 8, 20).asked.equals(stock.simulate(9, 8, 90).asked)


def test_no_piece_is_lost_and_none_is_sold_twice():
    days = stock.simulate(5, 8, 20)
    assert (days.served == days[["morning", "asked"]].min(axis=1)).all()
    assert (days.evening == days.morning - days.served).all()
    arrived = days.morning - days.evening.shift(fill_value=20 + 8 * stock.BATCH_DAYS)
    assert set(arrived) == {0, 8 * stock.BATCH_DAYS}


def test_a_batch_comes_after_the_days_that_the_supplier_needs():
    days = stock.simulate(5, 8, 20)
    ordered = days.day[days.evening <= 20].iloc[0]
    arrived = days.day[days.morning > days.evening.shift()].iloc[0]
    assert arrived - ordered == 5


def test_to_order_earlier_never_costs_more_customers():
    lost = [stock.outcome(stock.simulate(5, 8, point)).orders_unserved for point in range(0, 90, 10)]
    assert lost == sorted(lost, reverse=True)
    assert lost[-1] == 0


def test_an_outcome_counts_days_weeks_and_mondays():
    days = pd.DataFrame(
        {
            "day": range(10),
            "morning": [5, 2, 0, 0, 9, 0, 4, 4, 4, 4],
            "asked": [3, 2, 1, 1, 1, 2, 0, 0, 0, 1],
            "served": [3, 2, 0, 0, 1, 0, 0, 0, 0, 1],
            "evening": [2, 0, 0, 0, 8, 0, 4, 4, 4, 3],
        }
    )
    year = stock.outcome(days)
    assert (year.days_without_stock, year.orders, year.orders_unserved) == (4, 11, 4)
    assert (year.weeks_with_a_gap, year.weeks_seen_on_monday) == (2, 1)
    assert math.isclose(year.unserved_share, 36.36, abs_tol=0.01)
    assert year.seen_share == 50


def test_a_year_without_a_gap_has_nothing_for_monday_to_see(panel):
    assert stock.outcome(stock.simulate(5, 8, 90)).seen_share is None
    answer = panel.answer(lead_days=5, daily_demand=8, reorder_at=90)
    assert answer.notes[0].startswith("No week had a gap.")


def test_the_record_is_of_the_product_with_the_most_weeks_that_had_a_gap():
    record = stock.longest_record(table("inventory_weekly"))
    weeks = table("inventory_weekly").query("days_out_of_stock > 0").groupby(["product_id", "warehouse"]).size()
    assert len(record) == 104
    assert (record.days_out_of_stock > 0).sum() == weeks.max()
