"""Two charts say the same when the same marks show the same values, however they are written."""

import altair as alt
import pytest

from tests.cxlab.chart_answers.asked_tables import contacts
from tests.cxlab.chart_answers.saying import says

TABLE = contacts()
CHART = alt.Chart(TABLE)
MEANS = TABLE.groupby("channel").wait_s.mean().rename("n").reset_index()
MEAN_BARS = CHART.mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
BY_MONTH = CHART.mark_line().encode(x="yearmonth(sent_on):T", y="mean(wait_s):Q")

PAIRS = {
    "a chart and itself": (MEAN_BARS, MEAN_BARS),
    "an aggregate made in pandas": (alt.Chart(MEANS).mark_bar().encode(x="channel:N", y="n:Q"), MEAN_BARS),
    "an aggregate made by a transform": (
        CHART.transform_aggregate(m="mean(wait_s)", groupby=["channel"]).mark_bar().encode(x="channel:N", y="m:Q"),
        MEAN_BARS,
    ),
    "the long form of a channel": (
        CHART.mark_bar().encode(alt.X(field="channel", type="nominal"), alt.Y("wait_s", aggregate="average")),
        MEAN_BARS,
    ),
    "the method form of a channel": (
        CHART.mark_bar().encode(alt.X("channel").title("Channel"), alt.Y("wait_s").aggregate("mean").title("Seconds")),
        MEAN_BARS,
    ),
    "types that Altair infers": (CHART.mark_bar().encode(x="channel", y="mean(wait_s)"), MEAN_BARS),
    "ordinal for nominal": (CHART.mark_bar().encode(x="channel:O", y="mean(wait_s)"), MEAN_BARS),
    "rows in another order": (
        alt.Chart(TABLE.sample(frac=1, random_state=1)).mark_bar().encode(x="channel", y="mean(wait_s)"),
        MEAN_BARS,
    ),
    "other colours and sizes": (
        CHART.mark_bar(color="tomato", size=30, cornerRadius=4, opacity=0.6)
        .encode(x="channel", y="mean(wait_s)", color=alt.value("navy"))
        .properties(width=500, height=80)
        .configure_axis(labelFontSize=20),
        MEAN_BARS,
    ),
    "a colour for what the axis says already": (MEAN_BARS.encode(color="channel:N"), MEAN_BARS),
    "tooltips of the same groups": (MEAN_BARS.encode(tooltip=["channel:N", "mean(wait_s):Q"]), MEAN_BARS),
    "zooming and panning": (MEAN_BARS.interactive(), MEAN_BARS),
    "a colour that answers to the mouse": (
        MEAN_BARS.add_params(mouse := alt.selection_point(on="pointerover")).encode(
            color=alt.condition(mouse, alt.value("red"), alt.value("grey"))
        ),
        MEAN_BARS,
    ),
    "numbers written on the bars": (MEAN_BARS + MEAN_BARS.mark_text(dy=-8).encode(text="mean(wait_s):Q"), MEAN_BARS),
    "a title and a text alternative": (MEAN_BARS.properties(title="Waiting", description="Bars."), MEAN_BARS),
    "category labels in capitals": (
        alt.Chart(MEANS.assign(channel=MEANS.channel.str.title())).mark_bar().encode(x="channel", y="n"),
        MEAN_BARS,
    ),
    "a column under another name": (
        alt.Chart(TABLE.rename(columns={"channel": "way in", "wait_s": "w"}))
        .mark_bar()
        .encode(x="way in", y="mean(w)"),
        MEAN_BARS,
    ),
    "minutes calculated in Altair and in pandas": (
        CHART.transform_calculate(m="datum.wait_s / 60").mark_bar().encode(x="channel", y="mean(m):Q"),
        alt.Chart(TABLE.assign(m=TABLE.wait_s / 60)).mark_bar().encode(x="channel", y="mean(m)"),
    ),
    "a filter in Altair and in pandas": (
        MEAN_BARS.transform_filter("datum.region == 'north'"),
        alt.Chart(TABLE[TABLE.region == "north"]).mark_bar().encode(x="channel", y="mean(wait_s)"),
    ),
    "a filter as expression and as predicate": (
        MEAN_BARS.transform_filter("year(datum.sent_on) == 2024 && datum.wait_s > 60"),
        MEAN_BARS.transform_filter(
            alt.FieldEqualPredicate(field="sent_on", timeUnit="year", equal=2024)
        ).transform_filter(alt.datum.wait_s > 60),
    ),
    "filters in another order": (
        MEAN_BARS.transform_filter("datum.solved").transform_filter("datum.csat >= 3"),
        MEAN_BARS.transform_filter("datum.csat >= 3 && datum.solved"),
    ),
    "bars sorted by a channel, and in the table": (
        alt.Chart(MEANS.sort_values("n", ascending=False)).mark_bar().encode(x=alt.X("channel").sort(None), y="n"),
        MEAN_BARS.encode(x=alt.X("channel").sort("-y")),
    ),
    "bars sorted by a list of names": (
        MEAN_BARS.encode(x=alt.X("channel").sort(list(MEANS.sort_values("n").channel))),
        MEAN_BARS.encode(x=alt.X("channel").sort("y")),
    ),
    "an order that nobody asked for": (MEAN_BARS.encode(x=alt.X("channel").sort("-y")), MEAN_BARS),
    "zero asked for on bars that have it anyway": (
        MEAN_BARS.encode(y=alt.Y("mean(wait_s)").scale(zero=True)),
        MEAN_BARS,
    ),
    "a longer axis": (MEAN_BARS.encode(y=alt.Y("mean(wait_s)").scale(domain=[0, 900])), MEAN_BARS),
    "a line that does not begin at zero": (BY_MONTH.encode(y=alt.Y("mean(wait_s)").scale(zero=False)), BY_MONTH),
    "a scatter of the same points": (
        alt.Chart(TABLE[::-1]).mark_circle().encode(x="csat", y="wait_s", color="region"),
        CHART.mark_point(filled=True).encode(x="csat:Q", y="wait_s:Q", color="region:N"),
    ),
    "one bar set apart by a condition and by a column": (
        MEAN_BARS.encode(color=alt.condition("datum.channel == 'email'", alt.value("red"), alt.value("grey"))),
        alt.Chart(MEANS.assign(slowest=MEANS.channel == "email"))
        .mark_bar()
        .encode(x="channel", y="n", color="slowest"),
    ),
}


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_nothing_is_said_about(pair):
    says(*pair, [])
