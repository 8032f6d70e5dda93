"""How many learners of each department are in which state, as a drawing with a text alternative."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxlab import theme
from cxlab.charts import static_svg
from grading.model import State

WIDTH = 350  # pixels: two or three side by side on a desk, one on a phone, never scaled down
BAR = 26

# No state is told by its colour alone: each bar carries its numbers, and the outline shows who has not started.
COLOURS = {
    State.GRADED: theme.GOOD,
    State.SUBMITTED: theme.SERIES[2],
    State.FAILED: theme.BAD,
    State.NOT_STARTED: theme.GRID,
}
_WORDS_ON = {State.NOT_STARTED: theme.INK}
_ORDER = tuple(COLOURS)


def draw(counts: pd.DataFrame, title: str) -> str:
    """One exercise's rows of `progress.by_department` as an SVG drawing."""
    return static_svg(_chart(counts).to_dict() | {"config": theme.config()}, WIDTH, f"{title}. {in_words(counts)}")


def in_words(counts: pd.DataFrame) -> str:
    """The same counts as sentences: `Finance: 5 graded, 1 not started.`"""
    sentences = []
    for department, rows in counts.groupby("department", sort=False):
        by_state = rows.set_index("state")["learners"]
        parts = [f"{by_state[state]} {state}" for state in _ORDER if by_state.get(state)]
        sentences.append(f"{department or 'No department'}: {', '.join(parts)}.")
    return " ".join(sentences)


def _chart(counts: pd.DataFrame) -> alt.LayerChart:
    base = alt.Chart(_parts(counts)).encode(y=alt.Y("department:N").title(None).axis(domain=False, ticks=False))
    states = [str(state) for state in _ORDER]
    bars = base.mark_bar(stroke=theme.AXIS, strokeWidth=1, tooltip=None).encode(
        x=alt.X("learners:Q").stack("zero").axis(None),
        order=alt.Order("order:Q"),
        color=alt.Color("state:N").scale(domain=states, range=list(COLOURS.values())).legend(None),
    )
    numbers = base.mark_text(fontWeight="bold", tooltip=None).encode(
        x=alt.X("middle:Q"),
        text=alt.Text("learners:Q"),
        color=alt.Color("words:N").scale(None),
    )
    size = alt.AutoSizeParams(type="fit-x", contains="padding")
    return (bars + numbers).properties(width=WIDTH, height=alt.Step(BAR), autosize=size)


def _parts(counts: pd.DataFrame) -> pd.DataFrame:
    """One row for each part of a bar that is not empty, with the place and the colour of its number."""
    rows = counts[counts.learners > 0].copy()
    rows["department"] = rows["department"].where(rows["department"] != "", "No department")
    rows["order"] = rows["state"].map(_ORDER.index)
    rows["words"] = [_WORDS_ON.get(state, theme.PAPER) for state in rows["state"]]
    rows["state"] = rows["state"].astype(str)
    rows = rows.sort_values(["department", "order"])
    rows["middle"] = rows.groupby("department")["learners"].cumsum() - rows["learners"] / 2
    return rows
