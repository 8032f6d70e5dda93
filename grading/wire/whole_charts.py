"""An Altair chart made anew from what it says, with its tables in their places."""

from __future__ import annotations

import json
from collections import Counter

import altair as alt
import pandas as pd

from .bounds import Unpackable

KINDS = ("Chart", "LayerChart", "FacetChart", "HConcatChart", "VConcatChart", "ConcatChart", "RepeatChart")
INSIDE = ("layer", "hconcat", "vconcat", "concat")
PARTS = 100  # charts in one chart
BLANK = {"mark": "point"}


class Undrawable(alt.Chart):
    """What is left of a chart that Altair itself refused: it names a column that does not exist, for example."""

    def to_dict(self, *_, **__) -> dict:
        raise ValueError("This chart cannot be drawn as it stands.")


def put_together(kind: type, content: dict, tables: dict[str, pd.DataFrame], rows: dict[str, list]):
    """The chart, with its tables where the sender had them.

    What Altair cannot make a chart of, although it is a good one, stays a dictionary that says the same: nobody may
    lose points for this. What is no good one becomes Undrawable.
    """
    used: Counter[str] = Counter()
    try:
        chart = _chart(kind, content, tables, used)
    except Unpackable:
        raise
    except Exception:
        if not _is_valid(kind, content):
            return Undrawable()
        chart, used = {**content}, Counter()
    said = json.dumps(content, default=str)
    looked_up = [name for name in tables if said.count(f'"{name}"') > used[name]]
    datasets = {**rows, **{name: alt.to_values(tables[name])["values"] for name in looked_up}}
    if datasets and type(chart) is dict:
        chart["datasets"] = datasets
    elif datasets:
        chart.datasets = datasets
    return chart


def _chart(kind: type, content: dict, tables: dict[str, pd.DataFrame], used: Counter[str]):
    """A chart and the charts in it; counts in `used` which tables are in their places. Raises whatever Altair does."""
    used[""] += 1
    if used[""] > PARTS:
        raise Unpackable("a chart has too many parts")
    inner = {name: content[name] for name in (*INSIDE, "spec") if name in content}
    data = content.get("data")
    table = tables.get(data["name"]) if type(data) is dict and type(data.get("name")) is str else None
    left = {name: part for name, part in content.items() if name not in inner and (name != "data" or table is None)}
    left |= {"spec": BLANK} if "spec" in inner else {}
    # Chart's own from_dict would try one kind of chart after the other.
    chart = (super(alt.Chart, kind) if kind is alt.Chart else kind).from_dict(left, validate=False)
    if type(left.get("mark")) is dict and set(left["mark"]) == {"type"}:
        chart.mark = left["mark"]["type"]  # as mark_bar() leaves it
    for name, part in inner.items():
        several = [_chart(_kind(one), one, tables, used) for one in (part if name != "spec" else [part])]
        setattr(chart, name, several if name != "spec" else several[0])
    if table is not None:
        used[data["name"]] += 1
        chart.data = table
    return chart


def _kind(content: dict) -> type:
    found = [name for name in ("mark", "repeat", "facet", *INSIDE) if name in content]
    return {
        "mark": alt.Chart,
        "repeat": alt.RepeatChart,
        "facet": alt.FacetChart,
        "layer": alt.LayerChart,
        "hconcat": alt.HConcatChart,
        "vconcat": alt.VConcatChart,
        "concat": alt.ConcatChart,
    }[found[0]]


def _is_valid(kind: type, content: dict) -> bool:
    try:
        kind.validate(content)
    except Exception:
        return False
    return True
