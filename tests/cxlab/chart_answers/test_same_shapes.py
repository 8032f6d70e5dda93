"""Stacks, months, bins, series, layers and panels can be made in several ways that say the same."""

import altair as alt
import pandas as pd
import pytest

from tests.cxlab.chart_answers.asked_tables import contacts, waits
from tests.cxlab.chart_answers.saying import says

TABLE = contacts()
WIDE = waits()
LONG = WIDE.melt("quarter", var_name="channel", value_name="seconds")
CHART = alt.Chart(TABLE)
MEANS = TABLE.groupby("channel").wait_s.mean().rename("n").reset_index()
MEAN_BARS = CHART.mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
MONTHS = TABLE.assign(month=TABLE.sent_on.dt.to_period("M"))
BY_MONTH = CHART.mark_line().encode(x="yearmonth(sent_on):T", y="mean(wait_s):Q")
STACK = CHART.mark_bar().encode(x="year(sent_on):O", y="count()", color="channel:N")
COUNTS = TABLE.assign(year=TABLE.sent_on.dt.year).groupby(["year", "channel"]).size().rename("n").reset_index()
SHARES = COUNTS.assign(share=100 * COUNTS.n / COUNTS.groupby("year").n.transform("sum"))
LINES = alt.Chart(LONG).mark_line().encode(x="quarter:Q", y="seconds:Q", color="channel:N")
TARGET = alt.Chart(pd.DataFrame({"goal": [60]})).mark_rule().encode(y="goal:Q")


def monthly(dates):
    """The means by month, with the months written in some other way."""
    return MONTHS.assign(when=dates).groupby("when").wait_s.mean().reset_index()


PAIRS = {
    "raw rows stacked to their sum": (
        CHART.mark_bar().encode(x="channel", y="wait_s"),
        CHART.mark_bar().encode(x="channel", y="sum(wait_s)"),
    ),
    "counts of rows and a column of counts": (
        alt.Chart(COUNTS).mark_bar().encode(x="year:O", y="n:Q", color="channel"),
        STACK,
    ),
    "segments in another order": (STACK.encode(order="channel:N"), STACK),
    "fill for colour": (CHART.mark_bar().encode(x="year(sent_on):O", y="count()", fill="channel"), STACK),
    "a filled stack, and shares of 100": (
        alt.Chart(SHARES).mark_bar().encode(x="year:O", y="share:Q", color="channel"),
        STACK.encode(y=alt.Y("count()").stack("normalize")),
    ),
    "shares of one that the axis shows as percent": (
        alt.Chart(SHARES.assign(share=SHARES.share / 100))
        .mark_bar()
        .encode(x="year:O", y=alt.Y("share:Q").axis(format=".0%"), color="channel"),
        alt.Chart(SHARES).mark_bar().encode(x="year:O", y="share:Q", color="channel"),
    ),
    "months as a time unit and as first days": (
        alt.Chart(monthly(MONTHS.month.dt.to_timestamp())).mark_line().encode(x="when:T", y="wait_s"),
        BY_MONTH,
    ),
    "months as a time unit and as last days": (
        alt.Chart(monthly(MONTHS.month.dt.to_timestamp(how="end").dt.normalize()))
        .mark_line()
        .encode(x="when:T", y="wait_s"),
        BY_MONTH,
    ),
    "months as a time unit and as texts that are read as dates": (
        alt.Chart(monthly(MONTHS.month.astype(str))).mark_line().encode(x="when:T", y="wait_s"),
        BY_MONTH,
    ),
    "a time unit as transform and as shorthand": (
        CHART.transform_timeunit(m="yearmonth(sent_on)").mark_line().encode(x="m:T", y="mean(wait_s)"),
        BY_MONTH,
    ),
    "a line with points": (BY_MONTH.mark_line(point=True), BY_MONTH),
    "a line and a layer of its points": (BY_MONTH + BY_MONTH.mark_point(), BY_MONTH),
    "month numbers and months": (
        alt.Chart(TABLE.assign(m=TABLE.sent_on.dt.month)).mark_bar().encode(x="m:O", y="count()"),
        CHART.mark_bar().encode(x="month(sent_on):O", y="count()"),
    ),
    "names of weekdays and a time unit": (
        alt.Chart(TABLE.assign(d=TABLE.sent_on.dt.day_name())).mark_bar().encode(x="d:N", y="count()"),
        CHART.mark_bar().encode(x="day(sent_on):O", y="count()"),
    ),
    "quarters as texts and as a time unit": (
        alt.Chart(TABLE.assign(q=TABLE.sent_on.dt.to_period("Q").astype(str))).mark_bar().encode(x="q:O", y="count()"),
        CHART.mark_bar().encode(x="yearquarter(sent_on):O", y="count()"),
    ),
    "bins of one width, asked for in two ways": (
        CHART.mark_bar().encode(x=alt.X("wait_s").bin(step=50), y="count()"),
        CHART.mark_bar().encode(x=alt.X("wait_s").bin(maxbins=12), y="count()"),
    ),
    "bins made in pandas": (
        alt.Chart(TABLE.assign(low=TABLE.wait_s // 50 * 50).groupby("low").size().rename("n").reset_index())
        .transform_calculate(high="datum.low + 50")
        .mark_bar()
        .encode(x=alt.X("low:Q").bin("binned"), x2="high:Q", y="n:Q"),
        CHART.mark_bar().encode(x=alt.X("wait_s").bin(step=50), y="count()"),
    ),
    "wide data folded, and long data": (
        alt.Chart(WIDE)
        .transform_fold(["email", "phone"], as_=["way", "s"])
        .mark_line()
        .encode(x="quarter:Q", y="s:Q", color="way:N"),
        LINES,
    ),
    "a layer for each column, and a colour for each series": (
        alt.Chart(WIDE)
        .mark_line()
        .encode(x="quarter:Q", y=alt.Y(alt.repeat("layer"), type="quantitative"), color=alt.datum(alt.repeat("layer")))
        .repeat(layer=["email", "phone"]),
        LINES,
    ),
    "a fixed line from a table and from a number": (
        MEAN_BARS + TARGET,
        MEAN_BARS + alt.Chart().mark_rule(color="red", strokeDash=[4, 4]).encode(y=alt.datum(60)),
    ),
    "layers in another order": (TARGET + MEAN_BARS, MEAN_BARS + TARGET),
    "an encoding at the top of the layers and inside them": (
        alt.layer(
            alt.Chart().mark_bar().encode(y="mean(wait_s):Q"),
            alt.Chart().mark_tick().encode(y="median(wait_s):Q"),
            data=TABLE,
        ).encode(x="channel:N"),
        MEAN_BARS + CHART.mark_tick().encode(x="channel", y="median(wait_s)"),
    ),
    "facets by a channel and by the method": (
        MEAN_BARS.facet("region:N", columns=1),
        MEAN_BARS.encode(column="region:N"),
    ),
    "panels in a row and in a column": (
        MEAN_BARS & MEAN_BARS.encode(y="median(wait_s)"),
        MEAN_BARS.encode(y="median(wait_s)") | MEAN_BARS,
    ),
    "a repeat and two charts side by side": (
        CHART.mark_bar().encode(x="channel", y=alt.Y(alt.repeat(), aggregate="mean")).repeat(["wait_s", "csat"]),
        MEAN_BARS | MEAN_BARS.encode(y="mean(csat)"),
    ),
    "grouped bars of counts and of rows": (
        alt.Chart(COUNTS).mark_bar().encode(x="year:O", xOffset="channel", y="n", color="channel"),
        STACK.encode(xOffset="channel:N"),
    ),
    "running totals by a window and by cumsum": (
        alt.Chart(MEANS)
        .transform_window(s="sum(n)", sort=[{"field": "channel"}])
        .mark_bar()
        .encode(x="channel", y="s:Q"),
        alt.Chart(MEANS.assign(s=MEANS.n.cumsum())).mark_bar().encode(x="channel", y="s"),
    ),
    "shares by joinaggregate and by groupby": (
        alt.Chart(COUNTS)
        .transform_joinaggregate(total="sum(n)", groupby=["year"])
        .transform_calculate(share="100 * datum.n / datum.total")
        .mark_bar()
        .encode(x="year:O", y="share:Q", color="channel:N"),
        alt.Chart(SHARES).mark_bar().encode(x="year:O", y="share:Q", color="channel"),
    ),
    "slices of rows and of counts": (
        CHART.mark_arc().encode(theta="count()", color="region"),
        alt.Chart(TABLE.region.value_counts().reset_index())
        .mark_arc(innerRadius=20)
        .encode(theta="count", color="region"),
    ),
    "a heat map of rows and of counts": (
        CHART.mark_rect().encode(x="channel", y="region", color="count()"),
        alt.Chart(TABLE.groupby(["channel", "region"]).size().rename("n").reset_index())
        .mark_rect()
        .encode(x="channel", y="region", color="n:Q"),
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_nothing_is_said_about(pair):
    says(*pair, [])
