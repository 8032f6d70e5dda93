"""Whatever a dictionary holds, comparing it ends soon, and raises nothing but what is written down."""

import copy
import json
import os
import random
import time
import warnings

import altair as alt
import pytest

from cxlab.chart_answers import CannotTell, UnreadableChart, can_say, chart_problem, differences
from tests.cxlab.chart_answers import test_other_layers, test_same_shapes
from tests.cxlab.chart_answers.asked_tables import contacts

ROUNDS = int(os.environ.get("COURSE_FUZZ", "150"))
PAIRS = [*test_same_shapes.PAIRS.values(), *test_other_layers.PAIRS.values()]
CHARTS = [pair[0].to_dict() for pair in PAIRS]
TABLE = contacts(60)
BARS = alt.Chart(TABLE).mark_bar().encode(x="channel:N", y="mean(wait_s):Q").to_dict()
ROWS = [{"a": number, "b": f"{number}"} for number in range(50)]
JUNK = [
    None, True, 0, -1, 1e308, float("nan"), float("inf"), 10**400, "", "x", "count", "mean", "datum.a", "datum[",
    "\x00\u202e", "é" * 50, [], {}, [[]], [None], {"a": 1}, {"field": "channel"}, {"expr": "1"}, {"param": "p"}, -0.0,
    {"repeat": "row"}, {"year": 99999}, ["a", 1, None], {"values": [1, "a", None]}, {"name": "nowhere"},
    {"url": "x.csv"}, "yearmonth",
]  # fmt: skip


def bar(**changes):
    """A small chart of plain rows with some parts in place of others."""
    channels = {"x": {"field": "b", "type": "nominal"}, "y": {"field": "a", "type": "quantitative"}}
    return {"data": {"values": ROWS}, "mark": "bar", "encoding": channels} | changes


def outcome(answer, wanted):
    """Sentences, or the name of what was raised; everything else fails the test."""
    try:
        return differences(answer, wanted)
    except (UnreadableChart, CannotTell) as fault:
        assert str(fault)
        return type(fault).__name__


def nested(depth, inside):
    for _ in range(depth):
        inside = {"layer": [inside]}
    return inside


def places(node, path=()):
    """Paths to all parts of a chart but its rows."""
    yield path
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in children:
        if key == "datasets" or (isinstance(node, list) and key > 5):
            continue
        yield from places(child, (*path, key))


def mutated(draw):
    """A chart with some of its parts replaced, removed, doubled, or put into another place."""
    chart = copy.deepcopy(draw.choice(CHARTS))
    for _ in range(draw.randint(1, 3)):
        *path, last = draw.choice([one for one in places(chart) if one])
        node = chart
        for key in path:
            node = node[key]
        what = draw.random()
        if what < 0.6:
            node[last] = copy.deepcopy(draw.choice(JUNK))
        elif what < 0.75:
            del node[last]
        elif what < 0.9:
            node[last] = [copy.deepcopy(node[last])] * 2
        elif isinstance(node, dict):
            node[draw.choice(["transform", "layer", "facet", "spec", "params", "resolve", "hconcat"])] = node[last]
    return chart


def test_mutated_charts_end_in_sentences_or_in_one_of_two_faults():
    draw = random.Random(5)
    ends = set()
    for _ in range(ROUNDS):
        chart, other = mutated(draw), draw.choice(CHARTS)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = outcome(chart, other), outcome(other, chart)
        for end in found:
            ends.add(end if isinstance(end, str) else "sentences" if end else "same")
            assert isinstance(end, str) or all(can_say(sentence) for sentence in end)
    assert ends == {"sentences", "same", "UnreadableChart", "CannotTell"}


@pytest.mark.parametrize("junk", [one for one in JUNK if isinstance(one, dict)], ids=repr)
def test_a_dictionary_that_is_no_chart_is_unreadable(junk):
    assert outcome(junk, BARS) == "UnreadableChart"
    assert chart_problem(junk, BARS) == "Your chart has no mark, such as mark_bar()."


def circle():
    chart = bar()
    chart["layer"] = [chart]
    return chart


BOMBS = {
    "a chart in itself": circle(),
    "five hundred layers deep": nested(500, bar()),
    "twenty layers deep": nested(20, bar()),
    "a hundred thousand deep": nested(100_000, bar()),
    "a thousand layers": {"layer": [bar()] * 1000},
    "a thousand panels": {"hconcat": [bar()] * 1000},
    "a million panels by repeating": {"repeat": {"row": ["a"] * 1000, "column": ["b"] * 1000}, "spec": bar()},
    "too many rows": bar(data={"values": [{"a": 1}] * 200_001}),
    "too many columns": bar(data={"values": [{f"c{number}": 1 for number in range(5000)}] * 3}),
    "a column more in each row": bar(data={"values": [{f"c{number}": 1} for number in range(5000)]}),
    "a fold that multiplies": bar(transform=[{"fold": ["a"] * 10_000}]),
    "folds on folds": bar(transform=[{"fold": ["a", "b"] * 20, "as": ["a", "b"]}] * 12),
    "texts that double": bar(transform=[{"calculate": "datum.b + datum.b", "as": "b"}] * 45),
    "a thousand transforms": bar(transform=[{"filter": "true"}] * 1000),
    "an endless sequence": bar(data={"sequence": {"start": 0, "stop": 1e300, "step": 1e-300}}),
    "an expression of brackets": bar(transform=[{"filter": "(" * 900 + "1" + ")" * 900}]),
    "an expression of signs": bar(transform=[{"filter": "!" * 1900 + "1"}]),
    "an expression of sums": bar(transform=[{"filter": "1" + "+1" * 900}]),
    "an expression of one megabyte": bar(transform=[{"filter": "1" * 1_000_000}]),
    "filters in filters": bar(transform=[{"filter": json.loads('{"not":' * 30 + '"true"' + "}" * 30)}]),
    "a window wider than memory": bar(
        transform=[{"window": [{"op": "sum", "field": "a", "as": "a"}], "frame": [-(10**15), 10**15]}]
    ),
    "bins without an end": bar(encoding={"x": {"field": "a", "bin": {"base": 1.0000001, "maxbins": 1e300}}}),
    "bins of no width": bar(encoding={"x": {"field": "a", "bin": {"step": 1e-320}}, "y": {"aggregate": "count"}}),
    "a hundred channels": bar(encoding={"detail": [{"field": "a"}] * 100}),
    "rows that are no rows": bar(data={"values": [1, "a", None, [1], {"a": {"a": []}}]}),
    "numbers beyond all measure": bar(data={"values": [{"a": 10**400, "b": 1e308}, {"a": -(10**400), "b": -1e308}]}),
    "dates beyond all calendars": bar(
        data={"values": [{"a": 1e300, "b": "9999-99-99"}]}, encoding={"x": {"field": "a", "type": "temporal"}}
    ),
    "keys that are no texts": {
        1: 2,
        None: [3],
        "mark": "bar",
        "data": {"values": [{1: 2, None: 3}]},
        "encoding": {1: {2: 3}},
    },
    "names with a trap": bar(data={"values": [{"datum": 1, "": 2, "a\nb": 3, "'": 4}]}),
}


@pytest.mark.parametrize("chart", BOMBS.values(), ids=BOMBS)
def test_no_chart_is_more_than_a_little_work(chart):
    begun = time.process_time()
    found = outcome(chart, BARS), outcome(chart, chart)
    assert time.process_time() - begun < 10
    assert found[0] in ("UnreadableChart", "CannotTell") or found[0]


def test_names_from_a_chart_are_shortened_and_cleaned():
    name = "a\n\x1b[31m\u202e" + "x" * 500
    wanted = alt.Chart(TABLE).mark_bar().encode(x="channel:N", y="mean(wait_s):Q")
    chart = bar(data={"values": [{name: "chat", "a": 1}]}, encoding={"x": {"field": name, "type": "nominal"}})
    chart["encoding"]["y"] = {"aggregate": "mean", "field": name, "type": "quantitative"}
    for sentence in differences(chart, wanted):
        assert sentence.isprintable()
        assert len(sentence) < 200
        assert can_say(sentence)
