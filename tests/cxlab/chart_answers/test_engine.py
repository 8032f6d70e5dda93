"""What is computed here is what Vega draws: the text alternatives of its marks and axes hold the same values."""

import html
import re

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert

from cxlab.chart_answers.axes import axes_of
from cxlab.chart_answers.labels import label
from cxlab.chart_answers.reading import Chart

ENGINE = ".".join(alt.VEGALITE_VERSION.split(".")[:2])
CLOCK = alt.Axis(format="%Y-%m-%dT%H:%M")
DRAW = np.random.default_rng(3)
ROWS = 60
TABLE = pd.DataFrame(
    {
        "c": DRAW.choice(["a", "b", "c"], ROWS),
        "k": DRAW.choice(["u", "v"], ROWS),
        "v": DRAW.normal(10, 4, ROWS).round(2),
        "w": DRAW.integers(0, 50, ROWS),
        "on": pd.Timestamp("2023-11-01") + pd.to_timedelta(DRAW.permutation(200 * 24)[:ROWS], unit="h"),
        "ok": DRAW.random(ROWS) < 0.5,
    }
)
TABLE.loc[3, "v"] = np.nan
TABLE.loc[7, "c"] = None
WIDE = pd.DataFrame({"m": [1, 2, 3], "p": [3.0, 4, 5], "q": [1.0, None, 2]})
GAPS = pd.DataFrame({"x": [1, 2, 3, 1, 3], "y": [1.0, 2, 3, 4, 5], "g": list("aaabb")})
NAMES = pd.DataFrame({"c": ["a", "b"], "name": ["Alpha", "Beta"]})
DOTS = alt.Chart(TABLE).mark_point()
COUNT = DOTS.encode(x="c:N", y="count()")

AGGREGATES = "count sum mean median min max distinct valid missing stdev stdevp variance variancep q1 q3 stderr product"
UNITS = (
    "year month yearmonth yearquarter quarter yearweek week day hours monthdate yearmonthdate dayofyear date dayhours"
)
EXPRESSIONS = [
    "datum.v > 10",
    "datum.v < 8",
    "datum.v == 0",
    "datum.v <= 3 || datum.w >= 40",
    "datum.c == 'a'",
    "datum.c != 'a'",
    "datum.c == null",
    "isValid(datum.v)",
    "!datum.ok",
    "datum.ok && datum.w % 2 == 0",
    "datum['w'] > 30 ? datum.ok : datum.k == 'u'",
    "year(datum.on) == 2024",
    "month(datum.on) == 0",
    "quarter(datum.on) == 4",
    "day(datum.on) == 6 || hours(datum.on) < 3",
    "datum.on < datetime(2024, 0, 15)",
    "datum.on > '2024-02-01'",
    "toDate(datum.on) >= datetime(2024, 1, 1, 12)",
    "time(datum.on) > 1706000000000",
    "indexof(['a', 'b'], datum.c) >= 0",
    "inrange(datum.w, [10, 20])",
    "datum.nothing > 3",
    "datum.v * 2 + 1 > 20",
    "upper(datum.c) == 'A'",
    "length(datum.k) == 1",
    "round(datum.v / 5) == 2",
]
PREDICATES = [
    alt.FieldEqualPredicate(field="c", equal="a"),
    alt.FieldOneOfPredicate(field="c", oneOf=["a", "c"]),
    alt.FieldRangePredicate(field="w", range=[10, 20]),
    alt.FieldValidPredicate(field="v", valid=True),
    alt.FieldGTPredicate(field="v", gt=10),
    alt.FieldLTPredicate(field="v", lt=10),
    alt.FieldEqualPredicate(field="on", equal=2024, timeUnit="year"),
    alt.FieldOneOfPredicate(field="on", oneOf=[1, 2], timeUnit="month"),
    alt.FieldGTEPredicate(field="on", gte=alt.DateTime(year=2024, month=2, date=10)),
    {"not": {"field": "c", "equal": "a"}},
    {"and": ["datum.w > 10", {"or": [{"field": "c", "equal": "a"}, "datum.ok"]}]},
]
CHARTS = {
    **{op: DOTS.encode(x="c:N", y=f"{op}(v):Q") for op in AGGREGATES.split()},
    **{unit: DOTS.encode(x=alt.X("on:T", timeUnit=unit, axis=CLOCK), y="count()") for unit in UNITS.split()},
    **{text: COUNT.transform_filter(text) for text in EXPRESSIONS},
    **{f"predicate {number}": COUNT.transform_filter(one) for number, one in enumerate(PREDICATES)},
    "dates that a channel reads": DOTS.transform_filter("datum.on < datetime(2024, 0, 15)").encode(
        x=alt.X("on:T", axis=CLOCK), y="count()"
    ),
    "means of true and false": DOTS.encode(x="c:N", y="mean(ok):Q"),
    "bins": DOTS.encode(x=alt.X("v:Q", bin=True), y="count()"),
    "many bins": DOTS.encode(x=alt.X("w:Q", bin=alt.Bin(maxbins=20)), y="count()"),
    "bins of seven": DOTS.encode(x=alt.X("w:Q", bin=alt.Bin(step=7)), y="count()"),
    "bins as they fall": DOTS.encode(x=alt.X("v:Q", bin=alt.Bin(nice=False)), y="count()"),
    "bins of colour": DOTS.encode(x="c:N", y="count()", color=alt.Color("w:Q", bin=True)),
    "a transform of bins": DOTS.transform_bin("b", "w", bin=alt.Bin(maxbins=5)).encode(x="b:Q", y="count()"),
    "a transform of months": DOTS.transform_timeunit(month="yearmonth(on)").encode(
        x=alt.X("month:T", axis=CLOCK), y="count()"
    ),
    "a choice": DOTS.transform_calculate(z="datum.v > 10 ? 'high' : 'low'").encode(x="z:N", y="count()"),
    "tens": DOTS.transform_calculate(z="round(datum.w / 10) * 10").encode(x="z:Q", y="count()"),
    "joined texts": DOTS.transform_calculate(z="datum.c + '-' + datum.w").encode(x="z:N", y="count()"),
    "null and one": DOTS.transform_calculate(z="datum.v + 1").encode(x="c:N", y="mean(z):Q"),
    "aggregate": DOTS.transform_aggregate(m="mean(v)", n="count()", groupby=["c", "k"]).encode(
        x="c:N", y="m:Q", color="k:N"
    ),
    "aggregate twice": DOTS.transform_aggregate(m="mean(v)", groupby=["c", "k"]).encode(x="c:N", y="mean(m):Q"),
    "shares": DOTS.transform_joinaggregate(t="sum(w)", groupby=["c"])
    .transform_calculate(s="100 * datum.w / datum.t")
    .encode(x="k:N", y="sum(s):Q", color="c:N"),
    "ranks": DOTS.transform_window(r="rank()", sort=[{"field": "w"}]).encode(x="r:Q", y="w:Q"),
    "dense ranks": DOTS.transform_window(
        r="dense_rank()", sort=[{"field": "w", "order": "descending"}], groupby=["k"]
    ).encode(x="r:Q", y="w:Q", color="k:N"),
    "row numbers": DOTS.transform_window(r="row_number()", sort=[{"field": "on"}], groupby=["k"]).encode(
        x="r:Q", y="w:Q", color="k:N"
    ),
    "running sums": DOTS.transform_window(s="sum(w)", sort=[{"field": "on"}], groupby=["k"]).encode(
        x=alt.X("on:T", axis=CLOCK), y="s:Q", color="k:N"
    ),
    "running sums of level rows": DOTS.transform_window(s="sum(w)", sort=[{"field": "w"}]).encode(x="w:Q", y="s:Q"),
    "running counts, peers apart": DOTS.transform_window(
        s="count()", sort=[{"field": "w"}, {"field": "on"}], ignorePeers=True
    ).encode(x="w:Q", y="s:Q"),
    "moving means": DOTS.transform_window(s="mean(w)", frame=[-2, 1], sort=[{"field": "on"}]).encode(
        x=alt.X("on:T", axis=CLOCK), y="s:Q"
    ),
    "the row before": DOTS.transform_window(
        [alt.WindowFieldDef(**{"op": "lag", "field": "w", "param": 1, "as": "s"})], sort=[{"field": "on"}]
    ).encode(x=alt.X("on:T", axis=CLOCK), y="s:Q"),
    "totals": DOTS.transform_window(s="sum(w)", frame=[None, None], groupby=["c"]).encode(x="c:N", y="s:Q"),
    "fold": alt.Chart(WIDE).mark_point().transform_fold(["p", "q"]).encode(x="m:Q", y="value:Q", color="key:N"),
    "pivot": DOTS.transform_pivot("k", value="w", groupby=["c"], op="sum").encode(x="u:Q", y="v:Q", color="c:N"),
    "impute": alt.Chart(GAPS)
    .mark_point()
    .transform_impute("y", key="x", value=0, groupby=["g"])
    .encode(x="x:Q", y="y:Q", color="g:N"),
    "lookup": DOTS.transform_lookup("c", from_=alt.LookupData(NAMES, "c", ["name"])).encode(x="name:N", y="count()"),
    "sequence": alt.Chart(alt.sequence(0, 5, 0.5, as_="t")).mark_point().encode(x="t:Q", y="count()"),
    "rows as they are": DOTS.encode(x="w:Q", y="v:Q"),
    "groups by the tooltip": COUNT.encode(tooltip="k:N"),
}


def titled(chart):
    """Axes and legend are named after their channel, so that the text alternative says which is which."""
    spec = chart.to_dict()
    for name in ("x", "y", "color"):
        if name in spec["encoding"]:
            spec["encoding"][name]["title"] = name
    return spec


def spoken(spec):
    svg = vl_convert.vegalite_to_svg(spec, vl_version=ENGINE)
    return [html.unescape(text) for text in re.findall(r'aria-label="([^"]*)"', svg)]


def plain(value):
    text = str(value).replace("\N{MINUS SIGN}", "-").replace(",", "").split(" – ")[0]
    try:
        return f"{float(text):.5g}"
    except ValueError:
        return text


def as_drawn(value):
    return value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, pd.Timestamp) else plain(label(value))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_the_same_values_are_drawn(chart):
    spec = titled(chart)
    marks = [text for text in spoken(spec) if "-axis titled" not in text and re.match("(x|y|color): ", text)]
    marks = [dict(part.split(": ", 1) for part in text.split("; ")) for text in marks]
    rows = Chart(chart).drawings[0][0].rows
    names = [name for name in ("x", "y", "color") if name in rows]
    drawn = sorted(tuple(plain(mark[name]) for name in names) for mark in marks)
    assert sorted(tuple(map(as_drawn, row)) for row in rows[names].itertuples(index=False)) == drawn


BARS = pd.DataFrame(
    {
        "c": list("dbaceabcde"),
        "k": list("xyxyxyxyxx"),
        "v": [210.0, 250, 220, 300, 280, 240, 260, 230, 270, 290],
        "t": pd.date_range("2024-01-01", periods=10),
    }
)
BAR = alt.Chart(BARS).mark_bar().encode(x="c:N", y="mean(v):Q")
SORTS = {
    "ascending": BAR.encode(x=alt.X("c").sort("ascending")),
    "descending": BAR.encode(x=alt.X("c").sort("descending")),
    "as the rows are": BAR.encode(x=alt.X("c").sort(None)),
    "by y": BAR.encode(x=alt.X("c").sort("y")),
    "by y, downwards": BAR.encode(x=alt.X("c").sort("-y")),
    "by a part of the names": BAR.encode(x=alt.X("c").sort(["c", "a"])),
    "by stacked rows": BAR.encode(x=alt.X("c").sort("-y"), y="v"),
    "by stacked rows of two colours": BAR.encode(x=alt.X("c").sort("-y"), y="v", color="k"),
    "by points": BAR.mark_point().encode(x=alt.X("c").sort("-y"), y="v"),
    "by sums of two colours": BAR.encode(x=alt.X("c").sort("-y"), y="sum(v)", color="k"),
    "by counts": BAR.encode(x=alt.X("c").sort("-y"), y="count()"),
    "by a field": BAR.encode(x=alt.X("c").sort(field="v", op="max", order="descending")),
    "by a field without an aggregate": BAR.encode(x=alt.X("c").sort(field="v", order="descending")),
    "by a channel": BAR.encode(x=alt.X("c").sort(encoding="y", order="descending")),
    "by the domain": BAR.encode(x=alt.X("c").scale(domain=["e", "a", "b", "c", "d"])),
    "after a filter": BAR.transform_filter("datum.v > 225").encode(x=alt.X("c").sort("-y"), y="sum(v)"),
}


@pytest.mark.parametrize("chart", SORTS.values(), ids=SORTS)
def test_categories_stand_in_the_same_order(chart):
    said = next(text for text in spoken(chart.to_dict()) if text.startswith("X-axis"))
    assert ", ".join(Chart(chart).drawings[0][0].orders["x"].labels) == said.split("values: ")[1]


LOW = alt.Scale(zero=False)
LINE = alt.Chart(BARS).mark_line().encode(x="t:T", y="v:Q")
SCALES = {
    "bars": BAR,
    "bars without zero": BAR.encode(y=alt.Y("mean(v)", scale=LOW)),
    "stacked rows without zero": BAR.encode(y=alt.Y("v", scale=LOW)),
    "stacked sums without zero": BAR.encode(y=alt.Y("sum(v)", scale=LOW), color="k"),
    "bars of one colour each, without zero": BAR.encode(y=alt.Y("mean(v)", scale=LOW), color="c"),
    "overlaid bars without zero": BAR.encode(y=alt.Y("v", stack=None, scale=LOW)),
    "bars with a tooltip, without zero": BAR.encode(y=alt.Y("mean(v)", scale=LOW), tooltip="c"),
    "a domain": BAR.encode(y=alt.Y("mean(v)", scale=alt.Scale(domain=[200, 300]))),
    "a lower end": BAR.encode(y=alt.Y("mean(v)", scale=alt.Scale(domainMin=200))),
    "a logarithm": BAR.encode(y=alt.Y("mean(v)", scale=alt.Scale(type="log"))),
    "a line": LINE,
    "a line without zero": LINE.encode(y=alt.Y("v", scale=LOW)),
    "points": BAR.mark_point(),
    "ticks": BAR.mark_tick().encode(y="v"),
    "an area": LINE.mark_area(),
    "an area without zero": LINE.mark_area().encode(y=alt.Y("v", scale=LOW)),
    "a histogram": alt.Chart(BARS).mark_bar().encode(x=alt.X("v", bin=True), y="count()"),
    "a line along a quantity": alt.Chart(BARS).mark_line().encode(x="v", y="mean(v)"),
}


@pytest.mark.parametrize("chart", SCALES.values(), ids=SCALES)
def test_zero_lies_on_the_same_axes(chart):
    axes = axes_of(Chart(chart).drawings[0])
    for text in spoken(chart.to_dict()):
        found = re.match(r"([XY])-axis .* for a (?:linear|log) scale with values from (\S+) to", text)
        if found:
            assert axes[found[1].lower()].zero == (float(found[2].replace(",", "")) <= 0), text
