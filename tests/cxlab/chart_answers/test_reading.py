"""A chart is read alike, whether it is alive or a dictionary, and reading it leaves nothing behind."""

import altair as alt
import pandas as pd
import pytest

from cxlab.chart_answers import UnreadableChart, as_dict, differences, doubts, is_chart, same_chart
from cxlab.chart_answers.reading import Chart
from tests.cxlab.chart_answers.asked_tables import contacts

TABLE = contacts()
BARS = alt.Chart(TABLE).mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
X, Y = {"field": "c", "type": "nominal"}, {"field": "v", "type": "quantitative"}
ROWS = [{"c": "a", "v": 1}, {"c": "b", "v": 2.5}, {"c": None, "v": None}]


def small(data, **parts):
    return {"data": data, "mark": "bar", "encoding": {"x": X, "y": Y}} | parts


def rows(chart):
    return Chart(chart).drawings[0][0].rows


def test_a_chart_that_was_rebuilt_from_its_dictionary_is_the_same():
    layered = BARS + alt.Chart().mark_rule().encode(y=alt.datum(60))
    for chart in (BARS, layered, BARS.facet("region:N"), BARS | BARS.mark_point()):
        assert same_chart(type(chart).from_dict(chart.to_dict()), chart)
        assert same_chart(alt.Chart.from_json(chart.to_json()), chart)


def test_more_rows_than_altair_allows_are_read_without_changing_its_settings():
    large = contacts(6000)
    chart = alt.Chart(large).mark_bar().encode(x="channel", y="mean(wait_s)")
    before = alt.data_transformers.active, dict(alt.data_transformers.options), alt.data_transformers.names()
    assert same_chart(chart, chart)
    assert (alt.data_transformers.active, dict(alt.data_transformers.options), alt.data_transformers.names()) == before
    with pytest.raises(alt.MaxRowsError):
        chart.to_dict()
    assert same_chart(as_dict(chart), chart)


def test_neither_chart_nor_table_is_changed():
    table, spec = TABLE.copy(), BARS.to_dict()
    copy = BARS.to_dict()
    chart = alt.Chart(table).mark_bar().encode(x="channel", y="mean(wait_s)")
    differences(chart.transform_calculate(z="datum.wait_s / 2"), spec)
    pd.testing.assert_frame_equal(table, TABLE)
    assert spec == copy


@pytest.mark.parametrize(
    "data",
    [
        {"values": ROWS},
        {"name": "here"},
        {"values": ROWS, "format": {"parse": {"v": "number"}}},
        {"values": [{**row, "v": str(row["v"] or "")} for row in ROWS], "format": {"parse": {"v": "number"}}},
        {"values": [{**row, "unused": [1, {"deep": 2}]} for row in ROWS]},
    ],
)
def test_rows_lie_in_the_chart_in_several_ways(data):
    chart = small(data, datasets={"here": ROWS})
    assert rows(chart).to_dict("list") == {"x": ["a", "b"], "y": [1.0, 2.5]}


def test_a_single_record_is_a_row():
    assert rows(small({"values": ROWS[0]})).to_dict("list") == {"x": ["a"], "y": [1.0]}


def test_types_that_a_dictionary_leaves_out_are_vega_lites():
    encoding = {"x": {"field": "c"}, "y": {"aggregate": "mean", "field": "v"}}
    channels = Chart(small({"values": ROWS}, encoding=encoding)).drawings[0][0].channels
    assert (channels["x"].kind, channels["y"].kind) == ("category", "quantity")
    encoding = {"x": {"field": "c", "timeUnit": "year"}, "y": {"field": "v", "bin": True}}
    channels = Chart(small({"values": []}, encoding=encoding)).drawings[0][0].channels
    assert (channels["x"].kind, channels["y"].kind) == ("date", "quantity")


@pytest.mark.parametrize(
    "column",
    [
        TABLE.channel.astype("category"),
        TABLE.channel.astype(object),
        TABLE.channel.astype("string"),
        pd.Series(TABLE.channel.to_numpy(), index=TABLE.index[::-1]).sort_index(ascending=False).set_axis(TABLE.index),
    ],
)
def test_every_way_to_hold_texts_is_read(column):
    assert same_chart(alt.Chart(TABLE.assign(channel=column)).mark_bar().encode(x="channel:N", y="mean(wait_s)"), BARS)


@pytest.mark.parametrize("dtype", ["float32", "Float64", "object"])
def test_every_way_to_hold_numbers_is_read(dtype):
    table = TABLE.assign(wait_s=TABLE.wait_s.astype(dtype))
    assert same_chart(alt.Chart(table).mark_bar().encode(x="channel:N", y="mean(wait_s):Q"), BARS)


def test_whole_numbers_with_gaps_and_truth_values_with_gaps_are_read():
    table = TABLE.assign(csat=TABLE.csat.astype("Int64").mask(TABLE.csat == 5), solved=TABLE.solved.astype("boolean"))
    chart = alt.Chart(table).mark_bar().encode(x="solved:N", y="mean(csat):Q")
    gaps = (
        alt.Chart(TABLE.assign(csat=TABLE.csat.where(TABLE.csat < 5))).mark_bar().encode(x="solved:N", y="mean(csat):Q")
    )
    assert same_chart(chart, gaps)
    assert same_chart(chart.to_dict(), gaps)


def test_dates_with_and_without_a_zone_are_read_at_universal_time():
    line = {"x": "yearmonthdate(sent_on):T", "y": "count()"}
    zoned = TABLE.assign(sent_on=TABLE.sent_on.dt.tz_localize("UTC").dt.tz_convert("Europe/Oslo"))
    assert same_chart(alt.Chart(zoned).mark_line().encode(**line), alt.Chart(TABLE).mark_line().encode(**line))


def test_missing_dates_are_not_drawn():
    table = TABLE.assign(sent_on=TABLE.sent_on.mask(TABLE.index < 50))
    chart = alt.Chart(table).mark_tick().encode(x="sent_on:T")
    assert len(rows(chart)) == len(rows(chart.to_dict())) == len(TABLE) - 50


def test_a_column_with_a_point_in_its_name_is_found():
    table = TABLE.rename(columns={"wait_s": "wait.s", "channel": "way [in]"})
    chart = alt.Chart(table).mark_bar().encode(x=r"way \[in\]:N", y=r"mean(wait\.s):Q")
    assert same_chart(chart, BARS)
    assert same_chart(chart.to_dict(), BARS)


def test_the_settings_of_a_theme_change_nothing():
    with alt.theme.enable("dark"):
        assert same_chart(BARS.to_dict(), BARS)


def test_an_author_can_ask_beforehand_what_cannot_be_evaluated():
    assert doubts(BARS) == []
    assert doubts(BARS.transform_sample(5) | BARS) == ["the transform sample"]
    with pytest.raises(UnreadableChart):
        doubts(3)


def test_a_chart_is_told_from_other_values():
    for chart in (BARS, BARS + BARS, BARS | BARS, BARS.facet("region"), alt.Chart(TABLE)):
        assert is_chart(chart)
    assert is_chart(BARS.to_dict())
    for value in (None, 3, "mark", {}, {"x": 1}, TABLE, [BARS], alt, alt.X("x")):
        assert not is_chart(value)
