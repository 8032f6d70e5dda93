"""The drawings of the overview: frames in, SVG out, once for a desk and once for a phone. No script is needed.

No figure is told by a colour alone: each bar carries its number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd
from markupsafe import Markup

from cxlab import theme
from cxlab.charts import NARROW, static_svg

STEP = 24  # pixels a row
WIDE = 560  # pixels: two side by side on a desk, never scaled


@dataclass(frozen=True)
class Drawing:
    """One chart at two widths, with the finding that stands over it and its legend as (colour, words)."""

    finding: str
    wide: Markup
    narrow: Markup
    legend: tuple[tuple[str, str], ...] = ()


def bars(rows: pd.DataFrame, finding: str, words: str) -> Drawing:
    """One bar a row: columns `label`, `value` (0 to 100) and `words`, which stand at its end."""
    base = alt.Chart(rows).encode(y=_labels())
    scale = alt.Scale(domain=[0, 145])  # room for the words
    there = base.mark_bar(color=theme.GOOD, tooltip=None, height={"band": 0.7}).encode(
        x=alt.X("value:Q").scale(scale).axis(None)
    )
    ends = base.mark_text(align="left", dx=6, tooltip=None).encode(x=alt.X("value:Q").scale(scale), text="words:N")
    return _drawn(there + ends, finding, words)


def steps(rows: pd.DataFrame, finding: str, words: str, legend: Sequence[tuple[str, str]]) -> Drawing:
    """Bars that lie in each other: columns `label`, `all`, `some`, `few` (each at most the one before) and `words`."""
    most = max(1, int(rows["all"].max())) if len(rows) else 1
    scale = alt.Scale(domain=[0, most * 1.45])
    base = alt.Chart(rows).encode(y=_labels())
    parts = [
        base.mark_bar(color=colour, tooltip=None, stroke=theme.AXIS, strokeWidth=0.5, height={"band": 0.7}).encode(
            x=alt.X(f"{column}:Q").scale(scale).axis(None)
        )
        for column, (colour, _) in zip(("all", "some", "few"), legend, strict=True)
    ]
    ends = base.mark_text(align="left", dx=6, tooltip=None).encode(x=alt.X("all:Q").scale(scale), text="words:N")
    return _drawn(alt.layer(*parts, ends), finding, words, tuple(legend))


def ranges(rows: pd.DataFrame, limit: float, finding: str, words: str) -> Drawing:
    """From quarter to quarter with the median: columns `label`, `low`, `middle`, `high`, in percent."""
    base = alt.Chart(rows).encode(y=_labels())
    axis = alt.Axis(values=[0, 25, 50, 75, 100], grid=True, labelExpr="datum.value + ' %'", domain=False, ticks=False)
    scale = alt.Scale(domain=[0, 100], clamp=True)
    half = base.mark_bar(color=theme.SERIES[2], tooltip=None, height={"band": 0.5}).encode(
        x=alt.X("low:Q").scale(scale).axis(axis).title(None), x2="high:Q"
    )
    middle = base.mark_tick(color=theme.INK, thickness=3, opacity=1, tooltip=None, bandSize=STEP * 0.7).encode(
        x=alt.X("middle:Q").scale(scale)
    )
    line = alt.Chart(pd.DataFrame({"limit": [limit]})).mark_rule(strokeDash=[4, 3], color=theme.BAD).encode(x="limit:Q")
    return _drawn(half + line + middle, finding, words)


def histogram(rows: pd.DataFrame, finding: str, words: str) -> Drawing:
    """Columns: `label` (in the rows' order) and `value`, a number of people or submissions."""
    base = alt.Chart(rows).encode(x=alt.X("label:N").sort(None).title(None).axis(domain=True, ticks=False))
    there = base.mark_bar(color=theme.GOOD, tooltip=None, width={"band": 0.9}).encode(y=alt.Y("value:Q").axis(None))
    number = alt.Text("value:Q", format=",")
    tops = base.mark_text(baseline="bottom", dy=-4, tooltip=None).encode(y="value:Q", text=number)
    return _drawn((there + tops).properties(height=190), finding, words)


def _labels() -> alt.Y:
    return alt.Y("label:N").sort(None).title(None).axis(domain=False, ticks=False)


def _drawn(chart: alt.LayerChart, finding: str, words: str, legend: tuple = ()) -> Drawing:
    spec = chart.to_dict()
    spec.setdefault("height", {"step": STEP})
    spec |= {"width": "container", "autosize": {"type": "fit-x", "contains": "padding"}}
    wide, narrow = (
        Markup(static_svg(spec | {"config": _config(width)}, width, f"{finding} {words}")) for width in (WIDE, NARROW)
    )
    return Drawing(finding, wide, narrow, legend)


def _config(width: int) -> dict:
    """The theme; where the drawing is narrow, labels take no more than a third of it."""
    found = theme.config()
    return found | {"axisY": {**found.get("axisY", {}), "labelLimit": 230 if width == WIDE else 120}}
