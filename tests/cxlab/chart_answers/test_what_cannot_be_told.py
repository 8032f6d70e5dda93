"""What is not evaluated here is never guessed: the author hears of it, and nobody loses points."""

import altair as alt
import pandas as pd
import pytest

from cxlab.chart_answers import CannotTell, UnreadableChart, chart_problem, differences, same_chart
from tests.cxlab.chart_answers.asked_tables import contacts

TABLE = contacts()
CHART = alt.Chart(TABLE)
BARS = CHART.mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
POINTS = CHART.mark_point().encode(x="csat:Q", y="wait_s:Q")
SMOOTH = CHART.transform_loess("csat", "wait_s").mark_line().encode(x="csat:Q", y="wait_s:Q")
BRUSH = alt.selection_interval(value={"x": [1, 2]})
TARGET = alt.param(name="target", value=60)

UNKNOWN = {
    "a smoothed line": (SMOOTH, "the transform loess"),
    "a regression": (POINTS.transform_regression("csat", "wait_s"), "the transform regression"),
    "a density": (CHART.transform_density("wait_s").mark_area().encode(x="value:Q", y="density:Q"), "density"),
    "a sample": (BARS.transform_sample(50), "the transform sample"),
    "a confidence interval": (BARS.encode(y="ci0(wait_s):Q"), "the aggregate ci0"),
    "the time of day": (BARS.transform_filter("datum.sent_on < now()"), "the function now"),
    "chance": (BARS.transform_calculate(r="random()").encode(y="mean(r):Q"), "the function random"),
    "a format": (BARS.transform_calculate(m="timeFormat(datum.sent_on, '%b')").encode(x="m:N"), "timeFormat"),
    "a pattern": (BARS.transform_filter("test(/e/, datum.channel)"), "the expression"),
    "a slider": (BARS.add_params(TARGET).transform_filter("datum.wait_s > target"), "the name target"),
    "a selection with a start": (BARS.add_params(BRUSH).transform_filter(BRUSH), "a selection"),
    "data on the web": (alt.Chart("https://example.org/x.csv").mark_bar().encode(x="channel:N"), "not in the chart"),
    "data as one text": (alt.Chart(alt.Data(values="a,b")).mark_bar().encode(x="a:N"), "one long text"),
    "the largest of something else": (BARS.encode(y=alt.Y("wait_s:Q", aggregate={"argmax": "csat"})), "or largest"),
    "steps of a time unit": (BARS.encode(x=alt.X("sent_on:T", timeUnit={"unit": "month", "step": 2})), "a time unit"),
    "too many panels": (alt.hconcat(*[BARS] * 70), "more than 60 panels"),
    "unusual dates": (alt.Chart(pd.DataFrame({"d": ["5th of May"]})).mark_tick().encode(x="d:T"), "unusual way"),
    "missing values filled in": (POINTS.encode(y=alt.Y("wait_s:Q").impute(value=0)), "filled in"),
    "neighbours filled in": (POINTS.transform_impute("wait_s", key="csat", method="mean"), "filled in"),
    "too many rows": (BARS.properties(data=pd.DataFrame({"channel": ["web"] * 200_001, "wait_s": 1})), "200,000 rows"),
}  # fmt: skip


@pytest.mark.parametrize(("chart", "words"), UNKNOWN.values(), ids=UNKNOWN)
def test_the_author_hears_what_it_is(chart, words):
    wanted = alt.Chart(TABLE).mark_bar().encode(x="channel:N", y="count()")
    with pytest.raises(CannotTell, match=words) as fault:
        differences(chart, wanted, but="mark")
    assert str(fault.value).startswith("It cannot be told whether the chart is what the question asks for: ")


@pytest.mark.parametrize("wanted", [SMOOTH, BARS.transform_sample(50)])
def test_the_same_words_about_the_same_data_are_the_same_chart(wanted):
    assert same_chart(wanted, wanted)
    assert same_chart(wanted.properties(width=300).configure_mark(color="red"), wanted)
    assert same_chart(wanted.to_dict(), wanted)
    assert same_chart(alt.Chart.from_dict(wanted.to_dict()), wanted)


def test_other_words_or_other_data_are_a_doubt():
    for answer in (
        SMOOTH.encode(y="csat:Q"),
        SMOOTH.transform_filter("datum.solved"),
        SMOOTH.properties(data=TABLE[:50]),
    ):
        with pytest.raises(CannotTell, match="the transform loess"):
            differences(answer, SMOOTH)


def test_a_difference_that_is_certain_is_said_all_the_same():
    assert differences(SMOOTH, BARS) == ["Your chart is drawn with lines; the question asks for bars."]


def test_a_doubt_about_one_of_several_charts_is_a_doubt():
    with pytest.raises(CannotTell):
        differences(CHART.mark_line().encode(x="csat:Q", y="wait_s:Q"), [BARS, SMOOTH])
    assert same_chart(BARS, [SMOOTH, BARS])


def test_a_doubt_is_no_problem_of_the_learners():
    with pytest.raises(CannotTell):
        chart_problem(BARS.transform_sample(50), BARS)


def test_what_is_asked_for_decides_whether_there_is_a_doubt():
    assert same_chart(BARS.transform_sample(50), BARS, only=("mark", "axis titles"))


def test_a_wanted_chart_that_draws_nothing_is_the_authors_mistake():
    with pytest.raises(UnreadableChart, match="^The chart to compare with draws no row of its data.$"):
        differences(BARS, BARS.transform_filter("datum.channel == 'fax'"))


def test_an_axis_that_depends_on_a_selection_is_a_doubt():
    brush = alt.selection_interval(encodings=["x"])
    detail = POINTS.encode(x=alt.X("csat:Q").scale(domain=brush))
    with pytest.raises(CannotTell, match="an axis whose range depends on a selection"):
        differences(detail.add_params(brush), POINTS)
    assert same_chart(detail.add_params(brush), POINTS, but="range")
