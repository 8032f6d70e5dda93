"""Charts cross the wall with all their rows, as what they say; one that cannot be drawn arrives as just that."""

import json
import time

import altair as alt
import pandas as pd
import pytest

from cxlab.chart_answers import UnreadableChart, as_dict, chart_problem, differences
from grading.wire.charts import written
from grading.wire.values import Unpackable, pack, unpack
from tests.cxlab.chart_answers.asked_tables import contacts

ROWS = 20_000
TABLE = contacts(ROWS)
BARS = alt.Chart(TABLE).mark_bar().encode(x=alt.X("channel").sort("-y"), y="mean(wait_s)")
GOAL = alt.Chart(pd.DataFrame({"goal": [120.0]})).mark_rule().encode(y="goal")
NAMES = pd.DataFrame({"channel": ["chat", "web"], "label": ["Chat", "Web"]})
ODD = pd.DataFrame({"when": pd.period_range("2024-01", periods=3, freq="M").astype(object), "n": [1, 2, 3]})
CHARTS = {
    "bars": BARS,
    "layers with two tables": BARS + GOAL,
    "layers in layers": alt.layer(BARS, BARS + GOAL),
    "side by side": BARS | BARS.mark_line(),
    "one below the other": alt.vconcat(BARS, BARS + GOAL),
    "in a grid": alt.concat(BARS, GOAL, columns=1),
    "facets": (BARS + BARS.mark_rule()).facet("region"),
    "a column for each region": BARS.encode(column="region"),
    "repeated": alt.Chart(TABLE).mark_bar().encode(x=alt.X(alt.repeat(), type="nominal"), y="count()").repeat(["csat"]),
    "another table looked up": BARS.transform_lookup("channel", alt.LookupData(NAMES, "channel", ["label"])),
    "rows in the chart itself": alt.Chart(alt.Data(values=[{"n": 1}, {"n": 2}])).mark_bar().encode(x="n:O"),
    "data on the web": alt.Chart("https://example.org/x.csv").mark_bar().encode(x="n:O"),
    "categories": alt.Chart(TABLE.astype({"channel": "category"})).mark_bar().encode(x="channel", y="count()"),
}  # fmt: skip


def across(chart):
    """The chart on the other side, after its way as text."""
    return unpack(json.loads(json.dumps(pack(chart))))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_every_chart_arrives_as_what_it_says(chart):
    back = across(chart)
    assert type(back) is type(chart)
    assert differences(back, chart) == [] == differences(as_dict(back), as_dict(chart))


def test_a_chart_of_20000_rows_arrives_quickly_and_with_its_table():
    began = time.perf_counter()
    back = across(BARS)
    assert time.perf_counter() - began < 1
    pd.testing.assert_frame_equal(back.data, TABLE)
    assert back.mark == "bar" and back.encoding.x.to_dict()["sort"] == "-y"
    assert (BARS + GOAL).layer[1].data.equals(across(BARS + GOAL).layer[1].data)


def test_columns_that_altair_has_to_look_at_arrive_as_it_would_draw_them():
    chart = alt.Chart(ODD).mark_bar().encode(x="when:O", y="n:Q")
    assert as_dict(across(chart))["encoding"] == as_dict(chart)["encoding"]
    assert differences(across(chart), chart) == []


@pytest.mark.parametrize(
    "chart",
    [
        alt.Chart(TABLE).mark_bar().encode(x="chanel", y="count()"),
        alt.Chart(pd.DataFrame({"a": pd.to_timedelta([1], unit="h")})).mark_bar().encode(x="a"),
        BARS | alt.Chart(TABLE).mark_bar().encode(x="chanel"),
    ],
)
def test_a_chart_that_cannot_be_drawn_arrives_as_one_that_cannot_be_drawn(chart):
    back = across(across(chart))
    with pytest.raises(ValueError, match="cannot be drawn"):
        back.to_dict()
    sentence = "Your chart cannot be drawn as it stands: does it name only columns that exist?"
    assert isinstance(back, alt.Chart) and chart_problem(back, BARS) == sentence


def test_what_altair_would_refuse_to_draw_never_arrives_as_a_chart():
    back = unpack({"k": "chart", "as": "Chart", "v": {"k": "map", "v": {"mark": "bomb"}}})
    with pytest.raises(UnreadableChart):
        differences(back, BARS)


def test_a_good_chart_that_altair_cannot_make_again_stays_a_dictionary_with_its_rows(monkeypatch):
    packed = pack(BARS + GOAL)
    monkeypatch.setattr(alt.LayerChart, "from_dict", lambda *_, **__: 1 / 0)
    back = unpack(packed)
    assert type(back) is dict and differences(back, BARS + GOAL) == []


def test_a_subclass_of_the_learners_is_read_as_the_chart_that_it_is():
    class Mine(alt.Chart):
        def to_dict(self, *_, **__):
            return {"mark": "line"}

    mine = Mine(TABLE).mark_bar().encode(x="channel", y="count()")
    assert across(mine).mark == "bar" and type(across(mine)) is alt.Chart


def test_packing_leaves_the_chart_and_altair_as_they_were():
    before, active = json.dumps(as_dict(BARS)), alt.data_transformers.active
    pack(BARS)
    assert json.dumps(as_dict(BARS)) == before and alt.data_transformers.active == active
    assert "grading.wire" not in alt.data_transformers.names()


def test_a_chart_in_a_list_and_the_same_table_twice_are_no_trouble():
    one, other = across([BARS, {"b": BARS | BARS}])
    assert differences(one, BARS) == [] == differences(other["b"] if isinstance(other, dict) else other, BARS | BARS)


def test_a_chart_with_too_many_parts_is_refused():
    small = alt.Chart(NAMES).mark_bar().encode(x="label")
    with pytest.raises(Unpackable, match="too many parts"):
        across(alt.hconcat(*[small] * 101))


def test_a_chart_written_out_has_all_rows_and_whole_numbers_stay_whole():
    chart = alt.Chart(pd.DataFrame({"year": range(6_000)})).mark_bar().encode(x="year:O")
    (rows,) = written(chart)["datasets"].values()
    assert len(rows) == 6_000 and rows[7] == {"year": 7} and type(rows[7]["year"]) is int
