"""A chart whose types, stacks, scales, order or titles differ is told so in one sentence."""

import altair as alt
import numpy as np
import pandas as pd
import pytest

from tests.cxlab.chart_answers.asked_tables import contacts
from tests.cxlab.chart_answers.saying import says

TABLE = contacts()
CHART = alt.Chart(TABLE)
MEAN_BARS = CHART.mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
BY_MONTH = CHART.mark_line().encode(x="yearmonth(sent_on):T", y="mean(wait_s):Q")
STACK = CHART.mark_bar().encode(x="year(sent_on):O", y="count()", color="channel:N")
SCATTER = CHART.mark_point().encode(x="csat:Q", y="wait_s:Q")
WEEKS = pd.DataFrame({"week": pd.date_range("2024-01-01", periods=8, freq="7D"), "orders": np.arange(8) * 10 + 100})
WEEKLY = alt.Chart(WEEKS).mark_line().encode(x="week:T", y="orders:Q")
YEARS = pd.DataFrame({"year": [2022, 2023, 2024], "orders": [10, 20, 30]})

PAIRS = {
    "a date as a quantity": (WEEKLY.encode(x="week:Q"), WEEKLY, "Week is treated as a quantity; it is a date."),
    "week numbers for dates": (
        alt.Chart(WEEKS.assign(week=range(1, 9))).mark_line().encode(x="week:Q", y="orders"),
        WEEKLY,
        "Week is treated as a quantity; it is a date.",
    ),
    "a date as a category": (
        alt.Chart(WEEKS.assign(week=WEEKS.week.astype(str))).mark_line().encode(x="week:N", y="orders"),
        WEEKLY,
        "Week is treated as a category; it is a date.",
    ),
    "a score as a quantity": (
        CHART.mark_bar().encode(x="csat:Q", y="count()"),
        CHART.mark_bar().encode(x="csat:O", y="count()"),
        "Csat is treated as a quantity; it is a category.",
    ),
    "years read as milliseconds": (
        alt.Chart(YEARS).mark_line().encode(x="year:T", y="orders"),
        alt.Chart(YEARS).mark_line().encode(x="year:O", y="orders"),
        "Year is a number such as 2022; as a date, it is read as milliseconds after 1 January 1970.",
    ),
    "years read as milliseconds, where dates are asked for": (
        alt.Chart(YEARS).mark_line().encode(x="year:T", y="orders"),
        alt.Chart(YEARS.assign(year=pd.to_datetime(YEARS.year.astype(str)))).mark_line().encode(x="year:T", y="orders"),
        "Year is a number such as 2022; as a date, it is read as milliseconds after 1 January 1970.",
    ),
    "another time unit": (
        BY_MONTH.encode(x="year(sent_on):T"),
        BY_MONTH,
        "The x axis shows the year of sent_on; the question asks for the year and month of sent_on.",
    ),
    "the month without its year": (
        BY_MONTH.encode(x="month(sent_on):T"),
        BY_MONTH,
        "The x axis shows the month of sent_on; the question asks for the year and month of sent_on.",
    ),
    "one year for two": (
        alt.Chart(TABLE[TABLE.sent_on.dt.year == 2024])
        .mark_line()
        .encode(x="yearmonth(sent_on):T", y="mean(wait_s):Q"),
        BY_MONTH,
        "Your chart shows 12 months; 24 are asked for: 2023-01, 2023-02, 2023-03 and 9 more are missing.",
    ),
    "wider bins": (
        CHART.mark_bar().encode(x=alt.X("wait_s").bin(step=100), y="count()"),
        CHART.mark_bar().encode(x=alt.X("wait_s").bin(step=50), y="count()"),
        "The x axis is cut into steps of 100; the question asks for steps of 50.",
    ),
    "no bins": (
        CHART.mark_bar().encode(x="wait_s:Q", y="count()"),
        CHART.mark_bar().encode(x=alt.X("wait_s").bin(step=50), y="count()"),
        "The x axis shows wait_s; the question asks for wait_s in steps of 50.",
    ),
    "stacked for grouped": (
        STACK,
        STACK.encode(xOffset="channel:N"),
        "Bars that share a place are stacked; the question asks for them side by side.",
    ),
    "grouped for stacked": (
        STACK.encode(xOffset="channel:N"),
        STACK,
        "Bars that share a place are side by side; the question asks for them stacked.",
    ),
    "filled for stacked": (
        STACK.encode(y=alt.Y("count()").stack("normalize")),
        STACK,
        "Bars that share a place are stacked up to 100 %; the question asks for them stacked.",
    ),
    "stacked for filled": (
        STACK,
        STACK.encode(y=alt.Y("count()").stack("normalize")),
        "Bars that share a place are stacked; the question asks for them stacked up to 100 %.",
    ),
    "overlaid for stacked": (
        STACK.encode(y=alt.Y("count()").stack(None)),
        STACK,
        "Bars that share a place are drawn in front of one another; the question asks for them stacked.",
    ),
    "bars cut off at the bottom": (
        MEAN_BARS.encode(y=alt.Y("mean(wait_s)").scale(domain=[50, 300])),
        MEAN_BARS,
        "The bars start at 50, not at zero.",
    ),
    "bars without zero": (
        MEAN_BARS.encode(y=alt.Y("mean(wait_s)").scale(zero=False)),
        MEAN_BARS,
        "The bars do not start at zero.",
    ),
    "an axis that cuts off the data": (
        SCATTER.encode(y=alt.Y("wait_s:Q").scale(domain=[0, 100])),
        SCATTER,
        "The y axis runs from 0 to 100, so a part of the data lies outside.",
    ),
    "a logarithmic axis": (
        SCATTER.encode(y=alt.Y("wait_s:Q").scale(type="log")),
        SCATTER,
        "The y axis has a logarithmic scale; the question asks for a linear one.",
    ),
    "no logarithmic axis": (
        SCATTER,
        SCATTER.encode(y=alt.Y("wait_s:Q").scale(type="log")),
        "The y axis has a linear scale; the question asks for a logarithmic one.",
    ),
    "an axis the other way round": (
        SCATTER.encode(y=alt.Y("wait_s:Q").sort("descending")),
        SCATTER,
        "The y axis runs the other way round than the question asks.",
    ),
    "zero where none is asked for": (
        WEEKLY,
        WEEKLY.encode(y=alt.Y("orders").scale(zero=False)),
        "The y axis begins at zero; the question asks for an axis that is fitted to the data.",
    ),
    "no zero where it is asked for": (
        WEEKLY.encode(y=alt.Y("orders").scale(zero=False)),
        WEEKLY.encode(y=alt.Y("orders").scale(zero=True)),
        "The y axis does not begin at zero; the question asks for that.",
    ),
    "another range": (
        WEEKLY.encode(y=alt.Y("orders").scale(domain=[0, 500])),
        WEEKLY.encode(y=alt.Y("orders").scale(domain=[0, 200])),
        "The y axis runs from 0 to 500; the question asks for 0 to 200.",
    ),
    "no range": (
        WEEKLY,
        WEEKLY.encode(y=alt.Y("orders").scale(domain=[0, 300])),
        "The y axis is not set to run from 0 to 300, as the question asks.",
    ),
    "bars in alphabetical order": (
        MEAN_BARS,
        MEAN_BARS.encode(x=alt.X("channel").sort("-y")),
        "The x axis is sorted by the alphabet; the question asks for it sorted by size, the largest first.",
    ),
    "the smallest bar first": (
        MEAN_BARS.encode(x=alt.X("channel").sort("y")),
        MEAN_BARS.encode(x=alt.X("channel").sort("-y")),
        "The x axis is sorted by size, the smallest first; the question asks for it sorted by size, the largest first.",
    ),
    "months by the alphabet": (
        alt.Chart(TABLE.assign(m=TABLE.sent_on.dt.strftime("%b"))).mark_bar().encode(x="m:N", y="count()"),
        CHART.mark_bar().encode(x=alt.X("month(sent_on):O").sort("ascending"), y="count()"),
        "The x axis is sorted by the alphabet; the question asks for it sorted from the first to the last.",
    ),
    "another list of names": (
        MEAN_BARS.encode(x=alt.X("channel").sort(["web", "chat", "phone", "email"])),
        MEAN_BARS.encode(x=alt.X("channel").sort(["chat", "web", "phone", "email"])),
        "The x axis is sorted by a list: web, chat, phone, email; "
        "the question asks for it sorted by a list: chat, web, phone, email.",
    ),
    "the name of a column for a title": (
        MEAN_BARS.encode(y="mean(wait_s)"),
        MEAN_BARS.encode(y=alt.Y("mean(wait_s)").title("Seconds")),
        "The y axis is titled with the name of a column, wait_s; the question asks for a title in words.",
    ),
    "no axis": (
        MEAN_BARS.encode(y=alt.Y("mean(wait_s)").axis(None)),
        MEAN_BARS.encode(y=alt.Y("mean(wait_s)").title("Seconds")),
        "The y axis has no title; the question asks for one in words.",
    ),
    "no title": (
        MEAN_BARS,
        MEAN_BARS.properties(title="E-mail waits longest"),
        "Your chart has no title; the question asks for one.",
    ),
    "two things at once, the more important first": (
        MEAN_BARS.encode(y=alt.Y("count()").scale(domain=[50, 300])),
        MEAN_BARS.encode(x=alt.X("channel").sort("-y")),
        [
            "The y axis shows the count; the question asks for the mean of wait_s.",
            "The bars start at 50, not at zero.",
            "The x axis is sorted by the alphabet; the question asks for it sorted by size, the largest first.",
        ],
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_sentence_names_what_is_shown_and_what_is_asked_for(pair):
    says(*pair)
