"""Stock: luck moves the number of stock-out weeks little; in the export some shelves hold less than nothing."""

from pandas.testing import assert_frame_equal


def test_five_days_out_of_stock_began_with_an_empty_shelf(fresh):
    stock = fresh["inventory_weekly"]
    assert (stock.monday_stock[stock.days_out_of_stock == 5] == 0).all()
    assert (stock.monday_stock[stock.days_out_of_stock == 0] > 0).all()


def test_some_products_run_out_more_often_than_others(fresh):
    stock = fresh["inventory_weekly"]
    weeks = (stock.days_out_of_stock > 0).groupby(stock.product_id).sum()
    assert weeks.max() > 2 * weeks.median() or weeks.std() > 1.5 * weeks.mean() ** 0.5


def test_cutting_at_zero_mends_the_export(fresh, exported):
    raw = exported["inventory_weekly"]
    assert (raw.monday_stock < 0).sum() == 30
    assert_frame_equal(raw.assign(monday_stock=raw.monday_stock.clip(lower=0)), fresh["inventory_weekly"])
