"""A chart that shows other values is told what it shows and what the question asks for, in one sentence."""

import altair as alt
import pandas as pd
import pytest

from tests.cxlab.chart_answers.asked_tables import contacts
from tests.cxlab.chart_answers.saying import says

TABLE = contacts()
CHART = alt.Chart(TABLE)
MEANS = TABLE.groupby("channel").wait_s.mean().rename("n").reset_index()
MEAN_BARS = CHART.mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
PANDAS_BARS = alt.Chart(MEANS).mark_bar().encode(x="channel:N", y="n:Q")
BY_MONTH = CHART.mark_line().encode(x="yearmonth(sent_on):T", y="mean(wait_s):Q")
COUNTS = TABLE.assign(year=TABLE.sent_on.dt.year).groupby(["year", "channel"]).size().rename("n").reset_index()
SHARES = COUNTS.assign(share=100 * COUNTS.n / COUNTS.groupby("year").n.transform("sum"))
SHARE_BARS = alt.Chart(SHARES).mark_bar().encode(x="year:O", y="share:Q", xOffset="channel", color="channel")
SCATTER = CHART.mark_point().encode(x="csat:Q", y="wait_s:Q")
MONTHLY = TABLE.assign(month=TABLE.sent_on.dt.to_period("M").astype(str))

PAIRS = {
    "another mark": (MEAN_BARS.mark_line(), MEAN_BARS, "Your chart is drawn with lines; the question asks for bars."),
    "a count": (
        MEAN_BARS.encode(y="count()"),
        MEAN_BARS,
        "The y axis shows the count; the question asks for the mean of wait_s.",
    ),
    "a median": (
        MEAN_BARS.encode(y="median(wait_s)"),
        MEAN_BARS,
        "The y axis shows the median of wait_s; the question asks for the mean of wait_s.",
    ),
    "a sum made in pandas": (
        alt.Chart(TABLE.groupby("channel").wait_s.sum().rename("total").reset_index())
        .mark_bar()
        .encode(x="channel", y="total"),
        MEAN_BARS,
        "The y axis shows the sum of wait_s; the question asks for the mean of wait_s.",
    ),
    "rows counted in a table of means": (
        PANDAS_BARS.encode(y="count()"),
        PANDAS_BARS,
        "The y axis shows the count; the question asks for n.",
    ),
    "another column": (
        MEAN_BARS.encode(y="mean(csat)"),
        MEAN_BARS,
        "The y axis shows the mean of csat; the question asks for the mean of wait_s.",
    ),
    "another split": (
        MEAN_BARS.encode(x="region:N"),
        MEAN_BARS,
        "The x axis shows region; the question asks for channel.",
    ),
    "one category lost": (
        alt.Chart(TABLE[TABLE.channel != "email"]).mark_bar().encode(x="channel", y="mean(wait_s)"),
        MEAN_BARS,
        "Your chart shows 3 channels; 4 are asked for: email is missing.",
    ),
    "two categories lost": (
        PANDAS_BARS.transform_filter("datum.n < 150"),
        MEAN_BARS,
        "Your chart keeps only rows with n < 150; the question does not ask for that.",
    ),
    "one category too many": (
        MEAN_BARS,
        MEAN_BARS.transform_filter("datum.channel != 'web' && datum.wait_s > 0"),
        "A filter is missing: the question asks only for rows with channel is not 'web' and wait_s > 0.",
    ),
    "a category in place of another": (
        alt.Chart(MEANS.replace({"web": "fax"})).mark_bar().encode(x="channel", y="n"),
        MEAN_BARS,
        "Your chart shows other channels than asked for: web is missing, and fax should not be there.",
    ),
    "a filter forgotten": (
        MEAN_BARS,
        MEAN_BARS.transform_filter("year(datum.sent_on) == 2024"),
        "A filter is missing: the question asks only for rows with year(sent_on) is 2024.",
    ),
    "a predicate forgotten": (
        MEAN_BARS,
        MEAN_BARS.transform_filter(alt.FieldOneOfPredicate(field="csat", oneOf=[4, 5])),
        "A filter is missing: the question asks only for rows with csat is 4 or 5.",
    ),
    "a filter too many": (
        MEAN_BARS.transform_filter("datum.wait_s > 60"),
        MEAN_BARS,
        "Your chart keeps only rows with wait_s > 60; the question does not ask for that.",
    ),
    "a filter forgotten in pandas, seen in the counts": (
        MEAN_BARS.encode(y="count()"),
        alt.Chart(TABLE[TABLE.sent_on.dt.year == 2024]).mark_bar().encode(x="channel", y="count()"),
        "The y axis shows 400 rows in all, more than the question asks for: is a filter missing?",
    ),
    "rows lost in pandas, seen in the counts": (
        alt.Chart(TABLE[TABLE.solved]).mark_bar().encode(x="channel", y="count()"),
        MEAN_BARS.encode(y="count()"),
        "The y axis shows 224 rows in all, fewer than the question asks for: are rows lost?",
    ),
    "a filter forgotten in pandas, seen in the means": (
        MEAN_BARS,
        alt.Chart(TABLE[TABLE.region == "north"]).mark_bar().encode(x="channel", y="mean(wait_s)"),
        "The y axis shows 94.48 for web, for example, which is not the mean of wait_s that the question asks for.",
    ),
    "aggregated twice in Altair": (
        CHART.transform_aggregate(m="mean(wait_s)", groupby=["channel", "region"])
        .mark_bar()
        .encode(x="channel:N", y="mean(m):Q"),
        MEAN_BARS,
        "The y axis shows an aggregate of aggregates, the mean of m; the question asks for the mean of wait_s "
        "of the rows.",
    ),
    "aggregated in pandas, and again in Altair": (
        alt.Chart(MONTHLY.groupby(["channel", "month"]).wait_s.mean().reset_index())
        .mark_bar()
        .encode(x="channel", y="mean(wait_s)"),
        MEAN_BARS,
        "The y axis shows an aggregate of aggregates, the mean of wait_s; the question asks for the mean of wait_s "
        "of the rows.",
    ),
    "the share of another whole": (
        alt.Chart(COUNTS.assign(share=100 * COUNTS.n / COUNTS.n.sum()))
        .mark_bar()
        .encode(x="year:O", y="share", xOffset="channel", color="channel"),
        SHARE_BARS,
        "The shares in your chart add up to 100 % over the whole chart; the question asks for that within each year.",
    ),
    "the share within the channel, not within the year": (
        alt.Chart(COUNTS.assign(share=100 * COUNTS.n / COUNTS.groupby("channel").n.transform("sum")))
        .mark_bar()
        .encode(x="year:O", y="share", xOffset="channel", color="channel"),
        SHARE_BARS,
        "The shares in your chart add up to 100 % within each channel; the question asks for that within each year.",
    ),
    "shares of a base that is too large": (
        alt.Chart(SHARES.assign(share=SHARES.share * 0.8))
        .mark_bar()
        .encode(x="year:O", y="share", xOffset="channel", color="channel"),
        SHARE_BARS,
        "The shares in your chart do not add up to 100 % within each year, as the question asks.",
    ),
    "fractions for percent": (
        alt.Chart(TABLE.groupby("channel").solved.mean().reset_index()).mark_bar().encode(x="channel", y="solved:Q"),
        alt.Chart((100 * TABLE.groupby("channel").solved.mean()).reset_index())
        .mark_bar()
        .encode(x="channel", y="solved:Q"),
        "The y axis shows fractions from 0 to 1; the question asks for percent.",
    ),
    "percent for fractions": (
        alt.Chart((100 * TABLE.groupby("channel").solved.mean()).reset_index())
        .mark_bar()
        .encode(x="channel", y="solved:Q"),
        alt.Chart(TABLE.groupby("channel").solved.mean().reset_index()).mark_bar().encode(x="channel", y="solved:Q"),
        "The y axis shows percent; the question asks for fractions from 0 to 1.",
    ),
    "minutes for seconds": (
        PANDAS_BARS,
        alt.Chart(MEANS.assign(n=MEANS.n / 60)).mark_bar().encode(x="channel", y="n"),
        "Every value on the y axis is 60 times as large as asked for: look at the unit.",
    ),
    "seconds for minutes": (
        alt.Chart(MEANS.assign(n=MEANS.n / 60)).mark_bar().encode(x="channel", y="n"),
        PANDAS_BARS,
        "Every value on the y axis is 60 times smaller than asked for: look at the unit.",
    ),
    "losses for gains": (
        PANDAS_BARS.transform_calculate(m="-datum.n").encode(y="m:Q"),
        PANDAS_BARS,
        "Every value on the y axis has the other sign than asked for.",
    ),
    "bars for boxes": (
        MEAN_BARS,
        CHART.mark_boxplot().encode(x="channel:N", y="wait_s:Q"),
        "Your chart is drawn with bars; the question asks for box plots.",
    ),
    "boxes of a table of means": (
        alt.Chart(MEANS).mark_boxplot().encode(x="channel:N", y="n:Q"),
        CHART.mark_boxplot().encode(x="channel:N", y="wait_s:Q"),
        "Your chart draws 4 rows; the question asks for 400.",
    ),
    "one number that is off": (
        alt.Chart(MEANS.assign(n=MEANS.n.where(MEANS.channel != "phone", 12.345)))
        .mark_bar()
        .encode(x="channel", y="n"),
        PANDAS_BARS,
        "The y axis shows 12.35 for phone, for example, which is not n that the question asks for.",
    ),
    "a colour that cuts the bars": (
        MEAN_BARS.encode(color="region:N"),
        MEAN_BARS,
        "The colour shows region, which cuts the data into more groups than the question asks for.",
    ),
    "a tooltip that cuts the bars": (
        MEAN_BARS.encode(tooltip="region:N"),
        MEAN_BARS,
        "The tooltip shows region, which cuts the data into more groups than the question asks for.",
    ),
    "no colour": (
        BY_MONTH,
        BY_MONTH.encode(color="channel:N"),
        "The colour shows nothing; the question asks for channel.",
    ),
    "dashes for a colour": (
        BY_MONTH.encode(strokeDash="channel:N"),
        BY_MONTH.encode(color="channel:N"),
        "The dashes show channel; the question asks for it as the colour.",
    ),
    "no second axis": (
        CHART.mark_point().encode(x="csat:Q"),
        SCATTER,
        "The y axis shows nothing; the question asks for wait_s.",
    ),
    "axes exchanged": (
        MEAN_BARS.encode(x="mean(wait_s):Q", y="channel:N"),
        MEAN_BARS,
        "The x axis and the y axis are exchanged: the question asks for channel on the x axis.",
    ),
    "a column that is not there": (
        PANDAS_BARS.encode(y="mean_wait:Q"),
        PANDAS_BARS,
        "The data of your chart have no column mean_wait.",
    ),
    "bars that begin somewhere else": (
        MEAN_BARS.encode(y2=alt.datum(50)),
        MEAN_BARS,
        "The second end along y shows the fixed value 50; the question does not ask for that.",
    ),
    "a category outside the axis": (
        MEAN_BARS.encode(x=alt.X("channel").scale(domain=["chat", "email", "phone"])),
        MEAN_BARS,
        "Your chart shows 3 channels; 4 are asked for: web is missing.",
    ),
    "nothing left": (
        MEAN_BARS.transform_filter("datum.channel == 'fax'"),
        MEAN_BARS,
        "Your chart draws no row of its data.",
    ),
    "doubled points": (
        alt.Chart(pd.concat([TABLE, TABLE[:10]])).mark_point().encode(x="csat", y="wait_s"),
        SCATTER,
        "Your chart draws 410 points; the question asks for 400.",
    ),
    "a scatter of another column": (
        SCATTER.encode(x="solved:Q"),
        SCATTER,
        "The x axis shows solved; the question asks for csat.",
    ),
    "slices of another column": (
        CHART.mark_arc().encode(theta="sum(csat)", color="region"),
        CHART.mark_arc().encode(theta="count()", color="region"),
        "The angle shows the sum of csat; the question asks for the count.",
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_the_sentence_names_what_is_shown_and_what_is_asked_for(pair):
    says(*pair)
