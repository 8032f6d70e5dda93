"""From a live Altair chart to a dictionary: its tables beside it to be compared, or all rows in it to be sent."""

from __future__ import annotations

import sys

import pandas as pd

from cxlab.chart_answers.faults import CannotTell, UnreadableChart
from cxlab.chart_answers.sentences import say

KEEP = "cxlab.chart_answers"  # our data transformer: tables stay tables, so that nobody pays for JSON
PARTS = {"mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat"}
MOST_NESTED = 40
MOST_PARTS = 20_000


def is_chart(value: object) -> bool:
    """Whether a value is an Altair chart, or a dictionary that looks like one, be it good or bad."""
    if isinstance(value, dict):
        return not PARTS.isdisjoint(key for key in value if isinstance(key, str))
    altair = sys.modules.get("altair")  # who has not imported Altair has no chart of it
    return altair is not None and isinstance(value, altair.TopLevelMixin)


def as_dict(chart: object) -> dict:
    """A live chart as the dictionary that crosses a border, however many rows it has. Raises UnreadableChart."""
    if isinstance(chart, dict):
        return chart
    import altair as alt  # here, because plain dictionaries need no Altair

    with alt.data_transformers.enable("default", max_rows=None):
        return _written(chart)


def spec_of(chart: object) -> tuple[dict, dict[str, pd.DataFrame]]:
    """The dictionary of a chart and, of a live one, its tables by the names under which the dictionary has them."""
    if isinstance(chart, dict):
        _shallow(chart)
        return chart, {}
    import altair as alt

    frames: dict[str, pd.DataFrame] = {}

    def keep(data=None, **_options):
        if not isinstance(data, pd.DataFrame):
            return alt.to_values(data)
        frames[f"table {id(data)}"] = data
        return {"name": f"table {id(data)}"}

    alt.data_transformers.register(KEEP, keep)
    try:
        with alt.data_transformers.enable(KEEP, consolidate_datasets=False):
            return _written(chart), frames
    finally:
        alt.data_transformers.register(KEEP, None)


def _written(chart: object) -> dict:
    if not is_chart(chart):
        raise UnreadableChart(say("no chart", word=type(chart).__name__[:40]))
    try:
        return chart.to_dict(validate=False)
    except Exception as fault:  # Altair's own checks raise many kinds
        raise UnreadableChart(say("undrawable")) from fault


def _shallow(spec: dict) -> None:
    """Raises CannotTell for a chart that is nested too deep to be one; goes round by round, so it cannot sink."""
    level: list[object] = [{key: value for key, value in spec.items() if key not in ("datasets", "data")}]
    for _ in range(MOST_NESTED):
        inside = [part for part in level if isinstance(part, (dict, list, tuple))]
        if len(inside) > MOST_PARTS:
            break
        level = [
            part
            for whole in inside
            for key, part in (whole.items() if isinstance(whole, dict) else enumerate(whole))
            if key not in ("datasets", "data")
        ]
        if not level:
            return
    raise CannotTell("a chart that is nested too deep, or too long")
