"""Dates are cut to units as Vega-Lite does, and read back from the ways in which people write them."""

import pandas as pd
import pytest

from cxlab.chart_answers.faults import CannotTell
from cxlab.chart_answers.moments import as_moments, cut, parsed, read_as, units_of


@pytest.mark.parametrize(
    ("unit", "parts"),
    [
        ("year", ("year",)),
        ("yearmonth", ("year", "month")),
        ("utcyearmonthdate", ("year", "month", "date")),
        ("dayhours", ("day", "hours")),
        ("dayofyear", ("dayofyear",)),
        ({"unit": "yearquarter"}, ("year", "quarter")),
        ("binnedyearmonth", ()),
    ],
)
def test_a_time_unit_is_its_parts(unit, parts):
    assert units_of(unit) == parts


@pytest.mark.parametrize("unit", ["fortnight", "", 3, {"unit": "month", "step": 2}, {"maxbins": 5}])
def test_an_unknown_time_unit_cannot_be_told(unit):
    with pytest.raises(CannotTell):
        units_of(unit)


@pytest.mark.parametrize(
    ("units", "moment"),
    [
        (("year",), "2024-01-01"),
        (("year", "quarter"), "2024-04-01"),
        (("year", "month"), "2024-05-01"),
        (("year", "week"), "2024-05-12"),
        (("month",), "2012-05-01"),
        (("day",), "2012-01-05"),
        (("hours",), "2012-01-01 13:00"),
        (("month", "date"), "2012-05-16"),
        (("year", "month", "date", "hours", "minutes"), "2024-05-16 13:45"),
    ],
)
def test_a_moment_is_cut_to_the_start_of_its_unit(units, moment):
    column = pd.Series(pd.to_datetime(["2024-05-16 13:45:59.123", None]))
    assert cut(column, units)[0] == pd.Timestamp(moment)
    assert cut(column, units).isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("texts", "units", "first"),
    [
        (["Mar", "April"], ("month",), "2012-03-01"),
        ([3.0, 4.0], ("month",), "2012-03-01"),
        (["Monday", "tue"], ("day",), "2012-01-02"),
        ([0, 6], ("day",), "2012-01-02"),
        ([13, 14], ("hours",), "2012-01-01 13:00"),
        (["Q2", "q3"], ("quarter",), "2012-04-01"),
        (["2024Q2", "2024-Q3"], ("year", "quarter"), "2024-04-01"),
        ([2024.0, 2025.0], ("year",), "2024-01-01"),
        (["2024-03", "2024-04"], ("year", "month"), "2024-03-01"),
        (["Mar 2024", "April 2024"], ("year", "month"), "2024-03-01"),
        (["2024-03-31", "2024-04-30"], ("year", "month"), "2024-03-01"),
    ],
)
def test_months_and_quarters_are_read_as_people_write_them(texts, units, first):
    assert read_as(pd.Series(texts), units)[0] == pd.Timestamp(first)


@pytest.mark.parametrize(
    ("texts", "units"), [(["Mar", "Maz"], ("month",)), (["email"], ("year",)), ([25], ("hours",)), ([None], ("day",))]
)
def test_what_is_no_such_unit_is_not_read(texts, units):
    assert read_as(pd.Series(texts, dtype=object), units) is None


def test_numbers_on_a_date_axis_are_milliseconds():
    assert as_moments(pd.Series([0.0, 1.7e12])).tolist() == [pd.Timestamp(0), pd.Timestamp("2023-11-14 22:13:20")]
    assert as_moments(pd.Series([1e300])).isna().all()


def test_missing_dates_may_be_empty_texts():
    assert parsed(pd.Series(["2024-01-02", "", None])).isna().tolist() == [False, True, True]
    with pytest.raises(CannotTell):
        parsed(pd.Series(["the day after"]))
